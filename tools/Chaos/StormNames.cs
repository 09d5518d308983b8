// Names that the storm's users choose, and that clash.
namespace InfoBip.Chaos;

internal static class StormNames
{
    /// <summary>How many names the resources of one process share.</summary>
    public const int Count = 8;

    /// <summary>A shared name; those of two processes differ, since two deployments at once cannot distinguish their instances.</summary>
    public static string Shared(int process, int name) => FormattableString.Invariant($"shared-{process}-{name}");
}
