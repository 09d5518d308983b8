// Which faults can be injected.
namespace InfoBip.Sandbox.Faults;

/// <summary>Validates a fault before it is injected.</summary>
internal static class FaultValidation
{
    // Each error names its field as the control API writes it.
    private static readonly (string Error, Func<Fault, bool> Applies)[] s_rules =
    [
        ("There is no such kind of fault.", fault => !Enum.IsDefined(fault.Kind)),
        ("There is no such fault body.", fault => !Enum.IsDefined(fault.Body)),
        ("statusCode is from 200 to 599.", fault => fault.StatusCode is < 200 or > 599),
        ("location is missing: a redirect leads somewhere.", fault => fault is { Kind: FaultKind.Redirect, Location: null or "" }),
        ("location holds no control characters.", fault => fault.Location?.Any(char.IsControl) == true),
        ("rate is from 0 to 1.", fault => fault.Rate is < 0 or > 1 or double.NaN),
        ("times is 0 or more.", fault => fault.Times < 0),
        ("skip is 0 or more.", fault => fault.Skip < 0),
        ("megabytes is from 1 to 1024.", fault => fault.Megabytes is < 1 or > 1024),
        ("durationSeconds is from 0 to 86400; leave it out for a delay without end.", fault => fault.Duration is { } time && (time < TimeSpan.Zero || time > TimeSpan.FromDays(1))),
        ("retryAfterSeconds is from 0 to 315360000.", fault => fault.RetryAfter is { } time && (time < TimeSpan.Zero || time > TimeSpan.FromDays(3650))),
    ];

    /// <summary>Everything that is wrong with a fault; empty for a valid one.</summary>
    public static IReadOnlyList<string> Errors(Fault fault) => [.. s_rules.Where(rule => rule.Applies(fault)).Select(rule => rule.Error)];
}
