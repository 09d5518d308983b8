// Looks for secrets in what a plugin says, however they are written.
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace InfoBip.Chaos;

/// <summary>Finds secrets in texts and bytes: plain, escaped for JSON, a URL or HTML, or in base64 at any offset.</summary>
internal sealed class SecretSearch
{
    private readonly Dictionary<string, string> _needles = new(StringComparer.Ordinal);

    public SecretSearch(params IEnumerable<string> secrets)
    {
        foreach (var secret in secrets)
        {
            foreach (var (name, written) in Forms(secret))
            {
                _needles.TryAdd(written, $"{name} of secret {secret.Length} characters long");
            }
        }
    }

    /// <summary>The ways to write a secret, by name.</summary>
    public static IEnumerable<(string Name, string Written)> Forms(string secret)
    {
        var escaped = Uri.EscapeDataString(secret);
        yield return ("plain", secret);
        yield return ("JSON", JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString());
        yield return ("strict JSON", JsonEncodedText.Encode(secret).ToString());
        yield return ("JSON in JSON", JsonEncodedText.Encode(JsonEncodedText.Encode(secret).ToString(), JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString());
        yield return ("URL", escaped);
        yield return ("URL in small letters", Hex(escaped));
        yield return ("form", escaped.Replace("%20", "+", StringComparison.Ordinal));
        yield return ("HTML", HtmlEncoder.Default.Encode(secret));
        var bytes = Encoding.UTF8.GetBytes(secret);
        for (var before = 0; before < 3; before++)
        {
            // The characters that a neighbour has a share in are left out at both ends.
            var text = Convert.ToBase64String([.. new byte[before], .. bytes]);
            var start = ((before * 8) + 5) / 6;
            var end = (before + bytes.Length) * 8 / 6;
            var piece = text[start..end];
            yield return ($"base64 at {before}", piece);
            yield return ($"base64 for URLs at {before}", piece.Replace('+', '-').Replace('/', '_'));
        }
    }

    /// <summary>Which forms of which secrets are in a text; what is found is described, never repeated.</summary>
    public IReadOnlyList<string> In(string text) =>
        [.. _needles.Where(needle => text.Contains(needle.Key, StringComparison.Ordinal)).Select(needle => needle.Value)];

    /// <summary>The same in bytes, which may be anything.</summary>
    public IReadOnlyList<string> In(ReadOnlySpan<byte> bytes)
    {
        // Byte for byte, so that nothing is lost where the bytes are no text.
        var text = Encoding.Latin1.GetString(bytes);
        return [.. _needles.Where(needle => text.Contains(Latin1(needle.Key), StringComparison.Ordinal)).Select(needle => needle.Value)];
    }

    private static string Latin1(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private static string Hex(string escaped)
    {
        var text = new StringBuilder(escaped);
        for (var i = 0; i + 2 < text.Length; i++)
        {
            if (text[i] == '%')
            {
                text[i + 1] = char.ToLowerInvariant(text[i + 1]);
                text[i + 2] = char.ToLowerInvariant(text[i + 2]);
            }
        }

        return text.ToString();
    }
}
