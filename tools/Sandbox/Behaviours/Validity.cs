// Whether answers call an instance valid.
using InfoBip.Sandbox.Api;

namespace InfoBip.Sandbox.Behaviours;

/// <summary>When answers call an instance not valid.</summary>
internal enum ValidForm
{
    True,
    FalseOnCreate,
    FalseOnRead,
    FalseAlways,
}

/// <summary>Shows an instance as valid or not.</summary>
internal static class Validity
{
    public static readonly BehaviourSwitch<ValidForm> Shown = Switches.OneOf<ValidForm>(
        "valid", "whether answers call an instance with good credentials valid: all; all but the one to its create; all but those to reads; or none");

    public static bool Of(SandboxInstance instance, RequestKind to, SandboxOptions options)
    {
        var valid = instance.Valid && options.Behaviours.Get(Shown) switch
        {
            ValidForm.FalseOnCreate => to != RequestKind.Create,
            ValidForm.FalseOnRead => to != RequestKind.Read,
            ValidForm.FalseAlways => false,
            _ => true,
        };
        return valid != (to == RequestKind.List && options.Behaviours.Get(ListEntries.Valid) == ListValid.Other);
    }
}
