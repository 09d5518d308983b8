// How a storm is set up.
namespace InfoBip.Chaos;

/// <summary>A storm. The plan of operations and faults follows from the seed; which request meets which fault depends on the machine, too.</summary>
internal sealed record StormOptions
{
    /// <summary>From 1 upwards.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many creates, updates, reads and deletes there are.</summary>
    public int Operations { get; init; } = 10_000;

    /// <summary>How many operations one resource lives through, one after the other.</summary>
    public int PerResource { get; init; } = 5;

    /// <summary>How many resources are at work at once, in turn.</summary>
    public IReadOnlyList<int> Parallel { get; init; } = [8, 96, 32, 128, 64];

    /// <summary>How many plugin processes there are at a time.</summary>
    public int Processes { get; init; } = 2;

    /// <summary>How many times a process is cancelled, as by Ctrl-C, and another one started.</summary>
    public int Cancels { get; init; } = 6;

    /// <summary>How many times a process is killed and another one started.</summary>
    public int Kills { get; init; } = 4;

    /// <summary>The share of calls that the engine gives up while they run.</summary>
    public double GiveUps { get; init; } = 0.01;

    /// <summary>How many resources there are.</summary>
    public int Resources => Math.Max(1, Operations / PerResource);
}
