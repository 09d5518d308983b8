// The faults of a storm: every kind that the sandbox knows, before and after the work.
using InfoBip.Sandbox;

namespace InfoBip.Chaos;

/// <summary>
/// About a third of all requests has a fault. Left out is what no client can handle: an API's own 404 for what exists, and a plain refusal
/// (400, 401, 403, 429) after the work was done. Those are wrong answers, not faults.
/// </summary>
internal static class FaultMix
{
    private static readonly TimeSpan s_blink = TimeSpan.FromMilliseconds(60);

    public static IReadOnlyList<Fault> All { get; } =
    [
        Before(0.025, 500),
        Before(0.010, 500, FaultBody.EchoRequest),
        Before(0.010, 500, FaultBody.List),
        Before(0.020, 502, FaultBody.Html),
        Before(0.015, 503, FaultBody.Empty),
        Before(0.010, 503) with { RetryAfter = TimeSpan.Zero },
        Before(0.010, 504, FaultBody.BrokenJson),
        Before(0.010, 429) with { RetryAfter = TimeSpan.Zero },
        Before(0.005, 400, FaultBody.EchoRequest),
        Before(0.002, 401, FaultBody.EchoRequest),
        Before(0.002, 403),
        Before(0.003, 404, FaultBody.Html),
        Before(0.005, 409) with { Method = "POST" },
        Kind(0.030, FaultKind.CutBefore),
        Kind(0.030, FaultKind.Delay) with { Duration = s_blink },
        Kind(0.006, FaultKind.Delay),
        Kind(0.004, FaultKind.Redirect) with { Location = "http://127.0.0.1:9/elsewhere" },
        After(0.025, 500),
        After(0.010, 500, FaultBody.EchoRequest),
        After(0.020, 502, FaultBody.Html),
        After(0.015, 503),
        After(0.005, 503) with { RetryAfter = TimeSpan.Zero },
        After(0.020, 504, FaultBody.Empty),
        After(0.010, 409) with { Method = "POST" },
        Kind(0.030, FaultKind.CutAfter),
        Kind(0.020, FaultKind.CutInBody),
        Kind(0.015, FaultKind.BrokenBody),
        Kind(0.015, FaultKind.EmptyBody),
        Kind(0.001, FaultKind.HugeBody) with { Megabytes = 9 },
        Kind(0.025, FaultKind.DelayAfter) with { Duration = s_blink },
        Kind(0.005, FaultKind.DelayAfter),
        Kind(0.010, FaultKind.DelayInBody) with { Duration = s_blink },
        Kind(0.004, FaultKind.DelayInBody),
    ];

    private static Fault Before(double rate, int status, FaultBody body = FaultBody.Api) => Kind(rate, FaultKind.Status) with { StatusCode = status, Body = body };

    private static Fault After(double rate, int status, FaultBody body = FaultBody.Api) => Kind(rate, FaultKind.StatusAfter) with { StatusCode = status, Body = body };

    private static Fault Kind(double rate, FaultKind kind) => new() { Kind = kind, Rate = rate };
}
