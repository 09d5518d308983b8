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

    /// <summary>How many plugin processes there are at a time, each of a stack of its own.</summary>
    public int Processes { get; init; } = 2;

    /// <summary>How many times a process is interrupted in each way, and another one started.</summary>
    public IReadOnlyDictionary<Interruption, int> Interruptions { get; init; } = new Dictionary<Interruption, int>
    {
        [Interruption.Cancel] = 5,
        [Interruption.CancelTwice] = 6,
        [Interruption.Signal] = 4,
        [Interruption.Kill] = 5,
    };

    /// <summary>The share of sessions that cannot record their creates.</summary>
    public double Unrecorded { get; init; } = 0.2;

    /// <summary>How many parts there are in which the service behaves in another way each.</summary>
    public int Weathers { get; init; } = 25;

    /// <summary>The share of calls that the engine gives up while they run.</summary>
    public double GiveUps { get; init; } = 0.01;

    /// <summary>How many resources there are.</summary>
    public int Resources => Math.Max(1, Operations / PerResource);
}
