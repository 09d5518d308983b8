// What runs in a preview or an up: a source of resources.
using Google.Protobuf.WellKnownTypes;

namespace InfoBip.EngineSimulator;

/// <summary>A program, whatever it is written in.</summary>
public interface IProgram
{
    /// <summary>The project's name.</summary>
    string Name { get; }

    /// <summary>Runs the program: registers its resources and gives the outcome.</summary>
    /// <param name="run">The operation to run in.</param>
    /// <exception cref="ProgramException">The program cannot run at all.</exception>
    internal Task<ProgramOutcome> RunAsync(DeploymentRun run);
}

/// <summary>What came of a program.</summary>
/// <param name="IsComplete">Whether every resource was registered: only then is a resource that is not among them to be deleted.</param>
/// <param name="Urns">The resources that the program named.</param>
/// <param name="Outputs">The stack's outputs.</param>
internal sealed record ProgramOutcome(bool IsComplete, IReadOnlySet<string> Urns, IReadOnlyList<KeyValuePair<string, Value>> Outputs);
