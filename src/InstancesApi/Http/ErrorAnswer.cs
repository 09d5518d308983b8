// How a call fails: what an answer or the network says about it, and the words for it.
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;
using InfoBip.InstancesApi.Json;

namespace InfoBip.InstancesApi.Http;

/// <summary>Why one attempt failed. Every text in it is free of secrets.</summary>
/// <param name="Kind">The kind of failure.</param>
/// <param name="Happened">What happened, as the middle of a sentence: <c>403 Forbidden</c>, <c>the connection was refused</c>.</param>
internal sealed record AttemptFailure(ApiFailureKind Kind, string Happened)
{
    public HttpStatusCode? Status { get; init; }

    public string? ServiceMessage { get; init; }

    public string? ProviderMessage { get; init; }

    public string? RequestId { get; init; }

    public ApiSpeaker? Speaker { get; init; }

    /// <summary>Scheme, host and port of what answered.</summary>
    public string? Origin { get; init; }

    /// <summary>What was odd about the body, where it was not the API's own error: <c>the answer was empty</c>.</summary>
    public string? BodyNote { get; init; }

    public bool MayHaveActed { get; init; }

    public RetryHint Hint { get; init; }

    public Exception? Cause { get; init; }
}

/// <summary>Turns an answer that cannot be used, or none, into a failure.</summary>
internal static class ErrorAnswer
{
    public const string RequestIdHeader = "Elements-Request-Id";

    private const int LongestMessage = 2000;
    private const int LongestRequestId = 100;

    /// <summary>
    /// Whether the service itself says that what was asked for does not exist: its own message, with a request id and without a vendor's. What a gateway says, or
    /// the vendor, is about something else. Source: <c>docs/service.md</c>.
    /// </summary>
    public static bool SaysMissing(HttpResponseMessage response, byte[]? body) =>
        response.StatusCode == HttpStatusCode.NotFound && IsTheServices(ErrorBody.Read(body), response);

    /// <summary>An answer that is no success.</summary>
    /// <param name="call">What was sent.</param>
    /// <param name="response">The answer.</param>
    /// <param name="body">Its body; null where it could not be read, which <paramref name="bodyNote"/> then names.</param>
    /// <param name="bodyNote">Why there is no body.</param>
    /// <param name="redactor">Takes the secrets out of what is kept of it.</param>
    public static AttemptFailure Refused(ApiCall call, HttpResponseMessage response, byte[]? body, string? bodyNote, Redactor redactor)
    {
        var (status, headers) = (response.StatusCode, response.Headers);
        var error = ErrorBody.Read(body);
        var speaker = error?.ProviderMessage is not null ? ApiSpeaker.Vendor : IsTheServices(error, response) ? ApiSpeaker.Service : ApiSpeaker.Gateway;
        var kind = (int)status switch
        {
            401 or 403 or 404 when speaker == ApiSpeaker.Vendor => ApiFailureKind.VendorRefused,
            401 => ApiFailureKind.Unauthenticated,
            403 => ApiFailureKind.Forbidden,
            404 => speaker == ApiSpeaker.Service ? ApiFailureKind.NotFound : ApiFailureKind.WrongAddress,
            409 => ApiFailureKind.Conflict,
            429 => ApiFailureKind.TooManyRequests,
            408 or >= 500 => ApiFailureKind.ServerError,
            _ => ApiFailureKind.InvalidRequest,
        };
        return Answered(kind, response, error?.RequestId, redactor) with
        {
            Speaker = speaker,
            ServiceMessage = Clean(error?.Message, LongestMessage, redactor),
            ProviderMessage = Clean(error?.ProviderMessage, LongestMessage, redactor),
            BodyNote = body is null ? bodyNote : NoteOf(body, error, response.Content.Headers.ContentType?.MediaType),
            Hint = new RetryHint(headers.RetryAfter?.Delta, headers.RetryAfter?.Date, headers.Date),

            // A conflict may be one with the same request, which a gateway sent on twice, and a time-out the gateway's own, while the service works on.
            MayHaveActed = call.Changes && kind is (ApiFailureKind.ServerError or ApiFailureKind.Conflict),
        };
    }

    /// <summary>A success that cannot be used: the service acted, and what it says about that is lost.</summary>
    public static AttemptFailure Unreadable(ApiCall call, HttpResponseMessage response, string note, Redactor redactor) =>
        Answered(ApiFailureKind.UnreadableAnswer, response, null, redactor) with { BodyNote = note, MayHaveActed = call.Changes };

