// What the plugin answers about instances.
using System.Collections.Immutable;

namespace Pulumi.InfoBip.Tests.Support;

internal static class Answer
{
    /// <summary>The token of every instance here.</summary>
    public const string Token = "token-that-the-service-made";

    public static ImmutableDictionary<string, object> Connector { get; } = new Dictionary<string, object>
    {
        ["id"] = 37,
        ["key"] = "infobip",
        ["name"] = "Infobip",
    }.ToImmutableDictionary();

    public static ImmutableDictionary<string, object> Instance { get; } = new Dictionary<string, object>
    {
        ["sender"] = "+17777777777",
        ["username"] = "acme",
        ["callbackUrl"] = "https://www.example.com/auth",
        ["name"] = "sms-1a2b3c4",
        ["enabled"] = true,
        ["valid"] = true,
        ["connector"] = Connector,
        ["maxCacheSize"] = 5,
        ["cacheTimeToLive"] = 6,
        ["cachingEnabled"] = true,
        ["createdDate"] = "2026-01-02T03:04:05Z",
    }.ToImmutableDictionary();

    /// <summary>The result of getInfoBipInstance.</summary>
    public static ImmutableDictionary<string, object> LookedUp { get; } = Instance
        .Add("id", "4711")
        .Add("tags", ImmutableArray.Create<object>("sms", "production"))
        .Add("extraConfiguration", new Dictionary<string, object> { ["event.notification.enabled"] = "true" }.ToImmutableDictionary());

    /// <summary>The result of getInfoBipInstances.</summary>
    public static ImmutableDictionary<string, object> Listed { get; } = new Dictionary<string, object>
    {
        ["instances"] = ImmutableArray.Create<object>(
            Listing("12", "sms").Add("createdDate", "2026-01-02T03:04:05Z"),
            Listing("4711", "alerts")),
    }.ToImmutableDictionary();

    private static ImmutableDictionary<string, object> Listing(string id, string name) => new Dictionary<string, object>
    {
        ["id"] = id,
        ["name"] = name,
        ["tags"] = ImmutableArray.Create<object>("production"),
        ["enabled"] = false,
        ["valid"] = true,
    }.ToImmutableDictionary();
}
