// One plugin process with its own sandbox and engine: for tests that make single calls.
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;
using Pulumirpc;

namespace InfoBip.Plugin.Tests;

/// <summary>How a <see cref="PluginFixture"/> is set up.</summary>
internal sealed record PluginSetup
{
    public SandboxOptions Sandbox { get; init; } = new() { UserSecret = SampleSecrets.User, OrganizationSecret = SampleSecrets.Organization };

    public string UserSecret { get; init; } = SampleSecrets.User;

    public string OrganizationSecret { get; init; } = SampleSecrets.Organization;

    public string Dialect { get; init; } = "your_mom";

    /// <summary>Where the plugin looks for the service; the sandbox by default.</summary>
    public Func<SandboxServer, Uri>? BaseUrl { get; init; }

    /// <summary>Whether Configure is called before the test begins.</summary>
    public bool Configured { get; init; } = true;

    /// <summary>Further settings; retries are off unless the test asks for them, since their waits take real time.</summary>
    public IReadOnlyList<(string Name, object? Value)> Settings { get; init; } = [];

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The id that the engine gives to the provider, which is the identity of the state; null for an engine that gives none.</summary>
    public string? ProviderId { get; init; }

    /// <summary>Where the plugin keeps its journal.</summary>
    public string Journals { get; init; } = JournalFolder.New();
}

/// <summary>A sandbox, an engine's log, and the plugin as a process.</summary>
internal sealed class PluginFixture : IAsyncDisposable
{
    private static readonly ByteString s_seed = ByteString.CopyFrom(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());

    private PluginFixture(SandboxServer sandbox, EngineHost engine, PluginProcess process) => (Sandbox, Engine, Process) = (sandbox, engine, process);

    public SandboxServer Sandbox { get; }

    public EngineHost Engine { get; }

    public PluginProcess Process { get; }

    public ResourceProvider.ResourceProviderClient Client => Process.Client;

    /// <summary>The first note in the engine's log: notes come beside the answers, not before them.</summary>
    public Task<LogRequest> FirstNote { get; private init; } = Task.FromException<LogRequest>(new InvalidOperationException());

    /// <summary>Every note in the engine's log so far.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<LogRequest> Notes { get; private init; } = new();

    /// <summary>See <see cref="PluginSetup.ProviderId"/>.</summary>
    public string? ProviderId { get; private init; }

    /// <summary>The settings that Configure got, or would have got.</summary>
    public Struct Settings { get; private init; } = new();

    public static async Task<PluginFixture> OpenAsync(PluginSetup? setup = null)
    {
        setup ??= new PluginSetup();
        var cancel = TestContext.Current.CancellationToken;
        var sandbox = await SandboxServer.StartAsync(setup.Sandbox, cancel);
        var noted = new TaskCompletionSource<LogRequest>(TaskCreationOptions.RunContinuationsAsynchronously);
        var notes = new System.Collections.Concurrent.ConcurrentQueue<LogRequest>();
        var engine = await EngineHost.StartAsync(
            entry =>
            {
                notes.Enqueue(entry);
                noted.TrySetResult(entry);
            },
            cancel);
        var options = new PluginProcessOptions(PluginBinary.FilePath)
        {
            Arguments = setup.Arguments,
            Environment = new Dictionary<string, string?>([.. PluginBinary.NoVariables, KeyValuePair.Create<string, string?>(JournalFolder.Variable, setup.Journals)])
                .Where(usual => !setup.Environment.ContainsKey(usual.Key))
                .Concat(setup.Environment)
                .ToDictionary(),
        };
        var baseUrl = setup.BaseUrl?.Invoke(sandbox) ?? sandbox.BaseUrl(setup.Dialect);
        var settings = Wire.Map(
            ("userSecret", Wire.Secret(setup.UserSecret)),
            ("organizationSecret", Wire.Secret(setup.OrganizationSecret)),
            ("apiDialect", setup.Dialect),
            ("baseUrl", baseUrl.ToString()),
            ("maxRetries", 0));
        foreach (var (name, value) in setup.Settings)
        {
            settings.Fields[name] = Wire.Of(value);
        }

        var plugin = new PluginFixture(sandbox, engine, await PluginProcess.StartAsync(options, engine.Address, cancel))
        {
            Settings = settings,
            FirstNote = noted.Task,
            Notes = notes,
            ProviderId = setup.ProviderId,
        };
        if (setup.Configured)
        {
            await plugin.ConfigureAsync(settings);
        }

        return plugin;
    }

    public async Task<ConfigureResponse> ConfigureAsync(Struct settings)
    {
        var request = new ConfigureRequest
        {
            Args = settings.Clone(),
            AcceptSecrets = true,
            AcceptResources = true,
            SendsOldInputs = true,
            SendsOldInputsToDelete = true,
            Urn = SampleResource.ProviderUrn,
            Name = "default",
            Type = SampleResource.ProviderType,
        };
        if (ProviderId is { } id)
        {
            request.Id = id;
        }

        return await Client.ConfigureAsync(request);
    }

