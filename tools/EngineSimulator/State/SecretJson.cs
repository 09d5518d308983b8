// Property values as JSON, with their secrets encrypted.
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace InfoBip.EngineSimulator;

/// <summary>Writes and reads objects of property values for the state file.</summary>
internal static class SecretJson
{
    private const string CiphertextKey = "ciphertext";

    public static JsonNode Write(Struct map, SecretBox box) => JsonNode.Parse(JsonFormatter.Default.Format(Encrypt(map, box)))!;

    public static Struct Read(JsonNode? node, SecretBox box) =>
        node is null ? new Struct() : Decrypt(JsonParser.Default.Parse<Struct>(node.ToJsonString()), box);

    private static Struct Encrypt(Struct map, SecretBox box) => Each(map, value => Wire.IsSecret(value)
        ? Sealed(box.Encrypt(JsonFormatter.Default.Format(Wire.Unwrap(value))))
        : null);

    private static Struct Decrypt(Struct map, SecretBox box) => Each(map, value =>
        Wire.IsSecret(value) && value.StructValue.Fields.TryGetValue(CiphertextKey, out var text)
            ? Wire.Secret(JsonParser.Default.Parse<Value>(box.Decrypt(text.StringValue)))
            : null);

    private static Value Sealed(string ciphertext) => Value.ForStruct(new Struct
    {
        Fields =
        {
            [WireFormat.SignatureKey] = Value.ForString(WireFormat.SecretSignature),
            [CiphertextKey] = Value.ForString(ciphertext),
        },
    });

    /// <summary>A copy in which the values that the function knows are replaced, at every depth.</summary>
    private static Struct Each(Struct map, Func<Value, Value?> replace)
    {
        var copy = new Struct();
        foreach (var (key, value) in map.Fields)
        {
            copy.Fields[key] = Each(value, replace);
        }

        return copy;
    }

    private static Value Each(Value value, Func<Value, Value?> replace) => replace(value) ?? value.KindCase switch
    {
        Value.KindOneofCase.StructValue => Value.ForStruct(Each(value.StructValue, replace)),
        Value.KindOneofCase.ListValue => Value.ForList([.. value.ListValue.Values.Select(item => Each(item, replace))]),
        _ => value.Clone(),
    };
}
