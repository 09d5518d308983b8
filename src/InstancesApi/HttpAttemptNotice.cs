// One attempt over HTTP, described for the log: never a value of a body, of headers only those about the way they took.
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using InfoBip.InstancesApi.Http;
using InfoBip.InstancesApi.Json;

namespace InfoBip.InstancesApi;

/// <summary>What went over the wire in one attempt, without secrets.</summary>
/// <param name="What">The method and path, for example <c>GET /instances/12</c>.</param>
/// <param name="Attempt">The number of the attempt, from 1.</param>
/// <param name="Outcome">What came of it, for example <c>200 OK</c> or <c>the connection was refused</c>.</param>
/// <param name="Duration">From the request's start to the last byte of the answer, or to the end of the wait for it.</param>
public sealed record HttpAttemptNotice(string What, int Attempt, string Outcome, TimeSpan Duration)
{
    /// <summary>The service's id of the request; null where it sent none.</summary>
    public string? RequestId { get; init; }

    /// <summary>Those of the answer's headers that are shown, as <c>name: value</c>.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>The shape of the request's body; null where it had none.</summary>
    public string? Sent { get; init; }

    /// <summary>The shape of the answer's body; null where none was read.</summary>
    public string? Received { get; init; }

    /// <summary>What a person wants first: the call, its outcome, how long it took, and the request id.</summary>
    public string Short => FormattableString.Invariant($"{What}, attempt {Attempt}: {Outcome} after {Duration.TotalMilliseconds:0} ms") + (RequestId is null ? "" : $"; request {RequestId}");

    /// <summary>All of the notice as one line of text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Short);
        Append(text, "headers", Headers.Count == 0 ? null : string.Join(", ", Headers));
        Append(text, "sent", Sent);
        Append(text, "received", Received);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, string? value)
    {
        if (value is not null)
        {
            text.Append("; ").Append(name).Append(' ').Append(value);
        }
    }
}

/// <summary>Collects what becomes the notice of one attempt.</summary>
internal sealed class HttpAttemptRecord(Redactor redactor, TimeProvider time)
{
    private const int LongestValue = 100;

    // About the way that the answer took, and no more: cookies, locations and page tokens may hold anything.
    private static readonly string[] s_headers =
        ["Content-Type", "Content-Encoding", "Content-Length", "Date", "Retry-After", "Server", "Via"];

    private readonly long _startedAt = time.GetTimestamp();
    private HttpStatusCode? _status;
    private string? _requestId;
    private List<string> _headers = [];
    private byte[]? _body;

    public void Answered(HttpResponseMessage response)
    {
        _status = response.StatusCode;
        _requestId = Value(response, ErrorAnswer.RequestIdHeader);
        _headers =
        [
            .. from name in s_headers
               let value = Value(response, name)
               where value is not null
               select $"{name}: {value}",
        ];
    }

    public void Read(byte[]? body) => _body = body;

    /// <param name="state">The call that the attempt belongs to.</param>
    /// <param name="failure">Why it failed; null for a success, and for an attempt that was interrupted.</param>
    /// <param name="interrupted">Whether it was ended from outside before there was an outcome.</param>
    public HttpAttemptNotice Notice(CallState state, AttemptFailure? failure, bool interrupted)
    {
        var outcome = interrupted ? "interrupted" : failure?.Happened ?? (_status is { } status ? ErrorText.Status(status) : "no answer");
        return new HttpAttemptNotice(state.Call.What, state.Attempts, outcome, time.GetElapsedTime(_startedAt))
        {
            RequestId = failure?.RequestId ?? _requestId,
            Headers = _headers,
            Sent = state.Call.Body is { } sent ? BodyShape.Of(sent, redactor) : null,
            Received = _body is { } received ? BodyShape.Of(received, redactor) : null,
        };
    }

    private string? Value(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) || response.Content.Headers.NonValidated.TryGetValues(name, out values)
            ? redactor.Line(values.ToString(), LongestValue)
            : null;
}

/// <summary>
/// Describes JSON as <c>{id: number, tags: [2 x text]}</c>. A name is shown where it looks like one of the API's: letters, dots and underscores.
/// Anything else could be a secret that got into the place of a name.
/// </summary>
internal static class BodyShape
{
    private const int DeepestLevel = 4;
    private const int MostMembers = 40;
    private const int LongestName = 64;
    private const int LongestShape = 2000;
    private const string Hidden = "…";

    public static string Of(byte[] body, Redactor redactor)
    {
        if (body.Length == 0)
        {
            return "nothing";
        }

        var size = string.Create(CultureInfo.InvariantCulture, $"{body.Length} bytes");
        return InstanceJson.Parse(body, root => Of(root, redactor, level: 0)) switch
        {
            null => $"{size} that are not JSON",
            { Length: > LongestShape } shape => $"{size}: {shape[..LongestShape]}{Hidden}",
            var shape => $"{size}: {shape}",
        };
    }

    private static string Of(JsonElement json, Redactor redactor, int level) => json.ValueKind switch
    {
        JsonValueKind.Object when level == DeepestLevel => "{…}",
        JsonValueKind.Object => $"{{{string.Join(", ", Members(json, redactor, level))}}}",
        JsonValueKind.Array when level == DeepestLevel => "[…]",

        // The first item stands for all: a list holds instances, tags or errors, never a mixture.
        JsonValueKind.Array => json.GetArrayLength() is > 0 and var items
            ? string.Create(CultureInfo.InvariantCulture, $"[{items} x {Of(json[0], redactor, level + 1)}]")
            : "[]",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "number",
        JsonValueKind.Null => "null",
        _ => "boolean",
    };

    private static IEnumerable<string> Members(JsonElement json, Redactor redactor, int level) => json.EnumerateObject()
        .Take(MostMembers + 1)
        .Select((member, index) => index == MostMembers ? Hidden : $"{Name(member, redactor)}: {Of(member.Value, redactor, level + 1)}");

    private static string Name(JsonProperty member, Redactor redactor) =>
        InstanceJson.NameOf(member) is { Length: > 0 and <= LongestName } name
            && name.All(letter => char.IsAsciiLetter(letter) || letter is '.' or '_')
            && redactor.Redact(name) == name
                ? name
                : Hidden;
}
