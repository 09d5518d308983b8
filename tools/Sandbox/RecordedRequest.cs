// What the sandbox records of one request.
using System.Text;
using InfoBip.Sandbox.Control;

namespace InfoBip.Sandbox;

/// <summary>A request as it came, with secrets in clear, and what was answered.</summary>
public sealed class RecordedRequest
{
    /// <summary>The method, in capitals.</summary>
    public required string Method { get; init; }

    /// <summary>The whole path, such as <c>/your_moms/api-v2/instances/12</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The path below the base URL, such as <c>/instances/12</c>; the whole path where it is below neither base URL.</summary>
    public required string ApiPath { get; init; }

    /// <summary>The query as sent, with its question mark; empty without one.</summary>
    public required string Query { get; init; }

    /// <summary>The headers; a repeated one is joined with commas. Names are compared without regard to case.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The body as received; empty without one.</summary>
    public required string Body { get; init; }

    /// <summary>The request id, as answered in <c>Elements-Request-Id</c> and in error bodies.</summary>
    public required string RequestId { get; init; }

    /// <summary>When it came.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The status answered; null while it is under way, and for good where the connection was cut.</summary>
    public int? Status { get; internal set; }

    /// <summary>The fault that it got, known as soon as it takes effect.</summary>
    public FaultKind? Fault { get; internal set; }

    /// <summary>When it will take effect, by the sandbox's clock, where it does so late; null otherwise.</summary>
    public DateTimeOffset? ActsAt { get; internal set; }

    /// <summary>Whether it has taken effect or was refused, whatever its client heard of that.</summary>
    public bool Acted { get; internal set; }

    /// <summary>Whether the sandbox is done with it: answered, or cut.</summary>
    public bool Done { get; internal set; }

    /// <summary>The body answered, as far as it is kept.</summary>
    internal ReadOnlyMemory<byte> Answer { get; set; }

    /// <summary>The body as JSON that may be shown.</summary>
    internal string ShownBody => field ??= Redaction.Body(Body);

    /// <summary>The body answered as JSON that may be shown.</summary>
    internal string ShownAnswer => !Done ? "null" : field ??= Redaction.Body(Encoding.UTF8.GetString(Answer.Span));
}
