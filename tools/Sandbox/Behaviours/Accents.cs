// A letter and an accent after it become one letter.
using System.Text;

namespace InfoBip.Sandbox.Behaviours;

/// <summary>Composes the accented letters of European languages, as NFC does. The framework's own composing does nothing here, without the data of cultures.</summary>
internal static class Accents
{
    private static readonly (char Accent, string Letters, string Composed)[] s_table =
    [
        ('\u0300', "AEIOUaeiou", "ÀÈÌÒÙàèìòù"),
        ('\u0301', "AEIOUYCaeiouyc", "ÁÉÍÓÚÝĆáéíóúýć"),
        ('\u0302', "AEIOUaeiou", "ÂÊÎÔÛâêîôû"),
        ('\u0303', "ANOano", "ÃÑÕãñõ"),
        ('\u0308', "AEIOUaeiouy", "ÄËÏÖÜäëïöüÿ"),
        ('\u030a', "Aa", "Åå"),
        ('\u030c', "CSZcsz", "ČŠŽčšž"),
        ('\u0327', "Cc", "Çç"),
    ];

    private static readonly Dictionary<(char Letter, char Accent), char> s_composed = s_table
        .SelectMany(row => row.Letters.Zip(row.Composed, (letter, composed) => KeyValuePair.Create((letter, row.Accent), composed)))
        .ToDictionary();

    public static string Compose(string text)
    {
        StringBuilder result = new(text.Length);
        foreach (var next in text)
        {
            if (result.Length > 0 && s_composed.TryGetValue((result[^1], next), out var composed))
            {
                result[^1] = composed;
            }
            else
            {
                result.Append(next);
            }
        }

        return result.ToString();
    }
}
