// What one plugin process remembers between calls.
using InfoBip.InstancesApi;
using InfoBip.Provider;
using InfoBip.Provider.Configuration;
using InfoBip.Provider.PendingCreates;
using ProviderHost.EngineClient;
using ProviderHost.Resources;

namespace ProviderHost.Protocol;

/// <summary>The state of the process: whether it is configured, whether it was cancelled, and where notes go.</summary>
internal sealed class PluginSession(EngineLog log, Func<string, string?> environment, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _cancelled = new();
    private InstancesClient? _client;

    /// <summary>The engine's log.</summary>
    public EngineLog Log { get; } = log;

    /// <summary>The process's environment.</summary>
    public Func<string, string?> Environment { get; } = environment;

    /// <summary>Tells the engine of every request; null where nobody asked for it.</summary>
    public HttpAttemptTrace? Trace { get; init; }

    /// <summary>Cancelled when the engine says so, for good: a plugin serves one deployment.</summary>
    public CancellationToken Cancelled => _cancelled.Token;

    /// <summary>The client of the service.</summary>
    /// <exception cref="ResourceException">The provider was not configured.</exception>
    public InstancesClient Client => _client
        ?? throw new ResourceException(ErrorCode.NotConfigured, "the infobip provider is not configured yet: it cannot ask the service.");

    /// <summary>The journal of creates; one that keeps nothing before the provider is configured.</summary>
    public CreateJournal Journal { get; private set; } = CreateJournal.None;

    /// <summary>Takes settings over.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="urn">The URN of the provider; empty from an old engine.</param>
    public void Configure(ProviderSettings settings, string urn)
    {
        var options = new InstancesClientOptions
        {
            Dialect = settings.Dialect,
            BaseUrl = settings.BaseUrl,
            UserSecret = settings.UserSecret,
            OrganizationSecret = settings.OrganizationSecret,
            MaxConcurrentRequests = settings.MaxConcurrentRequests,
            MaxRetries = settings.MaxRetries,
            RequestTimeout = settings.RequestTimeout,
            AttemptEnded = Trace is null ? null : Trace.Tell,
            UserAgent = $"pulumi-resource-infobip/{PluginVersion.Text}",
        };
        Journal.Close();
        Journal = new CreateJournal(CreateJournal.Folder(Environment), settings.BaseUrl.ToString(), urn, time);
        Interlocked.Exchange(ref _client, new InstancesClient(options, time))?.Dispose();
    }

    /// <summary>Takes out of a text what the user must not see. The messages are free of it already; this is the last gate.</summary>
    public string Redact(string text) => _client?.Redact(text) ?? text;

    /// <summary>Ends what runs and refuses what comes. Nobody waits for the end of what runs: hundreds of calls may.</summary>
    public void Cancel() => _ = _cancelled.CancelAsync();

    /// <inheritdoc/>
    public void Dispose()
    {
        _client?.Dispose();
        Journal.Dispose();
        _cancelled.Dispose();
        Log.Dispose();
    }
}
