// The provider's settings in use: the client of the service, and where pending creates are recorded.
using InfoBip.InstancesApi;
using InfoBip.Provider.PendingCreates;
using ProviderHost.PropertyValues;
using ProviderHost.Protocol;
using ProviderHost.Resources;

namespace InfoBip.Provider.Configuration;

/// <summary>Holds what the settings lead to. Resources get the client from here once the provider is configured.</summary>
internal sealed class InfoBipConfiguration(PluginContext context, string userAgent) : IProviderConfiguration
{
    private InstancesClient? _client;

    /// <summary>The client of the service.</summary>
    /// <exception cref="ResourceException">The provider was not configured.</exception>
    public InstancesClient Client => _client ?? throw new ResourceException(HostErrors.NotConfigured, Advice.NotConfigured);

    /// <summary>The pending creates; nothing is recorded before the provider is configured.</summary>
    public PendingCreateStore PendingCreates { get; private set; } = PendingCreateStore.None;

    /// <inheritdoc/>
    public CheckedInputs Check(PropertyMap settings) => SettingsCheck.Check(settings);

    /// <inheritdoc/>
    public ResourceDiff Diff(PropertyMap olds, PropertyMap news) => SettingsCheck.Diff(olds, news);

    /// <inheritdoc/>
    public void Configure(PropertyMap settings, string urn)
    {
        var options = SettingsReader.Read(settings, context.Environment) with
        {
            UserAgent = userAgent,
            AttemptEnded = context.Trace is { } trace ? notice => trace.Write(notice.ToString()) : null,
        };
        PendingCreates.Close();
        PendingCreates = new PendingCreateStore(PendingCreateStore.Folder(context.Environment), options.BaseUrl.ToString(), urn, context.Time);
        Interlocked.Exchange(ref _client, new InstancesClient(options, context.Time))?.Dispose();
    }

    /// <inheritdoc/>
    public string Redact(string text) => _client?.Redact(text) ?? text;

    /// <summary>The engine has recorded all creates but those that are still running, or in doubt.</summary>
    public void Close() => PendingCreates.Close();

    /// <inheritdoc/>
    public void Dispose()
    {
        _client?.Dispose();
        PendingCreates.Dispose();
    }
}
