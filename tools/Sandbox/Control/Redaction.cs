// What the control API and the page may show of a request: everything but secrets.
using System.Text;
using System.Text.Json;
using InfoBip.Sandbox.Api;

namespace InfoBip.Sandbox.Control;

/// <summary>Takes secrets out of what is shown outside the process.</summary>
internal static class Redaction
{
    /// <summary>What stands for a secret.</summary>
    public const string Secret = "[secret]";

    private const int Longest = 16 * 1024;

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

    /// <summary>A body as JSON without its secrets; a text about it where it is no JSON, or too long to be shown.</summary>
    public static string Body(string body)
    {
        if (body.Length is 0 or > Longest)
        {
            return body.Length == 0 ? "null" : Note($"{body.Length} characters, too long to be shown");
        }

        try
        {
            using var document = JsonDocument.Parse(body, s_strict);
            using MemoryStream shown = new();
            using (Utf8JsonWriter writer = new(shown))
            {
                Write(writer, document.RootElement);
            }

            return Encoding.UTF8.GetString(shown.ToArray());
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            return Note($"{body.Length} characters that are not JSON");
        }
    }

    /// <summary>What an answer leaves in the log.</summary>
    public static ReadOnlyMemory<byte> Kept(ApiAnswer? answer) => answer switch
    {
        { RepeatsRequest: true } => Encoding.UTF8.GetBytes(Note("repeats the request with its secrets, not shown")),
        { Body.Length: > Longest } => Encoding.UTF8.GetBytes(Note($"{answer.Body.Length} bytes, too long to be shown")),
        _ => answer?.Body ?? default,
    };

    private static string Note(string text) => $"\"[{text}]\"";

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
