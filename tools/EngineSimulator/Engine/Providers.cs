// The providers of one operation: default, explicit, and those that only the state knows.
using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;

namespace InfoBip.EngineSimulator;

/// <summary>Starts, checks and configures providers; each has a plugin process of its own.</summary>
internal sealed class Providers(DeploymentRun run)
{
    /// <summary>The providers that the program declares, by URN; and those that the state's resources name, by URN and id.</summary>
    private readonly ConcurrentDictionary<string, Lazy<Task<ProviderSession>>> _sessions = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<IPlugin> _plugins = new();

    /// <summary>The default provider of a package, configured from the stack's configuration.</summary>
    public Task<ProviderSession> DefaultAsync(PluginRequest wanted)
    {
        var urn = DefaultUrn(wanted);
        return Once(urn, urn, () => RegisterAsync(urn, run.Options.Config.ForPackage(wanted.Package), wanted, []));
    }

    /// <summary>An explicit provider with its evaluated settings.</summary>
    public Task<ProviderSession> ExplicitAsync(string urn, Struct news, PluginRequest wanted, IReadOnlyList<string> dependencies) =>
        Once(urn, urn, () => RegisterAsync(urn, news, wanted, dependencies));

    /// <summary>An explicit provider that is registered already; one that is not has failed, and has said so.</summary>
    public Task<ProviderSession> RegisteredAsync(string urn) => _sessions.TryGetValue(urn, out var session) ? session.Value : throw new SkipException();

    /// <summary>The provider that a resource in the state names: of this run, or configured from the state without CheckConfig.</summary>
    public async Task<ProviderSession> OfStateAsync(string reference)
    {
        var state = run.Stack.Resources.FirstOrDefault(resource => resource.IsProvider && resource.Reference == reference)
            ?? throw new StepException($"The state holds no provider {reference}.");
        if (_sessions.TryGetValue(state.Urn, out var registered) && (await registered.Value).Provider.Id == state.Id)
        {
            return await registered.Value;
        }

        return await Once(reference, state.Urn, async () => Configured(new(await LaunchAsync(StackProviderSettings.PluginOf(state)), state, run.IsPreview, run.Engine.Address), state.Inputs));
    }

    /// <summary>Loads every provider of the state, as a refresh and a destroy begin.</summary>
    public async Task LoadStateAsync()
    {
        foreach (var provider in run.Stack.Resources.Where(resource => resource.IsProvider))
        {
            await run.GuardAsync(provider.Urn, () => OfStateAsync(provider.Reference));
        }
    }

    /// <summary>The default provider as <c>pulumi import</c> has it: the state's; a new one is configured with the raw settings, not with what CheckConfig made of them.</summary>
    public async Task<ProviderSession> ForImportAsync(PluginRequest wanted)
    {
        var urn = DefaultUrn(wanted);
        return run.Stack.Find(urn) is { } state
            ? await OfStateAsync(state.Reference)
            : await Once(urn, urn, () => RegisterAsync(urn, run.Options.Config.ForPackage(wanted.Package), wanted, [], raw: true));
    }

    /// <summary>A provider without any state or settings of its own, as <c>pulumi do</c> has it: Configure alone.</summary>
    public async Task<ProviderSession> WithoutStateAsync(string package)
    {
        var state = new ResourceState { Urn = ResourceUrn.Of("dev", "default", ResourceUrn.ProviderTypePrefix + package, ""), Id = Guid.NewGuid().ToString() };
        var plugin = await LaunchAsync(new PluginRequest(package), withConfig: false);
        await ProviderSession.CallAsync(plugin.Client.GetSchemaAsync(new GetSchemaRequest()));
        return await Once(state.Reference, state.Urn, () => Task.FromResult(Configured(new(plugin, state, run.IsPreview, run.Engine.Address), new Struct())));
    }

    /// <summary>Asks a plugin for its schema alone, as an import does for the code that it writes.</summary>
    public async Task AskSchemaAsync(string package)
    {
        var plugin = await LaunchAsync(new PluginRequest(package), withConfig: false);
        await ProviderSession.CallAsync(plugin.Client.GetSchemaAsync(new GetSchemaRequest()));
    }

    /// <summary>Asks the program's provider whether what changed from another provider's settings makes its resources new ones.</summary>
    public async Task<bool> DiffReplacesAsync(ProviderSession session, string oldReference)
    {
        var old = run.Stack.Resources.FirstOrDefault(resource => resource.IsProvider && resource.Reference == oldReference);
        return old is not null && (await DiffConfigAsync(session.Plugin, session.Provider.Urn, old, session.Provider.Inputs)).Replaces;
    }

    public async Task CancelAsync() => await Task.WhenAll(
        _sessions.Values.Where(session => session.Value.IsCompletedSuccessfully).Select(session => session.Value.Result.CancelAsync()));

