// The engine's services as a program finds them: one port for both.
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InfoBip.EngineSimulator;

/// <summary>Hosts <c>pulumirpc.ResourceMonitor</c> and <c>pulumirpc.Engine</c> for one run of a program.</summary>
internal sealed class ProgramHost : IAsyncDisposable
{
    /// <summary>What SDKs and engine allow each other in one message (protocol file, 1.4).</summary>
    private const int MaximumMessage = 400 * 1024 * 1024;

    private readonly WebApplication _app;

    private ProgramHost(WebApplication app, string address) => (_app, Address) = (app, address);

    /// <summary>Host and port.</summary>
    public string Address { get; }

    public static async Task<ProgramHost> StartAsync(DeploymentRun run, ProgramRegistry registry)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddGrpc(grpc => (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize) = (MaximumMessage, MaximumMessage));
        builder.Services.AddSingleton(new MonitorService(run, registry));
        builder.Services.AddSingleton(new ProgramEngineService(registry));
        var app = builder.Build();
        app.MapGrpcService<MonitorService>();
        app.MapGrpcService<ProgramEngineService>();
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new ProgramHost(app, new Uri(address).Authority);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
