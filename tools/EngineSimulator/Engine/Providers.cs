// The providers of one operation: default, explicit, and those that only the state knows.
namespace InfoBip.EngineSimulator;

/// <summary>Starts, checks and configures providers; each has a plugin process of its own.</summary>
internal sealed class Providers(DeploymentRun run)
{
    /// <summary>The providers that the program declares, by URN; and those that the state's resources name, by URN and id.</summary>
    private readonly ConcurrentDictionary<string, Lazy<Task<ProviderSession>>> _sessions = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<PluginProcess> _plugins = new();

    /// <summary>The default provider of a package, configured from the stack's configuration.</summary>
    /// <param name="wanted">Its plugin.</param>
    /// <param name="raw">Whether it gets these settings as they are, not what CheckConfig made of them.</param>
    public Task<ProviderSession> DefaultAsync(PluginRequest wanted, bool raw = false) => RegisterAsync(UrnOf(wanted), run.Options.Config.ForPackage(wanted.Package), wanted, [], raw);

    /// <summary>An explicit provider with its evaluated settings.</summary>
    public async Task<ResourceState> ExplicitAsync(string urn, Struct news, PluginRequest wanted, IReadOnlyList<string> dependencies) => (await RegisterAsync(urn, news, wanted, dependencies)).Provider;

    /// <summary>An explicit provider that is registered already; one that is not has failed, and has said so.</summary>
    public Task<ProviderSession> RegisteredAsync(string urn) => _sessions.TryGetValue(urn, out var session) ? session.Value : throw new SkipException();

    /// <summary>The provider that a resource in the state names: of this run, or configured from the state without CheckConfig.</summary>
    public async Task<ProviderSession> OfStateAsync(string reference)
    {
        var state = Find(reference) ?? throw new EngineException($"The state holds no provider {reference}.");
        return _sessions.TryGetValue(state.Urn, out var registered) && await registered.Value is var session && session.Provider.Id == state.Id
            ? session
            : await Once(reference, state.Urn, async () => Session(await LaunchAsync(PluginRequest.Of(state)), state).Configure(state.Inputs));
    }

    /// <summary>Loads every provider of the state, as a refresh and a destroy begin.</summary>
    public Task LoadStateAsync() => Task.WhenAll(run.Stack.Resources.Where(resource => resource.IsProvider).Select(provider => run.GuardAsync(provider.Urn, () => OfStateAsync(provider.Reference))));

    /// <summary>The default provider as <c>pulumi import</c> has it: the state's, or a new one.</summary>
    public Task<ProviderSession> ForImportAsync(PluginRequest wanted) => run.Stack.Find(UrnOf(wanted)) is { } state ? OfStateAsync(state.Reference) : DefaultAsync(wanted, raw: true);

    /// <summary>A provider without any state or settings of its own, as <c>pulumi do</c> has it: Configure alone.</summary>
    public Task<ProviderSession> WithoutStateAsync(string package)
    {
        var state = new ResourceState { Urn = ResourceUrn.Of("dev", "default", ResourceUrn.ProviderTypePrefix + package, ""), Id = Guid.NewGuid().ToString() };
        return Once(state.Reference, state.Urn, async () => Session(await LaunchForSchemaAsync(package), state).Configure(new Struct()));
    }

    /// <summary>Starts a plugin and asks for its schema, as an import does for the code that it writes.</summary>
    public async Task<PluginProcess> LaunchForSchemaAsync(string package)
    {
        var plugin = await LaunchAsync(new PluginRequest(package), withConfig: false);
        await EngineException.CallAsync(plugin.Client.GetSchemaAsync(new GetSchemaRequest()));
        return plugin;
    }

    /// <summary>Asks the program's provider whether what changed from another provider's settings makes its resources new ones.</summary>
    public async Task<bool> DiffReplacesAsync(ProviderSession session, string oldReference) =>
        Find(oldReference) is { } old && (await DiffConfigAsync(session, old, session.Provider.Inputs)).Replaces;

    public Task CancelAsync() => Task.WhenAll(Started.Select(session => session.CancelAsync()));

    /// <summary>Ends all plugins.</summary>
    public async Task<IReadOnlyList<PluginClosure>> CloseAsync()
    {
        await (run.IsCancelled ? Task.CompletedTask : Task.WhenAll(Started.Select(session => session.SettleAsync())));
        var closures = await Task.WhenAll(_plugins.Select(plugin => plugin.CloseAsync()));
        foreach (var closure in closures.Where(closure => !closure.CancelAcknowledged))
        {
            run.Say(LogSeverity.Error, $"The plugin did not acknowledge Cancel, so the engine would show its output as a bug of the provider:\n{closure.Output}{closure.ErrorOutput}");
        }

        return closures;
    }

