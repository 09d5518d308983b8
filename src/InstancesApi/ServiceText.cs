// Names and tags as the service may rewrite them: one normal form, and the part that no rewriting touches.
using System.Globalization;
using System.Net;
using System.Text;

namespace InfoBip.InstancesApi;

/// <summary>
/// The service strips markup from names and tags; whether it trims them, collapses blanks, composes accents or writes entities, no source says
/// (<c>docs/service.md</c>). Two texts with one normal form may be the same text before and after.
/// </summary>
public static class ServiceText
{
    // The letters beyond Latin that a base letter and an accent compose; whole blocks of Latin consist of such letters.
    private const string ComposedLetters = "ΆΈΉΊΌΎΏΐΪΫάέήίΰϊϋόύώЀЁЃЇЌЍЎЙйѐёѓїќѝўӁӂӐӑӒӓӖӗӚӛӜӝӞӟӢӣӤӥӦӧӪӫӬӭӮӯӰӱӲӳӴӵӸӹ";

    // What any accented letter becomes: the plugin has no table that composes accents, and the letters around it show which text it is.
    private const char Accented = '\uFFFD';

    /// <summary>The text as it can be compared with what the service stored: stripped, decoded, trimmed, with single blanks and without a difference between the spellings of an accented letter.</summary>
    public static string NormalForm(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var plain = WebUtility.HtmlDecode(WithoutMarkup(text));
        var form = new StringBuilder(plain.Length);
        foreach (var letter in plain)
        {
            if (char.IsWhiteSpace(letter))
            {
                if (form.Length > 0 && form[^1] != ' ')
                {
                    form.Append(' ');
                }
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark)
            {
                if (form.Length > 0)
                {
                    form[^1] = Accented;
                }
            }
            else
            {
                form.Append(IsComposed(letter) ? Accented : letter);
            }
        }

        return form.ToString().TrimEnd();
    }

    /// <summary>Whether two texts may be the same text before and after the service rewrote it. Accents that are written in one way on both sides are compared as they are.</summary>
    public static bool MayBeSame(string one, string other) =>
        NormalForm(one) == NormalForm(other) && Accents(one) is var left && Accents(other) is var right
        && (left.Composed == right.Composed || left.Apart + right.Apart != "") && (left.Apart == right.Apart || left.Composed + right.Composed != "");

    /// <summary>The longest run of plain letters and digits, which a search finds however the service rewrote the rest; null where there is none.</summary>
    public static string? SearchPart(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = WebUtility.HtmlDecode(text);
        var (start, length) = (0, 0);
        for (var from = 0; from < text.Length; from++)
        {
            var end = from;
            while (end < text.Length && char.IsAsciiLetterOrDigit(text[end]))
            {
                end++;
            }

            // The base letter of an accent that is written apart belongs to the accent.
            var run = end < text.Length && end > from && CharUnicodeInfo.GetUnicodeCategory(text[end]) is UnicodeCategory.NonSpacingMark ? end - from - 1 : end - from;
            if (run > length)
            {
                (start, length) = (from, run);
            }

            from = end;
        }

        return length == 0 ? null : text.Substring(start, length);
    }

    /// <summary>Whether no rewriting touches the text, so that the service itself can search for it.</summary>
    public static bool IsKept(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text == NormalForm(text) && text.All(c => c is >= ' ' and <= '~' and not ('&' or '<' or '>' or '"' or '\''));
    }

    /// <summary>Whether the service would strip something from the text.</summary>
    public static bool HasMarkup(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return WithoutMarkup(text).Length < text.Length;
    }

    private static string WithoutMarkup(string text)
    {
        int open;
        while ((open = text.IndexOf('<', StringComparison.Ordinal)) >= 0 && text.IndexOf('>', open) is >= 0 and var close)
        {
            open = text.LastIndexOf('<', close);
            text = text.Remove(open, close - open + 1);
        }

        // A tag that is not closed goes to the end of the text.
        for (; open >= 0; open = text.IndexOf('<', open + 1))
        {
            if (open + 1 < text.Length && (char.IsAsciiLetter(text[open + 1]) || text[open + 1] is '/' or '!' or '?'))
            {
                return text[..open];
            }
        }

        return text;
    }

    /// <summary>The composed letters of a text, and the accents that are written apart.</summary>
    private static (string Composed, string Apart) Accents(string text)
    {
        var plain = WebUtility.HtmlDecode(WithoutMarkup(text));
        return (string.Concat(plain.Where(IsComposed)), string.Concat(plain.Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark)));
    }

    private static bool IsComposed(char letter) => letter is (>= '\u00C0' and <= '\u024F') or (>= '\u1E00' and <= '\u1EFF')
        ? char.IsLetter(letter)
        : letter > '\u024F' && ComposedLetters.Contains(letter, StringComparison.Ordinal);
}
