// Takes secrets out of a text that somebody else wrote, however they are spelt there, and makes it fit for one line.
using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
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

    private readonly ConcurrentDictionary<string, bool> _known = new();

    // The spellings are made when a text has to be searched for them, which most deployments never need: every instance brings a token.
    private readonly ConcurrentQueue<string> _new = new();
    private readonly SpellingIndex _index = new();
    private readonly Lock _adding = new();
    private long _steps;

    /// <summary>How many letters were compared so far, by which tests see how the work grows.</summary>
    public long Steps => Interlocked.Read(ref _steps);

    public void Remember(params IEnumerable<string?> secrets)
    {
        foreach (var secret in secrets)
        {
            if (IsSecret(secret) && !_known.ContainsKey(secret))
            {
                // In this order: who finds it known may rely on the next search for it.
                _new.Enqueue(secret);
                _known.TryAdd(secret, true);
            }
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
        // Taken even where there is nothing new: another thread may still be adding what this one must find.
        lock (_adding)
        {
            while (_new.TryDequeue(out var secret))
            {
                _index.Add([secret]);
            }
        }

        var encoded = new EncodedText(text, _index);
        var further = more is null ? null : new EncodedText(text, new SpellingIndex().Add(more.Where(IsSecret)));
        var clean = new StringBuilder(Math.Min(text.Length, 1024));
        var hiddenUntil = 0;
        for (var place = 0; place < text.Length && clean.Length < limit; place++)
        {
            // Looked for within a hidden part as well: secrets may overlap.
            var end = Math.Max(encoded.LongestMatch(place), further?.LongestMatch(place) ?? -1);
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

        Interlocked.Add(ref _steps, encoded.Steps);
        return clean.ToString();
    }

    // What stands in for a secret is none: hiding it would hide what the service says about masked values.
    private static bool IsSecret([NotNullWhen(true)] string? text) => !string.IsNullOrEmpty(text) && text != Instance.MaskedValue;

    private static bool IsSpaceOrControl(Rune letter) => Rune.IsWhiteSpace(letter)
        || Rune.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format;
}

/// <summary>A spelling in which a secret may turn up: itself, or what base64 makes of it.</summary>
/// <param name="Text">What to look for, in any escaping.</param>
/// <param name="WholeWord">Whether it counts only where no letter or digit touches it.</param>
internal sealed record SecretForm(string Text, bool WholeWord)
{
    // Shorter secrets would be found inside ordinary words and numbers.
    private const int ShortestAnywhere = 3;
    private const int ShortestWordAnywhere = 6;

    // Six bytes: shorter pieces of base64 are found in ordinary words, too.
    private const int ShortestPiece = 8;

    public static IEnumerable<SecretForm> Of(string secret)
    {
        yield return new SecretForm(secret, secret.Length < (secret.All(char.IsLetter) || secret.All(char.IsDigit) ? ShortestWordAnywhere : ShortestAnywhere));
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

/// <summary>
/// The spellings of secrets as a tree of their first letters, so that a text is compared only with those that begin as it does. One thread at a time may add
/// to it while others search: a branch is never changed, only replaced.
/// </summary>
internal sealed class SpellingIndex
{
    private readonly ConcurrentDictionary<(int Branch, Rune Letter), Branch> _next = new(concurrencyLevel: 1, capacity: 31);
    private int _branches;

    public SpellingIndex Add(IEnumerable<string> secrets)
    {
        foreach (var form in secrets.SelectMany(SecretForm.Of))
        {
            Add(form, default);
        }

        return this;
    }

    /// <summary>The branch of the spellings that go on with a letter.</summary>
    public bool TryFollow(Branch branch, Rune letter, out Branch next) => _next.TryGetValue((branch.Id, letter), out next);

    private void Add(SecretForm form, Branch branch)
    {
        for (var way = default((int, Rune)); ;)
        {
            var isHere = branch.Form?.Text == form.Text;
            if (isHere || (branch.Form is not null && form.Text.Length == branch.Depth))
            {
                // The longer one gives way: first it is put further on, since somebody may be looking for it.
                if (branch.Form!.Text.Length > form.Text.Length)
                {
                    Add(branch.Form, branch with { Form = null });
                }

                _next[way] = branch with { Form = isHere && form.WholeWord ? branch.Form : form };
                return;
            }

            var letter = LetterAt(form.Text, branch.Depth);
            way = (branch.Id, letter);
            var depth = branch.Depth + letter.Utf16SequenceLength;
            if (!_next.TryGetValue(way, out branch))
            {
                _next[way] = new Branch(++_branches, depth, form);
                return;
            }
        }
    }

    private static Rune LetterAt(string text, int place)
    {
        Rune.DecodeFromUtf16(text.AsSpan(place), out var letter, out _);
        return letter;
    }

    /// <summary>What begins with the same letters: one spelling, and the branches of all others.</summary>
    /// <param name="Id">Its number; that of the whole tree is 0.</param>
    /// <param name="Depth">How long that beginning is.</param>
    /// <param name="Form">The spelling that is kept here.</param>
    public readonly record struct Branch(int Id, int Depth, SecretForm? Form)
    {
        public bool GoesOn(int read, Rune letter) => Form?.Text.Length > read && LetterAt(Form.Text, read) == letter;
    }
}

/// <summary>Looks for secrets in a text as it may be read: each letter plain, or escaped for JSON, a URL or HTML, in any mixture.</summary>
internal sealed class EncodedText(string text, SpellingIndex index)
{
    private const string EscapeSigns = @"\%&+";
    private const string ShortEscapes = "bfnrt\"'/";
    private const string ShortEscaped = "\b\f\n\r\t\"'/";
    private const int LongestRunOfBackslashes = 9;
    private const int MostReadings = 2 * LongestRunOfBackslashes;

    // Beyond them it costs more to keep what was seen than to look again.
    private const int MostSeen = 10_000;

    // More than one place at a time, because a backslash may stand for itself or begin an escape.
    private readonly Stack<(SpellingIndex.Branch Branch, int Read, int Place)> _ahead = [];
    private readonly HashSet<(int Branch, int Read, int Place, bool Touched)> _seen = [];

    /// <summary>How many letters were compared so far.</summary>
    public long Steps { get; private set; }

    /// <summary>
    /// Where the longest spelling that begins at <paramref name="start"/> ends; -1 where there is none, or an earlier start has found one that ends there, too.
    /// Starts are asked for in ascending order.
    /// </summary>
    public int LongestMatch(int start)
    {
        var longest = -1;
        var touched = IsWord(start - 1);
        Span<(Rune Letter, int End)> readings = stackalloc (Rune, int)[MostReadings];
        if (_seen.Count > MostSeen)
        {
            _seen.Clear();
        }

        _ahead.Push((default, 0, start));
        while (_ahead.TryPop(out var reached))
        {
            var (branch, read, place) = reached;
            if (branch.Form is { } form && form.Text.Length == read && place > longest && !(form.WholeWord && (touched || IsWord(place))))
            {
                longest = place;
            }

            Steps++;
            if (place == text.Length || (read > 0 && EscapeSigns.Contains(text[place]) && !_seen.Add((branch.Id, read, place, touched))))
            {
                continue;
            }

            var count = Read(place, readings);
            Steps += count;
            foreach (var (letter, end) in readings[..count])
            {
                if (branch.GoesOn(read, letter))
                {
                    _ahead.Push((branch, read + letter.Utf16SequenceLength, end));
                }

                if (read == branch.Depth && index.TryFollow(branch, letter, out var next))
                {
                    _ahead.Push((next, next.Depth, end));
                }
            }
        }

        return longest;
    }

    private bool IsWord(int place) => place >= 0 && place < text.Length && char.IsLetterOrDigit(text[place]);

    /// <summary>Writes each letter that may be meant at a place, with where it ends; returns how many there are.</summary>
    private int Read(int place, Span<(Rune Letter, int End)> readings)
    {
        var count = 1;
        Rune.DecodeFromUtf16(text.AsSpan(place), out var plain, out var length);
        readings[0] = (plain, place + length);
        var escaped = text[place] switch
        {
            '+' => (new Rune(' '), place + 1),
            '%' => Percent(place),
            '&' => Entity(place),
            _ => null,
        };
        if (escaped is { } reading)
        {
            readings[count++] = reading;
        }

        // JSON within JSON doubles the backslashes, so a run of them counts as one.
        for (var end = place; end < text.Length && end - place < LongestRunOfBackslashes && text[end] == '\\';)
        {
            readings[end == place ? 0 : count++] = (plain, ++end);
            if (AfterBackslash(end) is { } read)
            {
                readings[count++] = read;
            }
        }

        return count;
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
        Span<byte> bytes = stackalloc byte[4];
        var count = 0;
        for (var at = place; count < 4 && at < text.Length && text[at] == '%' && Hex(at + 1, 2) is >= 0 and var part; at += 3)
        {
            bytes[count++] = (byte)part;
        }

        return Rune.DecodeFromUtf8(bytes[..count], out var letter, out var used) == OperationStatus.Done ? (letter, place + (3 * used)) : null;
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
