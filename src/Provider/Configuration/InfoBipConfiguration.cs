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
    private static readonly TimeSpan s_untilAnswered = TimeSpan.FromMilliseconds(2);

    private InstancesClient? _client;

    /// <summary>The client of the service.</summary>
    /// <exception cref="ResourceException">The provider was not configured.</exception>
    public InstancesClient Client => _client ?? throw new ResourceException(HostErrors.NotConfigured, Advice.NotConfigured);

    /// <summary>Where the service's address comes from, for messages.</summary>
    public string AddressSource { get; private set; } = string.Empty;

    /// <summary>The pending creates; nothing is recorded before the provider is configured.</summary>
    public PendingCreateStore PendingCreates { get; private set; } = PendingCreateStore.None;

    /// <inheritdoc/>
    public CheckedInputs Check(PropertyMap settings) => SettingsCheck.Check(settings);

    /// <inheritdoc/>
    public ResourceDiff Diff(PropertyMap olds, PropertyMap news) => SettingsCheck.Diff(olds, news);

    /// <inheritdoc/>
    public async Task ConfigureAsync(PropertyMap settings, ProviderIdentity provider)
    {
        (var options, AddressSource) = SettingsReader.Read(settings, context.Environment);
        var client = new InstancesClient(
            options with { UserAgent = userAgent, AttemptEnded = context.Trace is { } trace ? notice => trace.Write(notice.ToString()) : null }, context.Time);
        PendingCreates.Close();
        PendingCreates = new PendingCreateStore(PendingCreateStore.Root(context.Environment), provider.Id, provider.Urn, client.Address, context.Time);
        Interlocked.Exchange(ref _client, client)?.Dispose();

        _ = WarmUpAsync(client);
        foreach (var left in PendingCreates.TakeUnreported())
        {
            await context.Log.WriteAsync(NoteSeverity.Warning, Advice.LeftByEarlier(left), provider.Urn);
        }
    }

    /// <summary>What the first create needs is set up while the engine goes on: not before this call is answered, which it would delay.</summary>
    private async Task WarmUpAsync(InstancesClient client)
    {
        await Task.Delay(s_untilAnswered, context.Time);
        client.WarmUp();
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
