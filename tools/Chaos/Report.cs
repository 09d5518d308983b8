// Prints the outcomes of a storm side by side.
using System.Globalization;

namespace InfoBip.Chaos;

internal static class Report
{
    private static readonly string[] s_counts =
    [
        "Create", "Update", "Read", "Delete", "retries", "adopted", "adopted after interruptions", "deletes that kept an adopted instance", "partially created, kept", "failed cleanly",
        "creates in doubt, reported", "creates tried again by a hook", "creates given up by the engine", "creates interrupted",
        .. Enum.GetNames<Interruption>(), "sessions that could record nothing",
    ];

    public static void Print(TextWriter output, StormOptions options, params IReadOnlyList<Outcome> outcomes)
    {
        output.WriteLine($"Storm: seed {options.Seed}, {options.Operations} operations on {options.Resources} resources");
        output.WriteLine();
        Row("", outcome => outcome.Who);
        Row("---", _ => "---:");
        foreach (var count in s_counts)
        {
            Row(count, outcome => Number(outcome.Tally[count]));
        }

        Row("requests", outcome => Number(outcome.Requests));
        Row("look-ups", outcome => Number(outcome.LookUps));
        Row("with a fault", outcome => $"{Number(outcome.Hits)} ({outcome.Share.ToString("P1", CultureInfo.InvariantCulture)})");
        foreach (var kind in outcomes.SelectMany(outcome => outcome.Faults.Select(fault => fault.Kind)).Distinct())
        {
            Row($"– {kind}", outcome => Number(outcome.Faults.FirstOrDefault(fault => fault.Kind == kind).Count));
        }

        Row("left, and named by a deployment that followed", outcome => Number(outcome.LeftNamed));
        Row("unrecorded: left by a session without a journal", outcome => Number(outcome.LeftUnrecorded));
        Row("left by a service that acted after the deadline", outcome => Number(outcome.LeftLate));
        Row("**duplicates**", outcome => Number(outcome.Duplicates));
        Row("**orphans**", outcome => Number(outcome.Orphans));
        Row("**lost tokens**", outcome => Number(outcome.LostTokens));
        Row("**lost or stale resources**", outcome => Number(outcome.Lost));
        Row("**another's instance**", outcome => Number(outcome.MixedUp));
        Row("**doubts without a way out**", outcome => Number(outcome.Silent));
        Row("**leaked canaries**", outcome => Number(outcome.Leaks.Count));
        Row("time", outcome => $"{outcome.Time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s");
        Row("peak memory of a plugin", outcome => outcome.PeakMebibytes == 0 ? "" : $"{outcome.PeakMebibytes.ToString("0", CultureInfo.InvariantCulture)} MiB");
        foreach (var detail in outcomes[0].Details.Take(30))
        {
            output.WriteLine($"WRONG: {detail}");
        }

        foreach (var leak in outcomes.SelectMany(outcome => outcome.Leaks).Distinct().Take(10))
        {
            output.WriteLine($"LEAK: {leak}");
        }

        void Row(string what, Func<Outcome, string> value) => output.WriteLine($"| {what} | {string.Join(" | ", outcomes.Select(value))} |");
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
