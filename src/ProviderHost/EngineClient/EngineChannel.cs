// The way to the engine, which is on this machine.
using Grpc.Net.Client;

namespace ProviderHost.EngineClient;

/// <summary>Opens channels to the engine. No proxy that the environment names is on the way: it could not reach this machine's loopback address, and would swallow what is said.</summary>
internal static class EngineChannel
{
    /// <summary>A channel to an address; null where it is none.</summary>
    /// <param name="address">Where the engine listens: <c>127.0.0.1:PORT</c>.</param>
    public static GrpcChannel? Open(string? address) => !string.IsNullOrEmpty(address) && Uri.TryCreate($"http://{address}", UriKind.Absolute, out var url)
        ? GrpcChannel.ForAddress(url, new GrpcChannelOptions { HttpHandler = new SocketsHttpHandler { UseProxy = false, EnableMultipleHttp2Connections = true }, DisposeHttpClient = true })
        : null;
}