    public async Task<CheckResponse> CheckConfigAsync(Struct news) =>
        await Client.CheckConfigAsync(new CheckRequest { Urn = SampleResource.ProviderUrn, Name = "default", Type = SampleResource.ProviderType, Olds = new Struct(), News = news.Clone() });

    public async Task<DiffResponse> DiffConfigAsync(Struct olds, Struct news) => await Client.DiffConfigAsync(new DiffRequest
    {
        Urn = SampleResource.ProviderUrn,
        Name = "default",
        Type = SampleResource.ProviderType,
        Olds = olds.Clone(),
        OldInputs = olds.Clone(),
        News = news.Clone(),
    });

    public async Task<CheckResponse> CheckAsync(Struct news, Struct? olds = null) => await Client.CheckAsync(new CheckRequest
    {
        Urn = SampleResource.Urn,
        Name = "sms",
        Type = SampleResource.Type,
        Olds = olds?.Clone() ?? new Struct(),
        News = news.Clone(),
        RandomSeed = s_seed,
    });

    public Task<DiffResponse> DiffAsync(Struct olds, Struct oldInputs, Struct news, params string[] ignoreChanges) => DiffAsync("12", olds, oldInputs, news, ignoreChanges);

    public async Task<DiffResponse> DiffAsync(string id, Struct olds, Struct oldInputs, Struct news, params string[] ignoreChanges)
    {
        var request = new DiffRequest
        {
            Id = id,
            Urn = SampleResource.Urn,
            Name = "sms",
            Type = SampleResource.Type,
            Olds = olds.Clone(),
            OldInputs = oldInputs.Clone(),
            News = news.Clone(),
        };
        request.IgnoreChanges.AddRange(ignoreChanges);
        return await Client.DiffAsync(request);
    }

    public async Task<CreateResponse> CreateAsync(Struct inputs, bool preview = false, double seconds = 0) => await Client.CreateAsync(
        new CreateRequest { Urn = SampleResource.Urn, Name = "sms", Type = SampleResource.Type, Properties = inputs.Clone(), Preview = preview, Timeout = seconds });

    public async Task<ReadResponse> ReadAsync(string id, Struct? inputs = null, Struct? state = null) =>
        await Client.ReadAsync(new ReadRequest { Id = id, Urn = SampleResource.Urn, Name = "sms", Type = SampleResource.Type, Inputs = inputs?.Clone(), Properties = state?.Clone() });

    public async Task<UpdateResponse> UpdateAsync(string id, Struct olds, Struct oldInputs, Struct news, bool preview = false) => await Client.UpdateAsync(new UpdateRequest
    {
        Id = id,
        Urn = SampleResource.Urn,
        Name = "sms",
        Type = SampleResource.Type,
        Olds = olds.Clone(),
        OldInputs = oldInputs.Clone(),
        News = news.Clone(),
        Preview = preview,
    });

    public async Task DeleteAsync(string id, Struct? state = null) =>
        await Client.DeleteAsync(new DeleteRequest { Id = id, Urn = SampleResource.Urn, Name = "sms", Type = SampleResource.Type, Properties = state?.Clone() ?? new Struct() });

    public async Task<InvokeResponse> InvokeAsync(string function, Struct arguments, bool preview = false) =>
        await Client.InvokeAsync(new InvokeRequest { Tok = $"infobip:index:{function}", Args = arguments.Clone(), Preview = preview });

    /// <summary>The outputs of a function that must succeed.</summary>
    public async Task<Struct> LookUpAsync(string function, params (string Name, object? Value)[] arguments)
    {
        var answer = await InvokeAsync(function, Wire.Map(arguments));
        Assert.Empty(answer.Failures);
        return answer.Return;
    }

    /// <summary>Everything that a list streams.</summary>
    public async Task<IReadOnlyList<ListResponse>> ListAsync(ListRequest request)
    {
        using var call = Client.List(request, cancellationToken: TestContext.Current.CancellationToken);
        var parts = new List<ListResponse>();
        while (await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken))
        {
            parts.Add(call.ResponseStream.Current);
        }

        return parts;
    }

    /// <summary>Waits until the sandbox has a request under way that a fault delays; half a minute is for a test that waits in vain.</summary>
    public Task<RecordedRequest> DelayedAsync(string method) => Sandbox
        .WaitForRequestAsync(request => request.Method == method && request.Fault == FaultKind.Delay, TestContext.Current.CancellationToken)
        .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    /// <summary>Kills the plugin, and waits until the system has let go of what it held.</summary>
    public async Task KillAsync()
    {
        Process.Process.Kill();
        await Process.CloseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        await Engine.DisposeAsync();
        await Sandbox.DisposeAsync();
    }
}
