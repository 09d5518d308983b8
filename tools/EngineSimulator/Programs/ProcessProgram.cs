// A program that runs as a process of its own and asks for its resources over gRPC.
namespace InfoBip.EngineSimulator;

/// <summary>A compiled program on one of Pulumi's SDKs.</summary>
/// <param name="Name">The project's name.</param>
/// <param name="Path">The executable, or an assembly, which <c>dotnet</c> runs.</param>
public sealed record ProcessProgram(string Name, string Path) : IProgram
{
    /// <summary>Arguments for the program.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Variables for the program beside those about the engine; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The project's folder, where the program starts; the current one when null.</summary>
    public string? Folder { get; init; }

    Task<ProgramOutcome> IProgram.RunAsync(DeploymentRun run) => new ProcessProgramRun(run, this).RunAsync();
}
