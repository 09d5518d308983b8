// Finds a text in another although it may be spelt otherwise there: escaped for JSON, a URL or HTML, in any mixture.
using System.Globalization;
using System.Text;

namespace InfoBip.InstancesApi.Http;

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
        List<int> places = [start];
        foreach (var letter in sought.EnumerateRunes())
        {
            List<int> next = [];
            foreach (var place in places)
            {
                AddEnds(text, place, letter, next);
            }

            if (next.Count == 0)
            {
                return -1;
            }

            places = next;
        }

        return places.Max();
    }

    private static bool MayBegin(char first, char sought) => first == sought || first is '\\' or '%' or '&' or '+';

    private static void AddEnds(string text, int place, Rune letter, List<int> ends)
    {
        if (place >= text.Length)
        {
            return;
        }

        var plain = letter.ToString();
        Add(string.CompareOrdinal(text, place, plain, 0, plain.Length) == 0 ? place + plain.Length : -1);
        Add(letter.Value == ' ' && text[place] == '+' ? place + 1 : -1);
        Add(AfterPercent(text, place, letter));
        Add(AfterEntity(text, place, letter));
        if (text[place] == '\\')
        {
            AddAfterBackslashes(text, place, letter, plain, Add);
        }

        void Add(int end)
        {
            if (end >= 0 && !ends.Contains(end))
            {
                ends.Add(end);
            }
        }
    }

    // JSON within JSON doubles the backslashes, so a run of them counts as one.
    private static void AddAfterBackslashes(string text, int place, Rune letter, string plain, Action<int> add)
    {
        var end = place;
        while (end < text.Length && end - place < LongestRunOfBackslashes && text[end] == '\\')
        {
            end++;
            if (letter.Value == '\\')
            {
                add(end);
            }

            add(AfterShortEscape(text, end, letter));
            add(AfterUnicodeEscape(text, end, plain));
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
