// The result of getInfoBipInstance.
using System.Collections.Immutable;

namespace Pulumi.InfoBip;

#pragma warning disable CA1051 // Output types of every Pulumi SDK have fields.
#pragma warning disable IDE0051 // The constructor is found by its attribute.

/// <summary>The result of <see cref="GetInfoBipInstance"/>.</summary>
[OutputType]
public sealed class GetInfoBipInstanceResult
{
    /// <summary>The instance's id, as a decimal number.</summary>
    public readonly string Id;

    /// <summary>The instance's name as the service stores it.</summary>
    public readonly string Name;

    /// <summary>The sender of the messages, if the service reports the configuration.</summary>
    public readonly string? Sender;

    /// <summary>The user name of the InfoBip account, if the service reports the configuration.</summary>
    public readonly string? Username;

    /// <summary>The URL to which InfoBip reports the status of messages, if the service reports the configuration.</summary>
    public readonly string? CallbackUrl;

    /// <summary>The instance's tags.</summary>
    public readonly ImmutableArray<string> Tags;

    /// <summary>Whether the instance is enabled.</summary>
    public readonly bool Enabled;

    /// <summary>
    /// Further configuration entries by their keys, if the service reports the configuration. Masked values are left out.
    /// </summary>
    public readonly ImmutableDictionary<string, string>? ExtraConfiguration;

    /// <summary>Whether the credentials were accepted.</summary>
    public readonly bool Valid;

    /// <summary>The connector of the instance.</summary>
    public readonly Outputs.Connector? Connector;

    /// <summary>Maximum size of the instance's cache.</summary>
    public readonly int? MaxCacheSize;

    /// <summary>How long an entry stays in the instance's cache.</summary>
    public readonly int? CacheTimeToLive;

    /// <summary>Whether the instance's cache is enabled.</summary>
    public readonly bool? CachingEnabled;

    /// <summary>Creation time (ISO 8601), if the service reports it.</summary>
    public readonly string? CreatedDate;

    /// <summary>Pulumi fills the fields through this constructor; its parameters have the names of the schema.</summary>
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
        bool valid,
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
        Valid = valid;
        Connector = connector;
        MaxCacheSize = maxCacheSize;
        CacheTimeToLive = cacheTimeToLive;
        CachingEnabled = cachingEnabled;
        CreatedDate = createdDate;
    }
}
