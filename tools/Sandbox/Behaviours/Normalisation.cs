// What the service makes of the letters of names and tags.
using System.Net;
using System.Text.RegularExpressions;
using InfoBip.Sandbox.Api;

namespace InfoBip.Sandbox.Behaviours;

/// <summary>A change that the service makes to a text.</summary>
internal enum TextChange
{
    Trim,
    Collapse,
    Compose,
    Encode,
    Strip,
}

/// <summary>Changes names and tags, on create and on update.</summary>
internal static partial class Normalisation
{
    public static readonly BehaviourSwitch<IReadOnlySet<TextChange>> Changes = Switches.SomeOf<TextChange>(
        "normalise",
        "what becomes of names and tags: blanks at the ends go, runs of blanks become one, accents are composed (NFC), &, < and > become entities, HTML goes",
        "strip");

    // Entities last, or the stripping would meet text that is no markup any more.
    private static readonly (TextChange Change, Func<string, string> Make)[] s_changes =
    [
        (TextChange.Strip, Markup.Strip),
        (TextChange.Compose, Accents.Compose),
        (TextChange.Collapse, text => Blanks().Replace(text, " ")),
        (TextChange.Trim, text => text.Trim()),
        (TextChange.Encode, Encode),
    ];

    public static string Of(string text, SandboxOptions options)
    {
        var chosen = options.Behaviours.Get(Changes);
        return s_changes.Where(one => chosen.Contains(one.Change)).Aggregate(text, (before, one) => one.Make(before));
    }

    // As sanitizers of HTML do: what is an entity already stays one, so that a name sent back does not grow.
    private static string Encode(string text) => WebUtility.HtmlDecode(text)
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();
}
