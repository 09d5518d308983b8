// What a caller may ask of one call: how long it may take, and to hear of waits.
namespace InfoBip.InstancesApi;

/// <summary>The options of one call.</summary>
public sealed record CallOptions
{
    /// <summary>
    /// How long the whole call may take, with all its attempts, waits and (for a list) pages. Null for no limit but that of each attempt.
    /// </summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>The time of several calls that belong together, which goes before <see cref="Deadline"/>: an error then names the limit that the user set.</summary>
    internal Budget? Budget { get; init; }

    /// <summary>Called before each wait that comes before another attempt. It runs within the call, so it is to be quick and not to throw.</summary>
    public Action<WaitNotice>? Waiting { get; init; }
}

/// <summary>A wait before the next attempt, for a status line. Free of secrets.</summary>
/// <param name="What">The method and path, for example <c>GET /instances/12</c>.</param>
/// <param name="Reason">Why the last attempt failed, in a few words, for example <c>429 Too Many Requests</c>.</param>
/// <param name="Delay">How long the wait is.</param>
/// <param name="Attempt">The number of the attempt that failed, from 1.</param>
/// <param name="MaxAttempts">How many attempts there may be at most.</param>
public sealed record WaitNotice(string What, string Reason, TimeSpan Delay, int Attempt, int MaxAttempts)
{
    /// <summary>The notice as one line of text.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{What}: {Reason}; attempt {Attempt + 1} of {MaxAttempts} follows in {Delay.TotalSeconds:0.#} s");
}

/// <summary>How long a call, or several that belong together, may take.</summary>
internal sealed class Budget(TimeProvider time, TimeSpan? total)
{
    // The longest that a timer can be set to.
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(int.MaxValue);

    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(1);

    private readonly long _startedAt = time.GetTimestamp();

    public TimeSpan? Total { get; } = total > s_longest ? s_longest : total;

    public TimeSpan? Remaining => Total - time.GetElapsedTime(_startedAt);

    /// <summary>What remains as a timer takes it: infinite without a limit, and never nothing, which would mean the same.</summary>
    public TimeSpan TimerSetting => Remaining is not { } left
        ? Timeout.InfiniteTimeSpan
        : left < s_shortest ? s_shortest : left;
}
