// The gRPC server of the plugin: where it listens, what it accepts, and how a request finds its method.
using System.Net;
using Grpc.AspNetCore.Server.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
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
    /// <summary>The engine's own limit for a message, in bytes. Source: the engine's gRPC options.</summary>
    private const int LargestMessage = 400 * 1024 * 1024;

    private readonly ServiceProvider _services;
    private readonly KestrelServer _kestrel;

    private PluginServer(ServiceProvider services, PluginSessions sessions)
    {
        _services = services;
        var options = new KestrelServerOptions { ApplicationServices = services };
        options.Listen(IPAddress.Loopback, 0, endpoint =>
        {
            endpoint.Protocols = HttpProtocols.Http2;
            endpoint.Use(next => async connection =>
            {
                try
                {
                    await next(connection);
                }
                finally
                {
                    sessions.Disconnected(connection.ConnectionId);
                }
            });
        });
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
    public static async Task<PluginServer> StartAsync(PluginSessions sessions, ProviderPackage package)
    {
        var services = Services(package);
        var server = new PluginServer(services, sessions);
        await server._kestrel.StartAsync(new Application(services, sessions), CancellationToken.None);
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

    private static ServiceProvider Services(ProviderPackage package)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = LargestMessage;
            grpc.MaxSendMessageSize = null;
        });
        services.RemoveAll(typeof(IServiceMethodProvider<>));
        services.AddSingleton<IServiceMethodProvider<ProviderService>>(new ProviderMethods(package));
        return services.BuildServiceProvider();
    }

    /// <summary>
    /// Serves the methods of <see cref="ProviderMethods"/>. gRPC's paths are fixed texts, so a table does in place of a router, which would be
    /// built in the first call of every deployment.
    /// </summary>
    private sealed class Application : IHttpApplication<HttpContext>
    {
        private const string Handshake = "/" + ProviderMethods.ServiceName + "/Handshake";

        private readonly ServiceProvider _services;
        private readonly PluginSessions _sessions;
        private readonly Dictionary<string, RequestDelegate> _methods = new(StringComparer.Ordinal);
        private readonly RequestDelegate _unimplemented;

        public Application(ServiceProvider services, PluginSessions sessions)
        {
            (_services, _sessions) = (services, sessions);
            var endpoints = new EndpointList(services);
            endpoints.MapGrpcService<ProviderService>();
            var routes = endpoints.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().ToList();
            foreach (var route in routes.Where(route => route.RoutePattern.Parameters.Count == 0))
            {
                _methods[route.RoutePattern.RawText!] = route.RequestDelegate!;
            }

            // The framework's own answer to a method that a service does not have.
            _unimplemented = routes.First(route => route.RoutePattern.Parameters.Count > 0).RequestDelegate!;
        }

        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context)
        {
            var path = context.Request.Path.Value ?? string.Empty;
            var connection = context.Connection.Id;
            context.RequestServices = new SessionServices(_services, path == Handshake ? _sessions.Begin(connection) : _sessions.Of(connection));
            return (_methods.TryGetValue(path, out var method) ? method : _unimplemented)(context);
        }

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }

    /// <summary>The server's services, and the one of a request's session.</summary>
    private sealed class SessionServices(IServiceProvider all, ProviderService session) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(ProviderService) ? session : all.GetService(serviceType);
    }

    /// <summary>Where the framework puts the methods.</summary>
    private sealed class EndpointList(IServiceProvider services) : IEndpointRouteBuilder
    {
        public IServiceProvider ServiceProvider => services;

        public ICollection<EndpointDataSource> DataSources { get; } = [];

        public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(services);
    }
}
