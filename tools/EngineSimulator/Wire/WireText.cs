// How a wire value is shown to a person.
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace InfoBip.EngineSimulator;

/// <summary>Renders property values on one line; a secret is never shown unless the user asked for it.</summary>
public static class WireText
{
    /// <summary>What is shown in a secret's place.</summary>
    public const string Secret = "[secret]";
    private static readonly JsonSerializerOptions s_compact = new();
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    /// <summary>Renders a value; null gives <c>undefined</c>, as a display does when it finds nothing.</summary>
    public static string Render(Value? value, bool showSecrets = false)
    {
        if (value is null)
        {
            return "undefined";
        }

        if (Wire.IsSecret(value) && !showSecrets)
        {
            return Secret;
        }

        if (Wire.IsUnknown(value))
        {
            return "[unknown]";
        }

        var bare = Wire.Reveal(value);
        return bare.KindCase switch
        {
            Value.KindOneofCase.NullValue => "null",
            Value.KindOneofCase.StringValue => $"\"{JsonEncodedText.Encode(bare.StringValue, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"",
            Value.KindOneofCase.BoolValue => bare.BoolValue ? "true" : "false",
            Value.KindOneofCase.NumberValue => bare.NumberValue.ToString("R", CultureInfo.InvariantCulture),
            Value.KindOneofCase.ListValue => $"[{string.Join(", ", bare.ListValue.Values.Select(item => Render(item, showSecrets)))}]",
            Value.KindOneofCase.StructValue => $"{{{string.Join(", ", Shown(bare.StructValue).Select(field => $"{field.Key}: {Render(field.Value, showSecrets)}"))}}}",
            _ => "no kind",
        };
    }

    internal static string Json(Value value, bool indented = false) => JsonNode.Parse(Google.Protobuf.JsonFormatter.Default.Format(value))?.ToJsonString(indented ? s_indented : s_compact) ?? "null";

    /// <summary>Members for display: keys with two leading underscores are internal and hidden, as the engine hides them.</summary>
    internal static IEnumerable<KeyValuePair<string, Value>> Shown(Struct map) => map.Fields
        .Where(field => !field.Key.StartsWith("__", StringComparison.Ordinal))
        .OrderBy(field => field.Key, StringComparer.Ordinal);
}
