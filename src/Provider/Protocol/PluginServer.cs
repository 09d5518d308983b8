// The gRPC server of the plugin: where it listens and what it accepts.
using System.Net;
using Grpc.AspNetCore.Server.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InfoBip.Provider.Protocol;

/// <summary>
/// Kestrel with the provider's service and nothing else: the slimmest builder, because a plugin is started several times in one
/// deployment. Plain HTTP/2 on the loopback address, as the engine dials.
/// </summary>
internal sealed class PluginServer(WebApplication application) : IAsyncDisposable
{
    /// <summary>The engine's own limit for a message, in bytes. Source: the engine's gRPC options.</summary>
    private const int LargestMessage = 400 * 1024 * 1024;

    /// <summary>The port that the server listens on.</summary>
    public int Port { get; private set; }

    /// <summary>Starts the server on a free port; it accepts connections when this returns.</summary>
    public static async Task<PluginServer> StartAsync(PluginSession session, ResourceTable resources)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2);
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;

            // The engine runs as many operations at a time as the program allows, all on one connection.
            kestrel.Limits.Http2.MaxStreamsPerConnection = int.MaxValue;
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = LargestMessage;
            grpc.MaxSendMessageSize = null;
        });
        builder.Services.RemoveAll(typeof(IServiceMethodProvider<>));
        builder.Services.AddSingleton<IServiceMethodProvider<ProviderService>>(new ProviderMethods());
        builder.Services.AddSingleton(new ProviderService(session, new CallGuard(session), resources));

        var application = builder.Build();
        application.MapGrpcService<ProviderService>();
        await application.StartAsync();
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new PluginServer(application) { Port = new Uri(addresses.First()).Port };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await application.DisposeAsync();

    /// <summary>Stops the server; what runs has the given time to end.</summary>
    public async Task StopAsync(TimeSpan within, TimeProvider time)
    {
        using var limit = new CancellationTokenSource(within, time);
        await application.StopAsync(limit.Token);
    }
}
