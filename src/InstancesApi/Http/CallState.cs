// What is known about a call while its attempts are under way.
namespace InfoBip.InstancesApi.Http;

/// <summary>How long a call, or several that belong together, may take.</summary>
internal sealed class Budget(TimeProvider time, TimeSpan? total)
{
    // The longest that a timer can be set to.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue);

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly long _startedAt = time.GetTimestamp();

    public TimeSpan? Total { get; } = total > Longest ? Longest : total;

    public TimeSpan? Remaining => Total - time.GetElapsedTime(_startedAt);

    /// <summary>What remains as a timer takes it: infinite without a limit, and never nothing, which would mean the same.</summary>
    public TimeSpan TimerSetting => Remaining is not { } left
        ? Timeout.InfiniteTimeSpan
        : left < Shortest ? Shortest : left;
}

internal sealed class CallState(ApiCall call, Budget budget, Action<WaitNotice>? waiting)
{
    public ApiCall Call { get; } = call;

    public Budget Budget { get; } = budget;

    public Action<WaitNotice>? Waiting { get; } = waiting;

    public int Attempts { get; set; }

    /// <summary>Whether any of the attempts may have been acted upon: one that certainly was not does not take that back.</summary>
    public bool MayHaveActed { get; set; }

    public AttemptFailure? LastFailure { get; set; }

    public RetryDecision? Decision { get; set; }
}
