// Connection and first calls to a plugin that listens.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Pulumirpc;

namespace InfoBip.EngineSimulator;

/// <summary>A plaintext HTTP/2 connection to a listening plugin, used as the engine uses it.</summary>
internal sealed class PluginConnection : IDisposable
{
    /// <summary>The engine's receive limit (protocol file, 1.4).</summary>
    private const int ReceiveLimit = 400 * 1024 * 1024;

    /// <summary>What the engine grants for the connection and the Handshake together (protocol file, 1.2).</summary>
    private static readonly TimeSpan HandshakeLimit = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan CancelLimit = TimeSpan.FromSeconds(30);

    private readonly GrpcChannel _channel;
    private readonly TimeProvider _time;

    private PluginConnection(int port, TimeProvider time)
    {
        _time = time;
        _channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}", new GrpcChannelOptions
        {
            MaxReceiveMessageSize = ReceiveLimit,
            MaxSendMessageSize = null,
            DisposeHttpClient = true,
            HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = false, UseProxy = false },
        });
        Client = new ResourceProvider.ResourceProviderClient(_channel);
    }

    public ResourceProvider.ResourceProviderClient Client { get; }

    public ProviderHandshakeResponse Handshake { get; private set; } = new();

    public string Version { get; private set; } = "";

    public static async Task<PluginConnection> OpenAsync(
        int port, ProviderHandshakeRequest handshake, TimeProvider time, bool attach, CancellationToken cancellationToken)
    {
        var connection = new PluginConnection(port, time);
        try
        {
            await connection.ShakeHandsAsync(handshake, attach, cancellationToken);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Sends Cancel; OK and Unimplemented both acknowledge.</summary>
    public async Task<bool> CancelAsync()
    {
        using var limit = new CancellationTokenSource(CancelLimit, _time);
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

    private async Task ShakeHandsAsync(ProviderHandshakeRequest handshake, bool attach, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(HandshakeLimit, _time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            // Waiting for readiness is how the engine's retries of Unavailable look from outside.
            Handshake = await Client.HandshakeAsync(handshake, new CallOptions(cancellationToken: limit.Token).WithWaitForReady());
            if (attach)
            {
                await Client.AttachAsync(new PluginAttach { Address = handshake.EngineAddress }, cancellationToken: limit.Token);
            }

            Version = (await Client.GetPluginInfoAsync(new Empty(), cancellationToken: limit.Token)).Version;
        }
        catch (RpcException error)
        {
            throw new PluginException(
                $"The plugin listens, but its first calls failed: {error.StatusCode}: {error.Status.Detail}", error);
        }
    }
}
