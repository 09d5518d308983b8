// The message of a failed call: what failed, what the service said, what to do.
using System.Text;

namespace InfoBip.InstancesApi.Http;

internal static class FailureText
{
    /// <summary>The exception for a call whose last attempt failed.</summary>
    public static InstancesApiException Of(CallState state, AttemptFailure failure)
    {
        var text = new StringBuilder(Opening(state)).Append(": ").Append(Said(failure));
        AppendSentence(text, WhichLimit(state, failure));
        var account = text.ToString();
        AppendSentence(text, Advice(state, failure));
        AppendSentence(text, Doubt(failure, state));
        return Exception(failure, account, text, state);
    }

    /// <summary>The exception for a call that ran out of its total time.</summary>
    public static InstancesApiException DeadlinePassed(CallState state)
    {
        var text = new StringBuilder(Opening(state))
            .Append(": the deadline of ").Append(Seconds(state.Budget.Total)).Append(" for the whole operation passed");
        if (state.Attempts == 0)
        {
            text.Append(" before its turn came");
        }

        if (state.LastFailure is { } last)
        {
            text.Append("; before that: ").Append(Said(last));
        }

        AppendSentence(text, "Raise it with the resource's customTimeouts");
        var account = text.ToString();
        AppendSentence(text, Doubt(null, state));
        return Exception((state.LastFailure ?? new AttemptFailure(default, "")) with { Failure = ApiFailure.TimedOut, Cause = null }, account, text, state);
    }

    /// <summary>What happened in an attempt, with what the service said about it.</summary>
    private static string Said(AttemptFailure failure)
    {
        var text = new StringBuilder(failure.Happened);
        if (failure.ServiceMessage is { } message)
        {
            text.Append(": ").Append(message);
        }

        if (failure.BodyNote is { } note)
        {
            text.Append("; ").Append(note);
        }

        if (failure.ProviderMessage is { } vendor)
        {
            text.Append(" (vendor: ").Append(vendor).Append(')');
        }

        if (failure.RequestId is { } request)
        {
            text.Append(" [request ").Append(request).Append(']');
        }

        return text.ToString();
    }

    // A limit that was met belongs to what happened: whoever reads of it wants to know which one it was.
    private static string? WhichLimit(CallState state, AttemptFailure failure) => state.Decision switch
    {
        RetryDecision.GiveUp { Reason: GiveUpReason.DeadlineFirst, Delay: var delay } =>
            $"The next attempt was due in {Seconds(delay)}, but the deadline of {Seconds(state.Budget.Total)} for the whole operation comes first: "
            + "raise it with the resource's customTimeouts",
        _ when failure.Failure == ApiFailure.TimedOut => "Raise requestTimeoutSeconds, which limits each attempt",
        _ => null,
    };

    private static string? Advice(CallState state, AttemptFailure failure) =>
        state.Decision is RetryDecision.GiveUp { Reason: GiveUpReason.DeadlineFirst } ? null : Advice(failure);

    private static string? Advice(AttemptFailure failure) => failure.Failure switch
    {
        ApiFailure.Unauthenticated => "Check the user secret and the organization secret",
        ApiFailure.WrongAddress => "This did not come from the instances API itself: check baseUrl and what stands between",
        ApiFailure.Redirected => "Set baseUrl to where the service lives",
        ApiFailure.TooManyRequests => "Lower maxConcurrentRequests or raise maxRetries",
        ApiFailure.ConnectionFailed => "Check baseUrl, the network and the proxy settings",
        ApiFailure.TlsFailed => "Its certificate is not trusted or does not fit the host: check baseUrl and the clock, "
            + "and if a proxy opens secure connections here, add its certificate to those that this system trusts",
        _ => null,
    };

    // A conflict is told as one; to say more about it takes a look at what is there.
    private static string? Doubt(AttemptFailure? failure, CallState state) =>
        state.MayHaveActed && failure?.Failure != ApiFailure.Conflict ? "The request may have taken effect all the same" : null;

    private static string Opening(CallState state) =>
        state.Attempts > 1 ? $"{state.Call.What} failed after {state.Attempts} attempts" : $"{state.Call.What} failed";

    private static void AppendSentence(StringBuilder text, string? sentence)
    {
        if (sentence is not null)
        {
            text.Append(text[^1] is '.' or '!' or '?' ? " " : ". ").Append(sentence).Append('.');
        }
    }

    private static string Seconds(TimeSpan? time) =>
        FormattableString.Invariant($"{time.GetValueOrDefault().TotalSeconds:0.###} s");

    private static InstancesApiException Exception(AttemptFailure failure, string account, StringBuilder text, CallState state) =>
        new(failure.Failure, text.ToString(), failure.Cause)
        {
            Account = account,
            Status = failure.Status,
            ServiceMessage = failure.ServiceMessage,
            ProviderMessage = failure.ProviderMessage,
            RequestId = failure.RequestId,
            Attempts = state.Attempts,
            RetryAfter = state.Decision is RetryDecision.GiveUp { Reason: GiveUpReason.NotRetried, Delay: { Ticks: > 0 } asked } ? asked : null,
            MayHaveActed = state.MayHaveActed,
        };
}
