// What a test wants the stand-in to meet: written by the test into its folder, read by every process of the stand-in.
using System.Text.Json;

namespace Tenants.Tests.StandIn;

/// <summary>The circumstances of a run; nothing in it is about the template.</summary>
internal sealed record Scenario
{
    public string Version { get; init; } = "v3.210.0";

    /// <summary>What `whoami` says of the backend; null for the one in the environment.</summary>
    public string? Url { get; init; }

    /// <summary>The plugin that programs run against; null to run no program, and to pretend one resource a stack.</summary>
    public string? Plugin { get; init; }

    /// <summary>By "operation stack": what the engine says of a failing operation.</summary>
    public Dictionary<string, string> Failures { get; init; } = [];

    /// <summary>By "operation stack": the number of the signal that ends the process in its middle.</summary>
    public Dictionary<string, int> Killed { get; init; } = [];

    /// <summary>Commands that fail, by their first words.</summary>
    public string[] FailingCommands { get; init; } = [];

    /// <summary>By stack: how many attempts find it locked.</summary>
    public Dictionary<string, int> Locks { get; init; } = [];

    /// <summary>Stacks of which an operation goes on until it gets a signal, or until the test writes "go" for it.</summary>
    public string[] Slow { get; init; } = [];

    /// <summary>Whether only a second signal ends a slow operation.</summary>
    public bool Stubborn { get; init; }

    /// <summary>Stacks whose resource differs from what the program says when it is read.</summary>
    public string[] Drifted { get; init; } = [];

    /// <summary>Whether events are sent that the SDK cannot read.</summary>
    public bool OddEvents { get; init; }

    public static Scenario Load(string folder) => JsonSerializer.Deserialize<Scenario>(File.ReadAllText(Path.Combine(folder, "scenario.json")))!;

    public void Save(string folder) => File.WriteAllText(Path.Combine(folder, "scenario.json"), JsonSerializer.Serialize(this));
}

/// <summary>What a process of the stand-in was called with, and what came to it.</summary>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Folder">Where it ran.</param>
/// <param name="Variables">Its environment.</param>
/// <param name="Process">Its process id.</param>
/// <param name="Session">Its session's id, as the system says.</param>
/// <param name="Started">When it began.</param>
/// <param name="Signals">The signals that it got.</param>
internal sealed record Call(string[] Arguments, string Folder, Dictionary<string, string> Variables, int Process, int Session, DateTime Started, string[] Signals)
{
    private static readonly DateTime Now = DateTime.UtcNow;

    public string Line => string.Join(' ', Arguments);

    public string? Stack => Arguments is ["stack", "init", var made, ..] ? made
        : Arguments is ["stack", "rm", "--yes", var removed, ..] ? removed
        : Arguments.SkipWhile(argument => argument != "--stack").ElementAtOrDefault(1);

    public static Call Of(string[] arguments, IEnumerable<string> signals) => new(
        arguments,
        Environment.CurrentDirectory,
        Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().ToDictionary(variable => (string)variable.Key, variable => (string)variable.Value!),
        Environment.ProcessId,
        OperatingSystem.IsLinux() ? int.Parse(File.ReadAllText("/proc/self/stat").Split(") ")[^1].Split(' ')[3], System.Globalization.CultureInfo.InvariantCulture) : 0,
        Now,
        [.. signals]);

    /// <summary>One file a process: two writers never meet.</summary>
    public void Save(string folder)
    {
        var file = Path.Combine(folder, "calls", $"{Process}-{Started.Ticks}.json");
        File.WriteAllText($"{file}.new", JsonSerializer.Serialize(this));
        File.Move($"{file}.new", file, overwrite: true);
    }

    public static IReadOnlyList<Call> LoadAll(string folder) =>
        [.. new DirectoryInfo(Path.Combine(folder, "calls")).GetFiles("*.json").Select(file => JsonSerializer.Deserialize<Call>(File.ReadAllText(file.FullName))!).OrderBy(call => call.Started)];
}
