// One replay of all recordings, which the tests share.
using System.Diagnostics;

namespace InfoBip.Replay.Tests;

/// <summary>An answer that was compared.</summary>
/// <param name="Replayed">The call.</param>
/// <param name="Differences">Each difference, with the row that explains it; null where none does.</param>
internal sealed record ComparedCall(ReplayedCall Replayed, IReadOnlyList<(Difference Difference, ExceptionRow? Row)> Differences);

/// <summary>Replays every recording once, several at a time, and compares.</summary>
public sealed class ReplayRun : IAsyncLifetime
{
    // Most of a replay waits: for processes, and for the delays that some recordings ask of the service.
    private const int AtATime = 6;

    // Far more than any recording takes, even on a machine with much else to do.
    private static readonly TimeSpan s_chainLimit = TimeSpan.FromMinutes(2);

    private readonly Stopwatch _time = Stopwatch.StartNew();

    internal IReadOnlyList<ComparedCall> Calls { get; private set; } = [];

    /// <summary>The recordings that could not be replayed, and why.</summary>
    internal IReadOnlyDictionary<string, string> Broken { get; private set; } = new Dictionary<string, string>();

    public async ValueTask InitializeAsync()
    {
        var calls = new Dictionary<string, IReadOnlyList<ReplayedCall>>();
        var broken = new Dictionary<string, string>();

        // Recordings with faults depend on time, some on parts of a second: they have the machine to themselves.
        foreach (var group in Chains().ToLookup(chain => chain.Any(recording => Conditions.Of(recording).Faults.Count > 0)).OrderByDescending(group => group.Key))
        {
            await Parallel.ForEachAsync(group, new ParallelOptions { MaxDegreeOfParallelism = AtATime }, ReplayAsync);
        }

        Broken = broken;
        Calls = [.. calls.OrderBy(chain => chain.Key, StringComparer.Ordinal).SelectMany(chain => chain.Value).Where(call => call.Call.End == CallEnd.Answered).Select(Compare)];

        async ValueTask ReplayAsync(IReadOnlyList<Recording> chain, CancellationToken cancellationToken)
        {
            try
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                limit.CancelAfter(s_chainLimit);
                var replayed = await Replayer.RunAsync(chain, limit.Token);
                lock (calls)
                {
                    calls.Add(chain[0].Name, replayed);
                }
            }
            catch (Exception error) when (error is InvalidOperationException or KeyNotFoundException or FormatException or HttpRequestException or IOException or OperationCanceledException)
            {
                lock (calls)
                {
                    broken.Add(chain[0].Name, error.ToString());
                }
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        var differing = Calls.Where(call => call.Differences.Count > 0).ToList();
        var unexplained = differing.Count(call => call.Differences.Any(difference => difference.Row is null));
        var faults = differing.Count(call => call.Differences.All(difference => difference.Row is not null) && call.Differences.Any(difference => difference.Row!.Kind == "fault"));
        var kept = ExceptionRow.All.Where(row => row.State == "recorded").ToList();
        Console.WriteLine(
            $"Replay: {Recording.All.Count - Broken.Count} recordings, {Calls.Count} calls compared, {Calls.Count - differing.Count} equal, "
            + $"{differing.Count - unexplained - faults} excepted by design, {faults} by a fault of a later issue, {unexplained} differ without an exception; "
            + $"{Recording.All.Sum(recording => recording.Calls.Count(call => call.End != CallEnd.Answered))} calls were not answered in the recordings. "
            + $"{kept.Count} rows of exceptions name answers that are still as recorded and wrong. {_time.Elapsed.TotalSeconds:0} s.");
        return ValueTask.CompletedTask;
    }

    /// <summary>Recordings that go on in the world of another follow it; all others stand alone.</summary>
    private static IEnumerable<IReadOnlyList<Recording>> Chains()
    {
        var after = Recording.All.ToLookup(recording => Conditions.Of(recording).After);
        return after[null].Select(first => Follow(first).ToList());

        IEnumerable<Recording> Follow(Recording first) => [first, .. after[first.Name].SelectMany(Follow)];
    }

    private static ComparedCall Compare(ReplayedCall replayed)
    {
        var rows = ExceptionRow.All.Where(row => row.State == "differs" && row.Names(replayed)).ToList();
        return new(replayed, [.. Comparison.Of(replayed.Call.Answer!, replayed.Live).Select(difference => (difference, rows.Find(row => row.Names(difference.Path))))]);
    }
}
