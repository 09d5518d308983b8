// Who manages the storm's resources: an engine with the plugin, or a plain client.
using System.Collections.Concurrent;
using InfoBip.Sandbox;

namespace InfoBip.Chaos;

/// <summary>Does the operations of a storm and keeps the state that an engine would.</summary>
internal interface IManager : IAsyncDisposable
{
    string Who { get; }

    Tally Tally { get; }

    /// <summary>What was lost, one by one.</summary>
    ConcurrentQueue<string> Lost { get; }

    /// <summary>Whether a note says of an instance that it was left.</summary>
    bool IsNamed(SandboxInstance instance, IReadOnlyList<(Subject Subject, Leftover Left)> lefts);

    Task DoAsync(Subject subject, OperationKind operation, Draw draw);

    /// <summary>Lets something happen to a process.</summary>
    Task InterruptAsync(int process, Interruption how, TimeSpan gap);

    /// <summary>A deployment of each stack that follows: what the storm left is its to name.</summary>
    Task FollowAsync();

    /// <summary>Asks for every resource once more when the faults are over.</summary>
    Task SettleAsync(Subject subject, SandboxInstance? there);

    /// <summary>Ends what runs; returns where secrets were found and how much memory was used.</summary>
    Task<(IReadOnlyList<string> Leaks, double PeakMebibytes)> EndAsync(IReadOnlyCollection<string> tokens);
}
