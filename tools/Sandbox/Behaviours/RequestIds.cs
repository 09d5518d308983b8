// Where errors give the id of the request.
using InfoBip.Sandbox.Api;

namespace InfoBip.Sandbox.Behaviours;

/// <summary>The places of the id.</summary>
internal enum RequestIdPlaces
{
    Both,
    Header,
    Body,
    None,
}

/// <summary>Gives the request id of an error.</summary>
internal static class RequestIds
{
    public static readonly BehaviourSwitch<RequestIdPlaces> Places = Switches.OneOf<RequestIdPlaces>(
        "request-id", "where an error gives the id of the request: in the header and the body, in one of them, or nowhere");

    /// <summary>The id for an error's body; null for none.</summary>
    public static string? InBody(ApiRequest request, SandboxOptions options) =>
        options.Behaviours.Get(Places) is RequestIdPlaces.Both or RequestIdPlaces.Body ? request.RequestId : null;

    public static bool InHeader(int status, SandboxOptions options) =>
        status < 400 || options.Behaviours.Get(Places) is RequestIdPlaces.Both or RequestIdPlaces.Header;
}
