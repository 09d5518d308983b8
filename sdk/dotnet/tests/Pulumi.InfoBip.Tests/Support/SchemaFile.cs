// The schema that the SDK is held to.
using System.Text.Json;

namespace Pulumi.InfoBip.Tests.Support;

/// <summary>A property as the schema describes it.</summary>
internal sealed record SchemaProperty(string Name, string Type, bool Secret, string Description)
{
    /// <summary>The name in C#: the first letter in upper case, nothing else changed.</summary>
    public string Member { get; } = char.ToUpperInvariant(Name[0]) + Name[1..];
}

internal static class SchemaFile
{
    public const string InstanceToken = "infobip:index:InfoBipInstance";

    public static JsonElement Root { get; } = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "schema.json"))).RootElement;

    public static JsonElement Instance { get; } = Root.GetProperty("resources").GetProperty(InstanceToken);

    public static JsonElement Provider { get; } = Root.GetProperty("provider");

    public static JsonElement Connector { get; } = Root.GetProperty("types").GetProperty("infobip:index:Connector");

    public static JsonElement ConfigVariables { get; } = Root.GetProperty("config").GetProperty("variables");

    public static IReadOnlyList<SchemaProperty> Properties(JsonElement properties) =>
    [
        .. properties.EnumerateObject().Select(property => new SchemaProperty(
            property.Name,
            property.Value.TryGetProperty("$ref", out var reference) ? reference.GetString()! : property.Value.GetProperty("type").GetString()!,
            property.Value.TryGetProperty("secret", out var secret) && secret.GetBoolean(),
            property.Value.GetProperty("description").GetString()!)),
    ];

    public static IReadOnlyList<string> Names(JsonElement owner, string list) =>
        owner.TryGetProperty(list, out var names) ? [.. names.EnumerateArray().Select(name => name.GetString()!)] : [];
}
