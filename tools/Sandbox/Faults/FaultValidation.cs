// Which faults can be injected.
namespace InfoBip.Sandbox.Faults;

/// <summary>Validates a fault before it is injected.</summary>
internal static class FaultValidation
{
    /// <summary>The validation error; null for a valid fault.</summary>
    public static string? Error(Fault fault) => fault switch
    {
        { Kind: var kind } when !Enum.IsDefined(kind) => "There is no such kind of fault.",
        { Body: var body } when !Enum.IsDefined(body) => "There is no such fault body.",
        { StatusCode: < 200 or > 599 } => "A fault's status code is from 200 to 599.",
        { Kind: FaultKind.Redirect, Location: null or "" } => "A redirect needs a location.",
        { Location: { } location } when location.Any(char.IsControl) => "A location holds no control characters.",
        { Rate: < 0 or > 1 or double.NaN } => "A fault's rate is from 0 to 1.",
        { Times: < 0 } => "A fault hits 0 requests or more.",
        { Skip: < 0 } => "A fault skips 0 requests or more.",
        { Megabytes: < 1 or > 1024 } => "A huge body has 1 to 1024 MiB.",
        { Duration: { } duration } when duration < TimeSpan.Zero || duration > TimeSpan.FromDays(1) => "A delay takes a day at most; leave the duration out for an endless one.",
        { RetryAfter: { } wait } when wait < TimeSpan.Zero || wait > TimeSpan.FromDays(3650) => "Retry-After is 0 seconds or more.",
        _ => null,
    };
}
