// The bounds of the store of instances.
using InfoBip.Sandbox.Api;

namespace InfoBip.Sandbox.Behaviours;

/// <summary>A full store, and where its ids begin.</summary>
internal static class StoreBounds
{
    public static readonly BehaviourSwitch<bool> Full = Switches.OneOf(
        "full", "whether the store is full, so that a create is a 409", [("off", false), ("on", true)]);

    public static readonly BehaviourSwitch<long> FirstId = Switches.Number(
        "first-id", "the id from which new instances are numbered, so that two services hold the same ids; 0 is the seed's");

    /// <exception cref="ApiRefusalException">409: there is no room.</exception>
    public static void DemandRoom(SandboxOptions options)
    {
        if (options.Behaviours.Get(Full))
        {
            throw new ApiRefusalException(409, "The maximum number of instances has been reached.");
        }
    }
}
