// Takes secrets out of a text that somebody else wrote, however they are spelt there, and makes it fit for one line.
using System.Buffers;
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
        var encoded = new EncodedText(text);
        var clean = new StringBuilder(Math.Min(text.Length, 1024));
        var hiddenUntil = 0;
        for (var place = 0; place < text.Length && clean.Length < limit; place++)
        {
            // Looked for within a hidden part as well: secrets may overlap.
            var end = LongestMatch(encoded, text, place, forms);
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

    private static int LongestMatch(EncodedText encoded, string text, int place, SecretForm[] forms)
    {
        var longest = -1;
        foreach (var form in forms)
        {
            var end = encoded.Match(place, form.Text);
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

/// <summary>A text as it may be read: each letter plain, or escaped for JSON, a URL or HTML, in any mixture.</summary>
internal sealed class EncodedText(string text)
{
    private const string EscapeSigns = @"\%&+";
    private const string ShortEscapes = "bfnrt\"'/\\";
    private const string ShortEscaped = "\b\f\n\r\t\"'/\\";
    private const int LongestRunOfBackslashes = 8;

    private readonly Dictionary<int, (Rune Letter, int End)[]> _readings = [];

    /// <summary>Where the longest spelling of <paramref name="sought"/> that begins at <paramref name="start"/> ends; -1 where there is none.</summary>
    public int Match(int start, string sought)
    {
        // Nearly all text differs soon, and before any sign that begins an escape.
        var same = text.AsSpan(start).CommonPrefixLength(sought);
        if (same == sought.Length)
        {
            return start + same;
        }

        if (!text.AsSpan(start, Math.Min(same + 1, text.Length - start)).ContainsAny(EscapeSigns))
        {
            return -1;
        }

        // More than one place at a time, because a backslash may stand for itself or begin an escape.
        List<int>? places = null;
        foreach (var letter in sought.EnumerateRunes())
        {
            List<int>? next = null;
            for (var at = 0; at < (places?.Count ?? 1); at++)
            {
                foreach (var (read, end) in ReadingsAt(places?[at] ?? start))
                {
                    if (read == letter && next?.Contains(end) != true)
                    {
                        (next ??= []).Add(end);
                    }
                }
            }

            if (next is null)
            {
                return -1;
            }

            places = next;
        }

        return places!.Max();
    }

    private (Rune Letter, int End)[] ReadingsAt(int place)
    {
        if (!_readings.TryGetValue(place, out var readings))
        {
            _readings[place] = readings = place < text.Length ? [.. Readings(place)] : [];
        }

        return readings;
    }

    private IEnumerable<(Rune Letter, int End)> Readings(int place)
    {
        Rune.DecodeFromUtf16(text.AsSpan(place), out var plain, out var length);
        yield return (plain, place + length);
        var escaped = text[place] switch
        {
            '+' => (new Rune(' '), place + 1),
            '%' => Percent(place),
            '&' => Entity(place),
            _ => null,
        };
        if (escaped is { } reading)
        {
            yield return reading;
        }

        // JSON within JSON doubles the backslashes, so a run of them counts as one.
        for (var end = place; end < text.Length && end - place < LongestRunOfBackslashes && text[end] == '\\';)
        {
            end++;
            yield return (new Rune('\\'), end);
            if (AfterBackslash(end) is { } read)
            {
                yield return read;
            }
        }
    }

    private (Rune Letter, int End)? AfterBackslash(int place) => place >= text.Length ? null : text[place] switch
    {
        'u' => UnicodeEscape(place),
        var sign => ShortEscapes.IndexOf(sign, StringComparison.Ordinal) is >= 0 and var index ? (new Rune(ShortEscaped[index]), place + 1) : null,
    };

    private (Rune Letter, int End)? UnicodeEscape(int place)
    {
        var unit = Hex(place + 1, 4);
        if (Rune.TryCreate(unit, out var letter))
        {
            return (letter, place + 5);
        }

        var isPair = unit >= 0 && string.CompareOrdinal(text, place + 5, @"\u", 0, 2) == 0;
        return isPair && Hex(place + 7, 4) is >= 0 and var second && Rune.TryCreate((char)unit, (char)second, out letter)
            ? (letter, place + 11)
            : null;
    }

    private (Rune Letter, int End)? Percent(int place)
    {
        var bytes = new List<byte>(4);
        for (var at = place; bytes.Count < 4 && at < text.Length && text[at] == '%' && Hex(at + 1, 2) is >= 0 and var part; at += 3)
        {
            bytes.Add((byte)part);
        }

        return Rune.DecodeFromUtf8(bytes.ToArray(), out var letter, out var used) == OperationStatus.Done ? (letter, place + (3 * used)) : null;
    }

    private (Rune Letter, int End)? Entity(int place)
    {
        if (text.IndexOf(';', place, Math.Min(12, text.Length - place)) is not (> 0 and var end))
        {
            return null;
        }

        var code = text.AsSpan(place + 1, end - place - 1) switch
        {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            ['#', 'x' or 'X', .. var digits] => Hex(end - digits.Length, digits.Length),
            ['#', .. var digits] => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : -1,
            _ => -1,
        };
        return Rune.TryCreate(code, out var letter) ? (letter, end + 1) : null;
    }

    private int Hex(int place, int length) =>
        place + length <= text.Length
        && int.TryParse(text.AsSpan(place, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : -1;
}
