// What the plugin says of instances: of one that was just made, and of those that are looked up.
using System.Collections.Immutable;

namespace Pulumi.InfoBip.Tests.Support;

internal static class Answer
{
    public const string Token = "token-that-the-service-made";

    public static ImmutableDictionary<string, object> Connector { get; } = new Dictionary<string, object>
    {
        ["id"] = 37,
        ["key"] = "infobip",
        ["name"] = "Infobip",
        ["description"] = "Messages.",
        ["image"] = "your_moms/provider_infobip.png",
        ["active"] = true,
        ["deleted"] = false,
        ["typeOauth"] = false,
        ["trialAccount"] = true,
        ["configDescription"] = "Sign up first.",
        ["signupUrl"] = "http://www.infobip.com/sign_up/",
    }.ToImmutableDictionary();

    public static ImmutableDictionary<string, object> Service { get; } = new Dictionary<string, object>
    {
        ["sender"] = "+17777777777",
        ["username"] = "acme",
        ["callbackUrl"] = "https://www.example.com/auth",
        ["name"] = "sms-1a2b3c4",
        ["enabled"] = true,
        ["token"] = Token,
        ["valid"] = true,
        ["disabled"] = false,
        ["connector"] = Connector,
        ["maxCacheSize"] = 5,
        ["cacheTimeToLive"] = 6,
        ["cachingEnabled"] = true,
        ["createdDate"] = "2026-01-02T03:04:05Z",
    }.ToImmutableDictionary();

    /// <summary>What a look-up of one instance gives.</summary>
    public static ImmutableDictionary<string, object> LookedUp { get; } = Service
        .Add("id", "4711")
        .Add("tags", ImmutableArray.Create<object>("sms", "production"))
        .Add("extraConfiguration", new Dictionary<string, object> { ["event.notification.enabled"] = "true" }.ToImmutableDictionary());

    /// <summary>What a list of two instances gives.</summary>
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
        ["valid"] = true,
        ["disabled"] = false,
    }.ToImmutableDictionary();
}
