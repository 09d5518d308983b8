// Which calls an update needs.
using InfoBip.InstancesApi;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <summary>What an update has to send: only what changed, and what an earlier call could not put into force.</summary>
/// <param name="Sent">The inputs, and parts of inputs, that are sent.</param>
/// <param name="Patch">The fields to change, by PATCH.</param>
/// <param name="SendsConfiguration">Whether entries of the configuration are among them.</param>
/// <param name="Switch">Where to put the switch; null to leave it.</param>
internal sealed record InstanceChanges(PropertyMap Sent, InstancePatch Patch, bool SendsConfiguration, bool? Switch)
{
    /// <summary>The calls that an update needs.</summary>
    public static InstanceChanges Of(InstanceDefinition definition, UpdateCall call)
    {
        // Credentials that were not accepted are sent again, with all that belongs to them.
        var isRefused = call.State.Find(InstanceDefinition.Valid.Name)?.AsBool == false;
        var unsent = Unsent.In(call.State);
        return Sending(definition, definition.Rows
            .Where(row => (isRefused && row.Location.IsConfiguration) || (unsent.Contains(row.Input.Name) && !IsInPlace(row, call)))
            .Aggregate(definition.Resource.ToSend(call), (all, row) => all.WithOrWithout(row.Input.Name, OfProgram(row.Input, call) ?? all.Find(row.Input.Name))));
    }

    /// <summary>What the program says of an input. What it leaves alone is a recorded value in its place, which may be an old one by now.</summary>
    private static PropertyValue? OfProgram(InputDefinition input, UpdateCall call) =>
        call.NewInputs.Find(input.Name) is not { } value || PropertyPath.IsCovered(input.Path, call.IgnoreChanges) ? null
        : value.Members is { } members ? PropertyValue.Of(new PropertyMap(members.Where(member => !PropertyPath.IsCovered(input.Path.At(member.Key), call.IgnoreChanges)))).SecretLike(value)
        : value;

    /// <summary>The switch is where its last call found it, or put it.</summary>
    private static bool IsInPlace(InstanceInput row, UpdateCall call) =>
        row.Input == InstanceDefinition.Enabled && PropertyComparison.Same(call.State.Find(row.Input.Name), call.NewInputs.Find(row.Input.Name));

    /// <summary>The calls that send all of some inputs.</summary>
    public static InstanceChanges Sending(InstanceDefinition definition, PropertyMap sent) => new(
        sent,
        definition.Patch(sent),
        definition.Rows.Any(row => row.Location.IsConfiguration && sent.Find(row.Input.Name) is not null),
        sent.Find(InstanceDefinition.Enabled.Name)?.AsBool);
}
