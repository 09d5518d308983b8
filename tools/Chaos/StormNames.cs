// Names and tags that the storm's users choose: they clash, and the service rewrites them.
using System.Net;
using System.Text.RegularExpressions;

namespace InfoBip.Chaos;

internal static partial class StormNames
{
    /// <summary>How many names the resources of one process share.</summary>
    public const int Count = 8;

    // A run of blanks, an entity to be, and accents that are written apart.
    private static readonly string[] s_endings = ["", "  two", " & co", " cafe\u0301"];

    /// <summary>A shared name; those of two processes differ, since two deployments at once cannot distinguish their instances.</summary>
    public static string Shared(int process, int name) => FormattableString.Invariant($"shared-{process}-{name}{s_endings[name % s_endings.Length]}");

    public static string Tag(int number) => FormattableString.Invariant($"tag{number}{s_endings[(number + 1) % s_endings.Length]}");

    /// <summary>What all spellings that the service may store have in common.</summary>
    public static string Form(string text) => Blanks().Replace(WebUtility.HtmlDecode(text), " ").Trim().Replace("e\u0301", "\u00e9", StringComparison.Ordinal);

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();
}
