// The operations on a stack, as the engine runs them.
using System.Security.Cryptography;

namespace InfoBip.EngineSimulator;

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

    /// <summary>Makes the random seed of a registration: 32 bytes, new in each operation.</summary>
    public Func<string, byte[]> Seed { get; init; } = static _ => RandomNumberGenerator.GetBytes(32);

    /// <summary>
    /// Saves the stack before and after each call that makes, changes, deletes, reads or imports something, so that a process that is killed leaves a state to go on from;
    /// null to keep the stack in memory. Called by parallel calls at once.
    /// </summary>
    public Action<Stack>? Save { get; init; }

    /// <summary>Called for each entry in the engine's log as it arrives.</summary>
    public Action<LogRequest>? OnLog { get; init; }
}

/// <summary>Runs operations on a stack against a plugin; one at a time.</summary>
public sealed class Deployment(DeploymentOptions options)
{
    private volatile DeploymentRun? _current;

    /// <summary>Shows what up would do; the stack is left as it is.</summary>
    public Task<DeploymentResult> PreviewAsync(CancellationToken cancellationToken = default) => RunAsync("update", isPreview: true, ProgramAsync, cancellationToken);

    /// <summary>Brings everything to what the program says.</summary>
    public Task<DeploymentResult> UpAsync(CancellationToken cancellationToken = default) => RunAsync("update", isPreview: false, ProgramAsync, cancellationToken);

    /// <summary>Compares the state with what is there, and brings the state up to date.</summary>
    /// <param name="previewOnly">True to leave the state as it is.</param>
    /// <param name="clearPendingCreates">True to forget the creates that earlier runs left open; without it they stay.</param>
    public Task<DeploymentResult> RefreshAsync(bool previewOnly = false, bool clearPendingCreates = false, CancellationToken cancellationToken = default) =>
        RunAsync("refresh", previewOnly, run => new RefreshRun(run).RefreshAsync(clearPendingCreates), cancellationToken);

    public Task<DeploymentResult> DestroyAsync(bool previewOnly = false, CancellationToken cancellationToken = default) =>
        RunAsync("destroy", previewOnly, run => new DeletionRun(run).DestroyAsync(), cancellationToken);

    public Task<DeploymentResult> ImportAsync(string type, string name, string id, bool protect = false, bool previewOnly = false, CancellationToken cancellationToken = default) =>
        RunAsync("import", previewOnly, run => new ImportRun(run).ImportAsync(type, name, id, protect), cancellationToken);

    /// <summary>Lists what there is of a type, as <c>pulumi do … list</c> does: by the environment's settings alone; the stack is left as it is.</summary>
    /// <param name="type">The type token.</param>
    /// <param name="query">A filter, by the resource's <c>listInputs</c>.</param>
    public Task<DeploymentResult> ListAsync(string type, Struct query, CancellationToken cancellationToken = default) => RunAsync("list", isPreview: true, run => run.GuardAsync(run.Stack.Urn, async () =>
    {
        var session = await run.Providers.WithoutStateAsync(ResourceUrn.PackageOf(type));
        run.Result = run.Result with { Listed = await session.ListAsync(ResourceUrn.FullToken(type) ?? type, query) };
    }), cancellationToken);

    /// <summary>Cancels the running operation as Ctrl-C does: no new work, Cancel to the plugins, running calls are waited for; again, they are not.</summary>
    public Task CancelAsync() => _current?.CancelAsync() ?? Task.CompletedTask;

    /// <summary>The program's resources registered, then what it no longer names deleted.</summary>
    private async Task ProgramAsync(DeploymentRun run)
    {
        var program = options.Program ?? throw new InvalidOperationException("Preview and up need a program.");
        await new RefreshRun(run).RefreshFirstAsync(options.Refresh);
        run.Result = run.Result with { StackStep = run.Stack.IsDeployed ? StepKind.Same : StepKind.Create };
        run.Stack.IsDeployed = true;
        var outcome = await program.RunAsync(run);
        if (!run.HasFailed)
        {
            var deletion = new DeletionRun(run);
            await deletion.DeleteAsync(resource => resource.Delete || (run.IsTarget(resource.Urn) && !outcome.Urns.Contains(resource.Urn)));
            deletion.ForgetProviders(outcome.Urns.Contains);
        }

        run.Stack.Outputs = new Struct { Fields = { outcome.Outputs.ToDictionary() } };
        run.Result = run.Result with { Outputs = outcome.Outputs };
    }

    private async Task<DeploymentResult> RunAsync(string operation, bool isPreview, Func<DeploymentRun, Task> work, CancellationToken cancellationToken)
    {
        await using var engine = await EngineHost.StartAsync(options.OnLog, cancellationToken);
        using var run = new DeploymentRun(options, isPreview, engine, operation);
        if (operation is "update" or "destroy" && !isPreview && run.Stack.PendingOperations is { Count: > 0 } pending)
        {
            run.Say(LogSeverity.Warning, PendingOperation.Warning(pending), run.Stack.Urn);
        }

        // What other calls of earlier runs left is settled by reading the thing, which every operation does in its own way; creates stay until the user clears them.
        run.Stack.RemovePending(operation => !operation.IsCreate);
        // A destroy shows its steps as they happen: dependants first.
        string[] before = operation is "destroy" or "update" ? [] : [.. run.Stack.Resources.Select(resource => resource.Name)];
        var wasDeployed = run.Stack.IsDeployed;
        _current = run;
        await using var cancellation = cancellationToken.Register(() => _ = run.CancelAsync());
        try
        {
            await work(run);
        }
        finally
        {
            _current = null;
            run.Result = run.Result with { Closures = await run.Providers.CloseAsync() };
        }

        var logged = engine.Entries.Where(entry => !entry.Ephemeral).Select(entry => new Diagnostic(entry.Severity, entry.Message, entry.Urn.Length > 0 ? entry.Urn : null) { FromPlugin = true });
        return run.Result with
        {
            Steps = run.StepsInOrder(before),
            StackStep = run.Result.StackStep ?? (wasDeployed ? run.Stack.IsDeployed ? StepKind.Same : StepKind.Delete : null),
            Diagnostics = [.. run.Diagnostics, .. logged],
        };
    }
}
