// The JSON of an instance, both ways: read in both dialects and every seen shape, written exactly.
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace InfoBip.InstancesApi.Json;

/// <summary>
/// Reading is tolerant: a member that is missing, of another type or not Unicode is null, so that the rest is not lost. What is written holds no
/// member that is null, in the order of the seed page.
/// </summary>
internal static class InstanceJson
{
    // Bodies are no part of a web page, so only what JSON itself forbids is escaped.
    private static readonly JsonWriterOptions s_exact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The instance in a body; null where the body is no JSON object with a readable id: without one nothing can be done with the rest.</summary>
    public static Instance? Read(ReadOnlyMemory<byte> body, ApiDialect dialect) => Parse(body, root => Instance(root, dialect));

    /// <summary>
    /// The instances in a body; null where it is no array, or one of them has no readable id. One that went missing silently could be taken for
    /// one that does not exist.
    /// </summary>
    public static IReadOnlyList<Instance>? ReadList(ReadOnlyMemory<byte> body, ApiDialect dialect) => Parse(body, root =>
        root.ValueKind == JsonValueKind.Array ? AllOf(root.EnumerateArray().Select(item => Instance(item, dialect))) : null);

    /// <summary>What is read from a body; null where the body is not JSON.</summary>
    public static T? Parse<T>(ReadOnlyMemory<byte> body, Func<JsonElement, T?> read)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(body[^WithoutMark(body.Span).Length..]);
            return read(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The body without the mark that some servers put before UTF-8 text, and which is no JSON.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> body) =>
        body.StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body;

    /// <summary>The text of a member; null where there is none.</summary>
    public static string? Text(JsonElement parent, string name) => Text(Member(parent, name));

    /// <summary>The name of a member; null where it is not Unicode.</summary>
    public static string? NameOf(JsonProperty member) => IfUnicode(() => member.Name);

    /// <summary>The body of POST.</summary>
    public static byte[] Write(InstanceDraft draft, ApiDialect dialect) => Write(draft.Tags, draft.Name, writer =>
    {
        writer.WriteStartObject(dialect.Name);
        writer.WriteString("key", draft.ConnectorKey);
        writer.WriteEndObject();
        WriteConfiguration(writer, draft.Configuration);
    });

    /// <summary>The body of PATCH.</summary>
    public static byte[] Write(InstancePatch patch) => Write(patch.Tags, patch.Name, writer =>
    {
        if (patch.Configuration is { Count: > 0 } entries)
        {
            WriteConfiguration(writer, entries);
        }
    });

    private static void WriteConfiguration(Utf8JsonWriter writer, IReadOnlyList<KeyValuePair<string, string>> entries)
    {
        writer.WriteStartObject("configuration");
        foreach (var (key, text) in entries)
        {
            writer.WriteString(key, text);
        }

        writer.WriteEndObject();
    }

    private static byte[] Write(IReadOnlyList<string>? tags, string? name, Action<Utf8JsonWriter> writeBefore)
    {
        using var body = new MemoryStream();
        using (var writer = new Utf8JsonWriter(body, s_exact))
        {
            writer.WriteStartObject();
            writeBefore(writer);
            if (tags is not null)
            {
                writer.WriteStartArray("tags");
                foreach (var tag in tags)
                {
                    writer.WriteStringValue(tag);
                }

                writer.WriteEndArray();
            }

            if (name is not null)
            {
                writer.WriteString("name", name);
            }

            writer.WriteEndObject();
        }

        return body.ToArray();
    }

    private static Instance? Instance(JsonElement json, ApiDialect dialect) => Number(json, "id") is not (> 0 and var id) ? null : new Instance
    {
        Id = id,
        Name = Text(json, "name"),
        Token = Text(json, "token"),
        Connector = Connector(json, dialect.Name) ?? ApiDialect.All.Select(other => Connector(json, other.Name)).FirstOrDefault(found => found is not null),
        Tags = Tags(Member(json, "tags")),
        Configuration = Entries(Member(json, "configuration")),
        Valid = Flag(json, "valid"),
        Disabled = Flag(json, "disabled"),
        MaxCacheSize = Number(json, "maxCacheSize"),
        CacheTimeToLive = Number(json, "cacheTimeToLive"),
        CachingEnabled = Flag(json, "cachingEnabled"),
        CreatedDate = Text(json, "createdDate"),
    };

    private static Connector? Connector(JsonElement parent, string name) =>
        Member(parent, name) is { ValueKind: JsonValueKind.Object } json
            ? new Connector { Id = Number(json, "id"), Key = Text(json, "key"), Name = Text(json, "name") }
            : null;

    // Tags come as strings, as objects with a name, or as a mixture. A list with anything else in it is not read at all,
    // because half a list would look like tags that somebody removed.
    private static List<string>? Tags(JsonElement json) => json.ValueKind == JsonValueKind.Array
        ? AllOf(json.EnumerateArray().Select(tag => tag.ValueKind == JsonValueKind.Object ? Text(tag, "name") : Text(tag)))
        : null;

    // Booleans and numbers become their JSON text; null and nested values are left out.
    private static Dictionary<string, string>? Entries(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var entries = new Dictionary<string, string>();
        foreach (var entry in json.EnumerateObject())
        {
            var value = entry.Value.ValueKind is JsonValueKind.True or JsonValueKind.False or JsonValueKind.Number
                ? entry.Value.GetRawText()
                : Text(entry.Value);
            if (value is not null && NameOf(entry) is { } key)
            {
                entries[key] = value;
            }
        }

        return entries;
    }

    private static List<T>? AllOf<T>(IEnumerable<T?> items)
        where T : class
    {
        var all = items.ToList();
        return all.Contains(null) ? null : [.. all.OfType<T>()];
    }

    // A member of nothing is nothing, which every reader takes for another type.
    private static JsonElement Member(JsonElement parent, string name)
    {
        try
        {
            return parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) ? member : default;
        }
        catch (InvalidOperationException)
        {
            // Another member's name is not Unicode.
            return parent.EnumerateObject().LastOrDefault(member => NameOf(member) == name).Value;
        }
    }

    private static string? Text(JsonElement json) => json.ValueKind == JsonValueKind.String ? IfUnicode(json.GetString) : null;

    private static bool? Flag(JsonElement parent, string name)
    {
        var json = Member(parent, name);
        return json.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? json.GetBoolean()
            : bool.TryParse(Text(json), out var flag) ? flag : null;
    }

    // A whole number, as a JSON number or as a decimal string.
    private static long? Number(JsonElement parent, string name)
    {
        var json = Member(parent, name);
        if (json.ValueKind == JsonValueKind.Number)
        {
            return json.TryGetInt64(out var value) ? value : null;
        }

        return long.TryParse(Text(json), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static string? IfUnicode(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
