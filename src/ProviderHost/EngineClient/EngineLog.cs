// Notes to the user, by the engine's log.
using Grpc.Core;
using Grpc.Net.Client;
using ProviderHost.Resources;
using Pulumirpc;

namespace ProviderHost.EngineClient;

/// <summary>
/// Sends notes to the engine, which shows them beside their resource. Before the engine's address is known, and where the engine
/// does not answer, they go to stderr: stdout belongs to the port line. A note that cannot be delivered never fails a call.
/// </summary>
internal sealed class EngineLog(TextWriter standardError) : IResourceLog, IDisposable
{
    /// <summary>The engine is on this machine: one that does not take a note in this time will not take it at all.</summary>
    private static readonly TimeSpan DeliveryTime = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private string? _address;
    private GrpcChannel? _channel;
    private Engine.EngineClient? _engine;

    /// <summary>Sets where the engine listens: <c>127.0.0.1:PORT</c>.</summary>
    public void Connect(string? address)
    {
        if (string.IsNullOrEmpty(address))
        {
            return;
        }

        lock (_gate)
        {
            if (_address != address)
            {
                _channel?.Dispose();
                (_address, _channel, _engine) = (address, null, null);
            }
        }
    }

    /// <inheritdoc/>
    public async Task WriteAsync(NoteSeverity severity, string message, string urn, bool ephemeral = false)
    {
        if (Engine() is { } engine)
        {
            try
            {
                var request = new LogRequest { Severity = (LogSeverity)severity, Message = message, Urn = urn, Ephemeral = ephemeral };
                await engine.LogAsync(request, new CallOptions(deadline: TimeProvider.System.GetUtcNow().UtcDateTime + DeliveryTime));
                return;
            }
            catch (RpcException)
            {
                // Below, the note still reaches whoever reads stderr.
            }
        }

        if (severity > NoteSeverity.Debug)
        {
            await standardError.WriteLineAsync($"{severity}: {message}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _channel?.Dispose();

    private Engine.EngineClient? Engine()
    {
        lock (_gate)
        {
            if (_engine is null && (_channel ??= EngineChannel.Open(_address)) is { } channel)
            {
                _engine = new Engine.EngineClient(channel);
            }

            return _engine;
        }
    }
}
