// The engine's own service, which plugins and programs log to; and how a service of the engine is hosted.
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InfoBip.EngineSimulator;

/// <summary>Hosts <c>pulumirpc.Engine</c> on a free port of 127.0.0.1 and keeps what is logged.</summary>
public sealed class EngineHost : IAsyncDisposable
{
    /// <summary>What engine, plugins and SDKs allow each other in one message.</summary>
    internal const int MessageLimit = 400 * 1024 * 1024;
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<LogRequest> _entries;
    private EngineHost(WebApplication app, ConcurrentQueue<LogRequest> entries) => (_app, _entries, Address) = (app, entries, AddressOf(app));

    /// <summary>Host and port, as a plugin gets it in its last argument.</summary>
    public string Address { get; }
    public IReadOnlyList<LogRequest> Entries => [.. _entries];

    public static async Task<EngineHost> StartAsync(Action<LogRequest>? onLog = null, CancellationToken cancellationToken = default)
    {
        var entries = new ConcurrentQueue<LogRequest>();
        return new EngineHost(await HostAsync(new LogService(entries, onLog), cancellationToken), entries);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Serves gRPC on a free port of 127.0.0.1.</summary>
    internal static async Task<WebApplication> HostAsync<TService>(TService service, CancellationToken cancellationToken)
        where TService : class
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddSingleton(service).AddGrpc(grpc => (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize) = (MessageLimit, MessageLimit));
        var app = builder.Build();
        app.MapGrpcService<TService>();
        await app.StartAsync(cancellationToken);
        return app;
    }

    internal static string AddressOf(WebApplication app) => new Uri(app.Urls.Single()).Authority;

    private sealed class LogService(ConcurrentQueue<LogRequest> entries, Action<LogRequest>? onLog) : Pulumirpc.Engine.EngineBase
    {
        public override Task<Empty> Log(LogRequest request, ServerCallContext context)
        {
            entries.Enqueue(request);
            onLog?.Invoke(request);
            return Task.FromResult(new Empty());
        }
    }
}
