// Where a live answer differs from the recorded one.
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using InfoBip.EngineSimulator;

namespace InfoBip.Replay.Tests;

/// <summary>One difference.</summary>
/// <param name="Path">Where, such as <c>properties.connector.image</c>, <c>failures[0].reason.text</c> or <c>error.message.code</c>.</param>
/// <param name="Recorded">The recorded value, secrets hidden; empty where it is absent.</param>
/// <param name="Live">The live value likewise.</param>
internal sealed record Difference(string Path, string Recorded, string Live);

/// <summary>
/// Compares answers by structure. A text that ends in an error code is compared in two parts, <c>.text</c> and <c>.code</c>; a text that is JSON itself,
/// such as the schema, is compared by structure too. Ids of requests differ from run to run and are passed over.
/// </summary>
internal static partial class Comparison
{
    private static readonly JsonSerializerOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>All differences of two answers.</summary>
    public static IReadOnlyList<Difference> Of(JsonObject recorded, JsonObject live)
    {
        var differences = new List<Difference>();
        Compare("", recorded, live, secret: false);
        return differences;

        void Compare(string path, JsonNode? left, JsonNode? right, bool secret)
        {
            switch (left, right)
            {
                case (JsonObject one, JsonObject other):
                    secret |= one.ContainsKey(WireFormat.SignatureKey) || other.ContainsKey(WireFormat.SignatureKey);
                    foreach (var name in one.Select(member => member.Key).Union(other.Select(member => member.Key)))
                    {
                        Member(path.Length == 0 ? name : $"{path}.{name}", one.ContainsKey(name), other.ContainsKey(name), one[name], other[name], secret);
                    }

                    break;
                case (JsonArray one, JsonArray other):
                    for (var index = 0; index < Math.Max(one.Count, other.Count); index++)
                    {
                        Member($"{path}[{index}]", index < one.Count, index < other.Count, one.ElementAtOrDefault(index), other.ElementAtOrDefault(index), secret);
                    }

                    break;
                case (JsonValue one, JsonValue other) when one.TryGetValue<string>(out var text) && other.TryGetValue<string>(out var otherText):
                    Texts(path, text, otherText, secret);
                    break;
                default:
                    if (!JsonNode.DeepEquals(left, right))
                    {
                        differences.Add(new(path, Show(left, secret), Show(right, secret)));
                    }

                    break;
            }
        }

        void Member(string path, bool inRecorded, bool inLive, JsonNode? left, JsonNode? right, bool secret)
        {
            if (inRecorded && inLive)
            {
                Compare(path, left, right, secret);
            }
            else
            {
                differences.Add(new(path, inRecorded ? Show(left, secret) : "", inLive ? Show(right, secret) : ""));
            }
        }

        void Texts(string path, string left, string right, bool secret)
        {
            if (Json(left) is { } one && Json(right) is { } other)
            {
                Compare(path, one, other, secret);
            }
            else if (Coded().Match(left) is { Success: true } coded && Coded().Match(right) is { Success: true } otherCoded)
            {
                Texts($"{path}.code", coded.Groups["code"].Value, otherCoded.Groups["code"].Value, secret);
                Texts($"{path}.text", coded.Groups["text"].Value, otherCoded.Groups["text"].Value, secret);
            }
            else if (RequestId().Replace(left, "") != RequestId().Replace(right, ""))
            {
                differences.Add(new(path, Show(left, secret), Show(right, secret)));
            }
        }
    }

    private static JsonObject? Json(string text) => text.StartsWith('{') ? JsonNode.Parse(text)!.AsObject() : null;

    private static string Show(JsonNode? value, bool secret) => secret ? "(secret)" : WithoutSecrets(value)?.ToJsonString(s_readable) ?? "null";

    private static JsonNode? WithoutSecrets(JsonNode? value) => value switch
    {
        JsonObject marked when marked.ContainsKey(WireFormat.SignatureKey) => "(secret)",
        JsonObject plain => new JsonObject(plain.Select(member => KeyValuePair.Create(member.Key, WithoutSecrets(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(WithoutSecrets)]),
        _ => value?.DeepClone(),
    };

    [GeneratedRegex("^(?<text>.*\\S) *\\[(?<code>IB[0-9]{4})\\]$", RegexOptions.Singleline)]
    private static partial Regex Coded();

    [GeneratedRegex(" *\\[request [0-9a-f]{24}\\]")]
    private static partial Regex RequestId();
}
