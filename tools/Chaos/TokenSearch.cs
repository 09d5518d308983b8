// Looks for thousands of tokens in thousands of texts at once.
using System.Buffers;

namespace InfoBip.Chaos;

internal static class TokenSearch
{
    /// <summary>Where one of the tokens stands, in any of the ways to write it; the token itself is not repeated.</summary>
    public static IReadOnlyList<string> In(IEnumerable<string> tokens, IEnumerable<string> texts)
    {
        string[] written = [.. tokens.SelectMany(SecretSearch.Forms).Select(form => form.Written).Distinct()];
        if (written.Length == 0)
        {
            return [];
        }

        var search = SearchValues.Create(written, StringComparison.Ordinal);
        return [.. texts.Where(text => text.AsSpan().ContainsAny(search)).Select(text => $"a text of {text.Length} characters holds a token")];
    }
}
