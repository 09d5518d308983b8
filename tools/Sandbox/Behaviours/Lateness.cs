// When a request takes effect, and what its client hears until then.
using InfoBip.Sandbox.Api;

namespace InfoBip.Sandbox.Behaviours;

/// <summary>What a client hears of a request that takes effect late.</summary>
internal enum LateAnswer
{
    Wait,
    Drop,
    GatewayTimeout,
}

/// <summary>The requests that may take effect late.</summary>
internal enum LateCall
{
    Create,
    Update,
    Delete,
}

/// <summary>Requests that take effect after a while, also when their client has gone.</summary>
internal static class Lateness
{
    public static readonly BehaviourSwitch<TimeSpan> CreateSeconds = Switches.Seconds(
        "create-seconds", "how long a create takes before it acts and answers; the live service takes 13 to 15");

    public static readonly BehaviourSwitch<TimeSpan> ActsLate = Switches.Seconds(
        "acts-late", "after how long the requests of late-calls take effect, whether their client is still there or not");

    public static readonly BehaviourSwitch<LateAnswer> Answer = Switches.OneOf(
        "late-answer",
        "what the client of a late request gets: the answer once it has acted, a cut connection at once, or a gateway's 504 at once",
        [("wait", LateAnswer.Wait), ("drop", LateAnswer.Drop), ("504", LateAnswer.GatewayTimeout)]);

    public static readonly BehaviourSwitch<IReadOnlySet<LateCall>> Calls = Switches.SomeOf<LateCall>(
        "late-calls", "the requests that acts-late is about", "create");

    /// <summary>How long the request waits before it takes effect.</summary>
    public static TimeSpan Of(ApiRequest request, SandboxOptions options) =>
        (request.Kind == RequestKind.Create ? options.Behaviours.Get(CreateSeconds) : TimeSpan.Zero)
        + (IsLate(request, options) ? options.Behaviours.Get(ActsLate) : TimeSpan.Zero);

    /// <summary>What the client gets before the request has acted.</summary>
    public static LateAnswer AnswerTo(ApiRequest request, SandboxOptions options) =>
        IsLate(request, options) && options.Behaviours.Get(ActsLate) > TimeSpan.Zero ? options.Behaviours.Get(Answer) : LateAnswer.Wait;

    private static bool IsLate(ApiRequest request, SandboxOptions options) => request.Kind switch
    {
        RequestKind.Create => options.Behaviours.Get(Calls).Contains(LateCall.Create),
        RequestKind.Update => options.Behaviours.Get(Calls).Contains(LateCall.Update),
        RequestKind.Delete => options.Behaviours.Get(Calls).Contains(LateCall.Delete),
        _ => false,
    };
}
