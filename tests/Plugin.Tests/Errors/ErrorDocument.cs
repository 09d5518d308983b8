// The documentation of the errors, as the tests read it.
using System.Text.RegularExpressions;

namespace InfoBip.Plugin.Tests.Errors;

/// <summary>Reads <c>docs/errors.md</c>: under the heading of each code stands a block with a message as the plugin says it.</summary>
internal static partial class ErrorDocument
{
    /// <summary>The documented message of each code.</summary>
    public static IReadOnlyDictionary<string, string> Messages { get; } = Read();

    private static Dictionary<string, string> Read()
    {
        var text = Repository.Read("docs/errors.md");
        return Entry().Matches(text).ToDictionary(
            entry => entry.Groups["code"].Value,
            entry => entry.Groups["message"].Value.Trim());
    }

    /// <summary>Puts a message into the document, for a run with <c>INFOBIP_WRITE_ERRORS=1</c>.</summary>
    public static void Write(string code, string message)
    {
        var path = Repository.PathOf("docs/errors.md");
        File.WriteAllText(path, Entry().Replace(
            File.ReadAllText(path), entry => entry.Groups["code"].Value == code ? entry.Value.Replace(entry.Groups["message"].Value, $"{message}\n", StringComparison.Ordinal) : entry.Value));
    }

    [GeneratedRegex(@"^### (?<code>IB\d{4}): [^\n]+\n\n```text\n(?<message>.+?)```\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Entry();
}
