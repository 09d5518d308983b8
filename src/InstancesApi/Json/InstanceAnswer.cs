// The JSON of what the service answers, in both dialects and all seen shapes.
using System.Text.Json.Serialization;

namespace InfoBip.InstancesApi.Json;

/// <summary>An instance as it comes. Every member may be missing or of another type; then it is null.</summary>
internal sealed class InstanceAnswer
{
    [JsonPropertyName("id"), JsonConverter(typeof(TolerantNumber))]
    public long? Id { get; init; }

    [JsonPropertyName("name"), JsonConverter(typeof(TolerantText))]
    public string? Name { get; init; }

    [JsonPropertyName("token"), JsonConverter(typeof(TolerantText))]
    public string? Token { get; init; }

    [JsonPropertyName("your_mom"), JsonConverter(typeof(TolerantConnector))]
    public ConnectorAnswer? YourMom { get; init; }

    [JsonPropertyName("element"), JsonConverter(typeof(TolerantConnector))]
    public ConnectorAnswer? Element { get; init; }

    [JsonPropertyName("tags"), JsonConverter(typeof(TolerantTags))]
    public IReadOnlyList<string>? Tags { get; init; }

    [JsonPropertyName("configuration"), JsonConverter(typeof(TolerantEntries))]
    public IReadOnlyDictionary<string, string>? Configuration { get; init; }

    [JsonPropertyName("valid"), JsonConverter(typeof(TolerantFlag))]
    public bool? Valid { get; init; }

    [JsonPropertyName("disabled"), JsonConverter(typeof(TolerantFlag))]
    public bool? Disabled { get; init; }

    [JsonPropertyName("maxCacheSize"), JsonConverter(typeof(TolerantNumber))]
    public long? MaxCacheSize { get; init; }

    [JsonPropertyName("cacheTimeToLive"), JsonConverter(typeof(TolerantNumber))]
    public long? CacheTimeToLive { get; init; }

    [JsonPropertyName("cachingEnabled"), JsonConverter(typeof(TolerantFlag))]
    public bool? CachingEnabled { get; init; }

    [JsonPropertyName("createdDate"), JsonConverter(typeof(TolerantText))]
    public string? CreatedDate { get; init; }

    /// <summary>The instance, or null where there is no readable id: without one nothing can be done with the rest.</summary>
    public Instance? ToInstance(ApiDialect dialect) => Id is not { } id ? null : new Instance
    {
        Id = id,
        Name = Name,
        Token = Token,
        Connector = (dialect == ApiDialect.Element ? Element ?? YourMom : YourMom ?? Element)?.ToConnector(),
        Tags = Tags,
        Configuration = Configuration,
        Valid = Valid,
        Disabled = Disabled,
        MaxCacheSize = MaxCacheSize,
        CacheTimeToLive = CacheTimeToLive,
        CachingEnabled = CachingEnabled,
        CreatedDate = CreatedDate,
    };
}

/// <summary>A connector as it comes.</summary>
internal sealed class ConnectorAnswer
{
    [JsonPropertyName("id"), JsonConverter(typeof(TolerantNumber))]
    public long? Id { get; init; }

    [JsonPropertyName("key"), JsonConverter(typeof(TolerantText))]
    public string? Key { get; init; }

    [JsonPropertyName("name"), JsonConverter(typeof(TolerantText))]
    public string? Name { get; init; }

    [JsonPropertyName("description"), JsonConverter(typeof(TolerantText))]
    public string? Description { get; init; }

    [JsonPropertyName("image"), JsonConverter(typeof(TolerantText))]
    public string? Image { get; init; }

    [JsonPropertyName("active"), JsonConverter(typeof(TolerantFlag))]
    public bool? Active { get; init; }

    [JsonPropertyName("deleted"), JsonConverter(typeof(TolerantFlag))]
    public bool? Deleted { get; init; }

    [JsonPropertyName("typeOauth"), JsonConverter(typeof(TolerantFlag))]
    public bool? TypeOauth { get; init; }

    [JsonPropertyName("trialAccount"), JsonConverter(typeof(TolerantFlag))]
    public bool? TrialAccount { get; init; }

    [JsonPropertyName("configDescription"), JsonConverter(typeof(TolerantText))]
    public string? ConfigDescription { get; init; }

    [JsonPropertyName("signupURL"), JsonConverter(typeof(TolerantText))]
    public string? SignupUrl { get; init; }

    public Connector ToConnector() => new()
    {
        Id = Id,
        Key = Key,
        Name = Name,
        Description = Description,
        Image = Image,
        Active = Active,
        Deleted = Deleted,
        TypeOauth = TypeOauth,
        TrialAccount = TrialAccount,
        ConfigDescription = ConfigDescription,
        SignupUrl = SignupUrl,
    };
}

/// <summary>The service's error body.</summary>
internal sealed class ErrorAnswer
{
    [JsonPropertyName("requestId"), JsonConverter(typeof(TolerantText))]
    public string? RequestId { get; init; }

    [JsonPropertyName("message"), JsonConverter(typeof(TolerantText))]
    public string? Message { get; init; }

    [JsonPropertyName("providerMessage"), JsonConverter(typeof(TolerantText))]
    public string? ProviderMessage { get; init; }
}
