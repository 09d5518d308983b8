// Takes every known secret out of a text that somebody else wrote.
using System.Collections.Concurrent;
using System.Text;

namespace InfoBip.InstancesApi.Http;

/// <summary>
/// Replaces secrets by <see cref="Mark"/>, however they are escaped. It remembers what it was told for its whole life:
/// the service may quote a password or a token in the answer to a later call.
/// </summary>
internal sealed class SecretRedactor
{
    public const string Mark = "[secret]";

    // The spellings are made when a text has to be searched for them, which most deployments never need: every instance brings a token.
    private readonly ConcurrentDictionary<string, SecretForm[]?> _known = new();

    public void Remember(params IEnumerable<string?> secrets)
    {
        foreach (var secret in secrets.Where(IsSecret))
        {
            _known.TryAdd(secret!, null);
        }
    }

    /// <summary>The text without secrets, and no longer than <paramref name="limit"/> letters or one mark more.</summary>
    public string Redact(string text, IEnumerable<string>? more = null, int limit = int.MaxValue)
    {
        var forms = _known.SelectMany(known => known.Value ?? FormsOf(known.Key))
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

    private SecretForm[] FormsOf(string secret)
    {
        SecretForm[] forms = [.. SecretForm.Of(secret)];
        _known[secret] = forms;
        return forms;
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
}
