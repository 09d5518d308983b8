// What the parts of one operation share.
using System.Collections.Concurrent;

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
    private volatile bool _failed;

    public DeploymentRun(DeploymentOptions options, bool preview, EngineHost engine)
    {
        (Options, Stack, IsPreview, Engine) = (options, preview ? options.Stack.Clone() : options.Stack, preview, engine);
        Providers = new Providers(this);
        Journal = new Journal(Stack, preview ? null : options.Save);
    }

    public DeploymentOptions Options { get; }

    /// <summary>The stack to work on: a copy in previews.</summary>
    public Stack Stack { get; }
    public bool IsPreview { get; }
    public EngineHost Engine { get; }
    public Providers Providers { get; }
    public Journal Journal { get; }
    public bool IsCancelled => _cancelled.IsCancellationRequested;
    public CancellationToken Cancelled => _cancelled.Token;
    public IReadOnlyList<Diagnostic> Diagnostics => [.. _diagnostics];
    public string UrnOf(string type, string name) => ResourceUrn.Of(Stack.Name, Stack.Project, type, name);
    public bool IsTarget(string urn) => Options.Targets.Count == 0 || Options.Targets.Contains(urn);
    public void Say(Severity severity, string message, string? urn = null) => _diagnostics.Enqueue(new Diagnostic(severity, message, urn));

    /// <summary>Reports a failure that stops a resource.</summary>
    public void Fail(Exception error, string urn)
    {
        _failed = true;
        _diagnostics.Enqueue(new Diagnostic(Severity.Error, error.Message, urn) { IsProtocolError = error is PluginProtocolException });
    }

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
    public async Task CancelAsync()
    {
        if (IsCancelled)
        {
            await Providers.CloseAsync();
            return;
        }

        await _cancelled.CancelAsync();
        await Providers.CancelAsync();
    }

    /// <summary>Does one resource's work; failures become diagnostics.</summary>
    /// <returns>Whether it succeeded.</returns>
    public async Task<bool> GuardAsync(string urn, Func<Task> work)
    {
        try
        {
            if (IsCancelled)
            {
                throw new StepException("Not done: the operation was cancelled.");
            }

            if (_failed && !Options.ContinueOnError)
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
        catch (Exception error) when (error is StepException or ProgramException or PluginException or PluginProtocolException)
        {
            Fail(error, urn);
        }
        catch (RpcException error)
        {
            Fail(StepException.Of(error), urn);
        }

        return false;
    }

    public void Dispose() => _cancelled.Dispose();
}
