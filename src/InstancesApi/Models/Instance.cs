// An instance and its connector, as the service returns them.
namespace InfoBip.InstancesApi;

/// <summary>An instance as the service returns it. A member is null where the answer does not hold it.</summary>
public sealed record Instance
{
    /// <summary>The service's number of the instance.</summary>
    public required long Id { get; init; }

    /// <summary>The instance's name as the service stores it (HTML stripped).</summary>
    public string? Name { get; init; }

    /// <summary>The instance's token. Secret: needed for every call on behalf of the instance.</summary>
    public string? Token { get; init; }

    /// <summary>The kind of the instance.</summary>
    public Connector? Connector { get; init; }

    /// <summary>The tags in the service's order; null where the answer has none that can be read.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>
    /// The configuration entries; null where the answer has none. Secret values come back as <see cref="MaskedValue"/>.
    /// An entry whose value is null in the answer is left out.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Configuration { get; init; }

    /// <summary>Whether the connector accepted the credentials.</summary>
    public bool? Valid { get; init; }

    /// <summary>Whether the instance is switched off.</summary>
    public bool? Disabled { get; init; }

    /// <summary>Largest size of the instance's cache.</summary>
    public long? MaxCacheSize { get; init; }

    /// <summary>How long an entry of the instance's cache lives.</summary>
    public long? CacheTimeToLive { get; init; }

    /// <summary>Whether the instance caches.</summary>
    public bool? CachingEnabled { get; init; }

    /// <summary>When the instance was made, as the service writes it (ISO 8601).</summary>
    public string? CreatedDate { get; init; }

    /// <summary>What the service puts in the place of a secret configuration value.</summary>
    public const string MaskedValue = "********";

    /// <summary>Names the instance without its token or configuration.</summary>
    public override string ToString() => $"instance {Id}";
}

/// <summary>The kind of an instance (a "your_mom" in the seed page, an "element" in the published service).</summary>
public sealed record Connector
{
    /// <summary>The service's number of the connector.</summary>
    public long? Id { get; init; }

    /// <summary>The connector's key, for example <c>infobip</c>.</summary>
    public string? Key { get; init; }

    /// <summary>The connector's name.</summary>
    public string? Name { get; init; }
}
