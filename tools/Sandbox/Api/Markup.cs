// What the service does to HTML in names and tags.
using System.Text.RegularExpressions;

namespace InfoBip.Sandbox.Api;

/// <summary>Strips HTML: <c>&lt;a href="#"&gt;sms&lt;/a&gt;</c> is stored as <c>sms</c>, as the platform's own test suite asserts. A tag that is not closed goes to the end, as a parser of HTML has it.</summary>
internal static partial class Markup
{
    public static string Strip(string text)
    {
        // Until nothing is left to strip: taking a tag out may join the halves of another.
        while (Tag().Replace(text, "") is var stripped && stripped != text)
        {
            text = stripped;
        }

        return text;
    }

    [GeneratedRegex("<[A-Za-z/!?][^>]*(>|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();
}
