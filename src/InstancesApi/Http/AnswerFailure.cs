// KeyedLock an answer that is no success into a failure.
using System.Net;
using System.Net.Http.Headers;

namespace InfoBip.InstancesApi.Http;

internal sealed class AnswerFailure(SecretRedactor redactor)
{
    public const string RequestIdHeader = "Elements-Request-Id";

    private const int LongestMessage = 500;
    private const int LongestRequestId = 100;

    public AttemptFailure Of(ApiCall call, HttpResponseMessage response, ErrorBody body)
    {
        var status = response.StatusCode;
        return new AttemptFailure(KindOf(status, body), StatusText.Of(status))
        {
            Status = status,
            ServiceMessage = Clean(body.Error?.Message, LongestMessage),
            ProviderMessage = Clean(body.Error?.ProviderMessage, LongestMessage),
            RequestId = RequestIdOf(response, body),
            BodyNote = body.Note,
            Hint = HintOf(response.Headers),
            MayHaveActed = call.Changes && (status == HttpStatusCode.Conflict || (int)status >= 500),
        };
    }

    /// <summary>A success that cannot be used: the service acted, and what it says about that is lost.</summary>
    public AttemptFailure Unreadable(ApiCall call, HttpResponseMessage response, string note) =>
        new(ApiFailure.UnreadableAnswer, StatusText.Of(response.StatusCode))
        {
            Status = response.StatusCode,
            RequestId = RequestIdOf(response, null),
            BodyNote = note,
            MayHaveActed = call.Changes,
        };

    public AttemptFailure Redirected(ApiCall call, HttpResponseMessage response, string note) =>
        new(ApiFailure.Redirected, StatusText.Of(response.StatusCode))
        {
            Status = response.StatusCode,
            RequestId = RequestIdOf(response, null),
            BodyNote = Clean(note, LongestMessage),
            // These two are how a server sends a browser on after it has done what the form asked for.
            MayHaveActed = call.Changes && response.StatusCode is HttpStatusCode.Found or HttpStatusCode.SeeOther,
        };

    private static ApiFailure KindOf(HttpStatusCode status, ErrorBody body) => (int)status switch
    {
        401 => ApiFailure.Unauthenticated,
        403 => ApiFailure.Forbidden,
        404 => body.IsTheApisOwn ? ApiFailure.NotFound : ApiFailure.WrongAddress,
        409 => ApiFailure.Conflict,
        429 => ApiFailure.TooManyRequests,
        >= 500 => ApiFailure.ServerError,
        _ => ApiFailure.InvalidRequest,
    };

    private static RetryHint HintOf(HttpResponseHeaders headers) =>
        new(headers.RetryAfter?.Delta, headers.RetryAfter?.Date, headers.Date);

    private string? RequestIdOf(HttpResponseMessage response, ErrorBody? body) =>
        Clean(body?.Error?.RequestId ?? Header(response, RequestIdHeader), LongestRequestId);

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    // Cut after the secrets are out: a part of a secret is not recognised any more.
    private string? Clean(string? text, int longest)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        return OneLine.Of(redactor.Redact(text, limit: 2 * longest), longest);
    }
}
