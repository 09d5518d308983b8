// What an operation did and what was said on the way.
namespace InfoBip.EngineSimulator;

/// <summary>What happens, or would happen, to a resource; in a refresh, Update and Delete say how it was found.</summary>
public enum StepKind { Same, Create, Update, Replace, Delete, Read, Import }

public enum StepChangeKind { Add, Update, Delete }

/// <summary>A changed property, as a display shows it.</summary>
public sealed record StepChange(string Path, StepChangeKind Kind, bool Replaces, Value? Old, Value? New)
{
    internal StepChange AsSecret() => this with { Old = Old is null ? null : Wire.AsSecret(Old), New = New is null ? null : Wire.AsSecret(New) };
}

public sealed record DeploymentStep(StepKind Kind, string Urn)
{
    public string Type => ResourceUrn.TypeOf(Urn);
    public string Name => ResourceUrn.NameOf(Urn);
    public bool Failed { get; init; }
    public IReadOnlyList<StepChange> Changes { get; init; } = [];

    /// <summary>The state after the step; null when the resource is gone or nothing is known.</summary>
    public ResourceState? State { get; init; }
}

/// <summary>Something said in an operation, by the engine or by the plugin.</summary>
public sealed record Diagnostic(LogSeverity Severity, string Message, string? Urn = null)
{
    public bool IsProtocolError { get; init; }
    public bool FromPlugin { get; init; }
}

public sealed record DeploymentResult
{
    /// <summary><c>update</c>, <c>refresh</c>, <c>destroy</c>, <c>import</c> or <c>list</c>.</summary>
    public required string Operation { get; init; }
    public bool IsPreview { get; init; }

    /// <summary>The URN of the resource that stands for the stack itself.</summary>
    public string Urn { get; init; } = "";
    public IReadOnlyList<DeploymentStep> Steps { get; init; } = [];

    /// <summary>What happens to the resource that stands for the stack itself; null for nothing.</summary>
    public StepKind? StackStep { get; init; }
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>The stack's outputs in the program's order; secrets are wrapped.</summary>
    public IReadOnlyList<KeyValuePair<string, Value>> Outputs { get; init; } = [];
    public IReadOnlyList<PluginClosure> Closures { get; init; } = [];

    /// <summary>For an import: YAML for the program; secrets are left out.</summary>
    public string Code { get; init; } = "";

    /// <summary>The things that a plugin listed: an id to import each by, and what the service calls it.</summary>
    public IReadOnlyList<ListResponse.Types.Result> Listed { get; init; } = [];
    public bool Succeeded => Errors.Count == 0;

    /// <summary>The diagnostics that made the operation fail.</summary>
    public IReadOnlyList<Diagnostic> Errors => [.. Diagnostics.Where(diagnostic => diagnostic.Severity == LogSeverity.Error && !diagnostic.FromPlugin)];

    /// <summary>The plugin's breaches of the protocol, fatal and not.</summary>
    public IReadOnlyList<Diagnostic> ProtocolErrors => [.. Diagnostics.Where(diagnostic => diagnostic.IsProtocolError)];

    /// <summary>Whether anything changes, changed, or was found changed.</summary>
    public bool HasChanges => Steps.Any(step => step.Kind is not (StepKind.Same or StepKind.Read));
    public int Count(StepKind kind) => Steps.Count(step => step.Kind == kind && !step.Failed);
    public DeploymentStep Step(string name) => Steps.Single(step => step.Name == name);
}
