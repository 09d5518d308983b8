// What a caller may ask of one call: how long it may take, and to hear of waits; and what is known of it on its way.
using InfoBip.InstancesApi.Http;

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

    /// <summary>Ends a create whose request is on the way. Until then it is awaited up to its deadline, also where its caller cancels it; never by default.</summary>
    internal CancellationToken Abandon { get; init; }

    /// <summary>Called with true when a request of a create sets out, which it does only once there is room for it, and with false when it has ended.</summary>
    internal Action<bool>? UnderWay { get; init; }

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

/// <summary>What is known about a call while its attempts are under way.</summary>
internal sealed class CallState(ApiCall call, CallOptions options, TimeProvider time)
{
    public ApiCall Call { get; } = call;

    public CallOptions Options { get; } = options;

    public Budget Budget { get; } = options.Budget ?? new Budget(time, options.Deadline);

    public int Attempts { get; set; }

    /// <summary>Whether any of the attempts may have been acted upon: one that certainly was not does not take that back.</summary>
    public bool MayHaveActed { get; set; }

    /// <summary>How the last attempt that came to an end failed; null where it succeeded.</summary>
    public AttemptFailure? LastFailure { get; set; }

    public RetryDecision? Decision { get; set; }

    public bool IsSentAgain => Decision is RetryDecision.RetryAfter;

    /// <summary>The wait before it is sent again.</summary>
    public TimeSpan Wait => (Decision as RetryDecision.RetryAfter)?.Delay ?? TimeSpan.Zero;

    /// <summary>Whether it holds its place among the requests at a time until it is in line for another.</summary>
    public bool KeepsPlace { get; set; }

    /// <summary>Whether the wait is that of all calls: the service said "too many".</summary>
    public bool IsRefusedForNow => IsSentAgain && LastFailure?.Kind == ApiFailureKind.TooManyRequests;

    /// <summary>Says that it waits before it is sent again.</summary>
    public ValueTask Announce(int maxAttempts)
    {
        Options.Waiting?.Invoke(new WaitNotice(Call.What, LastFailure!.Happened, Wait, Attempts, maxAttempts));
        return ValueTask.CompletedTask;
    }
}

/// <summary>A call that its caller cancelled, which shows whether anything may have come of it.</summary>
public sealed class CallCancelledException(string message, bool mayHaveActed, CancellationToken cancellationToken)
    : OperationCanceledException(message, cancellationToken)
{
    /// <summary>Whether the service may have acted on any of the attempts; false where the call waited for its next one after plain refusals.</summary>
    public bool MayHaveActed { get; } = mayHaveActed;
}
