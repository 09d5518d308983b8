// A call as a value: made once, sent as often as the retries want.
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

/// <param name="Kind">What sending it again would mean.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path below the base URL.</param>
/// <param name="Query">The query with its question mark, or nothing.</param>
/// <param name="Body">The JSON to send, or null for no body.</param>
internal sealed record ApiCall(CallKind Kind, HttpMethod Method, string Path, string Query = "", byte[]? Body = null)
{
    /// <summary>The call's name in messages. The query is left out: a search text may be anything.</summary>
    public string What => $"{Method} {Path}";

    public bool Changes => Kind != CallKind.Read;
}

/// <summary>A success as it came.</summary>
/// <param name="Body">The body, empty for calls that do not look at it.</param>
/// <param name="NextPage">The token of the next page, where the answer has one.</param>
internal sealed record Answer(byte[] Body, string? NextPage);

/// <summary>What a call makes of its answers.</summary>
/// <param name="Read">KeyedLock a success into a value; null where it cannot be read.</param>
/// <param name="NeedsBody">Whether the body is read at all.</param>
/// <param name="NotFound">The value of the API's own 404; null where that is a failure.</param>
internal sealed record Expectation<T>(Func<Answer, Optional<T>?> Read, bool NeedsBody = true, Optional<T>? NotFound = null);

/// <summary>A value that is there, even when it is null.</summary>
internal sealed record Optional<T>(T Value);

/// <summary>What one attempt came to: a value or a failure.</summary>
internal sealed record Attempt<T>(Optional<T>? Told, AttemptFailure? Failure) : IAttempt
{
    public static Attempt<T> Of(AttemptFailure failure) => new(null, failure);
}

/// <summary>An attempt whose value does not matter, for the retry.</summary>
internal interface IAttempt
{
    AttemptFailure? Failure { get; }
}

/// <summary>Why one attempt failed. Every text in it is free of secrets.</summary>
/// <param name="Failure">The kind of failure.</param>
/// <param name="Happened">What happened, as the middle of a sentence: <c>403 Forbidden</c>, <c>the connection was refused</c>.</param>
internal sealed record AttemptFailure(ApiFailure Failure, string Happened)
{
    public HttpStatusCode? Status { get; init; }

    public string? ServiceMessage { get; init; }

    public string? ProviderMessage { get; init; }

    public string? RequestId { get; init; }

    /// <summary>What was odd about the body, where it was not the API's own error: <c>the answer was empty</c>.</summary>
    public string? BodyNote { get; init; }

    public bool MayHaveActed { get; init; }

    public RetryHint Hint { get; init; }

    public Exception? Cause { get; init; }
}
