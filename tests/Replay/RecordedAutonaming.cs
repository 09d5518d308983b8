// The auto-naming settings of recordings, which their calls do not show.
namespace InfoBip.Replay.Tests;

internal static class RecordedAutonaming
{
    /// <summary>The stack's <c>pulumi:autonaming</c> by the recording.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["72-autonaming-disabled"] = """{"mode":"disabled"}""",
        ["72-autonaming-enforce"] = """{"pattern":"${stack}-${name}","enforce":true}""",
        ["72-autonaming-html"] = """{"pattern":"<b>${name}</b>-${hex(3)}"}""",
        ["72-autonaming-pattern"] = """{"pattern":"${project}-${name}-${hex(4)}"}""",
        ["72-autonaming-provider"] = """{"mode":"disabled","providers":{"infobip":{"pattern":"p-${name}-${alphanum(5)}"}}}""",
        ["72-autonaming-random"] = """{"mode":"default"}""",
        ["72-autonaming-verbatim"] = """{"mode":"verbatim"}""",
    };
}
