// The spellings in which a secret may turn up: itself, and what base64 makes of it.
using System.Text;

namespace InfoBip.InstancesApi.Http;

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
