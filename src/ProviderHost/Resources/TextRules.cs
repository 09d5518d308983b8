// What a text may hold, by what it is for.
using System.Globalization;

namespace ProviderHost.Resources;

/// <summary>What a text is for.</summary>
public enum TextKind
{
    /// <summary>One line that a person types: a name, a credential, an address.</summary>
    Line,

    /// <summary>Anything that JSON carries, the empty text included.</summary>
    Value,
}

/// <summary>Rules for any text. Source: the note on quotes and the <c>&lt;INSERT_…&gt;</c> placeholders of <c>docs/service.md</c>; the others: <c>docs/architecture.md</c>.</summary>
public static class TextRules
{
    private const string CurlyQuotes = "“”„‟‘’‚‛";

    // What a program that puts an output into a string gets in its place, by language. Source: the SDKs, see docs/architecture.md.
    private static readonly string[] s_outputs = ["on an [Output<T>] is not supported", "on an Output[T] is not supported", "Pulumi.Input`1[", "Pulumi.Output`1[", "[object Promise]"];

    /// <summary>The same as a validation error.</summary>
    public static ValidationError? Validate(string text, TextKind kind = TextKind.Line) => Check(text, kind) is { } error ? new ValidationError(HostErrors.InvalidText, error) : null;

    /// <summary>What is wrong with a text; null when nothing is. The words never repeat the text.</summary>
    public static string? Check(string text, TextKind kind = TextKind.Line)
    {
        var placeholder = text.IndexOf("<INSERT_", StringComparison.OrdinalIgnoreCase);
        return placeholder >= 0 && text.IndexOf('>', placeholder) > 0 ? HostTexts.Placeholder
            : s_outputs.Any(output => text.Contains(output, StringComparison.Ordinal)) ? HostTexts.OutputInText
            : kind == TextKind.Line ? CheckLine(text)
            : null;
    }

    /// <summary>Whether a character is not seen: a person who pasted it does not know of it. Joiners hold emoji and some scripts together, and are seen by what they do.</summary>
    public static bool IsInvisible(char c) => c is not ('\u200C' or '\u200D') && CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Control
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string? CheckLine(string text) =>
        string.IsNullOrWhiteSpace(text) ? HostTexts.Blank
        : text.Any(char.IsControl) ? HostTexts.ControlCharacter
        : text.Any(IsInvisible) ? HostTexts.InvisibleCharacter
        : text != text.Trim() ? HostTexts.OuterBlanks
        : CurlyQuotes.Contains(text[0], StringComparison.Ordinal) || CurlyQuotes.Contains(text[^1], StringComparison.Ordinal) ? HostTexts.CurlyQuote
        : HasExponent(text) ? HostTexts.Exponent
        : null;

    // A number as YAML programs write it into a text: 4.91570000007e+11, and not as a part of a longer word.
    private static bool HasExponent(string text)
    {
        for (var e = text.IndexOf("e+", StringComparison.Ordinal); e > 0; e = text.IndexOf("e+", e + 1, StringComparison.Ordinal))
        {
            var (start, end) = (e, e + 2);
            while (start > 0 && (char.IsAsciiDigit(text[start - 1]) || text[start - 1] == '.'))
            {
                start--;
            }

            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }

            if (start < e && end - e >= "e+10".Length && (start == 0 || !char.IsLetterOrDigit(text[start - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                return true;
            }
        }

        return false;
    }
}
