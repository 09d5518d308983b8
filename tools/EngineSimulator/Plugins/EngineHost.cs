// The engine's own service, which plugins log to.
using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pulumirpc;

namespace InfoBip.EngineSimulator;

/// <summary>A message that a plugin sent to the engine's log.</summary>
/// <param name="Severity">How serious it is.</param>
/// <param name="Message">The text, as it came.</param>
/// <param name="Urn">The resource that it is about; empty for none.</param>
/// <param name="Ephemeral">True for a note in the status column only.</param>
public sealed record LogEntry(LogSeverity Severity, string Message, string Urn, bool Ephemeral);

/// <summary>Hosts <c>pulumirpc.Engine</c> on a free port of 127.0.0.1 and keeps what is logged.</summary>
public sealed class EngineHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<LogEntry> _entries;

    private EngineHost(WebApplication app, ConcurrentQueue<LogEntry> entries) => (_app, _entries) = (app, entries);

    /// <summary>Host and port, as a plugin gets it in its last argument.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Everything logged so far, in order of arrival.</summary>
    public IReadOnlyList<LogEntry> Entries => [.. _entries];

    /// <summary>Starts the service.</summary>
    /// <param name="onLog">Called for each entry as it arrives.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<EngineHost> StartAsync(Action<LogEntry>? onLog = null, CancellationToken cancellationToken = default)
    {
        var entries = new ConcurrentQueue<LogEntry>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(new LogService(entries, onLog));
        var app = builder.Build();
        app.MapGrpcService<LogService>();
        await app.StartAsync(cancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new EngineHost(app, entries) { Address = new Uri(address).Authority };
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private sealed class LogService(ConcurrentQueue<LogEntry> entries, Action<LogEntry>? onLog) : Engine.EngineBase
    {
        public override Task<Empty> Log(LogRequest request, ServerCallContext context)
        {
            var entry = new LogEntry(request.Severity, request.Message, request.Urn, request.Ephemeral);
            entries.Enqueue(entry);
            onLog?.Invoke(entry);
            return Task.FromResult(new Empty());
        }
    }
}
