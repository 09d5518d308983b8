// Makes somebody else's text fit for one line of a terminal.
using System.Globalization;
using System.Text;

namespace InfoBip.InstancesApi.Http;

internal static class OneLine
{
    /// <summary>
    /// The text with each run of white space and control characters as one space, cut to <paramref name="longest"/> letters. Characters that steer
    /// a terminal or turn the direction of writing go the same way.
    /// </summary>
    public static string Of(string text, int longest)
    {
        var line = new StringBuilder(Math.Min(text.Length, longest + 1));
        foreach (var letter in text.EnumerateRunes())
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

    private static bool IsSpaceOrControl(Rune letter) => Rune.IsWhiteSpace(letter)
        || Rune.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format;
}
