// The providers of one operation: default, explicit, and those that only the state knows.
using System.Collections.Concurrent;

namespace InfoBip.EngineSimulator;

/// <summary>Starts, checks and configures providers; each has a plugin process of its own.</summary>
internal sealed class Providers(DeploymentRun run)
{
    /// <summary>The providers that the program declares, by URN; and those that the state's resources name, by URN and id.</summary>
    private readonly ConcurrentDictionary<string, Lazy<Task<ProviderSession>>> _sessions = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<IPlugin> _plugins = new();

    /// <summary>The default provider of a package, configured from the stack's configuration.</summary>
    public Task<ProviderSession> DefaultAsync(PluginRequest wanted) => Once(UrnOf(wanted), UrnOf(wanted), () => RegisterAsync(UrnOf(wanted), run.Options.Config.ForPackage(wanted.Package), wanted, []));

    /// <summary>An explicit provider with its evaluated settings.</summary>
    public async Task<ResourceView> ExplicitAsync(string urn, Struct news, PluginRequest wanted, IReadOnlyList<string> dependencies)
    {
        var provider = (await Once(urn, urn, () => RegisterAsync(urn, news, wanted, dependencies))).Provider;
        return new ResourceView(urn, provider.Id, provider.Outputs, run.IsPreview);
    }

    /// <summary>An explicit provider that is registered already; one that is not has failed, and has said so.</summary>
    public Task<ProviderSession> RegisteredAsync(string urn) => _sessions.TryGetValue(urn, out var session) ? session.Value : throw new SkipException();

    /// <summary>The provider that a resource in the state names: of this run, or configured from the state without CheckConfig.</summary>
    public async Task<ProviderSession> OfStateAsync(string reference)
    {
        var state = Find(reference) ?? throw new StepException($"The state holds no provider {reference}.");
        return _sessions.TryGetValue(state.Urn, out var registered) && await registered.Value is var session && session.Provider.Id == state.Id
            ? session
            : await Once(reference, state.Urn, async () => Configured(await LaunchAsync(PluginSettings.PluginOf(state)), state, state.Inputs));
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
    public Task<ProviderSession> ForImportAsync(PluginRequest wanted) => run.Stack.Find(UrnOf(wanted)) is { } state
        ? OfStateAsync(state.Reference)
        : Once(UrnOf(wanted), UrnOf(wanted), () => RegisterAsync(UrnOf(wanted), run.Options.Config.ForPackage(wanted.Package), wanted, [], raw: true));

    /// <summary>A provider without any state or settings of its own, as <c>pulumi do</c> has it: Configure alone.</summary>
    public Task<ProviderSession> WithoutStateAsync(string package)
    {
        var state = new ResourceState { Urn = ResourceUrn.Of("dev", "default", ResourceUrn.ProviderTypePrefix + package, ""), Id = Guid.NewGuid().ToString() };
        return Once(state.Reference, state.Urn, async () => Configured(await LaunchForSchemaAsync(package), state, new Struct()));
    }

    /// <summary>Starts a plugin and asks for its schema, as an import does for the code that it writes.</summary>
    public async Task<IPlugin> LaunchForSchemaAsync(string package)
    {
        var plugin = await LaunchAsync(new PluginRequest(package), withConfig: false);
        await StepException.CallAsync(plugin.Client.GetSchemaAsync(new GetSchemaRequest()));
        return plugin;
    }

    /// <summary>Asks the program's provider whether what changed from another provider's settings makes its resources new ones.</summary>
    public async Task<bool> DiffReplacesAsync(ProviderSession session, string oldReference) =>
        Find(oldReference) is { } old && (await DiffConfigAsync(session.Plugin, session.Provider.Urn, old, session.Provider.Inputs)).Replaces;

    public Task CancelAsync() => Task.WhenAll(Started.Select(session => session.CancelAsync()));

    /// <summary>Ends all plugins.</summary>
    public async Task<IReadOnlyList<PluginClosure>> CloseAsync()
    {
        await (run.IsCancelled ? Task.CompletedTask : Task.WhenAll(Started.Select(session => session.SettleAsync())));
        var closures = await Task.WhenAll(_plugins.Select(plugin => plugin.CloseAsync()));
        foreach (var plugin in _plugins)
        {
            await plugin.DisposeAsync();
        }

        foreach (var closure in closures.Where(closure => !closure.CancelAcknowledged))
        {
            run.Say(Severity.Error, $"The plugin did not acknowledge Cancel, so the engine would show its output as a bug of the provider:\n{closure.Output}{closure.ErrorOutput}");
        }

        return closures;
    }

    private IEnumerable<ProviderSession> Started => _sessions.Values.Where(session => session.Value.IsCompletedSuccessfully).Select(session => session.Value.Result);
    private string UrnOf(PluginRequest wanted) => run.UrnOf(ResourceUrn.ProviderTypePrefix + wanted.Package, PluginSettings.NameOf(wanted));
    private ResourceState? Find(string reference) => run.Stack.Resources.FirstOrDefault(resource => resource.IsProvider && resource.Reference == reference);

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
        var variables = withConfig ? new Dictionary<string, string> { ["PULUMI_PROJECT"] = run.Stack.Project, ["PULUMI_CONFIG"] = run.Options.Config.ToEnvironment(wanted.Package) } : [];
        var plugin = await run.Options.Launcher(new PluginLaunch(wanted, run.Engine.Address, variables), CancellationToken.None);
        _plugins.Enqueue(plugin);
        return plugin.Handshake.AcceptSecrets ? plugin : throw new PluginException("The engine simulator runs no plugin that does not take secrets.");
    }

