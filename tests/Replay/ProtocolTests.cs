// provider.proto knows every field that the real engine was recorded with.
using System.Text.Json.Nodes;

namespace InfoBip.Replay.Tests;

public sealed class ProtocolTests
{
    [Fact]
    public void Every_recorded_message_survives_our_proto()
    {
        foreach (var recording in Recording.All)
        {
            foreach (var line in Recording.Lines(recording.Name))
            {
                var method = RpcMethod.All[(string)line["method"]!];
                AssertSurvives(line["request"], method.ParseRequest);
                AssertSurvives(line["response"], method.ParseResponse);
            }
        }
    }

    // Reading refuses a field that the message lacks; writing shows that each was kept under its name.
    private static void AssertSurvives(JsonNode? message, Func<JsonObject, Google.Protobuf.IMessage> parse)
    {
        if (message is JsonObject json)
        {
            Assert.Empty(Comparison.Of(json, RpcMethod.ToJson(parse(json))));
        }
    }
}
