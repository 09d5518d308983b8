// GET of a connector's configuration entries: which there are, and which are its own.
using System.Text.Json;
using InfoBip.Sandbox.Behaviours;

namespace InfoBip.Sandbox.Api;

/// <summary>Answers what entries a connector has, with the values that they have where a user gives none.</summary>
internal static class ConnectorEntries
{
    /// <exception cref="ApiRefusalException">404: there is no such connector.</exception>
    public static ApiAnswer Answer(string keyOrId, Dialect dialect)
    {
        var connector = Connectors.FindByKeyOrId(keyOrId) ?? throw new ApiRefusalException(404, $"No {dialect.Word} found with the key or id {keyOrId}");
        return ApiAnswer.Of(writer =>
        {
            writer.WriteStartArray();
            foreach (var key in connector.Required)
            {
                Write(writer, key, null, mandatory: true, own: false);
            }

            foreach (var (key, value) in Entries.Defaults)
            {
                Write(writer, key, value, mandatory: false, own: false);
            }

            foreach (var (key, value) in OwnEntries.All)
            {
                Write(writer, key, value, mandatory: false, own: true);
            }

            writer.WriteEndArray();
        });
    }

    private static void Write(Utf8JsonWriter writer, string key, string? value, bool mandatory, bool own)
    {
        writer.WriteStartObject();
        writer.WriteString("key", key);
        writer.WriteString("defaultValue", value);
        writer.WriteBoolean("mandatory", mandatory);
        writer.WriteBoolean("internal", own);
        writer.WriteEndObject();
    }
}
