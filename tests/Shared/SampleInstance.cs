// One instance as programs, requests and the service have it.
using System.Text.Json.Nodes;

namespace InfoBip.Tests.Shared;

internal static class SampleInstance
{
    public const string Sender = "+17777777777";
    public const string Username = "acme";
    public const string CallbackUrl = "https://www.example.com/auth";

    /// <summary>What the keys of the four required entries begin with.</summary>
    public const string Prefix = "messaging.sms.infobip.";

    public const string SenderKey = Prefix + "sender";
    public const string UsernameKey = Prefix + "username";
    public const string PasswordKey = Prefix + "password";
    public const string CallbackUrlKey = Prefix + "callback.url";

    /// <summary>The four required entries and further ones.</summary>
    public static Dictionary<string, string> Configuration(params ReadOnlySpan<(string Key, string Value)> more)
    {
        var entries = new Dictionary<string, string>
        {
            [SenderKey] = Sender,
            [UsernameKey] = Username,
            [PasswordKey] = SampleSecrets.Password,
            [CallbackUrlKey] = CallbackUrl,
        };
        foreach (var (key, value) in more)
        {
            entries[key] = value;
        }

        return entries;
    }

    /// <summary>The body of the request that creates it.</summary>
    public static JsonObject Request(string name = "Test", string dialect = "your_mom", params IEnumerable<string> tags) => new()
    {
        [dialect] = new JsonObject { ["key"] = "infobip" },
        ["configuration"] = new JsonObject(Configuration().Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))),
        ["tags"] = new JsonArray([.. tags.Select(tag => JsonValue.Create(tag))]),
        ["name"] = name,
    };
}
