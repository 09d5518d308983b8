// How the service behaves for a part of a storm.
namespace InfoBip.Chaos;

/// <summary>Draws switches of the sandbox. Each is about a point that no source decides, so the plugin has to be right under every combination.</summary>
internal static class Weather
{
    private static readonly string[] s_changes = ["trim", "collapse", "compose", "encode", "strip"];

    /// <summary>The settings of one part; each names every switch that any part changes.</summary>
    public static IReadOnlyList<string> Of(Random random)
    {
        var changes = s_changes.Where(_ => random.Next(2) == 0).ToList();
        return
        [
            $"acts-late={(random.NextDouble() < 0.35 ? 1 : 0)}",
            $"late-answer={Of(random, "wait", "drop", "504")}",
            $"normalise={(changes.Count == 0 ? "none" : string.Join(',', changes))}",
            $"list={Of(random, "full", "thin", "bare")}",
            $"answer={Of(random, "full", "full", "empty", "empty-create", "seed-like")}",
            $"token={Of(random, "plain", "plain", "absent-on-create", "absent-in-lists")}",
        ];
    }

    private static string Of(Random random, params ReadOnlySpan<string> choices) => choices[random.Next(choices.Length)];
}
