// Whether a failed attempt is followed by another, and when: a pure function.
using System.Net;

namespace InfoBip.InstancesApi.Http;

/// <summary>What a second sending of the same request would mean.</summary>
internal enum CallKind
{
    /// <summary>Nothing changes, however often it is sent.</summary>
    Read,

    /// <summary>A change that ends the same, however often it is sent: PUT, PATCH, DELETE, the switches.</summary>
    Change,

    /// <summary>The POST: every one that arrives makes another instance.</summary>
    Create,
}

/// <summary>What the answer says about coming back.</summary>
/// <param name="Delta">The seconds of Retry-After.</param>
/// <param name="Date">The date of Retry-After.</param>
/// <param name="AnsweredAt">The answer's own Date, the clock that <paramref name="Date"/> was written by.</param>
internal readonly record struct RetryHint(TimeSpan? Delta = null, DateTimeOffset? Date = null, DateTimeOffset? AnsweredAt = null);

/// <summary>All that the decision rests on.</summary>
internal readonly record struct RetryQuestion
{
    public required CallKind Call { get; init; }

    public required ApiFailureKind Failure { get; init; }

    public HttpStatusCode? Status { get; init; }

    public RetryHint Hint { get; init; }

    /// <summary>The number of the attempt that failed, from 1.</summary>
    public required int Attempt { get; init; }

    public required int MaxRetries { get; init; }

    /// <summary>Whether the service has not answered any call of this client yet: an address that is wrong is more likely then than a moment's failure.</summary>
    public bool IsFirstContact { get; init; }

    /// <summary>What is left until the deadline; null without one.</summary>
    public TimeSpan? Remaining { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>From 0 up to but not 1.</summary>
    public required double Random { get; init; }
}

internal enum GiveUpReason
{
    /// <summary>Sending it again would be useless or unsafe.</summary>
    NotRetried,

    /// <summary>All attempts are used up.</summary>
    NoMoreAttempts,

    /// <summary>The wait would not end before the deadline.</summary>
    DeadlineFirst,
}

internal abstract record RetryDecision
{
    /// <summary>The longest wait that a server may ask for. Source: this project.</summary>
    public static readonly TimeSpan LongestAsked = TimeSpan.FromSeconds(60);

    /// <summary>The longest wait of our own choice. Source: this project.</summary>
    public static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(20);

    /// <summary>The upper end of the first wait of our own choice, doubled for each that follows. Source: this project.</summary>
    public static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(0.5);

    public static RetryDecision Of(in RetryQuestion question)
    {
        if (!MayHelp(question))
        {
            return new GiveUp(GiveUpReason.NotRetried);
        }

        var retries = question is { IsFirstContact: true, Failure: ApiFailureKind.ConnectionFailed } ? Math.Min(question.MaxRetries, 1) : question.MaxRetries;
        if (question.Attempt > retries)
        {
            return new GiveUp(question.MaxRetries == 0 ? GiveUpReason.NotRetried : GiveUpReason.NoMoreAttempts);
        }

        var delay = Asked(question) ?? BackOff(question.Attempt, question.Random);
        return question.Remaining is { } remaining && delay >= remaining
            ? new GiveUp(GiveUpReason.DeadlineFirst, delay)
            : new RetryAfter(delay);
    }

    /// <summary>A wait of our own choice after an attempt, from 1.</summary>
    public static TimeSpan BackOff(int attempt, double random)
    {
        var longest = FirstBackOff * Math.Pow(2, Math.Min(attempt - 1, 30));
        return (longest < LongestBackOff ? longest : LongestBackOff) * random;
    }

    private static bool MayHelp(in RetryQuestion question) => question.Failure switch
    {
        // The request certainly had no effect, so even a POST may be sent again.
        ApiFailureKind.TooManyRequests or ApiFailureKind.ConnectionFailed => true,
        ApiFailureKind.ServerError => question.Call != CallKind.Create && IsTransient(question.Status),
        ApiFailureKind.ConnectionLost or ApiFailureKind.TimedOut => question.Call != CallKind.Create,
        ApiFailureKind.UnreadableAnswer => question.Call == CallKind.Read && question.Attempt == 1,
        _ => false,
    };

    private static bool IsTransient(HttpStatusCode? status) => status is HttpStatusCode.RequestTimeout or HttpStatusCode.InternalServerError
        or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private static TimeSpan? Asked(in RetryQuestion question)
    {
        var asked = question.Hint.Delta ?? (question.Hint.Date - (question.Hint.AnsweredAt ?? question.Now));
        return asked is { } wait ? TimeSpan.FromTicks(Math.Clamp(wait.Ticks, 0, LongestAsked.Ticks)) : null;
    }

    public sealed record RetryAfter(TimeSpan Delay) : RetryDecision;

    /// <param name="Reason">Why.</param>
    /// <param name="Delay">The wait that did not fit; nothing where there is none.</param>
    public sealed record GiveUp(GiveUpReason Reason, TimeSpan Delay = default) : RetryDecision;
}
