// What differs between two sets of inputs, with exact paths.
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <summary>
/// Compares inputs with inputs: a refresh writes what it found into the inputs, so drift shows here as well. Everything can be
/// changed in place; nothing ever forces a replacement.
/// </summary>
internal static class InstanceDiff
{
    /// <summary>The differences, in the schema's order.</summary>
    public static ResourceDiff Diff(DiffCall call)
    {
        // Engines before old_inputs send the outputs alone, which repeat the inputs.
        var olds = call.OldInputs ?? call.State;
        var changes = InstanceProperties.Inputs
            .SelectMany(input => Changes(input, olds.Find(input.Name), call.NewInputs.Find(input.Name), call))
            .Where(change => !call.IgnoreChanges.Any(ignored => ignored.Covers(change.Path)))
            .ToList();
        return new ResourceDiff(changes, KeepsItsName(olds, call.NewInputs)) { Stable = InstanceProperties.StableOutputs };
    }

    /// <summary>
    /// Whether a replacement would bear the name of what it replaces. For a while there would be two of the name, and a create whose answer is lost could not tell
    /// which is which. A name that was made is made anew for a replacement.
    /// </summary>
    private static bool KeepsItsName(PropertyMap olds, PropertyMap news) =>
        news.Find(InstanceProperties.GeneratedName) is null
        && news.Find(InstanceProperties.Name.Name) is { } name
        && PropertyComparison.Same(olds.Find(InstanceProperties.Name.Name), name);

    /// <summary>
    /// Whether the program gives a password for an instance that was imported without one. The service never tells a password,
    /// so there is nothing to compare it with: it counts as the one in use.
    /// </summary>
    public static bool TakesPasswordOver(PropertyMap? oldInputs, PropertyMap newInputs) =>
        oldInputs is not null
        && oldInputs.Find(InstanceProperties.Password.Name) is null
        && newInputs.Find(InstanceProperties.Password.Name) is not null;

    private static IEnumerable<PropertyChange> Changes(InputDefinition input, PropertyValue? before, PropertyValue? after, DiffCall call)
    {
        var path = PropertyPath.Of(input.Name);
        if (input == InstanceProperties.Enabled)
        {
            return EnabledChanges(path, before, after);
        }

        if (input == InstanceProperties.Tags)
        {
            // Outputs hold tags also where the program does not manage them, so they cannot tell that it did.
            return call.OldInputs is null && after is null ? [] : TagChanges.Diff(path, before, after, lastKnown: call.State.Find(input.Name));
        }

        if (input == InstanceProperties.ExtraConfiguration)
        {
            return EntryChanges(path, before, after);
        }

        return input == InstanceProperties.Password && TakesPasswordOver(call.OldInputs, call.NewInputs)
            ? []
            : ValueChanges(path, before, after);
    }

    private static IEnumerable<PropertyChange> ValueChanges(PropertyPath path, PropertyValue? before, PropertyValue? after) =>
        PropertyComparison.Same(before, after) ? [] : [new PropertyChange(path, Kind(before, after))];

    /// <summary>Left out means switched on.</summary>
    private static IEnumerable<PropertyChange> EnabledChanges(PropertyPath path, PropertyValue? before, PropertyValue? after)
    {
        var on = PropertyValue.Of(true);
        return PropertyComparison.Same(before ?? on, after ?? on) ? [] : [new PropertyChange(path, Kind(before, after))];
    }

    private static IEnumerable<PropertyChange> EntryChanges(PropertyPath path, PropertyValue? before, PropertyValue? after)
    {
        if (before?.IsUnknown == true || after?.IsUnknown == true)
        {
            return [new PropertyChange(path, Kind(before, after))];
        }

        var olds = (before?.Plain as PropertyValue.ObjectValue)?.Members ?? PropertyMap.Empty;
        var news = (after?.Plain as PropertyValue.ObjectValue)?.Members ?? PropertyMap.Empty;
        return olds.Keys.Union(news.Keys)
            .Order(StringComparer.Ordinal)
            .SelectMany(key => ValueChanges(path.At(key), olds.Find(key), news.Find(key)));
    }

    private static ChangeKind Kind(PropertyValue? before, PropertyValue? after) =>
        before is null ? ChangeKind.Add : after is null ? ChangeKind.Delete : ChangeKind.Update;
}
