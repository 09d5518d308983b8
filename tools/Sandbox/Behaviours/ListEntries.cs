// What a list shows of each instance, and what it answers where there is none.
using InfoBip.Sandbox.Api;

namespace InfoBip.Sandbox.Behaviours;

/// <summary>How much of an instance an answer shows.</summary>
internal enum ListForm
{
    Full,
    Thin,
    Bare,
}

/// <summary>Whether a list says of an instance what its own address says.</summary>
internal enum ListValid
{
    Same,
    Other,
}

/// <summary>Thin lists and empty ones.</summary>
internal static class ListEntries
{
    public static readonly BehaviourSwitch<ListForm> Form = Switches.OneOf<ListForm>(
        "list", "the entries of lists: whole; without disabled, configuration and provisionInteractions; or id, name, token, tags and connector only, as with hydrate=false");

    public static readonly BehaviourSwitch<ListValid> Valid = Switches.OneOf<ListValid>(
        "list-valid", "whether valid is the same in a list as in the answer about the instance alone, or the opposite");

    public static readonly BehaviourSwitch<bool> NoMatch = Switches.OneOf(
        "no-match", "what a list without a match is: a 404, or a 200 with an empty array", [("404", false), ("empty-list", true)]);

    public static ListForm FormOf(ApiRequest request, SandboxOptions options) =>
        request.Kind != RequestKind.List ? ListForm.Full
        : "false".Equals(request.Query["hydrate"].LastOrDefault(), StringComparison.OrdinalIgnoreCase) ? ListForm.Bare
        : options.Behaviours.Get(Form);
}
