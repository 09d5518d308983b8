// Takes secrets out of a text that somebody else wrote, however they are spelt there, and makes it fit for one line.
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace InfoBip.InstancesApi.Http;

/// <summary>
/// Replaces secrets by <see cref="Mark"/>, however they are escaped. It remembers a secret for its whole life:
/// the service may quote a password or a token in the answer to a later call.
/// </summary>
internal sealed class Redactor
{
    public const string Mark = "[secret]";

    // The spellings are made when a text has to be searched for them, which most deployments never need: every instance brings a token.
    private readonly ConcurrentDictionary<string, Lazy<SecretForm[]>> _known = new();

    public void Remember(params IEnumerable<string?> secrets)
    {
        foreach (var secret in secrets.Where(IsSecret))
        {
            _known.TryAdd(secret!, new Lazy<SecretForm[]>(() => [.. SecretForm.Of(secret!)]));
        }
    }

    /// <summary>
    /// The text without secrets, as one line of at most <paramref name="longest"/> letters: each run of white space, control characters, and characters
    /// that steer a terminal or turn the direction of writing is one space.
    /// </summary>
    public string Line(string text, int longest)
    {
        // Cut after the secrets are out: a part of a secret is not recognised any more.
        var line = new StringBuilder(Math.Min(text.Length, longest + 1));
        foreach (var letter in Redact(text, limit: 2 * longest).EnumerateRunes())
        {
            if (line.Length >= longest)
            {
                return line.Append('…').ToString();
            }

            if (!IsSpaceOrControl(letter))
            {
                line.Append(letter.ToString());
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>The text without secrets, and no longer than <paramref name="limit"/> letters or one mark more.</summary>
    public string Redact(string text, IEnumerable<string>? more = null, int limit = int.MaxValue)
    {
        var forms = _known.SelectMany(known => known.Value.Value)
            .Concat((more ?? []).Where(IsSecret).SelectMany(SecretForm.Of))
            .ToArray();
        var clean = new StringBuilder(Math.Min(text.Length, 1024));
        var hiddenUntil = 0;
        for (var place = 0; place < text.Length && clean.Length < limit; place++)
        {
            // Looked for within a hidden part as well: secrets may overlap.
            var end = LongestMatch(text, place, forms);
            if (end > hiddenUntil)
            {
                if (place >= hiddenUntil)
                {
                    clean.Append(Mark);
                }

                hiddenUntil = end;
            }

            if (place >= hiddenUntil)
            {
                clean.Append(text[place]);
            }
        }

        return clean.ToString();
    }

    // What stands in for a secret is none: hiding it would hide what the service says about masked values.
    private static bool IsSecret(string? text) => !string.IsNullOrEmpty(text) && text != Instance.MaskedValue;

    private static int LongestMatch(string text, int place, SecretForm[] forms)
    {
        var longest = -1;
        foreach (var form in forms)
        {
            var end = EncodedText.Match(text, place, form.Text);
            if (end > longest && !(form.WholeWord && (IsWord(text, place - 1) || IsWord(text, end))))
            {
                longest = end;
            }
        }

        return longest;
    }

    private static bool IsWord(string text, int place) =>
        place >= 0 && place < text.Length && char.IsLetterOrDigit(text[place]);

    private static bool IsSpaceOrControl(Rune letter) => Rune.IsWhiteSpace(letter)
        || Rune.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format;
}

/// <summary>A spelling in which a secret may turn up: itself, or what base64 makes of it.</summary>
/// <param name="Text">What to look for, in any escaping.</param>
/// <param name="WholeWord">Whether it counts only where no letter or digit touches it.</param>
internal readonly record struct SecretForm(string Text, bool WholeWord)
{
    /// <summary>Shorter secrets would be found inside ordinary words.</summary>
    public const int ShortestAnywhere = 3;

    // Six bytes: shorter pieces of base64 are found in ordinary words, too.
    private const int ShortestPiece = 8;

    public static IEnumerable<SecretForm> Of(string secret)
    {
        yield return new SecretForm(secret, secret.Length < ShortestAnywhere);
        if (secret.Length < ShortestAnywhere)
        {
            yield break;
        }

        var bytes = Encoding.UTF8.GetBytes(secret);
        var whole = Convert.ToBase64String(bytes);
        var bare = whole.TrimEnd('=');
        foreach (var form in Alphabets(whole).Concat(Alphabets(bare)))
        {
            yield return new SecretForm(form, bare.Length < ShortestPiece);
        }

        foreach (var piece in Pieces(bytes).SelectMany(Alphabets))
        {
            yield return new SecretForm(piece, false);
        }
    }

    // Within a longer text (user:password) the secret may begin at any of three places of a group, and the letters
    // that it shares with its neighbours are not known.
    private static IEnumerable<string> Pieces(byte[] secret)
    {
        for (var before = 0; before < 3; before++)
        {
            var text = Convert.ToBase64String([.. new byte[before], .. secret]);
            var first = (before * 8 + 5) / 6;
            var end = (before + secret.Length) * 8 / 6;
            if (end - first >= ShortestPiece)
            {
                yield return text[first..end];
            }
        }
    }

    private static IEnumerable<string> Alphabets(string base64)
    {
        yield return base64;
        if (base64.AsSpan().ContainsAny('+', '/'))
        {
            yield return base64.Replace('+', '-').Replace('/', '_');
        }
    }
}

/// <summary>Finds a text in another although it may be spelt otherwise there: escaped for JSON, a URL or HTML, in any mixture.</summary>
internal static class EncodedText
{
    private const int LongestRunOfBackslashes = 8;

    /// <summary>Where the longest spelling of <paramref name="sought"/> that begins at <paramref name="start"/> ends; -1 where there is none.</summary>
    public static int Match(string text, int start, string sought)
    {
        if (!MayBegin(text[start], sought[0]))
        {
            return -1;
        }

        if (string.CompareOrdinal(text, start, sought, 0, sought.Length) == 0)
        {
            return start + sought.Length;
        }

        // More than one place at a time, because a backslash may stand for itself or begin an escape.
        HashSet<int> places = [start];
        foreach (var letter in sought.EnumerateRunes())
        {
            places = [.. places.SelectMany(place => Ends(text, place, letter)).Where(end => end >= 0)];
            if (places.Count == 0)
            {
                return -1;
            }
        }

        return places.Max();
    }

    private static bool MayBegin(char first, char sought) => first == sought || first is '\\' or '%' or '&' or '+';

    // Where the letter ends in each spelling; -1 for one that does not fit.
    private static IEnumerable<int> Ends(string text, int place, Rune letter)
    {
        if (place >= text.Length)
        {
            yield break;
        }

        var plain = letter.ToString();
        yield return string.CompareOrdinal(text, place, plain, 0, plain.Length) == 0 ? place + plain.Length : -1;
        yield return letter.Value == ' ' && text[place] == '+' ? place + 1 : -1;
        yield return AfterPercent(text, place, letter);
        yield return AfterEntity(text, place, letter);

        // JSON within JSON doubles the backslashes, so a run of them counts as one.
        for (var end = place; end < text.Length && end - place < LongestRunOfBackslashes && text[end] == '\\';)
        {
            end++;
            yield return letter.Value == '\\' ? end : -1;
            yield return AfterShortEscape(text, end, letter);
            yield return AfterUnicodeEscape(text, end, plain);
        }
    }

    private static int AfterShortEscape(string text, int place, Rune letter)
    {
        var sign = letter.Value switch
        {
            '"' or '\'' or '/' or '\\' => (char)letter.Value,
            '\b' => 'b',
            '\f' => 'f',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            _ => '\0',
        };
        return sign != '\0' && place < text.Length && text[place] == sign ? place + 1 : -1;
    }

    private static int AfterUnicodeEscape(string text, int place, string plain)
    {
        for (var unit = 0; unit < plain.Length; unit++)
        {
            // The backslash of the first unit is passed already.
            if (unit > 0 && (place >= text.Length || text[place++] != '\\'))
            {
                return -1;
            }

            if (place + 5 > text.Length || text[place] != 'u' || Hex(text.AsSpan(place + 1, 4)) != plain[unit])
            {
                return -1;
            }

            place += 5;
        }

        return place;
    }

    private static int AfterPercent(string text, int place, Rune letter)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var part in bytes[..letter.EncodeToUtf8(bytes)])
        {
            if (place + 3 > text.Length || text[place] != '%' || Hex(text.AsSpan(place + 1, 2)) != part)
            {
                return -1;
            }

            place += 3;
        }

        return place;
    }

    private static int AfterEntity(string text, int place, Rune letter)
    {
        if (text[place] != '&' || text.IndexOf(';', place, Math.Min(12, text.Length - place)) is not (> 0 and var end))
        {
            return -1;
        }

        var entity = text.AsSpan(place + 1, end - place - 1);
        int? code = entity switch
        {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            ['#', 'x' or 'X', .. var digits] => Hex(digits),
            ['#', .. var digits] => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null,
            _ => null,
        };
        return code == letter.Value ? end + 1 : -1;
    }

    private static int Hex(ReadOnlySpan<char> digits) =>
        int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : -1;
}
