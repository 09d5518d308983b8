// What the server does with a request: find its gRPC method by its path.
using Grpc.AspNetCore.Server.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ProviderHost.Protocol;

/// <summary>
/// Serves the methods of <see cref="ProviderMethods"/>. gRPC's paths are fixed texts, so a table does in place of a router, which would be
/// built in the first call of every deployment.
/// </summary>
internal sealed class GrpcApplication : IHttpApplication<HttpContext>
{
    /// <summary>The engine's own limit for a message, in bytes. Source: the engine's gRPC options.</summary>
    private const int LargestMessage = 400 * 1024 * 1024;

    private readonly ServiceProvider _services;
    private readonly Dictionary<string, RequestDelegate> _methods = new(StringComparer.Ordinal);
    private readonly RequestDelegate _unimplemented;

    /// <summary>Makes the table of the methods.</summary>
    public GrpcApplication(ServiceProvider services)
    {
        _services = services;
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

    /// <summary>What the framework needs to serve the provider's service.</summary>
    public static ServiceProvider Services(ProviderService service)
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
        services.AddSingleton<IServiceMethodProvider<ProviderService>>(new ProviderMethods());
        services.AddSingleton(service);
        return services.BuildServiceProvider();
    }

    /// <inheritdoc/>
    public HttpContext CreateContext(IFeatureCollection contextFeatures) =>
        new DefaultHttpContext(contextFeatures) { RequestServices = _services };

    /// <inheritdoc/>
    public Task ProcessRequestAsync(HttpContext context) =>
        (_methods.TryGetValue(context.Request.Path.Value ?? string.Empty, out var method) ? method : _unimplemented)(context);

    /// <inheritdoc/>
    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    /// <summary>Where the framework puts the methods.</summary>
    private sealed class EndpointList(IServiceProvider services) : IEndpointRouteBuilder
    {
        public IServiceProvider ServiceProvider => services;

        public ICollection<EndpointDataSource> DataSources { get; } = [];

        public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(services);
    }
}
