// What an operation works with.
using System.Security.Cryptography;

namespace InfoBip.EngineSimulator;

/// <summary>The parts that a <see cref="Deployment"/> is made of.</summary>
public sealed record DeploymentOptions
{
    public required PluginLauncher Launcher { get; init; }

    /// <summary>The stack to work on; changed by every operation but previews.</summary>
    public required Stack Stack { get; init; }

    /// <summary>The program; needed for preview and up.</summary>
    public IProgram? Program { get; init; }
    public StackConfig Config { get; init; } = StackConfig.Empty;

    /// <summary>The URNs to work on; empty for all.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Whether preview and up read everything first.</summary>
    public bool Refresh { get; init; }

    /// <summary>Whether a failed step leaves the others to go on.</summary>
    public bool ContinueOnError { get; init; } = true;

    /// <summary>The user's auto-naming setting; by default as the configuration has it.</summary>
    public StackAutonaming? Autonaming { get; init; }

    /// <summary>Makes the random seed of a registration: 32 bytes, new in each operation.</summary>
    public Func<string, byte[]> Seed { get; init; } = static _ => RandomNumberGenerator.GetBytes(32);

    /// <summary>
    /// Saves the stack before and after each call that makes, changes, deletes, reads or imports something, so that a process that is killed leaves a state to go on from;
    /// null to keep the stack in memory. Called by parallel calls at once.
    /// </summary>
    public Func<Stack, Task>? Save { get; init; }

    /// <summary>Called for each entry in the engine's log as it arrives.</summary>
    public Action<LogEntry>? OnLog { get; init; }
}

/// <summary>The options of a resource that every kind of program has.</summary>
public sealed record ResourceOptions
{
    public IReadOnlyList<string> IgnoreChanges { get; init; } = [];
    public bool Protect { get; init; }

    /// <summary>The id of an existing thing to adopt; empty for none.</summary>
    public string Import { get; init; } = "";
    public IReadOnlyList<string> AdditionalSecretOutputs { get; init; } = [];
    public CustomTimeouts Timeouts { get; init; } = new();
    public bool RetainOnDelete { get; init; }

    /// <summary>The plugin's version; empty for any.</summary>
    public string Version { get; init; } = "";
    public string PluginDownloadUrl { get; init; } = "";

    /// <summary>Paths that can be read as paths.</summary>
    internal static IReadOnlyList<string> Paths(IReadOnlyList<string> paths)
    {
        try
        {
            return [.. paths.Select(path => WirePath.Parse(path).Text)];
        }
        catch (FormatException error)
        {
            throw new ProgramException($"'ignoreChanges': {error.Message}", null, error);
        }
    }
}