    private IEnumerable<ProviderSession> Started => _sessions.Values.Where(session => session.Value.IsCompletedSuccessfully).Select(session => session.Value.Result);
    private string UrnOf(PluginRequest wanted) => run.UrnOf(ResourceUrn.ProviderTypePrefix + wanted.Package, wanted.DefaultName);
    private ResourceState? Find(string reference) => run.Stack.Resources.FirstOrDefault(resource => resource.IsProvider && resource.Reference == reference);
    private ProviderSession Session(PluginProcess plugin, ResourceState state) => new(plugin, state, run);

    /// <summary>A provider that fails says so once, against its own URN; its resources are left out.</summary>
    private Task<ProviderSession> Once(string key, string urn, Func<Task<ProviderSession>> start) => _sessions.GetOrAdd(key, _ => new Lazy<Task<ProviderSession>>(async () =>
    {
        try
        {
            return await start();
        }
        catch (EngineException error)
        {
            run.Fail(error, urn);
            throw new SkipException();
        }
    })).Value;

    private async Task<PluginProcess> LaunchAsync(PluginRequest wanted, bool withConfig = true)
    {
        var variables = withConfig ? new Dictionary<string, string?> { ["PULUMI_PROJECT"] = run.Stack.Project, ["PULUMI_CONFIG"] = run.Options.Config.ToEnvironment(wanted.Package) } : [];
        var plugin = await run.Options.Launcher(new PluginLaunch(wanted, run.Engine.Address, variables));
        _plugins.Enqueue(plugin);
        return plugin.Handshake.AcceptSecrets ? plugin : throw new EngineException("The engine simulator runs no plugin that does not take secrets.");
    }

    private Task<ProviderSession> RegisterAsync(string urn, Struct given, PluginRequest wanted, IReadOnlyList<string> dependencies, bool raw = false) => Once(urn, urn, async () =>
    {
        var (news, old) = (wanted.AddTo(given), run.Stack.Find(urn));
        var state = new ResourceState { Urn = urn, Id = old?.Id ?? "", Dependencies = dependencies };
        var session = Session(await LaunchAsync(wanted), state);
        var inputs = await CheckConfigAsync(session, old?.Inputs ?? new Struct(), news, wanted);
        var diff = old is null ? DiffReading.None : await DiffConfigAsync(session, old, inputs);
        if (diff.Replaces)
        {
            // A replacement is a new provider: the process that found it ends, and another one begins.
            await session.Plugin.CloseAsync();
            session = Session(await LaunchAsync(wanted), state);
            inputs = await CheckConfigAsync(session, new Struct(), news, wanted);
        }

        state = state with { Id = old is not null && !diff.Replaces ? old.Id : run.IsPreview ? WireFormat.UnknownString : Guid.NewGuid().ToString(), Inputs = inputs, Outputs = inputs };
        var loaded = old is not null && !diff.HasChanges && _sessions.TryGetValue(old.Reference, out var refreshed) ? await refreshed.Value : null;
        run.Stack.Put(state, diff.Replaces ? old : null);
        if (!PluginRequest.IsDefault(urn))
        {
            var kind = old is null ? StepKind.Create : diff.Replaces ? StepKind.Replace : diff.HasChanges ? StepKind.Update : StepKind.Same;
            run.Record(new DeploymentStep(kind, urn) { Changes = diff.Changes, State = state });
        }

        return loaded ?? Session(session.Plugin, state).Configure(raw ? news : inputs);
    });

    private static async Task<Struct> CheckConfigAsync(ProviderSession session, Struct olds, Struct news, PluginRequest wanted)
    {
        var request = session.About(new CheckRequest { Olds = Bare(olds), News = Bare(news) }, session.Provider);
        var answer = await EngineException.CallAsync(session.Plugin.Client.CheckConfigAsync(request));
        Answers.ThrowIfAny(answer.Failures, request.Urn, news);
        // Secretness is put back by key: CheckConfig gets and gives bare values.
        return wanted.AddTo(Answers.WithSecrets(Answers.Require(answer.Inputs, "the answer to CheckConfig", preview: true), news, []));
    }

    private static async Task<DiffReading> DiffConfigAsync(ProviderSession session, ResourceState old, Struct inputs)
    {
        var request = session.About(new DiffRequest { Olds = Bare(old.Outputs), OldInputs = Bare(old.Inputs), News = Bare(inputs) }, session.Provider with { Id = "" });
        var reading = DiffReading.Of(await EngineException.CallAsync(session.Plugin.Client.DiffConfigAsync(request)), request);
        return reading with { Changes = [.. reading.Changes.Select(change => IsSecret(old.Inputs, change) || IsSecret(inputs, change) ? change.AsSecret() : change)] };
    }

    private static Struct Bare(Struct settings) => Wire.Unwrap(PluginRequest.ForPlugin(settings));
    private static bool IsSecret(Struct settings, StepChange change) => Wire.IsSecret(settings.Find(WirePath.Parse(change.Path).Head));
}
