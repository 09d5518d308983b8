// Inputs that are one string or one boolean.
using ProviderHost.PropertyValues;

namespace ProviderHost.Resources;

/// <summary>A string.</summary>
public sealed class TextInput(string name) : InputDefinition(name)
{
    /// <summary>What the text is for: one line by default.</summary>
    public TextKind Kind { get; init; }

    /// <summary>What a valid text has to be beyond <see cref="TextRules"/>; null for no further rule.</summary>
    public Func<string, ValidationError?>? Rule { get; init; }

    /// <summary>Whether two texts mean the same to the service; by default each is its own.</summary>
    public Func<string, string, bool> SameText { get; init; } = string.Equals;

    /// <inheritdoc/>
    protected override string Expected => "a string";

    /// <summary>What is wrong with a text; null when nothing is.</summary>
    public ValidationError? Check(string text) =>
        TextRules.Validate(text, Kind) ?? (text == Mask ? new ValidationError(HostErrors.MaskedValue, HostTexts.Masked) : Rule?.Invoke(text));

    /// <inheritdoc/>
    public override bool IsSame(PropertyValue? left, PropertyValue? right) =>
        base.IsSame(left, right) || (left?.AsString is { } a && right?.AsString is { } b && SameText(a, b));

    /// <inheritdoc/>
    protected override IEnumerable<(PropertyPath Path, ValidationError Error)>? Errors(PropertyValue value, PropertyValue? recorded) =>
        (value.AsString is { } text ? Check(text) : new ValidationError(HostErrors.WrongType, HostTexts.NotAText(value))) is { } error ? [(Path, error)] : [];
}

/// <summary>A boolean.</summary>
public sealed class FlagInput(string name) : InputDefinition(name)
{
    /// <inheritdoc/>
    protected override string Expected => "a boolean (true or false, without quotes)";

    /// <summary>A flag has no normal form that could explain a difference, so the last known state does not count.</summary>
    public override PropertyValue? Refresh(PropertyValue? given, PropertyValue? lastKnown, PropertyValue? observed) => base.Refresh(given, null, observed);

    /// <inheritdoc/>
    protected override IEnumerable<(PropertyPath Path, ValidationError Error)>? Errors(PropertyValue value, PropertyValue? recorded) => value.AsBool is null ? null : [];
}
