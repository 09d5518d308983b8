// What each kind of fault does, in the words that a user reads.
namespace InfoBip.Sandbox.Faults;

/// <summary>The table of kinds, in the order in which they are listed.</summary>
internal static class FaultMeanings
{
    public static readonly IReadOnlyList<(FaultKind Kind, string Meaning)> All =
    [
        (FaultKind.Status, "nothing is done; the answer is statusCode, 500 if left out"),
        (FaultKind.StatusAfter, "the work is done, then the answer is statusCode, 500 if left out"),
        (FaultKind.Delay, "the work begins after durationSeconds; left out, never"),
        (FaultKind.DelayAfter, "the work is done, the answer comes after durationSeconds; left out, never"),
        (FaultKind.DelayInBody, "the work is done; headers and half the body come at once, the rest after durationSeconds; left out, never"),
        (FaultKind.CutBefore, "the connection is cut, nothing is done"),
        (FaultKind.CutAfter, "the work is done, then the connection is cut without a byte of an answer"),
        (FaultKind.CutInBody, "the work is done, the connection is cut in the middle of the body"),
        (FaultKind.BrokenBody, "the work is done, the body is JSON that breaks off"),
        (FaultKind.EmptyBody, "the work is done, the body is empty"),
        (FaultKind.HugeBody, "the work is done, the answer is followed by white space up to megabytes, 16 if left out"),
        (FaultKind.Redirect, "nothing is done; the answer sends the client to location, with statusCode, 307 if left out"),
    ];
}
