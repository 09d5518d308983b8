// The schema that the SDK is held to.
using System.Text.Json;

namespace Pulumi.InfoBip.Tests.Support;

/// <summary>A property as the schema describes it.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Type">The name of its type in the schema; of a type that the schema defines, that type's name; of a union, those of its types, with a bar between.</param>
/// <param name="Items">The same of a list's items or a map's values; empty for anything else.</param>
/// <param name="Secret">Whether it is a secret.</param>
/// <param name="Description">Its description.</param>
internal sealed record SchemaProperty(string Name, string Type, string Items, bool Secret, string Description)
{
    /// <summary>The name in C#.</summary>
    public string Member { get; } = SchemaFile.MemberOf(Name);
}

internal static class SchemaFile
{
    public const string InstanceToken = "infobip:index:InfoBipInstance";
    public const string GetToken = "infobip:index:getInfoBipInstance";
    public const string GetAllToken = "infobip:index:getInfoBipInstances";

    public static JsonElement Root { get; } = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "schema.json"))).RootElement;

    public static JsonElement Instance { get; } = Root.GetProperty("resources").GetProperty(InstanceToken);

    public static JsonElement Provider { get; } = Root.GetProperty("provider");

    public static JsonElement Connector { get; } = Root.GetProperty("types").GetProperty("infobip:index:Connector");

    public static JsonElement Summary { get; } = Root.GetProperty("types").GetProperty("infobip:index:InstanceSummary");

    public static JsonElement ConfigVariables { get; } = Root.GetProperty("config").GetProperty("variables");

    /// <summary>Where the schema says that the plugin is downloaded from; empty where it says nothing.</summary>
    public static string DownloadUrl { get; } = Root.TryGetProperty("pluginDownloadURL", out var url) ? url.GetString()! : string.Empty;

    public static JsonElement Function(string token) => Root.GetProperty("functions").GetProperty(token);

    /// <summary>The name in C# of something named on the wire: the first letter in upper case, nothing else changed.</summary>
    public static string MemberOf(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    public static IReadOnlyList<SchemaProperty> Properties(JsonElement properties) =>
    [
        .. properties.EnumerateObject().Select(property => new SchemaProperty(
            property.Name,
            TypeOf(property.Value),
            property.Value.TryGetProperty("items", out var items) || property.Value.TryGetProperty("additionalProperties", out items) ? TypeOf(items) : string.Empty,
            property.Value.TryGetProperty("secret", out var secret) && secret.GetBoolean(),
            property.Value.GetProperty("description").GetString()!)),
    ];

    public static IReadOnlyList<string> Names(JsonElement owner, string list) =>
        owner.TryGetProperty(list, out var names) ? [.. names.EnumerateArray().Select(name => name.GetString()!)] : [];

    private static string TypeOf(JsonElement type) => type.TryGetProperty("oneOf", out var types)
        ? string.Join('|', types.EnumerateArray().Select(TypeOf))
        : type.TryGetProperty("$ref", out var reference) ? reference.GetString()!.Split(':')[^1] : type.GetProperty("type").GetString()!;
}
