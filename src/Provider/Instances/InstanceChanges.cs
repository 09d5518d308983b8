// Which calls an update needs.
using InfoBip.InstancesApi;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <summary>What an update has to send: only what changed, and what is known not to be in force.</summary>
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
        var sent = definition.Resource.ToSend(call);
        return Sending(definition, !isRefused ? sent : definition.Rows
            .Where(row => row.Location.IsConfiguration)
            .Aggregate(sent, (all, row) => all.WithOrWithout(row.Input.Name, call.NewInputs.Find(row.Input.Name))));
    }

    /// <summary>The calls that send all of some inputs.</summary>
    public static InstanceChanges Sending(InstanceDefinition definition, PropertyMap sent) => new(
        sent,
        definition.Patch(sent),
        definition.Rows.Any(row => row.Location.IsConfiguration && sent.Find(row.Input.Name) is not null),
        sent.Find(InstanceDefinition.Enabled.Name)?.AsBool);
}