    public static AttemptFailure Redirected(ApiCall call, HttpResponseMessage response, string reason, Redactor redactor) =>
        Answered(ApiFailureKind.Redirected, response, null, redactor) with
        {
            BodyNote = Clean(ErrorText.Redirected(reason), LongestMessage, redactor),

            // These two are how a server sends a browser on after it has done what the form asked for.
            MayHaveActed = call.Changes && response.StatusCode is HttpStatusCode.Found or HttpStatusCode.SeeOther,
        };

    /// <summary>No answer. The words are our own: the exception's may quote what the peer sent.</summary>
    /// <param name="exception">What the HTTP stack threw.</param>
    /// <param name="origin">Scheme, host and port of the service.</param>
    /// <param name="mayHaveActed">Whether the request may have reached the service, unless the exception shows that it did not.</param>
    /// <param name="proxy">The proxy that stands before it; null for none.</param>
    public static AttemptFailure Unanswered(Exception exception, string origin, bool mayHaveActed, string? proxy = null)
    {
        var way = proxy is null ? origin : ErrorText.Through(origin, proxy);
        // The attempt's own limit and the caller's cancellation come out before this: what is left is the handler's limit.
        if (exception is OperationCanceledException)
        {
            return new AttemptFailure(ApiFailureKind.ConnectionFailed, ErrorText.ConnectTimedOut(way));
        }

        var error = (exception as HttpRequestException)?.HttpRequestError;
        var (kind, happened) = error switch
        {
            HttpRequestError.NameResolutionError => (ApiFailureKind.ConnectionFailed, ErrorText.HostNotFound(way)),
            HttpRequestError.ConnectionError => (
                ApiFailureKind.ConnectionFailed,
                Within<SocketException>(exception) is { SocketErrorCode: var code } && code != SocketError.ConnectionRefused
                    ? ErrorText.NotConnected(way, code)
                    : ErrorText.ConnectionRefused(way)),
            HttpRequestError.SecureConnectionError when Within<AuthenticationException>(exception) is { } refused =>
                (ApiFailureKind.TlsFailed, ErrorText.NotSecured(way, refused is CertificateException ? refused.Message : ErrorText.NoTls)),
            HttpRequestError.SecureConnectionError => (ApiFailureKind.ConnectionFailed, ErrorText.ClosedWhileSecured(way)),
            HttpRequestError.ProxyTunnelError => (ApiFailureKind.ConnectionFailed, ErrorText.ProxyRefused(origin, proxy, StatusIn(exception.Message))),
            HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded =>
                (ApiFailureKind.NotHttp, ErrorText.NotHttp(origin)),
            _ => (ApiFailureKind.ConnectionLost, ErrorText.ConnectionLost(origin)),
        };
        return kind is ApiFailureKind.ConnectionLost or ApiFailureKind.NotHttp
            ? new AttemptFailure(kind, happened) { MayHaveActed = mayHaveActed }
            : new AttemptFailure(kind, happened) { Cause = error == HttpRequestError.ProxyTunnelError ? null : exception };
    }

    /// <summary>The exception of a call whose last attempt failed.</summary>
    public static InstancesApiException Exception(CallState state, AttemptFailure failure)
    {
        var said = Said(failure);
        return state.Decision is RetryDecision.GiveUp { Reason: GiveUpReason.DeadlineFirst } ended
            ? Exception(state, failure, $"{said.TrimEnd('.')}. {ErrorText.DeadlineFirst(ended.Delay, state.Budget.Total)}", ApiTimeLimit.Operation)
            : Exception(state, failure, said, failure.Kind == ApiFailureKind.TimedOut ? ApiTimeLimit.Attempt : null);
    }

    /// <summary>The exception of a call that ran out of its total time.</summary>
    public static InstancesApiException DeadlinePassed(CallState state)
    {
        var happened = ErrorText.DeadlinePassed(state) + (state.LastFailure is { } before ? ErrorText.BeforeThat + Said(before) : "");
        var last = state.LastFailure ?? new AttemptFailure(default, "");
        return Exception(state, last with { Kind = ApiFailureKind.TimedOut, Cause = null }, happened, ApiTimeLimit.Operation);
    }

