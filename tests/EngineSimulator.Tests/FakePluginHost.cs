// Serves a small plugin on a free port.
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InfoBip.EngineSimulator.Tests;

internal sealed class FakePluginHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakePluginHost(WebApplication app, int port) => (_app, Port) = (app, port);

    public int Port { get; }

    public static async Task<FakePluginHost> StartAsync(FakePlugin plugin)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(plugin);
        var app = builder.Build();
        app.MapGrpcService<FakePlugin>();
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new FakePluginHost(app, new Uri(address).Port);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
