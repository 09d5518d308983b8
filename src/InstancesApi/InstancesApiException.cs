// The one way in which a call of the service fails.
using System.Net;

namespace InfoBip.InstancesApi;

/// <summary>Why a call failed, in the terms of who can do something about it.</summary>
public enum ApiFailureKind
{
    /// <summary>The service refused the request as wrong (400, 405, 406, 415 and other 4xx).</summary>
    InvalidRequest,

    /// <summary>The user or organization secret is wrong (401).</summary>
    Unauthenticated,

    /// <summary>The account may not do this (403).</summary>
    Forbidden,

    /// <summary>The service itself says that there is no such instance: a 404 with the API's own message and a request id.</summary>
    NotFound,

    /// <summary>A 404 that is not the API's own: a proxy's page or a wrong base URL. Says nothing about the instance.</summary>
    WrongAddress,

    /// <summary>The vendor behind the connector refused (401, 403 or 404 with the vendor's message). Says nothing about the secrets or the instance.</summary>
    VendorRefused,

    /// <summary>It exists already (409).</summary>
    Conflict,

    /// <summary>Too many requests (429), also after all retries.</summary>
    TooManyRequests,

    /// <summary>The service, or what stands before it, failed (5xx).</summary>
    ServerError,

    /// <summary>No connection could be made; the request never left.</summary>
    ConnectionFailed,

    /// <summary>The connection broke after the request may have been sent.</summary>
    ConnectionLost,

    /// <summary>The service's certificate is not trusted, or TLS failed in another way.</summary>
    TlsFailed,

    /// <summary>No answer within the attempt's time, or within that of the whole call.</summary>
    TimedOut,

    /// <summary>A success status whose body cannot be read as what was asked for (also: larger than the limit).</summary>
    UnreadableAnswer,

    /// <summary>The service redirected in a way that is not followed: to another origin, of a change, or endlessly.</summary>
    Redirected,

    /// <summary>What answered does not speak HTTP: it may speak TLS.</summary>
    NotHttp,
}

/// <summary>Who an answer comes from.</summary>
public enum ApiSpeaker
{
    /// <summary>The service itself: its own message, with a request id.</summary>
    Service,

    /// <summary>The vendor behind the connector, whose message the service passes on.</summary>
    Vendor,

    /// <summary>Something else on the way, such as a proxy or a gateway.</summary>
    Gateway,
}

/// <summary>Which limit of time passed.</summary>
public enum ApiTimeLimit
{
    /// <summary>That of one attempt.</summary>
    Attempt,

    /// <summary>That of the whole call.</summary>
    Operation,
}

/// <summary>
/// A call of the instances API that failed, as data for who advises the user. Its texts may be shown: they hold no secret, and never a body as it came.
/// </summary>
/// <param name="kind">Why the call failed.</param>
/// <param name="call">The call, for example <c>GET /instances/12</c>.</param>
/// <param name="happened">What happened, with what the service said, as the middle of a sentence: <c>403 Forbidden: not yours</c>.</param>
/// <param name="cause">The exception behind it, whose message is free of secrets, too.</param>
public sealed class InstancesApiException(ApiFailureKind kind, string call, string happened, Exception? cause = null) : Exception(happened, cause)
{
    /// <summary>Why the call failed.</summary>
    public ApiFailureKind Kind { get; } = kind;

    /// <summary>The call, for example <c>GET /instances/12</c>.</summary>
    public string Call { get; } = call;

    /// <summary>What happened, with what the service said, as the middle of a sentence.</summary>
    public string Happened { get; } = happened;

    /// <summary>All of it in one line.</summary>
    public override string Message =>
        $"{Call} failed{(Attempts > 1 ? $" after {Attempts} attempts" : "")}: {Happened.TrimEnd('.')}{(RequestId is null ? "" : $" [request {RequestId}]")}.";

    /// <summary>Who answered; null where there was no answer.</summary>
    public ApiSpeaker? Speaker { get; init; }

    /// <summary>Scheme, host and port of what answered; null where nothing did.</summary>
    public string? Origin { get; init; }

    /// <summary>Which limit of time passed; null for none.</summary>
    public ApiTimeLimit? Limit { get; init; }

    /// <summary>The HTTP status, where there was an answer.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>The service's own message, where it sent one.</summary>
    public string? ServiceMessage { get; init; }

    /// <summary>The vendor's own message, where the service passed one on.</summary>
    public string? ProviderMessage { get; init; }

    /// <summary>The service's id of the request, from its body or its header.</summary>
    public string? RequestId { get; init; }

    /// <summary>How many attempts there were; 0 where the deadline passed before the first.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>
    /// Whether the service may have acted on any of the attempts although the call failed. False only where it certainly did not: a read, no
    /// connection, a plain refusal (4xx but 408 and 409), 429, a redirect other than 302 and 303.
    /// </summary>
    public bool MayHaveActed { get; init; }

    /// <summary>Whether the answer was about another instance than the one that was asked for.</summary>
    public bool IsAboutAnother { get; init; }
}
