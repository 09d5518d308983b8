// An input and all of its behaviour: check, diff, refresh, import and state ask the input, and name none.
using ProviderHost.PropertyValues;

namespace ProviderHost.Resources;

/// <summary>When an input has to be set.</summary>
public enum Requirement
{
    /// <summary>It may always be left out.</summary>
    Optional,

    /// <summary>In every program: an import writes it, unless the service does not return it.</summary>
    Always,

    /// <summary>For a new resource alone: the service never returns it, so an import leaves it out, and the schema does not require it.</summary>
    Creating,
}

/// <summary>What the service made of a value that it accepted, where that is not what was sent.</summary>
public enum SendOutcome
{
    /// <summary>It still has what it had.</summary>
    NotApplied,

    /// <summary>It has something else.</summary>
    Rewritten,
}

/// <summary>
/// An input of a resource, or an argument of a function. In all methods null stands for a value that is absent, and <c>observed</c> is what the service returned: null
/// where it did not return a value, or a mask.
/// </summary>
/// <param name="name">Its name in the schema and in programs.</param>
public abstract class InputDefinition(string name)
{
    /// <summary>Its name in the schema and in programs.</summary>
    public string Name { get; } = name;

    /// <summary>The service's own name of it, which messages add in brackets; null for none.</summary>
    public string? Label { get; init; }

    /// <summary>When it has to be set. Optional by default.</summary>
    public Requirement Required { get; init; }

    /// <summary>Whether its value is marked secret, also where the program passes it as a plain value.</summary>
    public bool Secret { get; init; }

    /// <summary>What the service shows in the place of a secret value, and never accepts as one; null for no such mask.</summary>
    public string? Mask { get; init; }

    /// <summary>What a new resource has where it is left out; null for nothing in particular.</summary>
    public PropertyValue? Default { get; init; }

    /// <summary>Its path.</summary>
    public PropertyPath Path => PropertyPath.Of(Name);

    /// <summary>The schema's type, for messages: "a string".</summary>
    protected abstract string Expected { get; }

    /// <summary>All errors in a value. What is unknown is taken as valid, and so is what is recorded: the service holds it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="recorded">The recorded value; null for none.</param>
    public IReadOnlyList<CheckFailure> Validate(PropertyValue value, PropertyValue? recorded = null) => value.IsUnknown || (recorded is not null && PropertyComparison.Same(value, recorded))
        ? []
        : [.. (Errors(value, recorded) ?? [(Path, new ValidationError(HostErrors.WrongType, HostTexts.WrongType(Expected, value)))])
            .Select(error => Failure(value, error.Path, error.Error))];

    /// <summary>The value with its secret mark, where the input is a secret.</summary>
    public PropertyValue? Marked(PropertyValue? value) => Secret && value is not null ? PropertyValue.Secret(value) : value;

    /// <summary>
    /// What differs between two values, with exact paths. What the program leaves out is not managed, so it never differs; what it adds and the resource has already
    /// is no change.
    /// </summary>
    /// <param name="before">The recorded value.</param>
    /// <param name="after">The program's value.</param>
    /// <param name="held">The last known output of the same name.</param>
    public IEnumerable<PropertyChange> Diff(PropertyValue? before, PropertyValue? after, PropertyValue? held) =>
        after is null || (before is null && held is not null && IsSame(held, after)) ? [] : Changes(before, after);

    /// <summary>The places that the program left out although they were recorded: they stay as they are.</summary>
    public virtual IEnumerable<PropertyPath> LeftOut(PropertyValue? before, PropertyValue? after) => before is not null && after is null ? [Path] : [];

    /// <summary>Whether the service would hold the same for both.</summary>
    public virtual bool IsSame(PropertyValue? left, PropertyValue? right) => PropertyComparison.Same(left, right);

    /// <summary>
    /// The input as it would have to be to get what the service holds: drift is what differs from the last known state. An input that is left out is not managed.
    /// </summary>
    public virtual PropertyValue? Refresh(PropertyValue? given, PropertyValue? lastKnown, PropertyValue? observed)
    {
        var unchanged = given is null || observed is null || IsSame(observed, given) || (lastKnown is not null && IsSame(observed, lastKnown));
        return Marked(unchanged ? given : observed!.SecretLike(given));
    }

    /// <summary>The input that a user would write for what the service holds; null for none.</summary>
    public virtual PropertyValue? Import(PropertyValue? observed) => Secret || (Default is not null && PropertyComparison.Same(observed, Default)) ? null : observed;

    /// <summary>The part of the program's value that an update has to send because it changed; null for nothing.</summary>
    /// <param name="before">The recorded value.</param>
    /// <param name="after">The program's value.</param>
    /// <param name="held">The last known output of the same name.</param>
    public virtual PropertyValue? ToSend(PropertyValue? before, PropertyValue? after, PropertyValue? held) => Diff(before, after, held).Any() ? after : null;

    /// <summary>What came of a value that was sent; nothing where it is in force, or where the service does not show it.</summary>
    /// <param name="sent">What was sent.</param>
    /// <param name="held">The last known output before.</param>
    /// <param name="observed">What the service returned.</param>
    public virtual IEnumerable<(PropertyPath Path, SendOutcome Outcome)> Compare(PropertyValue sent, PropertyValue? held, PropertyValue? observed) =>
        observed is null || IsSame(observed, sent) ? [] : [(Path, held is not null && IsSame(observed, held) ? SendOutcome.NotApplied : SendOutcome.Rewritten)];

    /// <summary>The output of the same name: what the service returned, or else what was sent.</summary>
    public virtual PropertyValue? Output(PropertyValue? given, PropertyValue? observed, PropertyValue? lastKnown) =>
        Marked(Secret ? given ?? lastKnown : observed?.SecretLike(given) ?? given ?? lastKnown ?? Default);

    /// <summary>The output of the same name before the service was asked.</summary>
    public virtual PropertyValue? Preview(PropertyValue? given, PropertyValue? lastKnown) => Marked(given ?? lastKnown ?? Default);

    /// <summary>The errors in a known value, with their paths; null where it is of another type. A part of it that is recorded has none.</summary>
    protected abstract IEnumerable<(PropertyPath Path, ValidationError Error)>? Errors(PropertyValue value, PropertyValue? recorded);

    /// <summary>See <see cref="Diff"/>.</summary>
    protected virtual IEnumerable<PropertyChange> Changes(PropertyValue? before, PropertyValue after) =>
        PropertyComparison.Same(before, after) ? [] : [PropertyChange.Of(Path, before, after)];

    private CheckFailure Failure(PropertyValue value, PropertyPath where, ValidationError error)
    {
        // The engine prints the value of a top-level property that a failure names, also of a secret one.
        var hide = where.IsTopLevel && (Secret || value.ContainsSecret);
        return new CheckFailure(error.Code, hide ? string.Empty : where.ToString(), $"'{where}'{(Label is null ? string.Empty : $" ({Label})")} {error.Text}");
    }
}
