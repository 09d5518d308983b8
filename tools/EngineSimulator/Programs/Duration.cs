// Durations as programs write them.
using System.Globalization;
using System.Text.RegularExpressions;

namespace InfoBip.EngineSimulator;

/// <summary>Reads durations written as in Go: 90s, 5m, 1h30m, 500ms, 300000000000ns.</summary>
internal static partial class Duration
{
    /// <summary>The seconds in a duration, or null when the text is none.</summary>
    /// <param name="text">The text.</param>
    public static double? Seconds(string text)
    {
        var match = Pattern().Match(text);
        // Decimals: two minutes, written in nanoseconds, should stay two minutes.
        return match.Success
            ? (double)match.Groups["number"].Captures.Zip(match.Groups["unit"].Captures)
                .Sum(part => decimal.Parse(part.First.Value, CultureInfo.InvariantCulture) * Unit(part.Second.Value))
            : null;
    }

    /// <summary>The error for a text that is no duration.</summary>
    /// <param name="text">The text.</param>
    public static string ErrorFor(string text) => $"\"{text}\" is no duration: write for example 90s, 5m or 1h30m.";

    private static decimal Unit(string unit) => unit switch
    {
        "h" => 3600,
        "m" => 60,
        "s" => 1,
        "ms" => 0.001m,
        "us" => 0.000001m,
        _ => 0.000000001m,
    };

    [GeneratedRegex("^((?<number>[0-9]{1,18}(\\.[0-9]{1,9})?)(?<unit>ms|us|ns|h|m|s))+$", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
