// The inputs that a call accepted and could not put into force: kept in the state until the next one does.
using InfoBip.InstancesApi;
using ProviderHost.PropertyValues;

namespace InfoBip.Provider.Instances;

/// <summary>
/// Names of inputs in a hidden output. The inputs that the engine records are the program's, and what the service holds may be somebody's change: only this says that an
/// update is still owed.
/// </summary>
internal static class Unsent
{
    /// <summary>The hidden output.</summary>
    public const string Output = "__unsent";

    /// <summary>The names in a state; none as a rule.</summary>
    public static IReadOnlyList<string> In(PropertyMap? state) =>
        state is null ? []
        : state.Find(Output) is { } names ? names.Texts

        // A version that kept no origins kept no such names either: there the switch shows that it was not put into its place.
        : Origin.In(state) is null ? [InstanceDefinition.Enabled.Name]
        : [];

    /// <summary>The state with names; without any it is as it was.</summary>
    public static PropertyMap Put(PropertyMap state, IEnumerable<string> names) =>
        names.Distinct().ToList() is { Count: > 0 } some ? state.With(Output, PropertyValue.Of(some)) : state;

    /// <summary>Those of the names in the last known state that are not in force by now, as far as the service shows.</summary>
    public static IEnumerable<string> Still(this InstanceDefinition definition, PropertyMap? lastKnown, PropertyMap inputs, Instance instance) =>
        lastKnown?.Find(Output) is null ? [] : definition.Rows
            .Where(row => In(lastKnown).Contains(row.Input.Name) && inputs.Find(row.Input.Name) is { } wanted && !(row.Observe(instance) is { } observed && row.Input.IsSame(observed, wanted)))
            .Select(row => row.Input.Name);
}
