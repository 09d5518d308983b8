// Notices that the engine is gone: a plugin must not outlive it.
using System.Net.Sockets;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;

namespace ProviderHost.EngineClient;

/// <summary>
/// Watches the engine that started this plugin. An engine that ends in order sends a signal; one that was killed sends nothing, but its end of
/// our stdin closes at once. Where stdin is no such pipe, the engine is asked for its health from time to time, as other plugins do.
/// </summary>
internal sealed class EngineWatch(TimeProvider time)
{
    /// <summary>How long there is between two questions. They are for the rare case, so they may not cost a deployment anything. Source: this project.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private static readonly Marshaller<Empty> s_nothing = Marshallers.Create(static message => message.ToByteArray(), Empty.Parser.ParseFrom);

    // The question for the whole server has no fields, and of the answer only that it comes matters: neither needs a message of its own.
    private static readonly Method<Empty, Empty> s_check = new(MethodType.Unary, "grpc.health.v1.Health", "Check", s_nothing, s_nothing);

    /// <summary>Ends when the engine is gone, and not before.</summary>
    /// <param name="address">Where the engine listens: <c>127.0.0.1:PORT</c>.</param>
    /// <param name="input">What the engine holds the other end of; null where there is no such thing.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    public async Task UntilGoneAsync(string address, Stream? input, CancellationToken cancellationToken)
    {
        Task[] signs = [UntilRefusedAsync(address, cancellationToken), UntilClosedAsync(input, cancellationToken)];
        await await Task.WhenAny(signs);
    }

    /// <summary>
    /// Only a refused connection is a sign: an answer of any kind comes from an engine that lives, and one that is late may be held by a
    /// debugger or by a laptop that slept.
    /// </summary>
    private async Task UntilRefusedAsync(string address, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        GrpcChannel? channel = null;
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                channel ??= EngineChannel.Open(address);
                if (channel is not null && await IsRefusedAsync(channel, cancellationToken))
                {
                    return;
                }
            }
        }
        finally
        {
            channel?.Dispose();
        }
    }

    private static async Task<bool> IsRefusedAsync(GrpcChannel channel, CancellationToken cancellationToken)
    {
        try
        {
            await channel.CreateCallInvoker().AsyncUnaryCall(s_check, null, new CallOptions(cancellationToken: cancellationToken), new Empty());
            return false;
        }
        catch (RpcException failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return IsRefused(failure.Status.DebugException);
        }
    }

    // An engine that cannot be asked for another reason may live.
    private static bool IsRefused(Exception? cause) => cause is SocketException { SocketErrorCode: SocketError.ConnectionRefused } || (cause?.InnerException is { } inner && IsRefused(inner));

    /// <summary>Reads on a thread of its own, because a pipe is read with a call that blocks, and the pool has few threads.</summary>
    private async Task UntilClosedAsync(Stream? input, CancellationToken cancellationToken)
    {
        if (input is null)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
            return;
        }

        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reader = new Thread(() => ReadToEnd(input, closed), maxStackSize: 256 * 1024) { IsBackground = true, Name = "engine watch" };
        reader.Start();
        await closed.Task.WaitAsync(cancellationToken);
    }

    private static void ReadToEnd(Stream input, TaskCompletionSource closed)
    {
        try
        {
            var buffer = new byte[256];
            while (input.Read(buffer) > 0)
            {
            }
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            // A pipe that breaks has ended as well.
        }

        closed.TrySetResult();
    }
}
