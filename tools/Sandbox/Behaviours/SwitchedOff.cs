// The platform switches instances off by itself.
namespace InfoBip.Sandbox.Behaviours;

/// <summary>Switches a new instance off once its create is answered. At any other moment the control API does it: a PATCH with <c>disabled</c>.</summary>
internal static class SwitchedOff
{
    public static readonly BehaviourSwitch<bool> When = Switches.OneOf(
        "switched-off", "whether the platform switches an instance off by itself right after its create", [("off", false), ("after-create", true)]);
}
