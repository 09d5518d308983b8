// The package's schema, and how the tests read it.
using System.Text.Json;
using InfoBip.InstancesApi;
using InfoBip.Provider.Instances;
using ProviderHost.PropertyValues;

namespace InfoBip.Conventions.Tests.Support;

internal static class PackageSchema
{
    public static readonly JsonElement Schema = JsonDocument.Parse(Repository.Read("schema.json")).RootElement;

    /// <summary>An answer of the service with every member.</summary>
    public static Instance WholeAnswer { get; } = new()
    {
        Id = 12,
        Name = "n",
        Token = "t",
        Tags = ["a"],
        Configuration = InstanceProperties.ConfigurationInputs.ToDictionary(input => input.ConfigurationKey!, _ => "x"),
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
            Description = "d",
            Image = "i",
            Active = true,
            Deleted = false,
            TypeOauth = false,
            TrialAccount = true,
            ConfigDescription = "c",
            SignupUrl = "s",
        },
    };

    /// <summary>What a function needs of the service's answer to give a result.</summary>
    public static Instance LeastAnswer { get; } = new() { Id = 12, Token = "t" };

    /// <summary>The values are the declared properties, and each has its type.</summary>
    public static void AssertMatches(JsonElement declared, PropertyMap values)
    {
        Assert.Equal(Names(declared).Order(), values.Keys.Order());
        foreach (var (name, value) in values)
        {
            var property = declared.GetProperty(name);
            if (Referred(property) is { } type)
            {
                AssertMatches(type, Assert.IsType<PropertyValue.ObjectValue>(value).Members);
                continue;
            }

            if (property.TryGetProperty("items", out var items) && Referred(items) is { } itemType)
            {
                Assert.All(Assert.IsType<PropertyValue.ArrayValue>(value).Items, item => AssertMatches(itemType, Assert.IsType<PropertyValue.ObjectValue>(item).Members));
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

    /// <summary>The properties of the type that a property refers to; null for a plain type.</summary>
    public static JsonElement? Referred(JsonElement property) => property.TryGetProperty("$ref", out var reference)
        ? Schema.GetProperty("types").GetProperty(reference.GetString()!["#/types/".Length..]).GetProperty("properties")
        : null;

    public static string TypeOf(InputType type) => type switch
    {
        InputType.Text => "string",
        InputType.Flag => "boolean",
        InputType.TextList => "array of string",
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
}
