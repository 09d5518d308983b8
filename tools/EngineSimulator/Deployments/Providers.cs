// The providers of one operation: default, explicit, and those that only the state knows.
using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;

namespace InfoBip.EngineSimulator;

/// <summary>Starts, checks and configures providers; each has a plugin process of its own.</summary>
internal sealed class Providers(DeploymentRun run)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<ProviderSession>>> _sessions = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<IPlugin> _plugins = new();

    /// <summary>The default provider of a package, configured from the stack's configuration.</summary>
    /// <param name="wanted">The package, with what the program says of its plugin.</param>
    /// <param name="configureRaw">True for <c>pulumi import</c>, whose Configure gets the raw configuration (protocol file, 2.1).</param>
    public Task<ProviderSession> DefaultAsync(PluginRequest wanted, bool configureRaw = false)
    {
        var urn = run.UrnOf(ResourceUrn.ProviderTypePrefix + wanted.Package, StackProviderSettings.NameOf(wanted));
        return Once(urn, () => RegisterAsync(urn, run.Options.Config.ForPackage(wanted.Package), wanted, configureRaw, []));
    }

    /// <summary>An explicit provider with its evaluated settings.</summary>
    public Task<ProviderSession> ExplicitAsync(string urn, Struct news, PluginRequest wanted, IReadOnlyList<string> dependencies) =>
        Once(urn, () => RegisterAsync(urn, news, wanted, false, dependencies));

    /// <summary>An explicit provider that is registered already; one that is not has failed, and has said so.</summary>
    public Task<ProviderSession> RegisteredAsync(string urn) => _sessions.TryGetValue(urn, out var session) ? session.Value : throw new SkipException();

    /// <summary>The provider that a resource in the state names: of this run, or configured from the state without CheckConfig.</summary>
    public Task<ProviderSession> OfStateAsync(ResourceState resource) => Once(resource.ProviderUrn, async () =>
    {
        var state = run.Stack.Find(resource.ProviderUrn)
            ?? throw new StepException($"The state holds no provider {resource.ProviderUrn}.");
        var wanted = StackProviderSettings.PluginOf(state);
        var session = new ProviderSession(await LaunchAsync(wanted), state.Urn, state.Id, run.IsPreview);
        session.Configure(StackProviderSettings.ForPlugin(state.Inputs), wanted.Package);
        return session;
    });

    public async Task CancelAsync() => await Task.WhenAll(
        _sessions.Values.Where(session => session.Value.IsCompletedSuccessfully).Select(session => session.Value.Result.CancelAsync()));

    /// <summary>Ends all plugins.</summary>
    public async Task<IReadOnlyList<PluginClosure>> CloseAsync()
    {
        foreach (var session in _sessions.Values.Where(session => session.Value.IsCompletedSuccessfully))
        {
            await session.Value.Result.SettleAsync();
        }

        var closures = await Task.WhenAll(_plugins.Select(plugin => plugin.CloseAsync()));
        foreach (var plugin in _plugins)
        {
            await plugin.DisposeAsync();
        }

        foreach (var closure in closures.Where(closure => !closure.CancelAcknowledged))
        {
            run.Say(Severity.Error, $"The plugin did not acknowledge Cancel, so the engine would show its output as a bug of the provider:\n{closure.Output}{closure.ErrorOutput}");
        }

        foreach (var closure in closures.Where(closure => closure.Killed || closure.ExitCode is not (null or 0)))
        {
            run.Flag([closure.Killed ? "the process did not end within 5 s of SIGINT." : $"the process ended with exit code {closure.ExitCode}."], "");
        }

        return closures;
    }

    private Task<ProviderSession> Once(string urn, Func<Task<ProviderSession>> start) =>
        _sessions.GetOrAdd(urn, _ => new Lazy<Task<ProviderSession>>(() => StartAsync(urn, start))).Value;

    /// <summary>A provider that fails says so once, against its own URN; its resources are left out.</summary>
    private async Task<ProviderSession> StartAsync(string urn, Func<Task<ProviderSession>> start)
    {
        try
        {
            return await start();
        }
        catch (Exception error) when (error is StepException or PluginException or PluginProtocolException)
        {
            run.Fail(error, urn);
            throw new SkipException();
        }
    }

    private async Task<IPlugin> LaunchAsync(PluginRequest wanted)
    {
        var plugin = await run.Options.Launcher(new PluginLaunch(wanted, run.Engine.Address, new Dictionary<string, string>
        {
            ["PULUMI_PROJECT"] = run.Stack.Project,
            ["PULUMI_CONFIG"] = run.Options.Config.ToEnvironment(wanted.Package),
        }), CancellationToken.None);
        _plugins.Enqueue(plugin);
        if (plugin.Version.Length == 0)
        {
            run.Flag(["GetPluginInfo gives no version, so the engine cannot cache the schema."], "");
        }

        return plugin;
    }

    private async Task<ProviderSession> RegisterAsync(string urn, Struct given, PluginRequest wanted, bool configureRaw, IReadOnlyList<string> dependencies)
    {
        var plugin = await LaunchAsync(wanted);
        var news = StackProviderSettings.With(given, wanted);
        var old = run.Stack.Find(urn);
        var inputs = await CheckConfigAsync(plugin, urn, old, news);
        var diff = old is null ? DiffReading.None : await DiffConfigAsync(plugin, old, inputs);
        var id = diff.Replaces || old is null ? run.IsPreview ? WireFormat.UnknownString : Guid.NewGuid().ToString() : old.Id;
        var session = new ProviderSession(plugin, urn, id, run.IsPreview) { IsReplaced = diff.Replaces };
        session.Configure(StackProviderSettings.ForPlugin(configureRaw ? news : inputs), wanted.Package);
        var state = new ResourceState { Urn = urn, Id = id, Inputs = inputs, Outputs = inputs, Dependencies = dependencies };
        run.Stack.Put(state);
        if (!StackProviderSettings.IsDefault(urn))
        {
            var kind = old is null ? StepKind.Create : diff.Replaces ? StepKind.Replace : diff.HasChanges ? StepKind.Update : StepKind.Same;
            run.Record(new DeploymentStep(kind, urn) { Changes = diff.Changes, Diff = diff.Answer, State = state });
        }

        return session;
    }

    private static async Task<Struct> CheckConfigAsync(IPlugin plugin, string urn, ResourceState? old, Struct news)
    {
        CheckResponse answer;
        try
        {
            answer = await plugin.Client.CheckConfigAsync(new CheckRequest
            {
                Urn = urn,
                Olds = Wire.Unwrap(StackProviderSettings.ForPlugin(old?.Inputs ?? new Struct())),
                News = Wire.Unwrap(StackProviderSettings.ForPlugin(news)),
                Name = ResourceUrn.NameOf(urn),
                Type = ResourceUrn.TypeOf(urn),
            });
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.Unimplemented)
        {
            return news.Clone();
        }
        catch (RpcException error)
        {
            throw StepException.Of(error);
        }

        CheckFailures.ThrowIfAny(answer.Failures, urn, news);
        // Secretness is put back by key: CheckConfig gets and gives bare values (protocol file, 3.1 and 4.2).
        return StackProviderSettings.Restored(Answers.WithSecrets(Answers.Require(answer.Inputs, "the answer to CheckConfig", preview: true), news, []), news);
    }

    private static async Task<DiffReading> DiffConfigAsync(IPlugin plugin, ResourceState old, Struct inputs)
    {
        var request = new DiffRequest
        {
            Id = old.Id,
            Urn = old.Urn,
            Olds = Wire.Unwrap(StackProviderSettings.ForPlugin(old.Outputs)),
            OldInputs = Wire.Unwrap(StackProviderSettings.ForPlugin(old.Inputs)),
            News = Wire.Unwrap(StackProviderSettings.ForPlugin(inputs)),
            Name = old.Name,
            Type = old.Type,
        };
        try
        {
            var reading = DiffReading.Of(await plugin.Client.DiffConfigAsync(request), request);
            return reading with { Changes = [.. reading.Changes.Select(change => Wrapped(change, old.Inputs, inputs))] };
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.Unimplemented)
        {
            return DiffReading.None;
        }
        catch (RpcException error)
        {
            throw StepException.Of(error);
        }
    }

    /// <summary>The bare values of a DiffConfig change, secret again where the settings are.</summary>
    private static StepChange Wrapped(StepChange change, Struct olds, Struct news)
    {
        var head = WirePath.Parse(change.Path).Head;
        return Wire.IsSecret(olds.Fields.GetValueOrDefault(head)) || Wire.IsSecret(news.Fields.GetValueOrDefault(head))
            ? change with { Old = change.Old is null ? null : Wire.Secret(change.Old), New = change.New is null ? null : Wire.Secret(change.New) }
            : change;
    }
}
