// One request and its answer, told for finding mistakes.
using System.Text;

namespace InfoBip.InstancesApi;

/// <summary>
/// What went over the wire in one attempt, without secrets: of bodies the shape alone, of headers only those that say something about the way
/// they took.
/// </summary>
/// <param name="What">The method and path, for example <c>GET /instances/12</c>.</param>
/// <param name="Attempt">The number of the attempt, from 1.</param>
/// <param name="Outcome">What came of it, for example <c>200 OK</c> or <c>the connection was refused</c>.</param>
/// <param name="Duration">From the request's start to the last byte of the answer, or to the end of the wait for it.</param>
public sealed record HttpAttemptNotice(string What, int Attempt, string Outcome, TimeSpan Duration)
{
    /// <summary>The service's id of the request.</summary>
    public string? RequestId { get; init; }

    /// <summary>The answer's headers as far as they may be told, as <c>name: value</c>.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>The shape of the request's body; null where it had none.</summary>
    public string? Sent { get; init; }

    /// <summary>The shape of the answer's body; null where none was read.</summary>
    public string? Received { get; init; }

    /// <summary>The notice as one line of text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(FormattableString.Invariant($"{What}, attempt {Attempt}: {Outcome} after {Duration.TotalMilliseconds:0} ms"));
        Append(text, "request", RequestId);
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
