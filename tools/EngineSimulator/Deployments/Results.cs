// What an operation did and what was said on the way.
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace InfoBip.EngineSimulator;

/// <summary>What happens, or would happen, to a resource.</summary>
public enum StepKind
{
    /// <summary>Nothing changes.</summary>
    Same,

    /// <summary>The thing is made.</summary>
    Create,

    /// <summary>The thing changes in place; in a refresh: it was found changed.</summary>
    Update,

    /// <summary>A new thing takes the place of the old one.</summary>
    Replace,

    /// <summary>The thing is deleted; in a refresh: it was found gone.</summary>
    Delete,

    /// <summary>The thing is only read.</summary>
    Read,

    /// <summary>An existing thing is adopted.</summary>
    Import,
}

/// <summary>How a property changes.</summary>
public enum StepChangeKind
{
    /// <summary>It was not there before.</summary>
    Add,

    /// <summary>It has another value.</summary>
    Update,

    /// <summary>It is there no longer.</summary>
    Delete,
}

/// <summary>A changed property, as a display shows it.</summary>
/// <param name="Path">The property's path.</param>
/// <param name="Kind">How it changes.</param>
/// <param name="Replaces">Whether this change forces a replacement.</param>
/// <param name="Old">The value before, or null.</param>
/// <param name="New">The value after, or null.</param>
public sealed record StepChange(string Path, StepChangeKind Kind, bool Replaces, Value? Old, Value? New);

/// <summary>One step of an operation.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Urn">To which resource.</param>
public sealed record DeploymentStep(StepKind Kind, string Urn)
{
    /// <summary>The resource's type token.</summary>
    public string Type => ResourceUrn.TypeOf(Urn);

    /// <summary>The resource's logical name.</summary>
    public string Name => ResourceUrn.NameOf(Urn);

    /// <summary>Whether the step failed.</summary>
    public bool Failed { get; init; }

    /// <summary>The changed properties, for updates and replacements.</summary>
    public IReadOnlyList<StepChange> Changes { get; init; } = [];

    /// <summary>The plugin's answer to Diff, if it was asked.</summary>
    public DiffResponse? Diff { get; init; }

    /// <summary>The state after the step; null when the resource is gone or nothing is known.</summary>
    public ResourceState? State { get; init; }
}

/// <summary>How serious a diagnostic is.</summary>
public enum Severity
{
    /// <summary>For the curious.</summary>
    Debug,

    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Something to look at.</summary>
    Warning,

    /// <summary>The operation failed over it.</summary>
    Error,
}

/// <summary>Something said in an operation, by the engine or by the plugin.</summary>
/// <param name="Severity">How serious it is.</param>
/// <param name="Message">The text.</param>
/// <param name="Urn">The resource that it is about, or null.</param>
public sealed record Diagnostic(Severity Severity, string Message, string? Urn = null)
{
    /// <summary>Whether it is about a breach of the protocol by the plugin.</summary>
    public bool IsProtocolError { get; init; }

    /// <summary>Whether it came from the plugin, through the engine's log.</summary>
    public bool FromPlugin { get; init; }
}

/// <summary>The result of an operation.</summary>
public sealed record DeploymentResult
{
    /// <summary><c>preview</c>, <c>up</c>, <c>refresh</c>, <c>destroy</c>, <c>import</c> or <c>list</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>The steps, in the program's order where there is one.</summary>
    public IReadOnlyList<DeploymentStep> Steps { get; init; } = [];

    /// <summary>Everything that was said.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>The stack's outputs in the program's order; secrets are wrapped.</summary>
    public IReadOnlyList<KeyValuePair<string, Value>> Outputs { get; init; } = [];

    /// <summary>How the plugins ended.</summary>
    public IReadOnlyList<PluginClosure> Closures { get; init; } = [];

    /// <summary>For an import: YAML to paste into the program; secrets are left out.</summary>
    public string Code { get; init; } = "";

    /// <summary>For a list: what there is, in the plugin's order.</summary>
    public IReadOnlyList<ListedThing> Listed { get; init; } = [];

    /// <summary>For a list: where the next one would go on; empty when nothing is left.</summary>
    public string Continuation { get; init; } = "";

    /// <summary>Whether nothing failed.</summary>
    public bool Succeeded => Errors.Count == 0;

    /// <summary>The diagnostics that made the operation fail.</summary>
    public IReadOnlyList<Diagnostic> Errors => [.. Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error && !diagnostic.FromPlugin)];

    /// <summary>The plugin's breaches of the protocol, fatal and not.</summary>
    public IReadOnlyList<Diagnostic> ProtocolErrors => [.. Diagnostics.Where(diagnostic => diagnostic.IsProtocolError)];

    /// <summary>Whether anything changes, changed, or was found changed.</summary>
    public bool HasChanges => Steps.Any(step => step.Kind is not (StepKind.Same or StepKind.Read));

    /// <summary>The number of steps of a kind that did not fail.</summary>
    /// <param name="kind">The kind.</param>
    public int Count(StepKind kind) => Steps.Count(step => step.Kind == kind && !step.Failed);

    /// <summary>The step of a resource, by its logical name.</summary>
    /// <param name="name">The logical name.</param>
    /// <exception cref="InvalidOperationException">There is no such step, or more than one.</exception>
    public DeploymentStep Step(string name) => Steps.Single(step => step.Name == name);
}
