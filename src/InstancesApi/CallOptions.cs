// What a caller may ask of one call: how long it may take, and to hear of waits.
using InfoBip.InstancesApi.Http;

namespace InfoBip.InstancesApi;

/// <summary>The wishes of one call.</summary>
public sealed record CallOptions
{
    /// <summary>
    /// How long the whole call may take, with all its attempts, waits and (for a list) pages. Null for no limit but that of each attempt.
    /// </summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>The time of several calls that belong together, which goes before <see cref="Deadline"/>: an error then tells the limit that the user set.</summary>
    internal Budget? Budget { get; init; }

    /// <summary>Called before each wait that comes before another attempt. It runs within the call, so it is to be quick and not to throw.</summary>
    public Action<WaitNotice>? Waiting { get; init; }
}

/// <summary>A wait before the next attempt, told so that a status line can name it. Free of secrets.</summary>
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
