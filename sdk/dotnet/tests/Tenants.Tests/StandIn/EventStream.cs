// The engine's events on their way to the SDK: one stream of JSON texts over gRPC (pulumirpc.Events/StreamEvents).
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;

namespace Tenants.Tests.StandIn;

internal sealed class EventStream : IAsyncDisposable
{
    /// <summary>An EventRequest has one field, a string with number 1, as a StringValue has.</summary>
    private static readonly Method<StringValue, Empty> Method = new(
        MethodType.ClientStreaming,
        "pulumirpc.Events",
        "StreamEvents",
        Marshallers.Create(static message => message.ToByteArray(), StringValue.Parser.ParseFrom),
        Marshallers.Create(static message => message.ToByteArray(), Empty.Parser.ParseFrom));

    private readonly GrpcChannel _channel;
    private readonly AsyncClientStreamingCall<StringValue, Empty> _call;
    private readonly SemaphoreSlim _turn = new(1);
    private int _sequence;

    public EventStream(string address)
    {
        _channel = GrpcChannel.ForAddress(address.Replace("tcp://", "http://", StringComparison.Ordinal));
        _call = _channel.CreateCallInvoker().AsyncClientStreamingCall(Method, null, default);
    }

    /// <summary>Sends an event; the CLI does not care whether anybody listens, and neither does this.</summary>
    /// <param name="kind">The event's field, such as <c>summaryEvent</c>.</param>
    /// <param name="content">What is in it.</param>
    public Task SendAsync(string kind, object content) => SendRawAsync(JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["sequence"] = Interlocked.Increment(ref _sequence),
        ["timestamp"] = 1_790_000_000,
        [kind] = content,
    }));

    public async Task SendRawAsync(string json)
    {
        await _turn.WaitAsync();
        try
        {
            await _call.RequestStream.WriteAsync(new StringValue { Value = json });
        }
        catch (Exception gone) when (gone is RpcException or InvalidOperationException)
        {
            // As in the CLI: noted nowhere.
        }
        finally
        {
            _turn.Release();
        }
    }

    public static object Diagnostic(string urn, string message) => new { urn, message, color = "never", severity = "error" };

    public static object Step(string operation, string urn, IEnumerable<string> differing) => new
    {
        metadata = new
        {
            op = operation,
            urn,
            type = "infobip:index:InfoBipInstance",
            old = (object?)null,
            @new = (object?)null,
            detailedDiff = differing.ToDictionary(path => path, _ => new { diffKind = "update", inputDiff = false }),
            provider = "",
        },
    };

    public static object Summary(IReadOnlyDictionary<string, int> changes) => new { maybeCorrupt = false, durationSeconds = 1, resourceChanges = changes, PolicyPacks = new { } };

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _call.RequestStream.CompleteAsync();
            await _call;
        }
        catch (Exception gone) when (gone is RpcException or InvalidOperationException)
        {
            // As above.
        }

        _call.Dispose();
        _channel.Dispose();
        _turn.Dispose();
    }
}