    private ProviderSession Configured(IPlugin plugin, ResourceState state, Struct settings)
    {
        var session = new ProviderSession(plugin, state, run.IsPreview, run.Engine.Address);
        session.Configure(PluginSettings.ForPlugin(settings));
        return session;
    }

    private async Task<ProviderSession> RegisterAsync(string urn, Struct given, PluginRequest wanted, IReadOnlyList<string> dependencies, bool raw = false)
    {
        var plugin = await LaunchAsync(wanted);
        var news = PluginSettings.With(given, wanted);
        var old = run.Stack.Find(urn);
        var inputs = await CheckConfigAsync(plugin, urn, old?.Inputs, news, wanted);
        var diff = old is null ? DiffReading.None : await DiffConfigAsync(plugin, urn, old, inputs);
        if (diff.Replaces)
        {
            // A replacement is a new provider: the process that found it ends, and another one begins.
            await plugin.CloseAsync();
            plugin = await LaunchAsync(wanted);
            inputs = await CheckConfigAsync(plugin, urn, null, news, wanted);
        }

        var id = diff.Replaces || old is null ? run.IsPreview ? WireFormat.UnknownString : Guid.NewGuid().ToString() : old.Id;
        var state = new ResourceState { Urn = urn, Id = id, Inputs = inputs, Outputs = inputs, Dependencies = dependencies };
        var loaded = old is not null && !diff.HasChanges && _sessions.TryGetValue(old.Reference, out var refreshed) ? await refreshed.Value : null;
        var session = loaded ?? Configured(plugin, state, raw ? news : inputs);
        run.Stack.Put(state, diff.Replaces ? old : null);
        if (!PluginSettings.IsDefault(urn))
        {
            var kind = old is null ? StepKind.Create : diff.Replaces ? StepKind.Replace : diff.HasChanges ? StepKind.Update : StepKind.Same;
            run.Record(new DeploymentStep(kind, urn) { Changes = diff.Changes, Diff = diff.Answer, State = state });
        }

        return session;
    }

    private static async Task<Struct> CheckConfigAsync(IPlugin plugin, string urn, Struct? olds, Struct news, PluginRequest wanted)
    {
        var request = new CheckRequest { Urn = urn, Olds = Bare(olds ?? new Struct()), News = Bare(news), Name = ResourceUrn.NameOf(urn), Type = ResourceUrn.TypeOf(urn) };
        var answer = await OptionalAsync(plugin.Client.CheckConfigAsync(request), new CheckResponse { Inputs = news });
        Answers.ThrowIfAny(answer.Failures, urn, news);
        // Secretness is put back by key: CheckConfig gets and gives bare values.
        return PluginSettings.With(Answers.WithSecrets(Answers.Require(answer.Inputs, "the answer to CheckConfig", preview: true), news, []), wanted);
    }

    private static async Task<DiffReading> DiffConfigAsync(IPlugin plugin, string urn, ResourceState old, Struct inputs)
    {
        var request = new DiffRequest { Urn = urn, Olds = Bare(old.Outputs), OldInputs = Bare(old.Inputs), News = Bare(inputs), Name = ResourceUrn.NameOf(urn), Type = ResourceUrn.TypeOf(urn) };
        var reading = DiffReading.Of(await OptionalAsync(plugin.Client.DiffConfigAsync(request), DiffReading.None.Answer), request);
        return reading with { Changes = [.. reading.Changes.Select(change => IsSecret(old.Inputs, change) || IsSecret(inputs, change) ? change.AsSecret() : change)] };
    }

    /// <summary>A call that a plugin may do without.</summary>
    private static async Task<T> OptionalAsync<T>(AsyncUnaryCall<T> call, T without)
    {
        try
        {
            return await StepException.CallAsync(call);
        }
        catch (StepException error) when (error.InnerException is RpcException { StatusCode: StatusCode.Unimplemented })
        {
            return without;
        }
    }

    private static Struct Bare(Struct settings) => Wire.Unwrap(PluginSettings.ForPlugin(settings));
    private static bool IsSecret(Struct settings, StepChange change) => Wire.IsSecret(settings.Fields.GetValueOrDefault(WirePath.Parse(change.Path).Head));
}
