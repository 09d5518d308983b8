// The engine's own service, which plugins log to; and how a service of the engine is hosted.
using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InfoBip.EngineSimulator;

/// <summary>A message that a plugin sent to the engine's log; an ephemeral one is for the status column only.</summary>
public sealed record LogEntry(Pulumirpc.LogSeverity Severity, string Message, string Urn, bool Ephemeral);

/// <summary>Hosts <c>pulumirpc.Engine</c> on a free port of 127.0.0.1 and keeps what is logged.</summary>
public sealed class EngineHost : IAsyncDisposable
{
    /// <summary>What engine, plugins and SDKs allow each other in one message.</summary>
    internal const int MessageLimit = 400 * 1024 * 1024;
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<LogEntry> _entries;
    private EngineHost(WebApplication app, ConcurrentQueue<LogEntry> entries) => (_app, _entries, Address) = (app, entries, AddressOf(app));

    /// <summary>Host and port, as a plugin gets it in its last argument.</summary>
    public string Address { get; }
    public IReadOnlyList<LogEntry> Entries => [.. _entries];

    public static async Task<EngineHost> StartAsync(Action<LogEntry>? onLog = null, CancellationToken cancellationToken = default)
    {
        var entries = new ConcurrentQueue<LogEntry>();
        return new EngineHost(await HostAsync(services => services.AddSingleton(new LogService(entries, onLog)), app => app.MapGrpcService<LogService>(), cancellationToken), entries);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Serves gRPC on a free port of 127.0.0.1.</summary>
    internal static async Task<WebApplication> HostAsync(Action<IServiceCollection> add, Action<WebApplication> map, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddGrpc(grpc => (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize) = (MessageLimit, MessageLimit));
        add(builder.Services);
        var app = builder.Build();
        map(app);
        await app.StartAsync(cancellationToken);
        return app;
    }

    internal static string AddressOf(WebApplication app) => new Uri(app.Urls.Single()).Authority;

    private sealed class LogService(ConcurrentQueue<LogEntry> entries, Action<LogEntry>? onLog) : Pulumirpc.Engine.EngineBase
    {
        public override Task<Empty> Log(Pulumirpc.LogRequest request, ServerCallContext context)
        {
            var entry = new LogEntry(request.Severity, request.Message, request.Urn, request.Ephemeral);
            entries.Enqueue(entry);
            onLog?.Invoke(entry);
            return Task.FromResult(new Empty());
        }
    }
}
