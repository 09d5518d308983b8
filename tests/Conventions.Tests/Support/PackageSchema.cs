// The package's schema, and how the tests read it.
using System.Text.Json;
using InfoBip.InstancesApi;
using InfoBip.Provider.Instances;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Conventions.Tests.Support;

internal static class PackageSchema
{
    public static readonly JsonElement Schema = JsonDocument.Parse(Repository.Read("schema.json")).RootElement;

    /// <summary>What the service returns at most about an instance.</summary>
    public static Instance WholeAnswer { get; } = new()
    {
        Id = 12,
        Name = "n",
        Token = "t",
        Tags = ["a"],
        Configuration = InstanceDefinition.Standard.Labels.Keys.ToDictionary(key => key, _ => "x"),
        Valid = true,
        Disabled = false,
        MaxCacheSize = 1,
        CacheTimeToLive = 1,
        CachingEnabled = true,
        CreatedDate = "d",
        Connector = new Connector
        {
            Id = 37,
            Key = "k",
            Name = "n",
        },
    };

    /// <summary>The least that the service returns about an instance.</summary>
    public static Instance LeastAnswer { get; } = new() { Id = 12 };

    /// <summary>The values are the declared properties, and each has its type.</summary>
    public static void AssertMatches(JsonElement declared, PropertyMap values)
    {
        Assert.Equal(Names(declared).Order(), values.Keys.Order());
        foreach (var (name, value) in values)
        {
            var property = declared.GetProperty(name);
            if (Referred(property) is { } type)
            {
                AssertMatches(type, Assert.IsType<PropertyValue.ObjectValue>(value).Contents);
                continue;
            }

            if (property.TryGetProperty("items", out var items) && Referred(items) is { } itemType)
            {
                Assert.All(Assert.IsType<PropertyValue.ArrayValue>(value).Items, item => AssertMatches(itemType, Assert.IsType<PropertyValue.ObjectValue>(item).Contents));
                continue;
            }

            Assert.Equal(TypeOf(property), value.Plain switch
            {
                PropertyValue.StringValue => "string",
                PropertyValue.BoolValue => "boolean",
                PropertyValue.NumberValue => "integer",
                PropertyValue.ArrayValue => "array of string",
                PropertyValue.ObjectValue => "map of string",
                _ => $"{name}: {value}",
            });
        }
    }

    /// <summary>Plain JSON as a property map.</summary>
    public static PropertyMap Map(string json) => Value(JsonDocument.Parse(json).RootElement).Members!;

    /// <summary>The properties of the type that a property refers to; null for a plain type.</summary>
    public static JsonElement? Referred(JsonElement property) => property.TryGetProperty("$ref", out var reference)
        ? Schema.GetProperty("types").GetProperty(reference.GetString()!["#/types/".Length..]).GetProperty("properties")
        : null;

    public static string TypeOf(InputDefinition input) => input switch
    {
        TextInput => "string",
        FlagInput => "boolean",
        TextSetInput => "array of string",
        _ => "map of string",
    };

    public static string TypeOf(JsonElement property) => property.GetProperty("type").GetString() switch
    {
        "array" => $"array of {TypeOf(property.GetProperty("items"))}",
        "object" => $"map of {TypeOf(property.GetProperty("additionalProperties"))}",
        var plain => plain!,
    };

    public static bool IsSecret(JsonElement property) => property.TryGetProperty("secret", out var secret) && secret.GetBoolean();

    public static string Description(JsonElement property) => property.TryGetProperty("description", out var text) ? text.GetString()! : string.Empty;

    public static List<string> Names(JsonElement element) => [.. element.EnumerateObject().Select(member => member.Name)];

    public static List<string> Texts(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];

    public static IEnumerable<JsonProperty> Members(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Members(member.Value).Prepend(member)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Members),
        _ => [],
    };

    private static PropertyValue Value(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => PropertyValue.Of(json.GetString()!),
        JsonValueKind.Number => PropertyValue.Of(json.GetDouble()),
        JsonValueKind.True or JsonValueKind.False => PropertyValue.Of(json.GetBoolean()),
        JsonValueKind.Array => PropertyValue.Of(json.EnumerateArray().Select(Value)),
        JsonValueKind.Object => PropertyValue.Of(new PropertyMap(json.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, Value(member.Value))))),
        _ => PropertyValue.Null,
    };
}
