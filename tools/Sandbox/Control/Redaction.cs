// What the control API and the page may show of a request: everything but secrets.
using System.Text.Json;
using InfoBip.Sandbox.Api;

namespace InfoBip.Sandbox.Control;

/// <summary>Takes secrets out of what is shown outside the process.</summary>
internal static class Redaction
{
    /// <summary>What stands for a secret.</summary>
    public const string Secret = "[secret]";

    // Any other header may carry a secret, so it is not shown.
    private static readonly HashSet<string> s_shownHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept", "Accept-Encoding", "Connection", "Content-Length", "Content-Type", "Host", "Transfer-Encoding", "User-Agent",
    };

    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false };

    public static string Header(string name, string value) =>
        name.Equals("Authorization", StringComparison.OrdinalIgnoreCase) ? Authorization(value)
        : s_shownHeaders.Contains(name) ? value
        : Secret;

    /// <summary>Writes a body as JSON without its secrets, or says how long it is where it is none.</summary>
    public static void WriteBody(Utf8JsonWriter writer, string body)
    {
        if (body.Length == 0)
        {
            writer.WriteNullValue();
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(body, s_strict);
            Write(writer, document.RootElement);
        }
        catch (JsonException)
        {
            writer.WriteStringValue($"[{body.Length} characters that are not JSON]");
        }
    }

    private static string Authorization(string value) => string.Join(", ", value.Split(',').Select(part => part.Trim().Split(' ')[0] switch
    {
        var word and (Api.Authorization.User or Api.Authorization.Organization or Api.Authorization.Element) => $"{word} {Secret}",
        _ => Secret,
    }));

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    writer.WritePropertyName(member.Name);
                    if (Entries.IsSecret(member.Name) && member.Value.ValueKind != JsonValueKind.Null)
                    {
                        writer.WriteStringValue(Secret);
                    }
                    else
                    {
                        Write(writer, member.Value);
                    }
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
