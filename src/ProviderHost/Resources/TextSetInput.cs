// An input that is a list of strings whose order and repetition mean nothing.
using System.Collections.Immutable;
using ProviderHost.PropertyValues;

namespace ProviderHost.Resources;

/// <summary>A set of strings, such as tags.</summary>
public sealed class TextSetInput(string name) : InputDefinition(name)
{
    /// <summary>What is wrong with one string of the set; null when nothing is.</summary>
    public Func<string, ValidationError?>? Rule { get; init; }

    /// <inheritdoc/>
    protected override string Expected => "a list of strings";

    /// <summary>Whether two strings mean the same to the service; by default each is its own.</summary>
    public Func<string, string, bool> SameText { get; init; } = string.Equals;

    /// <inheritdoc/>
    public override bool IsSame(PropertyValue? left, PropertyValue? right) => MissingIn(right, left).Count + MissingIn(left, right).Count == 0;

    /// <summary>What the program wrote keeps its place; what was added elsewhere follows.</summary>
    public override PropertyValue? Refresh(PropertyValue? given, PropertyValue? lastKnown, PropertyValue? observed)
    {
        if (given is null || observed is null || IsSame(observed, given) || (lastKnown is not null && IsSame(observed, lastKnown)))
        {
            return given;
        }

        return PropertyValue
            .Of(given.Texts.Except(MissingIn(observed, given)).Concat(MissingIn(given, observed)))
            .SecretLikeAnyOf(given);
    }

    /// <inheritdoc/>
    public override PropertyValue? Import(PropertyValue? observed) => observed?.Texts.Count > 0 ? observed : null;

    /// <summary>The program's order stands as long as the service holds the same set.</summary>
    public override PropertyValue? Output(PropertyValue? given, PropertyValue? observed, PropertyValue? lastKnown) =>
        observed is null ? given ?? lastKnown
        : given is not null && IsSame(given, observed) ? given
        : observed.SecretLikeAnyOf(given);

    /// <inheritdoc/>
    protected override IEnumerable<(PropertyPath Path, ValidationError Error)>? Errors(PropertyValue value, PropertyValue? recorded) => value.Plain is not PropertyValue.ArrayValue list
        ? null
        : list.Items.Index().Select(item => (Path.At(item.Index), Error: item.Item.AsString is { } text && recorded?.Texts.Contains(text) == true ? null : ErrorIn(item.Item))).Where(found => found.Error is not null).Select(found => (found.Item1, found.Error!));

    /// <summary>An added string at its place in the new list, a removed one at its place in the old list.</summary>
    protected override IEnumerable<PropertyChange> Changes(PropertyValue? before, PropertyValue after) => before is null || before.IsUnknown || after.IsUnknown
        ? [new PropertyChange(Path, before is null ? ChangeKind.Add : ChangeKind.Update)]
        : ItemChanges(Items(before), Items(after));

    private ValidationError? ErrorIn(PropertyValue item) => item switch
    {
        { IsUnknown: true } => null,
        { AsString: { } text } => TextRules.Validate(text) ?? Rule?.Invoke(text),
        _ => new ValidationError(HostErrors.WrongType, HostTexts.NotAText(item)),
    };

    private List<PropertyChange> ItemChanges(ImmutableArray<PropertyValue> olds, ImmutableArray<PropertyValue> news)
    {
        var before = FirstPlaces(olds);
        var after = FirstPlaces(news);
        var removed = before.Where(text => !after.ContainsKey(text.Key)).Select(text => text.Value).Order().ToList();
        var changes = after
            .Where(text => !before.ContainsKey(text.Key))
            .Select(text => new PropertyChange(Path.At(text.Value), ChangeKind.Add))
            .ToList();

        // An unknown string may turn out to be any of those that seem removed.
        changes.AddRange(Enumerable.Range(0, news.Length).Where(i => news[i].IsUnknown).Select(i => new PropertyChange(Path.At(i), ChangeKind.Update)));

        // One path can say one thing only: an added and a removed string at the same place are one update.
        foreach (var index in removed)
        {
            var at = changes.FindIndex(change => change.Path == Path.At(index));
            if (at >= 0)
            {
                changes[at] = changes[at] with { Kind = ChangeKind.Update };
            }
            else
            {
                changes.Add(new PropertyChange(Path.At(index), ChangeKind.Delete));
            }
        }

        return [.. changes.OrderBy(change => change.Path.ToString(), StringComparer.Ordinal)];
    }

    private static Dictionary<string, int> FirstPlaces(ImmutableArray<PropertyValue> items)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i].AsString is { } text)
            {
                known.TryAdd(text, i);
            }
        }

        return known;
    }

    /// <summary>The strings of another set that a set does not have.</summary>
    private List<string> MissingIn(PropertyValue? set, PropertyValue? other)
    {
        var texts = (set?.Texts ?? []).ToHashSet(StringComparer.Ordinal);
        return [.. (other?.Texts ?? []).Where(text => !texts.Contains(text) && !texts.Any(own => SameText(own, text)))];
    }

    private static ImmutableArray<PropertyValue> Items(PropertyValue? list) => list?.Plain is PropertyValue.ArrayValue array ? array.Items : [];
}
