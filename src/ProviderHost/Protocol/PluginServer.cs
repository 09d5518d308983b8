// The gRPC server of the plugin: where it listens and what it accepts.
using System.Net;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ProviderHost.Protocol;

/// <summary>
/// Kestrel with the provider's service and nothing else. There is no host around it: a plugin is started several times in one
/// deployment, and a host's configuration, logging and life-cycle services would cost more than everything that the plugin needs.
/// Plain HTTP/2 on the loopback address, as the engine dials.
/// </summary>
internal sealed class PluginServer : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly KestrelServer _kestrel;

    private PluginServer(ServiceProvider services)
    {
        _services = services;
        var options = new KestrelServerOptions { ApplicationServices = services };
        options.Listen(IPAddress.Loopback, 0, static endpoint => endpoint.Protocols = HttpProtocols.Http2);
        options.Limits.MaxRequestBodySize = null;
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;

        // The engine runs as many operations at a time as the program allows, all on one connection.
        options.Limits.Http2.MaxStreamsPerConnection = int.MaxValue;
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        _kestrel = new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
    }

    /// <summary>The port that the server listens on.</summary>
    public int Port { get; private set; }

    /// <summary>Starts the server on a free port; it accepts connections when this returns.</summary>
    public static async Task<PluginServer> StartAsync(PluginSession session, ResourceTable resources, FunctionTable functions)
    {
        var services = GrpcApplication.Services(new ProviderService(session, new RpcErrorBoundary(session), resources, functions));
        var server = new PluginServer(services);
        await server._kestrel.StartAsync(new GrpcApplication(services), CancellationToken.None);
        server.Port = new Uri(server._kestrel.Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
        return server;
    }

    /// <summary>Stops the server; what runs has the given time to end.</summary>
    public async Task StopAsync(TimeSpan within, TimeProvider time)
    {
        using var limit = new CancellationTokenSource(within, time);
        await _kestrel.StopAsync(limit.Token);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _kestrel.Dispose();
        await _services.DisposeAsync();
    }
}
