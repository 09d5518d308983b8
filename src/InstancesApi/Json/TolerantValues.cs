// Readers of single JSON values that take another type than expected for "not told", so that the rest is not lost.
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace InfoBip.InstancesApi.Json;

/// <summary>A converter that only reads, and leaves the reader at the end of whatever value it met.</summary>
internal abstract class TolerantConverter<T> : JsonConverter<T>
{
    public override bool HandleNull => true;

    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Answers are read, never written.");

    protected abstract T? Read(ref Utf8JsonReader reader);
}

internal sealed class TolerantText : TolerantConverter<string?>
{
    /// <summary>The string at the reader, or null for another type and for text that is not Unicode.</summary>
    public static string? Take(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }

        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    protected override string? Read(ref Utf8JsonReader reader) => Take(ref reader);
}

internal sealed class TolerantFlag : TolerantConverter<bool?>
{
    protected override bool? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.True or JsonTokenType.False)
        {
            return reader.GetBoolean();
        }

        return bool.TryParse(TolerantText.Take(ref reader), out var flag) ? flag : null;
    }
}

/// <summary>A whole number, as a JSON number or as a decimal string.</summary>
internal sealed class TolerantNumber : TolerantConverter<long?>
{
    protected override long? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            return reader.TryGetInt64(out var value) ? value : null;
        }

        var text = TolerantText.Take(ref reader);
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}

internal sealed class TolerantConnector : TolerantConverter<ConnectorAnswer?>
{
    protected override ConnectorAnswer? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return JsonSerializer.Deserialize(ref reader, InstancesJson.Api.ConnectorAnswer);
        }

        reader.Skip();
        return null;
    }
}
