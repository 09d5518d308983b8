// A connection to a plugin that listens: one that was started, or one that runs already, as with PULUMI_DEBUG_PROVIDERS.
using Grpc.Net.Client;

namespace InfoBip.EngineSimulator;

/// <summary>A plaintext HTTP/2 connection to a listening plugin, used as the engine uses it; closing it only cancels and disconnects.</summary>
public sealed class AttachedPlugin : IPlugin
{
    /// <summary>What the engine grants for the connection and the Handshake together.</summary>
    private static readonly TimeSpan s_handshakeLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_cancelLimit = TimeSpan.FromSeconds(30);
    private readonly GrpcChannel _channel;
    private readonly Lazy<Task<PluginClosure>> _closure;

    private AttachedPlugin(int port)
    {
        _channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}", new GrpcChannelOptions
        {
            MaxReceiveMessageSize = EngineHost.MessageLimit,
            MaxSendMessageSize = null,
            DisposeHttpClient = true,
            HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = false, UseProxy = false },
        });
        Client = new ResourceProvider.ResourceProviderClient(_channel);
        _closure = new Lazy<Task<PluginClosure>>(EndAsync);
    }

    public ResourceProvider.ResourceProviderClient Client { get; }
    public ProviderHandshakeResponse Handshake { get; private set; } = new();

    public static Task<AttachedPlugin> ConnectAsync(int port, string engineAddress, CancellationToken cancellationToken = default) => OpenAsync(port, engineAddress, null, cancellationToken);

    /// <param name="port">Where the plugin listens.</param>
    /// <param name="engineAddress">Where the engine's service listens.</param>
    /// <param name="folder">The plugin's folder; null for a plugin that the engine attaches to.</param>
    internal static async Task<AttachedPlugin> OpenAsync(int port, string engineAddress, string? folder, CancellationToken cancellationToken)
    {
        var plugin = new AttachedPlugin(port);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_handshakeLimit);
        try
        {
            // Waiting for readiness is how the engine's retries of Unavailable look from outside.
            plugin.Handshake = await plugin.Client.HandshakeAsync(Request(engineAddress, folder), new CallOptions(cancellationToken: limit.Token).WithWaitForReady());
            if (folder is null)
            {
                await plugin.Client.AttachAsync(new PluginAttach { Address = engineAddress }, cancellationToken: limit.Token);
            }

            await plugin.Client.GetPluginInfoAsync(new Empty(), cancellationToken: limit.Token);
            return plugin;
        }
        catch (RpcException error)
        {
            plugin._channel.Dispose();
            throw new PluginException($"The plugin listens, but its first calls failed: {error.StatusCode}: {error.Status.Detail}", error);
        }
    }

    public Task<PluginClosure> CloseAsync() => _closure.Value;
    public async ValueTask DisposeAsync() => await CloseAsync();

    /// <summary>Sends Cancel; OK and Unimplemented both acknowledge.</summary>
    private async Task<PluginClosure> EndAsync()
    {
        using var limit = new CancellationTokenSource(s_cancelLimit);
        var acknowledged = true;
        try
        {
            await Client.CancelAsync(new Empty(), cancellationToken: limit.Token);
        }
        catch (RpcException error)
        {
            acknowledged = error.StatusCode == StatusCode.Unimplemented;
        }

        _channel.Dispose();
        return new PluginClosure(acknowledged, null, false, "", "");
    }

    /// <summary>The engine has a service each for mappings, schemas and packages, at addresses of their own; nothing of ours asks them.</summary>
    private static ProviderHandshakeRequest Request(string engineAddress, string? folder)
    {
        var request = new ProviderHandshakeRequest
        {
            EngineAddress = engineAddress,
            ConfigureWithUrn = true,
            SupportsViews = true,
            SupportsRefreshBeforeUpdate = true,
            InvokeWithPreview = true,
            MapperTarget = engineAddress,
            LoaderTarget = engineAddress,
            ResolverTarget = engineAddress,
            AcceptsByteString = true,
            SendsOldOutputsToCheck = true,
            AcceptsOutputsInInvoke = true,
            AcceptsOutputsInCall = true,
        };
        if (folder is not null)
        {
            (request.RootDirectory, request.ProgramDirectory) = (folder, folder);
        }

        return request;
    }
}
