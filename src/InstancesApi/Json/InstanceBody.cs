// The JSON of what is sent. Members that are null are left out; their order is the seed page's.
using System.Text.Json;
using System.Text.Json.Serialization;

namespace InfoBip.InstancesApi.Json;

/// <summary>The body of POST, PUT and PATCH.</summary>
internal sealed class InstanceBody
{
    [JsonPropertyName("your_mom"), JsonPropertyOrder(1)]
    public ConnectorBody? YourMom { get; init; }

    [JsonPropertyName("element"), JsonPropertyOrder(2)]
    public ConnectorBody? Element { get; init; }

    [JsonPropertyName("configuration"), JsonPropertyOrder(3), JsonConverter(typeof(OrderedEntriesConverter))]
    public IReadOnlyList<KeyValuePair<string, string>>? Configuration { get; init; }

    [JsonPropertyName("tags"), JsonPropertyOrder(4)]
    public IReadOnlyList<string>? Tags { get; init; }

    [JsonPropertyName("name"), JsonPropertyOrder(5)]
    public string? Name { get; init; }

    public static byte[] Of(InstanceDraft request, ApiDialect dialect)
    {
        var connector = new ConnectorBody(request.ConnectorKey);
        return Write(new InstanceBody
        {
            YourMom = dialect == ApiDialect.YourMom ? connector : null,
            Element = dialect == ApiDialect.Element ? connector : null,
            Configuration = request.Configuration,
            Tags = request.Tags,
            Name = request.Name,
        });
    }

    public static byte[] Of(InstancePatch patch) => Write(new InstanceBody { Tags = patch.Tags, Name = patch.Name });

    private static byte[] Write(InstanceBody body) => JsonSerializer.SerializeToUtf8Bytes(body, InstancesJson.Api.InstanceBody);
}

/// <summary>The connector in a body: only its key is the caller's to say.</summary>
internal sealed record ConnectorBody([property: JsonPropertyName("key")] string Key);

/// <summary>Writes configuration entries as one object in the caller's order.</summary>
internal sealed class OrderedEntriesConverter : JsonConverter<IReadOnlyList<KeyValuePair<string, string>>>
{
    public override IReadOnlyList<KeyValuePair<string, string>> Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Bodies are written, never read.");

    public override void Write(
        Utf8JsonWriter writer, IReadOnlyList<KeyValuePair<string, string>> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (key, text) in value)
        {
            writer.WriteString(key, text);
        }

        writer.WriteEndObject();
    }
}
