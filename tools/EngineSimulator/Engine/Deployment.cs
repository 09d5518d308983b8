// The operations on a stack, as the engine runs them.
using Google.Protobuf.WellKnownTypes;

namespace InfoBip.EngineSimulator;

/// <summary>Runs operations on a stack against a plugin; one at a time.</summary>
public sealed class Deployment(DeploymentOptions options)
{
    private volatile DeploymentRun? _current;

    /// <summary>Shows what up would do; the stack is left as it is.</summary>
    public Task<DeploymentResult> PreviewAsync(CancellationToken cancellationToken = default) => RunAsync("preview", isPreview: true, ProgramAsync, cancellationToken);

    /// <summary>Brings everything to what the program says.</summary>
    public Task<DeploymentResult> UpAsync(CancellationToken cancellationToken = default) => RunAsync("up", isPreview: false, ProgramAsync, cancellationToken);

    /// <summary>Compares the state with what is there, and brings the state up to date.</summary>
    /// <param name="previewOnly">True to leave the state as it is.</param>
    /// <param name="clearPendingCreates">True to forget the creates that earlier runs left open; without it they stay.</param>
    public Task<DeploymentResult> RefreshAsync(bool previewOnly = false, bool clearPendingCreates = false, CancellationToken cancellationToken = default) =>
        RunAsync("refresh", previewOnly, (run, result) => DoAsync(new RefreshRun(run).RefreshAsync(clearPendingCreates), result), cancellationToken);

    /// <summary>Deletes everything in the stack.</summary>
    /// <param name="previewOnly">True to show what would be deleted.</param>
    public Task<DeploymentResult> DestroyAsync(bool previewOnly = false, CancellationToken cancellationToken = default) =>
        RunAsync("destroy", previewOnly, (run, result) => DoAsync(new DeletionRun(run).DestroyAsync(), result), cancellationToken);

    /// <summary>Takes an existing thing into the stack.</summary>
    public Task<DeploymentResult> ImportAsync(string type, string name, string id, bool protect = false, bool previewOnly = false, CancellationToken cancellationToken = default) =>
        RunAsync("import", previewOnly, async (run, result) => result with { Code = await new ImportRun(run).ImportAsync(type, name, id, protect) }, cancellationToken);

    /// <summary>Lists what there is of a type, as <c>pulumi do … list</c> does: by the environment's settings alone; the stack is left as it is.</summary>
    /// <param name="type">The type token.</param>
    /// <param name="query">A filter, by the resource's <c>listInputs</c>.</param>
    /// <param name="limit">How many at most; 0 for no limit.</param>
    public Task<DeploymentResult> ListAsync(string type, Struct query, int limit = 0, CancellationToken cancellationToken = default) =>
        RunAsync("list", isPreview: true, async (run, result) => result with { Listed = await new ListRun(run).ListAsync(type, query, limit) }, cancellationToken);

    /// <summary>Cancels the running operation as Ctrl-C does: no new work, Cancel to the plugins, running calls are waited for; again, they are not.</summary>
    public Task CancelAsync() => _current?.CancelAsync() ?? Task.CompletedTask;

    private static async Task<DeploymentResult> DoAsync(Task work, DeploymentResult result)
    {
        await work;
        return result;
    }

    /// <summary>The program's resources registered, then what it no longer names deleted.</summary>
    private async Task<DeploymentResult> ProgramAsync(DeploymentRun run, DeploymentResult result)
    {
        var program = options.Program ?? throw new InvalidOperationException("Preview and up need a program.");
        await new RefreshRun(run).RefreshFirstAsync(options.Refresh);
        var created = !run.Stack.IsDeployed;
        run.Stack.IsDeployed = true;
        var outcome = await program.RunAsync(run);
        if (outcome.IsComplete)
        {
            var deletion = new DeletionRun(run);
            await deletion.DeleteAsync(resource => resource.Delete || (!resource.IsProvider && run.IsTarget(resource.Urn) && !outcome.Urns.Contains(resource.Urn)));
            await deletion.DeleteProvidersAsync(outcome.Urns.Contains);
        }

        if (!run.IsPreview)
        {
            run.Stack.Outputs = new Struct { Fields = { outcome.Outputs.ToDictionary() } };
        }

        return result with { Outputs = outcome.Outputs, StackStep = created ? StepKind.Create : StepKind.Same };
    }

