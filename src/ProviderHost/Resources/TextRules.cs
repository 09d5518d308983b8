// The mistakes that readers of the service's documentation make when they copy from it.
namespace ProviderHost.Resources;

/// <summary>Rules for any text that a user types. Source: the seed page's note on quotes and its <c>&lt;INSERT_…&gt;</c> placeholders.</summary>
internal static class TextRules
{
    private const string CurlyQuotes = "“”„‟‘’‚‛";

    /// <summary>What is wrong with a text; null when nothing is. The reason never repeats the text.</summary>
    public static string? Mistake(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "is blank";
        }

        if (text.Any(char.IsControl))
        {
            return "holds a line break or another control character; a value pasted from a terminal often brings one along";
        }

        if (CurlyQuotes.Contains(text[0], StringComparison.Ordinal) || CurlyQuotes.Contains(text[^1], StringComparison.Ordinal))
        {
            return "begins or ends with a curly quote (“ ” ‘ ’), as text copied from a formatted page does; write it without, or with straight quotes";
        }

        var placeholder = text.IndexOf("<INSERT_", StringComparison.OrdinalIgnoreCase);
        return placeholder >= 0 && text.IndexOf('>', placeholder) > 0
            ? "still holds an <INSERT_…> placeholder of the documentation; put your own value there"
            : null;
    }
}
