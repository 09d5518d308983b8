// Connection and first calls to a plugin that listens: one that was started, or one that runs already.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Pulumirpc;

namespace InfoBip.EngineSimulator;

/// <summary>A plaintext HTTP/2 connection to a listening plugin, used as the engine uses it.</summary>
internal sealed class PluginConnection : IDisposable
{
    /// <summary>What the engine grants for the connection and the Handshake together.</summary>
    private static readonly TimeSpan s_handshakeLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_cancelLimit = TimeSpan.FromSeconds(30);
    private readonly GrpcChannel _channel;
    private readonly TimeProvider _time;

    private PluginConnection(int port, TimeProvider time)
    {
        _time = time;
        _channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}", new GrpcChannelOptions
        {
            MaxReceiveMessageSize = EngineHost.MessageLimit,
            MaxSendMessageSize = null,
            DisposeHttpClient = true,
            HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = false, UseProxy = false },
        });
        Client = new ResourceProvider.ResourceProviderClient(_channel);
    }

    public ResourceProvider.ResourceProviderClient Client { get; }
    public ProviderHandshakeResponse Handshake { get; private set; } = new();
    public string Version { get; private set; } = "";

    /// <param name="port">Where the plugin listens.</param>
    /// <param name="engineAddress">Where the engine's service listens.</param>
    /// <param name="folder">The plugin's folder; null for a plugin that the engine attaches to.</param>
    /// <param name="time">Measures the limit.</param>
    public static async Task<PluginConnection> OpenAsync(int port, string engineAddress, string? folder, TimeProvider time, CancellationToken cancellationToken)
    {
        var connection = new PluginConnection(port, time);
        using var timer = new CancellationTokenSource(s_handshakeLimit, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            // Waiting for readiness is how the engine's retries of Unavailable look from outside.
            connection.Handshake = await connection.Client.HandshakeAsync(Request(engineAddress, folder), new CallOptions(cancellationToken: limit.Token).WithWaitForReady());
            if (folder is null)
            {
                await connection.Client.AttachAsync(new PluginAttach { Address = engineAddress }, cancellationToken: limit.Token);
            }

            connection.Version = (await connection.Client.GetPluginInfoAsync(new Empty(), cancellationToken: limit.Token)).Version;
            return connection;
        }
        catch (RpcException error)
        {
            connection.Dispose();
            throw new PluginException($"The plugin listens, but its first calls failed: {error.StatusCode}: {error.Status.Detail}", error);
        }
    }

    /// <summary>Sends Cancel; OK and Unimplemented both acknowledge.</summary>
    public async Task<bool> CancelAsync()
    {
        using var limit = new CancellationTokenSource(s_cancelLimit, _time);
        try
        {
            await Client.CancelAsync(new Empty(), cancellationToken: limit.Token);
            return true;
        }
        catch (RpcException error)
        {
            return error.StatusCode == StatusCode.Unimplemented;
        }
    }

    public void Dispose() => _channel.Dispose();

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

    public ResourceProvider.ResourceProviderClient Client => _connection.Client;
    public ProviderHandshakeResponse Handshake => _connection.Handshake;
    public string Version => _connection.Version;

    public static async Task<AttachedPlugin> ConnectAsync(int port, string engineAddress, TimeProvider time, CancellationToken cancellationToken = default) =>
        new(await PluginConnection.OpenAsync(port, engineAddress, null, time, cancellationToken));

    public Task<PluginClosure> CloseAsync() => _closure.Value;
    public async ValueTask DisposeAsync() => await CloseAsync();
}
