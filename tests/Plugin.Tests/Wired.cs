// One plugin process on the wire: for tests that make single calls.
using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;
using Pulumirpc;

namespace InfoBip.Plugin.Tests;

/// <summary>How a plugin on the wire is set up.</summary>
internal sealed record Wiring
{
    public SandboxOptions Sandbox { get; init; } = new() { UserSecret = Stage.UserSecret, OrganizationSecret = Stage.OrganizationSecret };

    public string UserSecret { get; init; } = Stage.UserSecret;

    public string OrganizationSecret { get; init; } = Stage.OrganizationSecret;

    public string Dialect { get; init; } = "your_mom";

    /// <summary>Where the plugin looks for the service; the sandbox by default.</summary>
    public Func<SandboxServer, Uri>? BaseUrl { get; init; }

    /// <summary>Whether Configure is called before the test begins.</summary>
    public bool Configured { get; init; } = true;

    /// <summary>Further settings; retries are off unless the test asks for them, since their waits take real time.</summary>
    public IReadOnlyList<(string Name, object? Value)> Settings { get; init; } = [];

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Where the plugin keeps its journal.</summary>
    public string Journals { get; init; } = JournalFolder.New();
}

/// <summary>A sandbox, an engine that listens to notes, and the plugin as a process.</summary>
internal sealed class Wired : IAsyncDisposable
{
    public const string MadeUpName = "sms-0123abc";
    public const string Type = "infobip:index:InfoBipInstance";
    public const string Urn = "urn:pulumi:dev::messaging::infobip:index:InfoBipInstance::sms";
    public const string ProviderUrn = "urn:pulumi:dev::messaging::pulumi:providers:infobip::default";
    public const string ProviderType = "pulumi:providers:infobip";

    private static readonly ByteString s_seed = ByteString.CopyFrom(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());

    private Wired(SandboxServer sandbox, EngineHost engine, PluginProcess plugin) => (Sandbox, Engine, Plugin) = (sandbox, engine, plugin);

    public SandboxServer Sandbox { get; }

    public EngineHost Engine { get; }

    public PluginProcess Plugin { get; }

    public ResourceProvider.ResourceProviderClient Client => Plugin.Client;

    /// <summary>The first note in the engine's log: notes come beside the answers, not before them.</summary>
    public Task<LogEntry> FirstNote { get; private init; } = Task.FromException<LogEntry>(new InvalidOperationException());

    /// <summary>The settings that Configure got, or would have got.</summary>
    public Struct Settings { get; private init; } = new();

    public static async Task<Wired> OpenAsync(Wiring? wiring = null)
    {
        wiring ??= new Wiring();
        var cancel = TestContext.Current.CancellationToken;
        var sandbox = await SandboxServer.StartAsync(wiring.Sandbox, cancel);
        var noted = new TaskCompletionSource<LogEntry>(TaskCreationOptions.RunContinuationsAsynchronously);
        var engine = await EngineHost.StartAsync(entry => noted.TrySetResult(entry), cancel);
        var options = new PluginProcessOptions(PluginBinary.Path)
        {
            Arguments = wiring.Arguments,
            Environment = new Dictionary<string, string?>([.. Stage.NoEnvironment, KeyValuePair.Create<string, string?>(JournalFolder.Variable, wiring.Journals)])
                .Where(usual => !wiring.Environment.ContainsKey(usual.Key))
                .Concat(wiring.Environment)
                .ToDictionary(),
        };
        var baseUrl = wiring.BaseUrl?.Invoke(sandbox) ?? sandbox.BaseUrl(wiring.Dialect);
        var settings = Wire.Map(
            ("userSecret", Wire.Secret(wiring.UserSecret)),
            ("organizationSecret", Wire.Secret(wiring.OrganizationSecret)),
            ("apiDialect", wiring.Dialect),
            ("baseUrl", baseUrl.ToString()),
            ("maxRetries", 0));
        foreach (var (name, value) in wiring.Settings)
        {
            settings.Fields[name] = Wire.Of(value);
        }

        var wired = new Wired(sandbox, engine, await PluginProcess.StartAsync(options, engine.Address, cancel)) { Settings = settings, FirstNote = noted.Task };
        if (wiring.Configured)
        {
            await wired.ConfigureAsync(settings);
        }

        return wired;
    }

