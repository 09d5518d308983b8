// An input that is a map of strings.
using ProviderHost.PropertyValues;

namespace ProviderHost.Resources;

/// <summary>A map of strings, compared entry by entry. Entries that the program does not have are not its concern.</summary>
public sealed class TextMapInput(string name) : InputDefinition(name)
{
    /// <summary>What is wrong with an entry's key; null when nothing is.</summary>
    public Func<string, ValidationError?>? KeyRule { get; init; }

    /// <summary>Entries that the service sets by itself: an import leaves them out where they have these values.</summary>
    public IReadOnlyDictionary<string, string> Defaults { get; init; } = new Dictionary<string, string>();

    /// <inheritdoc/>
    protected override string Expected => "a map of strings";

    /// <inheritdoc/>
    public override PropertyValue? Refresh(PropertyValue? given, PropertyValue? lastKnown, PropertyValue? observed) => WithEach(given, (key, entry) =>
        Members(observed).Find(key) is { } now && !PropertyComparison.Same(now, entry) && !PropertyComparison.Same(now, Members(lastKnown).Find(key)) ? now.SecretLike(entry) : entry);

    /// <inheritdoc/>
    public override PropertyValue? Import(PropertyValue? observed)
    {
        var entries = Members(observed).Where(entry => !Defaults.TryGetValue(entry.Key, out var usual) || usual != entry.Value.AsString).ToList();
        return entries.Count == 0 ? null : PropertyValue.Of(new PropertyMap(entries));
    }

    /// <inheritdoc/>
    public override PropertyValue? ToSend(PropertyValue? before, PropertyValue? after, PropertyValue? held)
    {
        var whole = base.ToSend(before, after, held);
        return whole is null or { IsUnknown: true } ? whole : PropertyValue.Of(new PropertyMap(ChangedEntries(before, whole))).SecretLike(whole);
    }

    /// <inheritdoc/>
    public override IEnumerable<(PropertyPath Path, SendOutcome Outcome)> Compare(PropertyValue sent, PropertyValue? held, PropertyValue? observed) =>
        from entry in Members(sent)
        let now = Members(observed).Find(entry.Key)
        where now is not null && !PropertyComparison.Same(now, entry.Value)
        select (Path.At(entry.Key), PropertyComparison.Same(now, Members(held).Find(entry.Key)) ? SendOutcome.NotApplied : SendOutcome.Rewritten);

    /// <inheritdoc/>
    public override PropertyValue? Output(PropertyValue? given, PropertyValue? observed, PropertyValue? lastKnown) =>
        WithEach(given, (key, entry) => Members(observed).Find(key)?.SecretLike(entry) ?? entry);

    /// <inheritdoc/>
    public override PropertyValue? Preview(PropertyValue? given, PropertyValue? lastKnown) => given;

    /// <inheritdoc/>
    public override IEnumerable<PropertyPath> LeftOut(PropertyValue? before, PropertyValue? after) => after?.IsUnknown == true
        ? []
        : Members(before).Keys.Except(Members(after).Keys).Order(StringComparer.Ordinal).Select(key => Path.At(key));

    /// <inheritdoc/>
    protected override IEnumerable<(PropertyPath Path, ValidationError Error)>? Errors(PropertyValue value, PropertyValue? recorded) => value.Plain is not PropertyValue.ObjectValue map
        ? null
        : map.Contents.Where(entry => !entry.Value.IsNull && !(Members(recorded).Find(entry.Key) is { } held && PropertyComparison.Same(entry.Value, held)))
            .Select(entry => (Path: Path.At(entry.Key), Error: ErrorIn(entry.Key, entry.Value)))
            .Where(found => found.Error is not null)
            .Select(found => (found.Path, found.Error!));

    /// <inheritdoc/>
    protected override IEnumerable<PropertyChange> Changes(PropertyValue? before, PropertyValue after)
    {
        if (before?.IsUnknown == true || after.IsUnknown)
        {
            return [PropertyChange.Of(Path, before, after)];
        }

        return ChangedEntries(before, after)
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => PropertyChange.Of(Path.At(entry.Key), Members(before).Find(entry.Key), entry.Value));
    }

    private static IEnumerable<KeyValuePair<string, PropertyValue>> ChangedEntries(PropertyValue? before, PropertyValue after) =>
        Members(after).Where(entry => !entry.Value.IsNull && !PropertyComparison.Same(Members(before).Find(entry.Key), entry.Value));

    private ValidationError? ErrorIn(string key, PropertyValue entry)
    {
        if (KeyRule?.Invoke(key) is { } keyError)
        {
            return keyError;
        }

        if (TextRules.Check(key) is { } badKey)
        {
            return new ValidationError(HostErrors.InvalidText, HostTexts.InvalidKey(badKey));
        }

        return entry switch
        {
            { IsUnknown: true } => null,
            { AsString: { } text } when text == Mask => new ValidationError(HostErrors.MaskedValue, HostTexts.Masked),
            { AsString: { } text } => TextRules.Validate(text, TextKind.Value),
            _ => new ValidationError(HostErrors.WrongType, HostTexts.NotAText(entry)),
        };
    }

    private static PropertyValue? WithEach(PropertyValue? given, Func<string, PropertyValue, PropertyValue> entry) => given?.Plain is not PropertyValue.ObjectValue map
        ? given
        : PropertyValue.Of(new PropertyMap(map.Contents.Select(member => KeyValuePair.Create(member.Key, entry(member.Key, member.Value))))).SecretLike(given);

    private static PropertyMap Members(PropertyValue? map) => map?.Members ?? PropertyMap.Empty;
}
