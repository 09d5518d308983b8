// The faults that can be injected, and into which requests.
namespace InfoBip.Sandbox;

/// <summary>What goes wrong.</summary>
public enum FaultKind
{
    /// <summary>Nothing is done; the answer is <see cref="Fault.StatusCode"/>.</summary>
    Status,

    /// <summary>The work is done, then the answer is <see cref="Fault.StatusCode"/>.</summary>
    StatusAfter,

    /// <summary>The work begins after <see cref="Fault.Duration"/>.</summary>
    Delay,

    /// <summary>The work is done, the answer comes after <see cref="Fault.Duration"/>.</summary>
    DelayAfter,

    /// <summary>The work is done; headers and half the body come at once, the rest after <see cref="Fault.Duration"/>.</summary>
    DelayInBody,

    /// <summary>The connection is cut, nothing is done.</summary>
    CutBefore,

    /// <summary>The work is done, then the connection is cut without a byte of an answer.</summary>
    CutAfter,

    /// <summary>The work is done, the connection is cut in the middle of the body.</summary>
    CutInBody,

    /// <summary>The work is done, the body is truncated JSON of the length that the headers give.</summary>
    BrokenBody,

    /// <summary>The work is done, the body is empty.</summary>
    EmptyBody,

    /// <summary>The work is done, the answer is followed by white space up to <see cref="Fault.Megabytes"/>: readable JSON to whoever reads it all.</summary>
    HugeBody,

    /// <summary>Nothing is done; the answer sends the client to <see cref="Fault.Location"/>.</summary>
    Redirect,
}

/// <summary>The body of an injected status.</summary>
public enum FaultBody
{
    /// <summary>The API's own error body.</summary>
    Api,

    /// <summary>No body.</summary>
    Empty,

    /// <summary>A proxy's HTML page.</summary>
    Html,

    /// <summary>JSON that stops in the middle.</summary>
    BrokenJson,

    /// <summary>A JSON array of error bodies.</summary>
    List,

    /// <summary>The API's own error body whose messages repeat the request, its secrets included.</summary>
    EchoRequest,
}

/// <summary>A fault to inject. Without <see cref="Times"/> and <see cref="Rate"/> it hits the next matching request only.</summary>
public sealed record Fault
{
    /// <summary>What goes wrong.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>The status of <see cref="FaultKind.Status"/> and <see cref="FaultKind.StatusAfter"/> (500 if not given) and of <see cref="FaultKind.Redirect"/> (307 if not given).</summary>
    public int? StatusCode { get; init; }

    /// <summary>The body of an injected status.</summary>
    public FaultBody Body { get; init; }

    /// <summary>The <c>message</c> of the API's error body; left out, the sandbox says that it was injected.</summary>
    public string? Message { get; init; }

    /// <summary>The <c>providerMessage</c> of the API's error body.</summary>
    public string? ProviderMessage { get; init; }

    /// <summary>The time in <c>Retry-After</c>, rounded up to whole seconds; null leaves the header out.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether <c>Retry-After</c> is an HTTP date, not a number of seconds.</summary>
    public bool RetryAfterAsDate { get; init; }

    /// <summary>How long a delay takes; null is endless, until the client leaves or the sandbox ends.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The size of a huge body in MiB.</summary>
    public int Megabytes { get; init; } = 16;

    /// <summary>Where a redirect leads.</summary>
    public string? Location { get; init; }

    /// <summary>The method of the requests it hits; null is any.</summary>
    public string? Method { get; init; }

    /// <summary>The path below the base URL of the requests it hits, <c>*</c> standing for any run of characters: <c>/instances/*</c>. Null is any.</summary>
    public string? Path { get; init; }

    /// <summary>How many matching requests pass before the first hit.</summary>
    public int Skip { get; init; }

    /// <summary>How many requests it hits; null is one, or any number where a <see cref="Rate"/> is given.</summary>
    public int? Times { get; init; }

    /// <summary>The share of matching requests that it hits, 0 to 1, drawn from the sandbox's seed; null is every one.</summary>
    public double? Rate { get; init; }
}
