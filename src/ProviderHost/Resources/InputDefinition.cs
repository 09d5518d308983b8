// An input and all of its behaviour: check, diff, refresh, import and state ask the input, and name none.
using ProviderHost.PropertyValues;

namespace ProviderHost.Resources;

/// <summary>When an input has to be set.</summary>
public enum Requirement
{
    /// <summary>It may always be left out.</summary>
    Optional,

    /// <summary>Always.</summary>
    Always,

    /// <summary>For a new resource; one whose recorded inputs lack it was imported, and the service does not return it.</summary>
    Creating,
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

    /// <summary>What leaving it out means; null where it means nothing in particular.</summary>
    public PropertyValue? Default { get; init; }

    /// <summary>Its path.</summary>
    public PropertyPath Path => PropertyPath.Of(Name);

    /// <summary>The schema's type, for messages: "a string".</summary>
    protected abstract string Expected { get; }

    /// <summary>All errors in a value. What is unknown is taken as valid.</summary>
    public IReadOnlyList<CheckFailure> Validate(PropertyValue value) => value.IsUnknown
        ? []
        : [.. (Errors(value) ?? [(Path, new ValidationError(HostErrors.WrongType, HostTexts.WrongType(Expected, value)))]).Select(error => Failure(value, error.Path, error.Error))];

    /// <summary>The value with its secret mark, where the input is a secret.</summary>
    public PropertyValue? Marked(PropertyValue? value) => Secret && value is not null ? PropertyValue.Secret(value) : value;

    /// <summary>Whether the program adds what an import lacks: the service does not return it, so there is nothing to compare it with.</summary>
    public bool CompletesImport(PropertyValue? before, PropertyValue? after) => Required == Requirement.Creating && before is null && after is not null;

    /// <summary>What differs between two values, with exact paths.</summary>
    public IEnumerable<PropertyChange> Diff(PropertyValue? before, PropertyValue? after, DiffCall call) =>
        call.OldInputs is not null && CompletesImport(before, after) ? [] : Changes(before, after, call);

    /// <summary>Whether the service would hold the same for both.</summary>
    public virtual bool IsSame(PropertyValue? left, PropertyValue? right) => PropertyComparison.Same(left ?? Default, right ?? Default);

    /// <summary>The input as it would have to be to get what the service holds: drift is what differs from the last known state.</summary>
    public virtual PropertyValue? Refresh(PropertyValue? given, PropertyValue? lastKnown, PropertyValue? observed)
    {
        if (observed is null || (given is null && Required == Requirement.Optional))
        {
            return Marked(given);
        }

        var unchanged = given is not null && (IsSame(observed, given) || (lastKnown is not null && IsSame(observed, lastKnown)));
        return Marked(unchanged ? given : observed.SecretLike(given));
    }

    /// <summary>The input that a user would write for what the service holds; null for none.</summary>
    public virtual PropertyValue? Import(PropertyValue? observed) => Secret || (Default is not null && PropertyComparison.Same(observed, Default)) ? null : observed;

    /// <summary>The output of the same name: what the service returned, or else what was sent.</summary>
    public virtual PropertyValue? Output(PropertyValue? given, PropertyValue? observed, PropertyValue? lastKnown) =>
        Marked(Secret ? given : observed?.SecretLike(given) ?? given ?? Default);

    /// <summary>The output of the same name before the service was asked.</summary>
    public virtual PropertyValue? Preview(PropertyValue? given, PropertyValue? lastKnown) => Marked(given ?? Default);

    /// <summary>The input with what the service holds in the places that the user wants left alone.</summary>
    public virtual PropertyValue? LeaveAlone(PropertyValue? given, PropertyValue? observed, IReadOnlyList<PropertyPath> ignored) =>
        observed is not null && ignored.Any(pattern => pattern.Covers(Path)) ? observed.SecretLike(given) : given;

    /// <summary>The errors in a known value, with their paths; null where it is of another type.</summary>
    protected abstract IEnumerable<(PropertyPath Path, ValidationError Error)>? Errors(PropertyValue value);

    /// <summary>See <see cref="Diff"/>.</summary>
    protected virtual IEnumerable<PropertyChange> Changes(PropertyValue? before, PropertyValue? after, DiffCall call) =>
        PropertyComparison.Same(before ?? Default, after ?? Default) ? [] : [PropertyChange.Of(Path, before, after)];

    private CheckFailure Failure(PropertyValue value, PropertyPath where, ValidationError error)
    {
        // The engine prints the value of a top-level property that a failure names, also of a secret one.
        var hide = where.IsTopLevel && (Secret || value.ContainsSecret);
        return new CheckFailure(error.Code, hide ? string.Empty : where.ToString(), $"'{where}'{(Label is null ? string.Empty : $" ({Label})")} {error.Text}");
    }
}