    /// <summary>The usual inputs; a member given here replaces the usual one, null takes it out.</summary>
    public static Struct Inputs(params ReadOnlySpan<(string Name, object? Value)> members)
    {
        var inputs = Wire.Map(
            ("sender", "+17777777777"),
            ("username", "acme"),
            ("password", Wire.Secret(Stage.Password)),
            ("callbackUrl", "https://www.example.com/auth"),
            ("name", "sms"));
        foreach (var (name, value) in members)
        {
            if (value is null)
            {
                inputs.Fields.Remove(name);
            }
            else
            {
                inputs.Fields[name] = Wire.Of(value);
            }
        }

        return inputs;
    }

    /// <summary>The usual inputs with a name that the plugin made up: nobody else bears it, so a create looks for no namesakes first.</summary>
    public static Struct NamedInputs() => Inputs(("name", MadeUpName), ("__generatedName", MadeUpName));

    public async Task<ConfigureResponse> ConfigureAsync(Struct settings) => await Client.ConfigureAsync(new ConfigureRequest
    {
        Args = settings.Clone(),
        AcceptSecrets = true,
        AcceptResources = true,
        SendsOldInputs = true,
        SendsOldInputsToDelete = true,
        Urn = ProviderUrn,
        Name = "default",
        Type = ProviderType,
    });

    public async Task<CheckResponse> CheckConfigAsync(Struct news) =>
        await Client.CheckConfigAsync(new CheckRequest { Urn = ProviderUrn, Name = "default", Type = ProviderType, Olds = new Struct(), News = news.Clone() });

    public async Task<DiffResponse> DiffConfigAsync(Struct olds, Struct news) => await Client.DiffConfigAsync(new DiffRequest
    {
        Urn = ProviderUrn,
        Name = "default",
        Type = ProviderType,
        Olds = olds.Clone(),
        OldInputs = olds.Clone(),
        News = news.Clone(),
    });

    public async Task<CheckResponse> CheckAsync(Struct news, Struct? olds = null) => await Client.CheckAsync(new CheckRequest
    {
        Urn = Urn,
        Name = "sms",
        Type = Type,
        Olds = olds?.Clone() ?? new Struct(),
        News = news.Clone(),
        RandomSeed = s_seed,
    });

    public async Task<DiffResponse> DiffAsync(Struct olds, Struct oldInputs, Struct news, params string[] ignoreChanges)
    {
        var request = new DiffRequest
        {
            Id = "12",
            Urn = Urn,
            Name = "sms",
            Type = Type,
            Olds = olds.Clone(),
            OldInputs = oldInputs.Clone(),
            News = news.Clone(),
        };
        request.IgnoreChanges.AddRange(ignoreChanges);
        return await Client.DiffAsync(request);
    }

    public async Task<CreateResponse> CreateAsync(Struct inputs, bool preview = false) =>
        await Client.CreateAsync(new CreateRequest { Urn = Urn, Name = "sms", Type = Type, Properties = inputs.Clone(), Preview = preview });

    public async Task<ReadResponse> ReadAsync(string id, Struct? inputs = null, Struct? state = null) =>
        await Client.ReadAsync(new ReadRequest { Id = id, Urn = Urn, Name = "sms", Type = Type, Inputs = inputs?.Clone(), Properties = state?.Clone() });

    public async Task<UpdateResponse> UpdateAsync(string id, Struct olds, Struct oldInputs, Struct news, bool preview = false) => await Client.UpdateAsync(new UpdateRequest
    {
        Id = id,
        Urn = Urn,
        Name = "sms",
        Type = Type,
        Olds = olds.Clone(),
        OldInputs = oldInputs.Clone(),
        News = news.Clone(),
        Preview = preview,
    });

    public async Task DeleteAsync(string id, Struct? state = null) =>
        await Client.DeleteAsync(new DeleteRequest { Id = id, Urn = Urn, Name = "sms", Type = Type, Properties = state?.Clone() ?? new Struct() });

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
        Process.GetProcessById(Plugin.ProcessId).Kill();
        await Plugin.CloseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Plugin.DisposeAsync();
        await Engine.DisposeAsync();
        await Sandbox.DisposeAsync();
    }
}