    /// <summary>Ends all plugins.</summary>
    public async Task<IReadOnlyList<PluginClosure>> CloseAsync()
    {
        if (!run.IsCancelled)
        {
            foreach (var session in _sessions.Values.Where(session => session.Value.IsCompletedSuccessfully))
            {
                await session.Value.Result.SettleAsync();
            }
        }

        var closures = await Task.WhenAll(_plugins.Select(plugin => plugin.CloseAsync()));
        foreach (var plugin in _plugins)
        {
            await plugin.DisposeAsync();
        }

        foreach (var closure in closures)
        {
            if (!closure.CancelAcknowledged)
            {
                run.Say(Severity.Error, $"The plugin did not acknowledge Cancel, so the engine would show its output as a bug of the provider:\n{closure.Output}{closure.ErrorOutput}");
            }

            if (closure.Killed || closure.ExitCode is not (null or 0))
            {
                run.Flag([closure.Killed ? "the process did not end within 5 s of SIGINT." : $"the process ended with exit code {closure.ExitCode}."], "");
            }
        }

        return closures;
    }

    private string DefaultUrn(PluginRequest wanted) => run.UrnOf(ResourceUrn.ProviderTypePrefix + wanted.Package, StackProviderSettings.NameOf(wanted));

    /// <summary>A provider that fails says so once, against its own URN; its resources are left out.</summary>
    private Task<ProviderSession> Once(string key, string urn, Func<Task<ProviderSession>> start) => _sessions.GetOrAdd(key, _ => new Lazy<Task<ProviderSession>>(async () =>
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
    })).Value;

    private async Task<IPlugin> LaunchAsync(PluginRequest wanted, bool withConfig = true)
    {
        var plugin = await run.Options.Launcher(new PluginLaunch(wanted, run.Engine.Address, !withConfig ? new Dictionary<string, string>() : new Dictionary<string, string>
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

    private static ProviderSession Configured(ProviderSession session, Struct settings)
    {
        session.Configure(StackProviderSettings.ForPlugin(settings));
        return session;
    }

    private async Task<ProviderSession> RegisterAsync(string urn, Struct given, PluginRequest wanted, IReadOnlyList<string> dependencies, bool raw = false)
    {
        var plugin = await LaunchAsync(wanted);
        var news = StackProviderSettings.With(given, wanted);
        var old = run.Stack.Find(urn);
        var inputs = await CheckConfigAsync(plugin, urn, old?.Inputs, news);
        var diff = old is null ? DiffReading.None : await DiffConfigAsync(plugin, urn, old, inputs);
        if (diff.Replaces)
        {
            // A replacement is a new provider: the process that found it ends, and another one begins.
            await plugin.CloseAsync();
            plugin = await LaunchAsync(wanted);
            inputs = await CheckConfigAsync(plugin, urn, null, news);
        }

        var id = diff.Replaces || old is null ? run.IsPreview ? WireFormat.UnknownString : Guid.NewGuid().ToString() : old.Id;
        var state = new ResourceState { Urn = urn, Id = id, Inputs = inputs, Outputs = inputs, Dependencies = dependencies };
        var loaded = old is not null && !diff.HasChanges && _sessions.TryGetValue(old.Reference, out var refreshed) ? await refreshed.Value : null;
        var session = loaded ?? Configured(new ProviderSession(plugin, state, run.IsPreview, run.Engine.Address), raw ? news : inputs);
        run.Stack.Put(state, diff.Replaces ? old : null);
        if (!StackProviderSettings.IsDefault(urn))
        {
            var kind = old is null ? StepKind.Create : diff.Replaces ? StepKind.Replace : diff.HasChanges ? StepKind.Update : StepKind.Same;
            run.Record(new DeploymentStep(kind, urn) { Changes = diff.Changes, Diff = diff.Answer, State = state });
        }

        return session;
    }

    private static async Task<Struct> CheckConfigAsync(IPlugin plugin, string urn, Struct? olds, Struct news)
    {
        CheckResponse answer;
        try
        {
            answer = await plugin.Client.CheckConfigAsync(new CheckRequest
            {
                Urn = urn,
                Olds = Bare(olds ?? new Struct()),
                News = Bare(news),
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

        Answers.ThrowIfAny(answer.Failures, urn, news);
        // Secretness is put back by key: CheckConfig gets and gives bare values.
        return StackProviderSettings.Restored(Answers.WithSecrets(Answers.Require(answer.Inputs, "the answer to CheckConfig", preview: true), news, []), news);
    }

    private static async Task<DiffReading> DiffConfigAsync(IPlugin plugin, string urn, ResourceState old, Struct inputs)
    {
        var request = new DiffRequest
        {
            Urn = urn,
            Olds = Bare(old.Outputs),
            OldInputs = Bare(old.Inputs),
            News = Bare(inputs),
            Name = ResourceUrn.NameOf(urn),
            Type = ResourceUrn.TypeOf(urn),
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

    private static Struct Bare(Struct settings) => Wire.Unwrap(StackProviderSettings.ForPlugin(settings));

    /// <summary>The bare values of a DiffConfig change, secret again where the settings are.</summary>
    private static StepChange Wrapped(StepChange change, Struct olds, Struct news)
    {
        var head = WirePath.Parse(change.Path).Head;
        return Wire.IsSecret(olds.Fields.GetValueOrDefault(head)) || Wire.IsSecret(news.Fields.GetValueOrDefault(head))
            ? change with { Old = change.Old is null ? null : Wire.Secret(change.Old), New = change.New is null ? null : Wire.Secret(change.New) }
            : change;
    }
}
