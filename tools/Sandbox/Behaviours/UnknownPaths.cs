// What an address answers at which the API has nothing.
using InfoBip.Sandbox.Api;

namespace InfoBip.Sandbox.Behaviours;

/// <summary>The form of a 404.</summary>
internal enum UnknownPathForm
{
    Json,
    Html,
}

/// <summary>Answers unknown paths, below a base URL and elsewhere.</summary>
internal static class UnknownPaths
{
    public static readonly BehaviourSwitch<UnknownPathForm> Form = Switches.OneOf<UnknownPathForm>(
        "unknown-path", "the 404 of an address at which the API has nothing: the API's own error, as documented, or a page");

    public static ApiAnswer Answer(ApiRequest request, SandboxOptions options) => options.Behaviours.Get(Form) == UnknownPathForm.Html
        ? ApiAnswer.Page(404, "Not Found")
        : ApiAnswer.Error(404, RequestIds.InBody(request, options), $"No resource found for {request.Method} {request.Path}");
}
