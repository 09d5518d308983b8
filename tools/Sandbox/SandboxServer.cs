// A running sandbox: its address, its instances, its requests and its faults.
using InfoBip.Sandbox.Api;
using InfoBip.Sandbox.Control;
using InfoBip.Sandbox.Pages;

namespace InfoBip.Sandbox;

/// <summary>An instances API on this machine, in both dialects, with faults that can be injected. Members may be used from any thread.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _setting = new();
    private readonly InstanceStore _store;
    private readonly RequestLog _log;
    private readonly InstancesService _service;
    private readonly WebApplication _app;
    private volatile SandboxOptions _options;
    private int _disposed;

    private SandboxServer(SandboxOptions options)
    {
        _options = options;
        _store = new InstanceStore(options.Seed);
        _log = new RequestLog(options.RequestLogSize);
        _service = new InstancesService(_store, () => _options);
        Faults = new FaultInjector(options.Seed);
        _app = Build(options);
    }

    /// <summary>The root, where a browser sees what the sandbox holds.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1");

    /// <summary>The behaviour, which may be replaced at any time; see <see cref="SandboxOptions"/> for what is read at the start only.</summary>
    public SandboxOptions Options
    {
        get => _options;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            lock (_setting)
            {
                _options = value;
            }
        }
    }

    /// <summary>Changes switches of the running sandbox; the others stay as they are.</summary>
    /// <param name="settings">Each as <c>name=value</c>.</param>
    /// <exception cref="ArgumentException">An unknown name, or a value that is none of the switch's; the message lists the choices. Nothing is changed.</exception>
    public void Behave(params IEnumerable<string> settings) => Behave(current => current.With(settings));

    /// <summary>Copies of the instances, by ascending id.</summary>
    public IReadOnlyList<SandboxInstance> Instances => [.. _store.Snapshot().Select(instance => instance.Copy())];

    /// <summary>The requests so far, in the order they came; the control API and the page leave no trace here.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _log.Snapshot();

    /// <summary>The faults.</summary>
    public FaultInjector Faults { get; }

    /// <summary>How many configuration values came in as the mask <c>********</c>, which is stored like any other value.</summary>
    public int MaskedValuesReceived => _service.MaskedValuesReceived;

    /// <summary>Starts a sandbox; it answers when the task is done.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SandboxServer> StartAsync(SandboxOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SandboxOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Seed, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RequestLogSize, 1, nameof(options));
        SandboxServer server = new(options);
        try
        {
            await server._app.StartAsync(cancellationToken);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        UriBuilder url = new(server._app.Urls.Single());
        // An address that stands for all of the machine's is none to connect to.
        url.Host = url.Host is "0.0.0.0" or "[::]" ? "127.0.0.1" : url.Host;
        server.Url = url.Uri;
        return server;
    }

    /// <summary>The base URL of a dialect, <c>your_mom</c> or <c>element</c>.</summary>
    /// <exception cref="ArgumentException">There is no such dialect.</exception>
    public Uri BaseUrl(string dialect) => new(Url, Dialect.Of(dialect).BasePath);

    /// <summary>Adds an instance without a request, as if it had been made elsewhere. Nothing is required of its configuration.</summary>
    /// <exception cref="ArgumentException">The sandbox knows no such connector.</exception>
    public SandboxInstance Add(
        string name,
        string connectorKey = "infobip",
        IEnumerable<KeyValuePair<string, string>>? configuration = null,
        IEnumerable<string>? tags = null)
    {
        if (Connectors.Find(connectorKey) is null)
        {
            throw new ArgumentException($"The sandbox knows no connector '{connectorKey}'.", nameof(connectorKey));
        }

        return _store.Add(connectorKey, name, _options, instance =>
        {
            Entries.Replace(instance.Configuration, configuration ?? []);
            instance.SetTags(tags ?? []);
        }).Copy();
    }

    /// <summary>Changes an instance without a request, all of it at once.</summary>
    /// <exception cref="KeyNotFoundException">There is no such instance.</exception>
    public SandboxInstance Edit(long id, Action<SandboxInstance> change) =>
        _store.Edit(id, change)?.Copy() ?? throw new KeyNotFoundException($"The sandbox holds no instance {id}.");

    /// <summary>Removes an instance without a request; false where there was none.</summary>
    public bool Remove(long id) => _store.Remove(id);

    /// <summary>Empties the log.</summary>
    public void ClearRequests() => _log.Clear();

    /// <summary>Waits for a request in the log, there already or still to come. It is looked at when it comes, when it gets a fault and when it is answered.</summary>
    /// <param name="wanted">Must be quick and must not call the sandbox.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<RecordedRequest> WaitForRequestAsync(Func<RecordedRequest, bool> wanted, CancellationToken cancellationToken = default) =>
        _log.WaitAsync(wanted, cancellationToken);

    /// <summary>Ends the sandbox at once; requests under way are cut.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        await _stopping.CancelAsync();
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    internal void Behave(Func<SandboxBehaviours, SandboxBehaviours> change)
    {
        lock (_setting)
        {
            _options = _options with { Behaviours = change(_options.Behaviours) };
        }
    }

    private WebApplication Build(SandboxOptions options)
    {
        // The empty builder reads no settings files and no environment, and logs nothing.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(options.Address, options.Port);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, UnboundLifetime>();

        var app = builder.Build();
        StatusPage.Map(app);
        ControlApi.Map(app, this);
        RequestPipeline pipeline = new(_service, Faults, _log, new RateLimit(), () => _options, _stopping.Token);
        app.MapFallback("{*path}", pipeline.ServeAsync);
        return app;
    }

    // The host's usual lifetime takes over the process's signals, which belong to whoever started the sandbox.
    private sealed class UnboundLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
