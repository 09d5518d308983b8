// The storm's calls, and what an engine reads in their answers.
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using InfoBip.EngineSimulator;
using Pulumirpc;

namespace InfoBip.Chaos;

/// <content>Answers, and how long they are waited for.</content>
internal sealed partial class PluginManager
{
    private async Task<Struct?> CheckAsync(Subject subject, Struct olds, Struct news, Draw draw)
    {
        var request = new CheckRequest
        {
            Urn = subject.Urn,
            Name = subject.Name,
            Type = Type,
            Olds = olds.Clone(),
            News = news,
            RandomSeed = ByteString.CopyFrom(draw.Seed),
        };
        var (answer, _) = await CallAsync(subject, null, client => client.CheckAsync(request));
        if (answer is { Failures.Count: > 0 })
        {
            throw new InvalidOperationException($"The storm's own inputs are refused: {answer.Failures[0].Reason}");
        }

        if (answer is null)
        {
            Tally.Add("failed cleanly");
        }

        return answer?.Inputs;
    }

    private async Task<(T? Answer, RpcException? Failure)> CallAsync<T>(
        Subject subject, CallLimit? limit, Func<ResourceProvider.ResourceProviderClient, AsyncUnaryCall<T>> call, int? generation = null)
        where T : class, IMessage<T>
    {
        try
        {
            var answer = await _hosts[subject.Process].CallAsync(
                async client =>
                {
                    limit?.Begin();
                    return await call(client);
                },
                generation);
            lock (_detectorLock)
            {
                _detector.Check("an answer", answer);
            }

            return (answer, null);
        }
        catch (RpcException failure)
        {
            lock (_detectorLock)
            {
                _detector.Check("a failure", failure);
            }

            _said.Enqueue(failure.Status.Detail);
            if (limit is { IsOver: true })
            {
                // The resource is not changed again before the request that was given up has ended.
                await QuietAsync(_sandbox);
            }

            return (null, failure);
        }
    }

    private static void Hold(Subject subject, string id, Struct inputs, Struct outputs)
    {
        (subject.Inputs, subject.Outputs) = (inputs, outputs);
        subject.Hold(id, Token(outputs));
    }

    private static void Record(Subject subject, Struct outputs) => (subject.Outputs, subject.Token) = (outputs, Token(outputs));

    private CallLimit LimitOf(Draw draw) => new(draw.GiveUp < _giveUps ? draw.GiveUpAfter : null);

    private static ReadRequest ReadOf(Subject subject) =>
        new() { Id = subject.Id, Urn = subject.Urn, Name = subject.Name, Type = Type, Inputs = subject.Inputs.Clone(), Properties = subject.Outputs.Clone() };

    private static ErrorResourceInitFailed? Detail(RpcException failure) => failure.GetRpcStatus()?.GetDetail<ErrorResourceInitFailed>();

    /// <summary>The token, as long as it is a secret.</summary>
    private static string? Token(Struct state) => state.Fields.TryGetValue("token", out var token) && Wire.IsSecret(token) ? Wire.Reveal(token).StringValue : null;

    private static string? Text(Struct map, string key) => map.Fields.TryGetValue(key, out var value) ? Wire.Reveal(value).StringValue : null;

    /// <summary>How long the engine waits for one call: for ever, or until it gives up.</summary>
    private sealed class CallLimit(TimeSpan? after) : IDisposable
    {
        private readonly CancellationTokenSource _over = new();

        public CancellationToken Token => _over.Token;

        public bool IsOver => _over.IsCancellationRequested;

        public void Begin()
        {
            if (after is { } time)
            {
                _over.CancelAfter(time);
            }
        }

        public void Dispose() => _over.Dispose();
    }
}
