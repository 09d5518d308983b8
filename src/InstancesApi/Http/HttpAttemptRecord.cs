// Takes down what an exchange was like, for the one who asked to be told.
using System.Net;

namespace InfoBip.InstancesApi.Http;

/// <summary>Notes of one attempt; made only where somebody wants to be told, so that all others pay nothing for it.</summary>
internal sealed class HttpAttemptRecord(SecretRedactor redactor)
{
    private const int LongestValue = 100;

    /// <summary>What the way took, and no more: cookies, locations and page tokens may hold anything.</summary>
    private static readonly string[] s_headers =
        ["Content-Type", "Content-Encoding", "Content-Length", "Date", "Retry-After", "Server", "Via"];

    private HttpStatusCode? _status;
    private string? _requestId;
    private List<string> _headers = [];
    private byte[]? _body;

    public void Answered(HttpResponseMessage response)
    {
        _status = response.StatusCode;
        _requestId = Value(response, AnswerFailure.RequestIdHeader);
        _headers = [.. s_headers.Select(name => (name, value: Value(response, name))).Where(header => header.value is not null).Select(header => $"{header.name}: {header.value}")];
    }

    public void Read(byte[]? body) => _body = body;

    /// <param name="state">The call that the attempt belongs to.</param>
    /// <param name="failure">Why it failed; null for a success, and for one that was interrupted.</param>
    /// <param name="interrupted">Whether it was ended from outside before there was an outcome.</param>
    /// <param name="duration">How long it took.</param>
    public HttpAttemptNotice Notice(CallState state, AttemptFailure? failure, bool interrupted, TimeSpan duration)
    {
        var shape = new BodyShape(redactor);
        var outcome = interrupted ? "interrupted" : failure?.Happened ?? (_status is { } status ? StatusText.Of(status) : "no answer");
        return new HttpAttemptNotice(state.Call.What, state.Attempts, outcome, duration)
        {
            RequestId = failure?.RequestId ?? _requestId,
            Headers = _headers,
            Sent = state.Call.Body is { } sent ? shape.Of(sent) : null,
            Received = _body is { } received ? shape.Of(received) : null,
        };
    }

    private string? Value(HttpResponseMessage response, string name)
    {
        var headers = response.Headers.NonValidated.TryGetValues(name, out var values)
            || response.Content.Headers.NonValidated.TryGetValues(name, out values);
        return headers ? OneLine.Of(redactor.Redact(values.ToString(), limit: 2 * LongestValue), LongestValue) : null;
    }
}
