// The operations on a stack, as the engine runs them.

namespace InfoBip.EngineSimulator;

/// <summary>Runs operations on a stack against a plugin; one at a time.</summary>
/// <param name="options">What to work with.</param>
public sealed class Deployment(DeploymentOptions options)
{
    private volatile DeploymentRun? _current;

    /// <summary>Shows what up would do; the stack is left as it is.</summary>
    /// <param name="cancellationToken">Cancels as Ctrl-C does: plugins get a Cancel, running calls are awaited.</param>
    /// <exception cref="ProgramException">The program cannot run at all: a circle, or configuration is missing.</exception>
    public Task<DeploymentResult> PreviewAsync(CancellationToken cancellationToken = default) =>
        RunAsync("preview", isPreview: true, async (run, result) => result with { Outputs = await new UpRun(run, Program()).RunAsync() }, cancellationToken);

    /// <summary>Brings everything to what the program says.</summary>
    /// <param name="cancellationToken">Cancels as Ctrl-C does.</param>
    /// <exception cref="ProgramException">The program cannot run at all.</exception>
    public Task<DeploymentResult> UpAsync(CancellationToken cancellationToken = default) =>
        RunAsync("up", isPreview: false, async (run, result) => result with { Outputs = await new UpRun(run, Program()).RunAsync() }, cancellationToken);

    /// <summary>Compares the state with what is there, and brings the state up to date.</summary>
    /// <param name="previewOnly">True to leave the state as it is.</param>
    /// <param name="cancellationToken">Cancels as Ctrl-C does.</param>
    public Task<DeploymentResult> RefreshAsync(bool previewOnly, CancellationToken cancellationToken) =>
        RefreshAsync(previewOnly, clearPendingCreates: false, cancellationToken);

    /// <summary>Compares the state with what is there, and brings the state up to date.</summary>
    /// <param name="previewOnly">True to leave the state as it is.</param>
    /// <param name="clearPendingCreates">True to forget the creates that earlier runs left open; without it they stay.</param>
    /// <param name="cancellationToken">Cancels as Ctrl-C does.</param>
    public Task<DeploymentResult> RefreshAsync(bool previewOnly = false, bool clearPendingCreates = false, CancellationToken cancellationToken = default) =>
        RunAsync("refresh", previewOnly, (run, result) => DoAsync(new RefreshRun(run).RefreshAsync(clearPendingCreates), result), cancellationToken);

    /// <summary>Deletes everything in the stack.</summary>
    /// <param name="cancellationToken">Cancels as Ctrl-C does.</param>
    public Task<DeploymentResult> DestroyAsync(CancellationToken cancellationToken = default) =>
        RunAsync("destroy", isPreview: false, (run, result) => DoAsync(new DeletionRun(run).DestroyAsync(), result), cancellationToken);

    /// <summary>Takes an existing thing into the stack, unprotected.</summary>
    /// <param name="type">The type token.</param>
    /// <param name="name">The logical name to give it.</param>
    /// <param name="id">The thing's id.</param>
    /// <param name="cancellationToken">Cancels as Ctrl-C does.</param>
    public Task<DeploymentResult> ImportAsync(string type, string name, string id, CancellationToken cancellationToken = default) =>
        RunAsync(
            "import",
            isPreview: false,
            async (run, result) => result with { Code = await new ImportRun(run).ImportAsync(type, name, id) },
            cancellationToken);

    /// <summary>Lists what there is of a type, as <c>pulumi do … list</c> does; the stack is left as it is.</summary>
    /// <param name="type">The type token.</param>
    /// <param name="query">What to list.</param>
    /// <param name="cancellationToken">Cancels as Ctrl-C does.</param>
    public Task<DeploymentResult> ListAsync(string type, ListQuery query, CancellationToken cancellationToken = default) =>
        RunAsync(
            "list",
            isPreview: true,
            async (run, result) =>
            {
                var (things, continuation) = await new ListRun(run).ListAsync(type, query);
                return result with { Listed = things, Continuation = continuation };
            },
            cancellationToken);

    /// <summary>Cancels the running operation as Ctrl-C does: no new work, Cancel to the plugins, running calls are waited for.</summary>
    public Task CancelAsync() => _current?.CancelAsync() ?? Task.CompletedTask;

    private IProgram Program() =>
        options.Program ?? throw new InvalidOperationException("Preview and up need a program.");

    private static async Task<DeploymentResult> DoAsync(Task work, DeploymentResult result)
    {
        await work;
        return result;
    }

    private async Task<DeploymentResult> RunAsync(
        string operation, bool isPreview, Func<DeploymentRun, DeploymentResult, Task<DeploymentResult>> work, CancellationToken cancellationToken)
    {
        await using var engine = await EngineHost.StartAsync(options.OnLog, cancellationToken);
        using var run = new DeploymentRun(options, isPreview ? options.Stack.Clone() : options.Stack, isPreview, engine);
        if (operation is "up" or "destroy" && run.Stack.PendingOperations is { Count: > 0 } pending)
        {
            run.Say(Severity.Warning, PendingText.Warning(pending), run.StackUrn);
        }

        // A destroy shows its steps as they happen: dependants first.
        string[] before = operation == "destroy" ? [] : [.. run.Stack.Resources.Select(resource => resource.Name)];
        var isProgram = operation is "preview" or "up";
        _current = run;
        IReadOnlyList<PluginClosure> closures = [];
        var result = new DeploymentResult { Operation = operation };
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
            Steps = InOrder(run.Steps, isProgram ? run.ProgramOrder : before),
            Closures = closures,
            Diagnostics = [.. run.Diagnostics, .. engine.Entries.Where(entry => !entry.Ephemeral).Select(FromPlugin)],
        };
    }

    /// <summary>Steps in the program's order, or in the state's where there is no program; others follow as they happened.</summary>
    private static IReadOnlyList<DeploymentStep> InOrder(IReadOnlyList<DeploymentStep> steps, IReadOnlyList<string> names)
    {
        var order = names.Distinct().Select((name, index) => (name, index)).ToDictionary(entry => entry.name, entry => entry.index);
        return [.. steps.OrderBy(step => order.GetValueOrDefault(step.Name, int.MaxValue))];
    }

    private static Diagnostic FromPlugin(LogEntry entry) =>
        new((Severity)(int)entry.Severity, entry.Message, entry.Urn.Length > 0 ? entry.Urn : null) { FromPlugin = true };
}
