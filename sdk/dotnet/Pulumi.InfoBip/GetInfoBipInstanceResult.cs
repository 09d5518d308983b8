// What a look-up tells of an instance.
using System.Collections.Immutable;

namespace Pulumi.InfoBip;

#pragma warning disable CA1051 // Output types of Pulumi's SDKs are fields; users of other providers know them so.
#pragma warning disable IDE0051 // The constructor is found by its attribute.

/// <summary>What <see cref="GetInfoBipInstance"/> gives.</summary>
[OutputType]
public sealed class GetInfoBipInstanceResult
{
    /// <summary>The instance's id, as a decimal number.</summary>
    public readonly string Id;

    /// <summary>The instance's name as the service stores it.</summary>
    public readonly string Name;

    /// <summary>Who the messages come from, where the service tells the configuration.</summary>
    public readonly string? Sender;

    /// <summary>The user name of the InfoBip account, where the service tells the configuration.</summary>
    public readonly string? Username;

    /// <summary>Where InfoBip reports what became of a message, where the service tells the configuration.</summary>
    public readonly string? CallbackUrl;

    /// <summary>The instance's tags.</summary>
    public readonly ImmutableArray<string> Tags;

    /// <summary>Whether the instance is switched on.</summary>
    public readonly bool Enabled;

    /// <summary>Further configuration entries by their keys, where the service tells the configuration. What it masks is left out.</summary>
    public readonly ImmutableDictionary<string, string>? ExtraConfiguration;

    /// <summary>The instance's token: every call on behalf of the instance needs it.</summary>
    public readonly string Token;

    /// <summary>Whether the connector accepted the credentials.</summary>
    public readonly bool Valid;

    /// <summary>Whether the instance is switched off: the opposite of <c>enabled</c>, in the service's word.</summary>
    public readonly bool Disabled;

    /// <summary>The connector that the instance is of.</summary>
    public readonly Outputs.Connector? Connector;

    /// <summary>The largest size of the instance's cache.</summary>
    public readonly int? MaxCacheSize;

    /// <summary>How long an entry of the instance's cache lives.</summary>
    public readonly int? CacheTimeToLive;

    /// <summary>Whether the instance caches.</summary>
    public readonly bool? CachingEnabled;

    /// <summary>When the instance was made (ISO 8601), where the service tells it.</summary>
    public readonly string? CreatedDate;

    /// <summary>The SDK reads an answer through this constructor, whose parameters have the names on the wire.</summary>
    [OutputConstructor]
    private GetInfoBipInstanceResult(
        string id,
        string name,
        string? sender,
        string? username,
        string? callbackUrl,
        ImmutableArray<string> tags,
        bool enabled,
        ImmutableDictionary<string, string>? extraConfiguration,
        string token,
        bool valid,
        bool disabled,
        Outputs.Connector? connector,
        int? maxCacheSize,
        int? cacheTimeToLive,
        bool? cachingEnabled,
        string? createdDate)
    {
        Id = id;
        Name = name;
        Sender = sender;
        Username = username;
        CallbackUrl = callbackUrl;
        Tags = tags;
        Enabled = enabled;
        ExtraConfiguration = extraConfiguration;
        Token = token;
        Valid = valid;
        Disabled = disabled;
        Connector = connector;
        MaxCacheSize = maxCacheSize;
        CacheTimeToLive = cacheTimeToLive;
        CachingEnabled = cachingEnabled;
        CreatedDate = createdDate;
    }
}
