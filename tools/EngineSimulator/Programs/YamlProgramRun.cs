// A YAML program while it runs: its resources evaluated and registered in the order that they need each other.
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace InfoBip.EngineSimulator;

/// <summary>Runs a YAML program.</summary>
internal sealed class YamlProgramRun
{
    private readonly DeploymentRun _run;
    private readonly YamlProgram _program;
    private readonly ProgramScope _scope;
    private readonly YamlInvoker _invoker;
    private readonly ResourceRegistrar _registrar;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _needs;
    private readonly Dictionary<string, TaskCompletionSource<ResourceView>> _views;

    public YamlProgramRun(DeploymentRun run, YamlProgram program)
    {
        (_run, _program, _registrar) = (run, program, new ResourceRegistrar(run));
        _needs = ResourceGraph.Of(program);
        _views = program.Resources.ToDictionary(
            resource => resource.Name, _ => new TaskCompletionSource<ResourceView>(TaskCreationOptions.RunContinuationsAsynchronously), StringComparer.Ordinal);
        _invoker = new YamlInvoker(run, program, name => _views[name].Task);
        _scope = new ProgramScope(program, run.Options.Config, run.Stack, name => _views[name].Task, _invoker.InvokeAsync);
    }

    /// <summary>Registers all resources and evaluates the outputs.</summary>
    public async Task<ProgramOutcome> RunAsync()
    {
        foreach (var resource in _program.Resources)
        {
            _run.Expect(resource.Name);
        }

        await Task.WhenAll(_program.Resources.Select(RegisterAsync));
        var outputs = await OutputsAsync();
        foreach (var name in _scope.Unused)
        {
            await _run.GuardAsync(_run.StackUrn, () => _scope.VariableAsync(name));
        }

        return new ProgramOutcome(
            _views.Values.All(view => view.Task.IsCompletedSuccessfully) && !_invoker.HasFailed,
            _program.Resources.Select(UrnOf).ToHashSet(StringComparer.Ordinal),
            outputs);
    }

    private string UrnOf(ResourceDeclaration declaration) => _run.UrnOf(declaration.Type, declaration.Name);

    private async Task RegisterAsync(ResourceDeclaration declaration)
    {
        var view = _views[declaration.Name];
        try
        {
            foreach (var need in _needs[declaration.Name])
            {
                await _views[need].Task;
            }
        }
        catch (Exception error) when (error is SkipException)
        {
            view.SetException(error);
            return;
        }

        ResourceView? result = null;
        await _run.GuardAsync(UrnOf(declaration), async () => result = await RegisterNowAsync(declaration));
        if (result is null)
        {
            view.SetException(new SkipException());
        }
        else
        {
            view.SetResult(result);
        }

        // A failure is awaited by dependants only; without any it would count as unobserved.
        _ = view.Task.Exception;
    }

    private async Task<ResourceView> RegisterNowAsync(ResourceDeclaration declaration)
    {
        var urn = UrnOf(declaration);
        string[] dependencies = [.. _needs[declaration.Name].Select(name => UrnOf(_program.Resources.First(other => other.Name == name)))];
        try
        {
            if (declaration.IsProvider)
            {
                var settings = await _scope.Evaluator.EvaluateMapAsync(declaration.Properties);
                await _run.Providers.ExplicitAsync(urn, settings, PluginOf(declaration), dependencies);
                var state = _run.Stack.Find(urn)!;
                return new ResourceView(urn, Value.ForString(state.Id), state.Outputs, _run.IsPreview);
            }

            var session = await SessionAsync(declaration);
            if (declaration.Get is { } get)
            {
                var id = await _scope.Evaluator.EvaluateAsync(get.Id);
                var known = await _scope.Evaluator.EvaluateMapAsync(get.State);
                return await _registrar.GetAsync(session, declaration, urn, id, known, dependencies);
            }

            return await _registrar.RegisterAsync(new Registration(_run, session, declaration, urn)
            {
                News = await _scope.Evaluator.EvaluateMapAsync(declaration.Properties),
                Seed = ByteString.CopyFrom(_run.Options.Seed(urn)),
                Dependencies = dependencies,
            });
        }
        catch (ProgramException error) when (error.Resource is null)
        {
            throw new ProgramException($"resource '{declaration.Name}': {error.Message}", 0, null, error);
        }
    }

    private Task<ProviderSession> SessionAsync(ResourceDeclaration declaration)
    {
        if (declaration.Options.Provider is not { } name)
        {
            return _run.Providers.DefaultAsync(PluginOf(declaration));
        }

        return _run.Providers.RegisteredAsync(UrnOf(_program.Resources.First(other => other.Name == name)));
    }

    private static PluginRequest PluginOf(ResourceDeclaration declaration) => new(ResourceUrn.PackageOf(declaration.Type))
    {
        Version = declaration.Options.Version,
        DownloadUrl = declaration.Options.PluginDownloadUrl,
    };

    private async Task<IReadOnlyList<KeyValuePair<string, Value>>> OutputsAsync()
    {
        var outputs = new List<KeyValuePair<string, Value>>();
        foreach (var (name, expression) in _program.Outputs)
        {
            await _run.GuardAsync(
                _run.StackUrn,
                async () => outputs.Add(KeyValuePair.Create(name, await _scope.Evaluator.EvaluateAsync(expression))));
        }

        return outputs;
    }
}