    private async Task<DeploymentResult> RunAsync(
        string operation, bool isPreview, Func<DeploymentRun, DeploymentResult, Task<DeploymentResult>> work, CancellationToken cancellationToken)
    {
        await using var engine = await EngineHost.StartAsync(options.OnLog, cancellationToken);
        using var run = new DeploymentRun(options, isPreview ? options.Stack.Clone() : options.Stack, isPreview, engine);
        if (operation is "up" or "destroy" && !isPreview && run.Stack.PendingOperations is { Count: > 0 } pending)
        {
            run.Say(Severity.Warning, PendingText.Warning(pending), run.Stack.Urn);
        }

        // A destroy shows its steps as they happen: dependants first.
        string[] before = operation == "destroy" ? [] : [.. run.Stack.Resources.Select(resource => resource.Name)];
        var wasDeployed = run.Stack.IsDeployed;
        IReadOnlyList<PluginClosure> closures = [];
        var result = new DeploymentResult { Operation = operation, IsPreview = isPreview, Urn = run.Stack.Urn };
        _current = run;
        await using (cancellationToken.Register(() => _ = run.CancelAsync()))
        {
            try
            {
                result = await work(run, result);
                run.Journal.Settle();
            }
            finally
            {
                _current = null;
                closures = await run.Providers.CloseAsync();
            }
        }

        return result with
        {
            Steps = InOrder(run.Steps, operation is "preview" or "up" ? run.ProgramOrder : before),
            StackStep = result.StackStep ?? (wasDeployed ? run.Stack.IsDeployed ? StepKind.Same : StepKind.Delete : null),
            Closures = closures,
            Diagnostics =
            [
                .. run.Diagnostics,
                .. engine.Entries.Where(entry => !entry.Ephemeral).Select(entry =>
                    new Diagnostic((Severity)(int)entry.Severity, entry.Message, entry.Urn.Length > 0 ? entry.Urn : null) { FromPlugin = true }),
            ],
        };
    }

    /// <summary>Steps in the program's order, or in the state's where there is no program; others follow as they happened.</summary>
    private static IReadOnlyList<DeploymentStep> InOrder(IReadOnlyList<DeploymentStep> steps, IReadOnlyList<string> names)
    {
        var order = names.Distinct().Select((name, index) => (name, index)).ToDictionary(entry => entry.name, entry => entry.index);
        return [.. steps.OrderBy(step => order.GetValueOrDefault(step.Name, int.MaxValue))];
    }
}

/// <summary>Texts about what earlier runs left open.</summary>
internal static class PendingText
{
    public static string Warning(IReadOnlyList<PendingOperation> operations) =>
        $"""
        Attempting to deploy or update resources with {Counted(operations, "operation")} from previous deployment.
        {Lines(operations)}
        Look up at the service what became of each. What a create may have made bears the name that `pulumi stack export` shows among the inputs of its pending operation:
        adopt it with `pulumi import`, or delete it there. Pending creates stay until `pulumi refresh --clear-pending-creates`; the others end with this operation.
        """;

    public static string Cleared(IReadOnlyList<PendingOperation> operations, bool preview) => $"{(preview ? "To clear" : "Cleared")}: {Counted(operations, "create")}\n{Lines(operations)}";
    private static string Counted(IReadOnlyList<PendingOperation> operations, string what) => $"{operations.Count} pending {what}{(operations.Count == 1 ? "" : "s")}";

    private static string Lines(IReadOnlyList<PendingOperation> operations) =>
        string.Join('\n', operations.Select(operation => $"  * {operation.Urn}, interrupted while {operation.Kind}"));
}
