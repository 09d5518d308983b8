// Which calls an update needs.
using InfoBip.InstancesApi;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <summary>What an update has to send: only what changed, and what a partially created instance still lacks.</summary>
/// <param name="Configuration">Whether the configuration changed, or was not accepted: everything is sent, by PUT.</param>
/// <param name="Patch">Otherwise the fields to change, by PATCH.</param>
/// <param name="Switch">Where to put the switch; null to leave it.</param>
internal sealed record InstanceChanges(bool Configuration, InstancePatch Patch, bool? Switch)
{
    /// <summary>The calls that an update needs.</summary>
    public static InstanceChanges Of(InstanceDefinition definition, UpdateCall call)
    {
        var heads = definition.Resource.Diff(call.Diff).Changes.Select(change => change.Path.Head).ToHashSet(StringComparer.Ordinal);
        var changed = definition.Rows.Where(row => heads.Contains(row.Input.Name)).ToList();
        var patch = InstanceDefinition.Patch(call.NewInputs, changed);
        return new InstanceChanges(
            changed.Any(row => row.Location.IsConfiguration) || call.State.Find(InstanceDefinition.Valid.Name)?.AsBool == false,

            // Tags that were taken out of the program are cleared.
            heads.Contains(InstanceDefinition.Tags.Name) ? patch with { Tags = patch.Tags ?? [] } : patch,
            Switched(heads, call));
    }

    private static bool? Switched(HashSet<string> heads, UpdateCall call)
    {
        var input = InstanceDefinition.Enabled;
        var wanted = InstanceResource.EnabledIn(call.NewInputs);
        var isElsewhere = call.State.Find(input.Name)?.AsBool is { } known && known != wanted;
        return heads.Contains(input.Name) || (isElsewhere && !call.IgnoreChanges.Any(path => path.Covers(input.Path))) ? wanted : null;
    }
}
