// What differs between two lists of tags, which are sets to the service.
using System.Collections.Immutable;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <summary>
/// Compares tags as sets: order and repetition mean nothing. Tags that are left out are not managed; tags that are taken out after
/// having been set are to be cleared.
/// </summary>
internal static class TagChanges
{
    /// <summary>The differences: an added tag at its place in the new list, a removed one at its place in the old list.</summary>
    public static IEnumerable<PropertyChange> Diff(PropertyPath path, PropertyValue? before, PropertyValue? after, PropertyValue? lastKnown)
    {
        if (before is null && after is null)
        {
            return [];
        }

        if (before?.IsUnknown == true || after?.IsUnknown == true)
        {
            return [new PropertyChange(path, before is null ? ChangeKind.Add : ChangeKind.Update)];
        }

        if (before is null)
        {
            var added = Items(after);
            return added.IsEmpty && Items(lastKnown).IsEmpty ? [] : [new PropertyChange(path, ChangeKind.Add)];
        }

        if (after is null)
        {
            return Items(before).IsEmpty ? [] : [new PropertyChange(path, ChangeKind.Delete)];
        }

        return ItemChanges(path, Items(before), Items(after));
    }

    /// <summary>Whether two lists hold the same tags.</summary>
    public static bool Same(IEnumerable<string> left, IEnumerable<string> right) => left.ToHashSet(StringComparer.Ordinal).SetEquals(right);

    private static List<PropertyChange> ItemChanges(PropertyPath path, ImmutableArray<PropertyValue> olds, ImmutableArray<PropertyValue> news)
    {
        var before = Known(olds);
        var after = Known(news);
        var gone = before.Where(tag => !after.ContainsKey(tag.Key)).Select(tag => tag.Value).Order().ToList();
        var changes = after
            .Where(tag => !before.ContainsKey(tag.Key))
            .Select(tag => new PropertyChange(path.At(tag.Value), ChangeKind.Add))
            .ToList();

        // A tag that is not known yet may turn out to be any of those that seem gone.
        changes.AddRange(Enumerable.Range(0, news.Length)
            .Where(i => news[i].IsUnknown)
            .Select(i => new PropertyChange(path.At(i), ChangeKind.Update)));

        // One path can say one thing only: an added and a removed tag at the same place are one update.
        foreach (var index in gone)
        {
            var at = changes.FindIndex(change => change.Path == path.At(index));
            if (at >= 0)
            {
                changes[at] = changes[at] with { Kind = ChangeKind.Update };
            }
            else
            {
                changes.Add(new PropertyChange(path.At(index), ChangeKind.Delete));
            }
        }

        return [.. changes.OrderBy(change => change.Path.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>Each known tag with its first place.</summary>
    private static Dictionary<string, int> Known(ImmutableArray<PropertyValue> items)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i].AsString is { } tag)
            {
                known.TryAdd(tag, i);
            }
        }

        return known;
    }

    private static ImmutableArray<PropertyValue> Items(PropertyValue? list) =>
        list?.Plain is PropertyValue.ArrayValue array ? array.Items : [];
}
