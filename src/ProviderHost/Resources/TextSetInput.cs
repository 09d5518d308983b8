// An input that is a list of strings whose order and repetition mean nothing.
using System.Collections.Immutable;
using ProviderHost.PropertyValues;

namespace ProviderHost.Resources;

/// <summary>A set of strings, such as tags. Left out, it is not managed; taken out of the program after it was set, it is cleared.</summary>
public sealed class TextSetInput(string name) : InputDefinition(name)
{
    /// <summary>What is wrong with one string of the set; null when nothing is.</summary>
    public Func<string, ValidationError?>? Rule { get; init; }

    /// <inheritdoc/>
    protected override string Expected => "a list of strings";

    /// <inheritdoc/>
    public override bool IsSame(PropertyValue? left, PropertyValue? right) =>
        (left?.Texts ?? []).ToHashSet(StringComparer.Ordinal).SetEquals(right?.Texts ?? []);

    /// <summary>What the program wrote keeps its place; what was added elsewhere follows.</summary>
    public override PropertyValue? Refresh(PropertyValue? given, PropertyValue? lastKnown, PropertyValue? observed)
    {
        if (given is null || observed is null || IsSame(observed, given) || (lastKnown is not null && IsSame(observed, lastKnown)))
        {
            return given;
        }

        var (before, now) = (given.Texts, observed.Texts);
        return PropertyValue.Of(before.Where(now.Contains).Concat(now.Where(text => !before.Contains(text)))).SecretLikeAnyOf(given);
    }

    /// <inheritdoc/>
    public override PropertyValue? Import(PropertyValue? observed) => observed?.Texts.Count > 0 ? observed : null;

    /// <summary>The program's order stands as long as the service holds the same set.</summary>
    public override PropertyValue? Output(PropertyValue? given, PropertyValue? observed, PropertyValue? lastKnown) =>
        observed is null ? given ?? lastKnown
        : given is not null && IsSame(given, observed) ? given
        : observed.SecretLikeAnyOf(given);

    /// <inheritdoc/>
    public override PropertyValue? Preview(PropertyValue? given, PropertyValue? lastKnown) => given ?? lastKnown;

    /// <summary>A part of the set cannot be found again once others changed the list, so an ignored place keeps all of it, and so does a set that is not managed.</summary>
    public override PropertyValue? LeaveAlone(PropertyValue? given, PropertyValue? observed, IReadOnlyList<PropertyPath> ignored) =>
        observed is not null && (given is null || ignored.Any(pattern => pattern.Head == Name || pattern.Covers(Path))) ? observed.SecretLikeAnyOf(given) : given;

    /// <inheritdoc/>
    protected override IEnumerable<(PropertyPath Path, ValidationError Error)>? Errors(PropertyValue value) => value.Plain is not PropertyValue.ArrayValue list
        ? null
        : list.Items.Index().Select(item => (Path.At(item.Index), Error: ErrorIn(item.Item))).Where(found => found.Error is not null).Select(found => (found.Item1, found.Error!));

    /// <summary>An added string at its place in the new list, a removed one at its place in the old list.</summary>
    protected override IEnumerable<PropertyChange> Changes(PropertyValue? before, PropertyValue? after, DiffCall call)
    {
        if (before?.IsUnknown == true || after?.IsUnknown == true)
        {
            return [new PropertyChange(Path, before is null ? ChangeKind.Add : ChangeKind.Update)];
        }

        return (before, after) switch
        {
            (null, null) => [],

            // Without old inputs the outputs are compared, which hold the set also where the program does not manage it.
            (_, null) => call.OldInputs is null || Items(before).IsEmpty ? [] : [new PropertyChange(Path, ChangeKind.Delete)],
            (null, _) => Items(after).IsEmpty && Items(call.State.Find(Name)).IsEmpty ? [] : [new PropertyChange(Path, ChangeKind.Add)],
            _ => ItemChanges(Items(before), Items(after)),
        };
    }

    private ValidationError? ErrorIn(PropertyValue item) => item switch
    {
        { IsUnknown: true } => null,
        { AsString: { } text } => TextRules.Validate(text) ?? Rule?.Invoke(text),
        _ => new ValidationError(HostErrors.WrongType, HostTexts.WrongType("a string", item)),
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

    private static ImmutableArray<PropertyValue> Items(PropertyValue? list) => list?.Plain is PropertyValue.ArrayValue array ? array.Items : [];
}
