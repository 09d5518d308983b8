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

    /// <summary>The client of the service; null before the provider is configured.</summary>
    public InstancesClient? Client => _client;

    /// <summary>Where the service's address comes from, for messages.</summary>
    public string AddressSource { get; private set; } = string.Empty;

    /// <summary>The provider's URN, for notes about all of it; empty from an old engine.</summary>
    public string ProviderUrn { get; private set; } = string.Empty;

    /// <summary>The pending creates; nothing is recorded before the provider is configured.</summary>
    public PendingCreateStore PendingCreates { get; private set; } = PendingCreateStore.None;

    /// <inheritdoc/>
    public CheckedInputs Check(PropertyMap settings, string urn) => SettingsCheck.Check(settings, new SettingPlace(urn), context.Environment);

    /// <inheritdoc/>
    public ResourceDiff Diff(PropertyMap olds, PropertyMap news) => SettingsCheck.Diff(olds, news);

    /// <inheritdoc/>
    public async Task ConfigureAsync(PropertyMap settings, ProviderIdentity provider)
    {
        ProviderUrn = provider.Urn;
        (var options, AddressSource) = SettingsReader.Read(settings, new SettingPlace(provider.Urn), context.Environment);
        var client = new InstancesClient(
            options with { UserAgent = userAgent, AttemptEnded = context.Trace is { } trace ? notice => trace.Write(trace.IsDetailed ? notice.ToString() : notice.Short) : null }, context.Time);
        PendingCreates.Close();
        PendingCreates = new PendingCreateStore(PendingCreateStore.Root(context.Environment), provider.Id, provider.Urn, client.Address, context.Time);
        Interlocked.Exchange(ref _client, client)?.Dispose();
        foreach (var left in PendingCreates.TakeUnreported())
        {
            await context.Log.WriteAsync(NoteSeverity.Warning, Advice.LeftByEarlier(left), provider.Urn);
        }
    }

    /// <inheritdoc/>
    public string Redact(string text) => _client?.Redact(text) ?? text;

    /// <inheritdoc/>
    public void Interrupt() => PendingCreates.Interrupt();

    /// <inheritdoc/>
    public void Close() => PendingCreates.Close();

    /// <inheritdoc/>
    public void Dispose()
    {
        _client?.Dispose();
        PendingCreates.Dispose();
    }
}
