// Every switch, in the order in which they are listed.
namespace InfoBip.Sandbox.Behaviours;

/// <summary>The table of switches. Each stands in the class that acts by it.</summary>
internal static class BehaviourTable
{
    public static readonly IReadOnlyList<SandboxBehaviour> All =
    [
        Lateness.CreateSeconds,
        Lateness.ActsLate,
        Lateness.Answer,
        Lateness.Calls,
        Normalisation.Changes,
        DefaultTag.When,
        ListEntries.Form,
        ListEntries.Valid,
        ListEntries.NoMatch,
        TagEntries.Form,
        OwnEntries.Shown,
        TokenShape.Form,
        Updates.Patch,
        Updates.Put,
        Updates.PutConfiguration,
        Updates.Masks,
        AnswerBodies.Form,
        Validity.Shown,
        SwitchedOff.When,
        UnknownPaths.Form,
        RequestIds.Places,
        VendorErrors.Status,
        VendorErrors.Calls,
        Ownership.Invisible,
        SizeLimit.Status,
        StoreBounds.Full,
        StoreBounds.FirstId,
    ];

    public static readonly IReadOnlyDictionary<string, SandboxBehaviour> ByName = All.ToDictionary(one => one.Name, StringComparer.Ordinal);
}
