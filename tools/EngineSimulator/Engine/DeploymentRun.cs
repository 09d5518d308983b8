// What the parts of one operation share: its stack, its providers, and the record of what it does.
namespace InfoBip.EngineSimulator;

/// <summary>Something is not done because what it needs has failed, which has been said.</summary>
internal sealed class SkipException : Exception;

/// <summary>One operation while it runs.</summary>
internal sealed class DeploymentRun : IDisposable
{
    private readonly ConcurrentQueue<Diagnostic> _diagnostics = new();
    private readonly ConcurrentQueue<DeploymentStep> _steps = new();
    private readonly ConcurrentQueue<string> _programOrder = new();
    private readonly CancellationTokenSource _cancelled = new();

    public DeploymentRun(DeploymentOptions options, bool preview, EngineHost engine, string operation)
    {
        (Options, Stack, IsPreview, Engine) = (options, preview ? options.Stack.Clone() : options.Stack, preview, engine);
        (Providers, Result) = (new Providers(this), new DeploymentResult { Operation = operation, IsPreview = preview, Urn = Stack.Urn });
    }

    public DeploymentOptions Options { get; }

    /// <summary>The stack to work on: a copy in previews.</summary>
    public Stack Stack { get; }
    public bool IsPreview { get; }
    public EngineHost Engine { get; }
    public Providers Providers { get; }

    /// <summary>What has come of it so far.</summary>
    public DeploymentResult Result { get; set; }
    public bool IsCancelled => _cancelled.IsCancellationRequested;
    public CancellationToken Cancelled => _cancelled.Token;
    public IReadOnlyList<Diagnostic> Diagnostics => [.. _diagnostics];
    public bool HasFailed => _diagnostics.Any(diagnostic => diagnostic.Severity == LogSeverity.Error);
    public string UrnOf(string type, string name) => ResourceUrn.Of(Stack.Name, Stack.Project, type, name);
    public bool IsTarget(string urn) => Options.Targets.Count == 0 || Options.Targets.Contains(urn);
    public void Say(LogSeverity severity, string message, string? urn = null) => _diagnostics.Enqueue(new Diagnostic(severity, message, urn));

    /// <summary>Reports a failure that stops a resource.</summary>
    public void Fail(EngineException error, string urn) =>
        _diagnostics.Enqueue(new Diagnostic(LogSeverity.Error, error.Message, urn) { IsProtocolError = error.IsProtocolError });

    /// <summary>Keeps the place of a resource in the program.</summary>
    public void Expect(string name) => _programOrder.Enqueue(name);
    public void Record(DeploymentStep step) => _steps.Enqueue(step);

    /// <summary>Steps in the program's order, or in the given one where there is no program; others follow as they happened.</summary>
    public IReadOnlyList<DeploymentStep> StepsInOrder(IEnumerable<string> names)
    {
        var order = _programOrder.Concat(names).Distinct().Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        return [.. _steps.OrderBy(step => order.GetValueOrDefault(step.Name, int.MaxValue))];
    }

    /// <summary>Stops new work and sends Cancel to the plugins; running calls are awaited. A second time, they are not: the connections close.</summary>
    public Task CancelAsync() => IsCancelled ? Providers.CloseAsync() : Task.WhenAll(_cancelled.CancelAsync(), Providers.CancelAsync());

    /// <summary>Does one resource's work; failures become diagnostics.</summary>
    /// <returns>Whether it succeeded.</returns>
    public async Task<bool> GuardAsync(string urn, Func<Task> work)
    {
        try
        {
            if (IsCancelled)
            {
                throw new EngineException("Not done: the operation was cancelled.");
            }

            if (!Options.ContinueOnError && HasFailed)
            {
                return false;
            }

            await work();
            return true;
        }
        catch (SkipException)
        {
            // The reason stands with the resource that failed first.
        }
        catch (Exception error) when (error is EngineException or RpcException)
        {
            Fail(error as EngineException ?? EngineException.Of((RpcException)error), urn);
        }

        return false;
    }

    /// <summary>
    /// Makes a call and keeps it in the stack while it runs, so that a process that is killed leaves a record of it. A preview does so in its copy, which is never saved.
    /// </summary>
    public async Task<T> DoAsync<T>(ResourceState resource, string kind, Func<Task<T>> work)
    {
        var operation = new PendingOperation(resource, kind);
        Stack.AddPending(operation);
        try
        {
            Save();
            return await work();
        }
        finally
        {
            // Also a failure of unknown outcome ends the operation: the engine keeps only those whose end it never came to write.
            Stack.RemovePending(other => ReferenceEquals(other, operation));
            Save();
        }
    }

    private void Save() => (IsPreview ? null : Options.Save)?.Invoke(Stack);

    public void Dispose() => _cancelled.Dispose();
}
