// A body told without its values: kinds and names.
using System.Globalization;
using System.Text;
using System.Text.Json;
using InfoBip.InstancesApi.Json;

namespace InfoBip.InstancesApi.Http;

/// <summary>
/// Describes JSON as <c>{id: number, tags: [2 x text]}</c>. A value is never told. A name is told where it looks like one of the API's: letters,
/// dots and underscores. Anything else could be a secret that got into the place of a name.
/// </summary>
internal sealed class BodyShape(SecretRedactor redactor)
{
    private const int DeepestLevel = 4;
    private const int MostMembers = 40;
    private const int LongestName = 64;
    private const int LongestShape = 2000;
    private const string Hidden = "…";

    public string Of(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
        {
            return "nothing";
        }

        var size = string.Create(CultureInfo.InvariantCulture, $"{body.Length} bytes");
        var text = new StringBuilder();
        try
        {
            var reader = new Utf8JsonReader(InstancesJson.WithoutMark(body));
            reader.Read();
            Append(ref reader, text, level: 0);
        }
        catch (JsonException)
        {
            return $"{size} that are not JSON";
        }

        return $"{size}: {OneLine.Of(text.ToString(), LongestShape)}";
    }

    private void Append(ref Utf8JsonReader reader, StringBuilder text, int level)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject when level < DeepestLevel:
                AppendObject(ref reader, text, level);
                break;
            case JsonTokenType.StartArray when level < DeepestLevel:
                AppendArray(ref reader, text, level);
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                text.Append(reader.TokenType == JsonTokenType.StartObject ? "{…}" : "[…]");
                reader.Skip();
                break;
            default:
                text.Append(reader.TokenType switch
                {
                    JsonTokenType.String => "text",
                    JsonTokenType.Number => "number",
                    JsonTokenType.Null => "null",
                    _ => "boolean",
                });
                break;
        }
    }

    private void AppendObject(ref Utf8JsonReader reader, StringBuilder text, int level)
    {
        text.Append('{');
        for (var members = 0; reader.Read() && reader.TokenType != JsonTokenType.EndObject; members++)
        {
            var told = members < MostMembers ? text : new StringBuilder();
            told.Append(members > 0 ? ", " : "").Append(members == MostMembers - 1 ? Hidden : Name(ref reader)).Append(": ");
            reader.Read();
            Append(ref reader, told, level + 1);
        }

        text.Append('}');
    }

    // The first item stands for all: a list holds instances, tags or errors, never a mixture.
    private void AppendArray(ref Utf8JsonReader reader, StringBuilder text, int level)
    {
        var first = new StringBuilder();
        var items = 0;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; items++)
        {
            if (items == 0)
            {
                Append(ref reader, first, level + 1);
            }
            else
            {
                reader.Skip();
            }
        }

        text.Append('[').Append(items > 0 ? string.Create(CultureInfo.InvariantCulture, $"{items} x {first}") : "").Append(']');
    }

    private string Name(ref Utf8JsonReader reader)
    {
        try
        {
            var name = reader.GetString()!;
            return name.Length is > 0 and <= LongestName && name.All(letter => char.IsAsciiLetter(letter) || letter is '.' or '_') && redactor.Redact(name) == name
                ? name
                : Hidden;
        }
        catch (InvalidOperationException)
        {
            // Not Unicode.
            return Hidden;
        }
    }
}
