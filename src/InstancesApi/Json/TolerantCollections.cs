// Readers of tags and configuration entries in every shape that the service was seen to use.
using System.Buffers;
using System.Text;
using System.Text.Json;

namespace InfoBip.InstancesApi.Json;

/// <summary>
/// Tags as strings, as objects with a name, or a mixture. A list with anything else in it counts as not told as a whole,
/// because half a list would look like tags that somebody removed.
/// </summary>
internal sealed class TolerantTags : TolerantConverter<IReadOnlyList<string>?>
{
    protected override IReadOnlyList<string>? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }

        var tags = new List<string>();
        var readable = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var tag = reader.TokenType == JsonTokenType.StartObject ? NameOf(ref reader) : TolerantText.Take(ref reader);
            if (tag is null)
            {
                readable = false;
            }
            else
            {
                tags.Add(tag);
            }
        }

        return readable ? tags : null;
    }

    private static string? NameOf(ref Utf8JsonReader reader)
    {
        string? name = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var isName = reader.ValueTextEquals("name");
            reader.Read();
            if (isName)
            {
                name = TolerantText.Take(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return name;
    }
}

/// <summary>Configuration entries. Booleans and numbers become their JSON text; null and nested values are left out.</summary>
internal sealed class TolerantEntries : TolerantConverter<IReadOnlyDictionary<string, string>?>
{
    protected override IReadOnlyDictionary<string, string>? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        var entries = new Dictionary<string, string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = KeyOf(ref reader);
            reader.Read();
            if (ValueOf(ref reader) is { } value && key is not null)
            {
                entries[key] = value;
            }
        }

        return entries;
    }

    private static string? KeyOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? ValueOf(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan),
        _ => TolerantText.Take(ref reader),
    };
}