    private static InstancesApiException Exception(CallState state, AttemptFailure failure, string happened, ApiTimeLimit? limit) =>
        new(failure.Kind, state.Call.What, happened, failure.Cause)
        {
            Limit = limit,
            Speaker = failure.Speaker,
            Origin = failure.Origin,
            Status = failure.Status,
            ServiceMessage = failure.ServiceMessage,
            ProviderMessage = failure.ProviderMessage,
            RequestId = failure.RequestId,
            Attempts = state.Attempts,
            MayHaveActed = state.MayHaveActed,
        };

    // What happened in an attempt, with what the service said about it.
    private static string Said(AttemptFailure failure)
    {
        var text = new StringBuilder(failure.Happened);
        Append(": ", failure.ServiceMessage, "");
        Append("; ", failure.BodyNote, "");
        Append(" (vendor: ", failure.ProviderMessage, ")");
        return text.ToString();

        void Append(string before, string? part, string after) => text.Append(part is null ? "" : before + part + after);
    }

    private static AttemptFailure Answered(ApiFailureKind kind, HttpResponseMessage response, string? requestId, Redactor redactor) =>
        new(kind, ErrorText.Status(response.StatusCode))
        {
            Status = response.StatusCode,
            Origin = response.RequestMessage?.RequestUri?.GetLeftPart(UriPartial.Authority),
            RequestId = Clean(requestId ?? HeaderRequestId(response), LongestRequestId, redactor),
        };

    private static string? HeaderRequestId(HttpResponseMessage response) =>
        response.Headers.TryGetValues(RequestIdHeader, out var values) ? values.FirstOrDefault(value => value.Length > 0) : null;

    private static bool IsTheServices(ErrorBody? error, HttpResponseMessage response) =>
        error is { Message: not null, ProviderMessage: null } && (error.RequestId ?? HeaderRequestId(response)) is not null;

    private static string? Clean(string? text, int longest, Redactor redactor) =>
        string.IsNullOrWhiteSpace(text) ? null : redactor.Line(text, longest);

    // What the body is, where it is not the API's own error. Never a part of the body itself.
    private static string? NoteOf(byte[] body, ErrorBody? error, string? mediaType)
    {
        var text = InstanceJson.WithoutMark(body).TrimStart(" \t\r\n"u8);
        return error switch
        {
            { Message: not null } => null,
            { RequestId: not null } or { ProviderMessage: not null } => ErrorText.NoMessage,
            not null => ErrorText.NotTheApisError,
            null when text.IsEmpty => ErrorText.EmptyBody,
            null when text[0] == '<' && (mediaType?.Contains("html", StringComparison.OrdinalIgnoreCase) == true || BeginsAsHtml(text)) => ErrorText.HtmlPage,
            null => ErrorText.NotJson,
        };
    }

    private static bool BeginsAsHtml(ReadOnlySpan<byte> text)
    {
        var start = Encoding.Latin1.GetString(text[..Math.Min("<!doctype".Length, text.Length)]);
        return start.Equals("<!doctype", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }

    // The status that a proxy refused with stands at the end of the exception's text, and nowhere else.
    private static HttpStatusCode? StatusIn(string text)
    {
        var end = text.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        return end >= 3 && int.TryParse(text.AsSpan(end - 3, 3), out var status) && status is >= 400 and <= 599 && (end == 3 || !char.IsAsciiDigit(text[end - 4])) ? (HttpStatusCode)status : null;
    }

    private static T? Within<T>(Exception? exception)
        where T : Exception
    {
        while (exception is not null and not T)
        {
            exception = exception.InnerException;
        }

        return (T?)exception;
    }

    /// <summary>The service's error, as far as a JSON body is one.</summary>
    private sealed record ErrorBody(string? RequestId, string? Message, string? ProviderMessage)
    {
        public static ErrorBody? Read(byte[]? body) => body is null ? null : InstanceJson.Parse(body, Of);

        private static ErrorBody Of(JsonElement json) =>
            new(InstanceJson.Text(json, "requestId"), InstanceJson.Text(json, "message"), InstanceJson.Text(json, "providerMessage"));
    }
}

/// <summary>The wording of every failure of this client. What the service said is put between these texts, after its secrets are out.</summary>
internal static class ErrorText
{
    // What was odd about the body of an answer.
    public const string EmptyBody = "the answer was empty";
    public const string HtmlPage = "the answer was an HTML page";
    public const string NotJson = "the answer was not JSON";
    public const string NotTheApisError = "the answer was JSON, but not the API's error";
    public const string NoMessage = "the answer had no message";
    public const string TooLarge = "the answer was larger than 8 MiB";
    public const string BrokenOff = "the answer's body could not be read to its end";
    public const string BrokenCompression = "the answer's compression was broken";
    public const string Unreadable = "the answer could not be read";

