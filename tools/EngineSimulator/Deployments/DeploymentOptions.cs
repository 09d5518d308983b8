// What an operation works with.
using System.Security.Cryptography;

namespace InfoBip.EngineSimulator;

/// <summary>The parts that a <see cref="Deployment"/> is made of.</summary>
public sealed record DeploymentOptions
{
    /// <summary>Starts plugins.</summary>
    public required PluginLauncher Launcher { get; init; }

    /// <summary>The stack to work on; changed by every operation but previews.</summary>
    public required Stack Stack { get; init; }

    /// <summary>The program; needed for preview and up.</summary>
    public IProgram? Program { get; init; }

    /// <summary>The stack's configuration.</summary>
    public StackConfig Config { get; init; } = StackConfig.Empty;

    /// <summary>How many resources are worked on at once; null for no limit, as the engine's default is.</summary>
    public int? Parallel { get; init; }

    /// <summary>The user's auto-naming setting; null when there is none.</summary>
    public StackAutonaming? Autonaming { get; init; }

    /// <summary>Makes the random seed of a registration: 32 bytes, new in each operation.</summary>
    public Func<string, byte[]> Seed { get; init; } = static _ => RandomNumberGenerator.GetBytes(32);

    /// <summary>
    /// Saves the stack before and after each call that makes, changes, deletes, reads or imports something, so that a process that is killed leaves a state to go on from;
    /// null to keep the stack in memory. Called by parallel calls at once.
    /// </summary>
    public Func<Stack, Task>? Save { get; init; }

    /// <summary>Called for each step when it is done.</summary>
    public Action<DeploymentStep>? OnStep { get; init; }

    /// <summary>Called for each entry in the engine's log as it arrives.</summary>
    public Action<LogEntry>? OnLog { get; init; }
}
