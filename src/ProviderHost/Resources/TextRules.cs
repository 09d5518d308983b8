// What is wrong with a text that somebody copied from a page of documentation.
namespace ProviderHost.Resources;

/// <summary>Rules for any text that a user types. Source: the note on quotes and the <c>&lt;INSERT_…&gt;</c> placeholders of <c>docs/service.md</c>.</summary>
public static class TextRules
{
    private const string CurlyQuotes = "“”„‟‘’‚‛";

    /// <summary>The same as a validation error.</summary>
    public static ValidationError? Validate(string text) => Check(text) is { } error ? new ValidationError(HostErrors.InvalidText, error) : null;

    /// <summary>What is wrong with a text; null when nothing is. The words never repeat the text.</summary>
    public static string? Check(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return HostTexts.Blank;
        }

        if (text.Any(char.IsControl))
        {
            return HostTexts.ControlCharacter;
        }

        if (CurlyQuotes.Contains(text[0], StringComparison.Ordinal) || CurlyQuotes.Contains(text[^1], StringComparison.Ordinal))
        {
            return HostTexts.CurlyQuote;
        }

        var placeholder = text.IndexOf("<INSERT_", StringComparison.OrdinalIgnoreCase);
        return placeholder >= 0 && text.IndexOf('>', placeholder) > 0 ? HostTexts.Placeholder : null;
    }
}
