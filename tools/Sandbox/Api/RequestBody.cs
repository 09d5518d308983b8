// What a request's body says about an instance.
using System.Text.Json;
using InfoBip.Sandbox.Behaviours;

namespace InfoBip.Sandbox.Api;

/// <summary>The members of a body; one that is absent or null is null.</summary>
internal sealed record RequestBody(string? ConnectorKey, string? Name, IReadOnlyList<string>? Tags, Dictionary<string, string>? Configuration)
{
    // Readers of JSON differ about a member that comes twice, so it is an error.
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads a body; names and tags come out as the service stores them.</summary>
    /// <exception cref="ApiRefusalException">400: not JSON, or not of the documented types.</exception>
    public static RequestBody Read(ReadOnlyMemory<byte> body, string word, SandboxOptions options)
    {
        try
        {
            using var document = JsonDocument.Parse(body, s_strict);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                throw new ApiRefusalException(400, "The request body is not a JSON object.");
            }

            return new(ConnectorIn(root, word), NameIn(root, options), TagsIn(root, options), ConfigurationIn(root));
        }
        catch (JsonException)
        {
            throw new ApiRefusalException(400, "The request body is not readable JSON.");
        }
    }

    /// <summary>How many configuration values are the mask itself.</summary>
    public int MaskedValues => Configuration?.Values.Count(value => value == Entries.Mask) ?? 0;

    private static string? ConnectorIn(JsonElement root, string word) =>
        Member(root, word, JsonValueKind.Object) is { } connector && Member(connector, "key", JsonValueKind.String, $"{word}.key") is { } key ? key.GetString() : null;

    private static string? NameIn(JsonElement root, SandboxOptions options) =>
        Member(root, "name", JsonValueKind.String) is { } name ? Normalisation.Of(name.GetString()!, options) : null;

    private static List<string>? TagsIn(JsonElement root, SandboxOptions options)
    {
        if (Member(root, "tags", JsonValueKind.Array) is not { } tags)
        {
            return null;
        }

        List<string> names = [];
        foreach (var tag in tags.EnumerateArray())
        {
            // Either of the two forms in which the service itself gives tags.
            var name = tag.ValueKind == JsonValueKind.Object ? Member(tag, "name", JsonValueKind.String, "tags") : tag;
            names.Add(name is { ValueKind: JsonValueKind.String } text ? Normalisation.Of(text.GetString()!, options) : throw new ApiRefusalException(400, "A tag is not a string."));
        }

        return names;
    }

    private static Dictionary<string, string>? ConfigurationIn(JsonElement root)
    {
        if (Member(root, "configuration", JsonValueKind.Object) is not { } configuration)
        {
            return null;
        }

        Dictionary<string, string> entries = new(StringComparer.Ordinal);
        foreach (var entry in configuration.EnumerateObject())
        {
            switch (entry.Value.ValueKind)
            {
                case JsonValueKind.Null: break;
                case JsonValueKind.String: entries.Add(entry.Name, entry.Value.GetString()!); break;
                case JsonValueKind.True or JsonValueKind.False or JsonValueKind.Number: entries.Add(entry.Name, entry.Value.GetRawText()); break;
                default: throw new ApiRefusalException(400, $"The configuration entry {entry.Name} is not a string.");
            }
        }

        return entries;
    }

    private static JsonElement? Member(JsonElement parent, string name, JsonValueKind kind, string? shown = null) =>
        !parent.TryGetProperty(name, out var member) || member.ValueKind == JsonValueKind.Null ? null
        : member.ValueKind == kind ? member
        : throw new ApiRefusalException(400, $"{shown ?? name} is not {(kind == JsonValueKind.String ? "a string" : kind == JsonValueKind.Array ? "an array" : "an object")}.");
}
