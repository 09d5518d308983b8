// A plugin that runs already, reached by its port.
using Pulumirpc;

namespace InfoBip.EngineSimulator;

/// <summary>A plugin that listens already, as with PULUMI_DEBUG_PROVIDERS: closing it only cancels and disconnects.</summary>
public sealed class AttachedPlugin : IPlugin
{
    private readonly PluginConnection _connection;
    private readonly Lazy<Task<PluginClosure>> _closure;

    private AttachedPlugin(PluginConnection connection)
    {
        _connection = connection;
        _closure = new Lazy<Task<PluginClosure>>(async () =>
        {
            var acknowledged = await _connection.CancelAsync();
            _connection.Dispose();
            return new PluginClosure(acknowledged, null, false, "", "");
        });
    }

    /// <inheritdoc/>
    public ResourceProvider.ResourceProviderClient Client => _connection.Client;

    /// <inheritdoc/>
    public ProviderHandshakeResponse Handshake => _connection.Handshake;

    /// <inheritdoc/>
    public string Version => _connection.Version;

    /// <summary>Connects to a plugin on this machine.</summary>
    /// <param name="port">Where it listens on 127.0.0.1.</param>
    /// <param name="engineAddress">Where the engine's service listens.</param>
    /// <param name="time">Measures the engine's ten seconds for the Handshake.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PluginException">Nothing answers there.</exception>
    public static async Task<AttachedPlugin> ConnectAsync(
        int port, string engineAddress, TimeProvider time, CancellationToken cancellationToken = default)
    {
        var handshake = new ProviderHandshakeRequest
        {
            EngineAddress = engineAddress,
            ConfigureWithUrn = true,
            SupportsRefreshBeforeUpdate = true,
            InvokeWithPreview = true,
            AcceptsByteString = true,
        };
        return new AttachedPlugin(await PluginConnection.OpenAsync(port, handshake, time, attach: true, cancellationToken));
    }

    /// <inheritdoc/>
    public Task<PluginClosure> CloseAsync() => _closure.Value;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await CloseAsync();
}
