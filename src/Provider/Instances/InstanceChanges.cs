// Which calls an update needs.
using InfoBip.InstancesApi;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <summary>What an update has to send: only what changed, and what a half-made instance still lacks.</summary>
/// <param name="Configuration">Whether the configuration changed, or was not accepted: everything is sent, by PUT.</param>
/// <param name="Patch">Otherwise the fields to change, by PATCH.</param>
/// <param name="Switch">Where to put the switch; null to leave it.</param>
internal sealed record InstanceChanges(bool Configuration, InstancePatch Patch, bool? Switch)
{
    /// <summary>The calls that an update needs.</summary>
    public static InstanceChanges Of(UpdateCall call)
    {
        var heads = InstanceDiff.Diff(new DiffCall(call.State, call.OldInputs, call.NewInputs, call.IgnoreChanges))
            .Changes.Select(change => change.Path.Head)
            .ToHashSet(StringComparer.Ordinal);
        var configuration = heads.Overlaps(ConfigurationHeads) || call.State.Find(InstanceProperties.Valid)?.AsBool == false;
        return new InstanceChanges(configuration, Patched(heads, call.NewInputs), Switched(heads, call));
    }

    private static IEnumerable<string> ConfigurationHeads =>
        InstanceProperties.ConfigurationInputs.Append(InstanceProperties.ExtraConfiguration).Select(input => input.Name);

    /// <summary>Tags that were taken out of the program are cleared.</summary>
    private static InstancePatch Patched(HashSet<string> heads, PropertyMap inputs) => new(
        heads.Contains(InstanceProperties.Name.Name) ? InstanceRequests.Name(inputs) : null,
        heads.Contains(InstanceProperties.Tags.Name) ? InstanceRequests.Tags(inputs) ?? [] : null);

    private static bool? Switched(HashSet<string> heads, UpdateCall call)
    {
        var wanted = InstanceRequests.Enabled(call.NewInputs);
        var known = call.State.Find(InstanceProperties.Disabled)?.AsBool;
        var ignored = call.IgnoreChanges.Any(path => path.Covers(PropertyPath.Of(InstanceProperties.Enabled.Name)));
        return heads.Contains(InstanceProperties.Enabled.Name) || (known == wanted && !ignored) ? wanted : null;
    }
}