    // Why a redirect is not followed, after "the service redirected".
    public const string NoRedirect = ", which is no answer to this request";
    public const string RedirectWithoutTarget = " without saying where to";
    public const string RedirectOfChange = ", which is followed for reading only";

    // Why a connection is not secure.
    public const string NoCertificate = "it shows no certificate";
    public const string NoTls = "what answers there does not speak TLS, or no version of it that this system knows";

    public const string BeforeThat = "; before that: ";
    public const string EndlessList = "the service sent the same page of the list twice, so it would never end";

    public const string OtherInstance = "the answer is about another instance";

    // A create whose answer was lost.
    public const string CreateCancelledUnderWay = "The create was cancelled while its request was on the way.";
    public const string NoNameToLookUp = "an instance without a name cannot be looked up";
    public const string OutcomeUnknown = "It is not known whether an instance was made.";

    /// <summary>The number with its standard phrase. The answer's own phrase is not shown: anything may stand there.</summary>
    public static string Status(HttpStatusCode status)
    {
        using var standard = new HttpResponseMessage(status);
        return standard.ReasonPhrase is { Length: > 0 } phrase ? $"{(int)status} {phrase}" : $"status {(int)status}";
    }

    public static string AttemptTimedOut(TimeSpan limit) => $"no complete answer came within {Seconds(limit)}";

    public static string DeadlinePassed(CallState state) =>
        $"the deadline of {Seconds(state.Budget.Total)} for the whole operation passed{(state.Attempts == 0 ? " before its turn came" : "")}";

    public static string DeadlineFirst(TimeSpan delay, TimeSpan? deadline) =>
        $"The next attempt was due in {Seconds(delay)}, but the deadline of {Seconds(deadline)} for the whole operation comes first";

    public static string Redirected(string reason) => $"the service redirected{reason}";

    public static string RedirectToOtherOrigin(Uri target) => $" to {target.Scheme}://{target.Authority}, which is not followed";

    public static string RedirectTooOften(int times) => $" for the {times}th time in a row";

    public static string ConnectTimedOut(string origin) => $"no connection to {origin} was made within {Seconds(ProxySettings.ConnectTimeout)}";

    public static string HostNotFound(string origin) => $"the host of {origin} was not found";

    public static string NotConnected(string origin, SocketError error) => $"no connection to {origin} could be made ({error})";

    public static string ConnectionRefused(string origin) => $"the connection to {origin} was refused";

    public static string NotSecured(string origin, string reason) => $"no secure connection to {origin} could be made: {reason}";

    public static string OtherHost(string name) => $"its certificate is for another host ({name})";

    public static string NotValidNow(DateTime from, DateTime until) =>
        FormattableString.Invariant($"its certificate is valid from {from.ToUniversalTime():yyyy-MM-dd} to {until.ToUniversalTime():yyyy-MM-dd} only");

    public static string NotTrusted(string issuer) => $"its certificate is not trusted here (issued by '{issuer}')";

    public static string NotAccepted(string status) => $"its certificate is not accepted ({status})";

    public static string ClosedWhileSecured(string origin) => $"the connection to {origin} was closed while it was being secured";

    public static string Through(string origin, string proxy) => $"{origin} (through the proxy {proxy})";

    public static string ProxyRefused(string origin, string? proxy, HttpStatusCode? status) =>
        $"the proxy {(proxy is null ? "" : $"{proxy} ")}made no connection to {origin}{(status is { } refused ? $": {Status(refused)}" : "")}";

    public static string NotHttp(string origin) => $"the answer of {origin} was not valid HTTP";

    public static string ConnectionLost(string origin) => $"the connection to {origin} was lost before the answer was complete";

    private static string Seconds(TimeSpan? time) =>
        FormattableString.Invariant($"{time.GetValueOrDefault().TotalSeconds:0.###} s");
}
