// What an engine reads in a plugin's answers.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using InfoBip.EngineSimulator;
using Pulumirpc;

namespace InfoBip.Chaos;

/// <content>Answers, and how long they are waited for.</content>
internal sealed partial class PluginManager
{
    private static void Hold(Subject subject, string id, Struct inputs, Struct outputs)
    {
        (subject.Inputs, subject.Outputs) = (inputs, outputs);
        subject.Hold(id, Token(outputs));
    }

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
