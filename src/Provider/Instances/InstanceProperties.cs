// The table that connects inputs, configuration keys and outputs: everything else about them follows from it.
namespace InfoBip.Provider.Instances;

/// <summary>The type of an input.</summary>
internal enum InputType
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A boolean.</summary>
    Flag,

    /// <summary>A list of strings.</summary>
    TextList,

    /// <summary>A map of strings.</summary>
    TextMap,
}

/// <summary>An input of the resource.</summary>
/// <param name="Name">Its name in the schema and in programs.</param>
/// <param name="Type">Its type.</param>
/// <param name="ConfigurationKey">The key of the connector's configuration that it is; null for a field of the instance.</param>
/// <param name="Required">Whether the service refuses an instance without it.</param>
/// <param name="Secret">Whether its value must not be shown.</param>
internal sealed record InputDefinition(
    string Name,
    InputType Type,
    string? ConfigurationKey = null,
    bool Required = false,
    bool Secret = false);

/// <summary>
/// The inputs and outputs of an InfoBip instance. Sources: the seed page for the four configuration keys, the token and the
/// answer's fields; the service's published documentation for <c>createdDate</c> and the enabled switch.
/// </summary>
internal static class InstanceProperties
{
    /// <summary>The key of the InfoBip connector. Source: the seed page.</summary>
    public const string ConnectorKey = "infobip";

    /// <summary>Who the messages come from.</summary>
    public static readonly InputDefinition Sender = new("sender", InputType.Text, "messaging.sms.infobip.sender", Required: true);

    /// <summary>The user name of the InfoBip account.</summary>
    public static readonly InputDefinition Username = new("username", InputType.Text, "messaging.sms.infobip.username", Required: true);

    /// <summary>The password of the InfoBip account.</summary>
    public static readonly InputDefinition Password = new("password", InputType.Text, "messaging.sms.infobip.password", Required: true, Secret: true);

    /// <summary>Where InfoBip reports what became of a message.</summary>
    public static readonly InputDefinition CallbackUrl = new("callbackUrl", InputType.Text, "messaging.sms.infobip.callback.url", Required: true);

    /// <summary>The instance's name.</summary>
    public static readonly InputDefinition Name = new("name", InputType.Text);

    /// <summary>The instance's tags, in no order.</summary>
    public static readonly InputDefinition Tags = new("tags", InputType.TextList);

    /// <summary>Whether the instance is switched on; left out means yes.</summary>
    public static readonly InputDefinition Enabled = new("enabled", InputType.Flag);

    /// <summary>Further configuration entries by their keys.</summary>
    public static readonly InputDefinition ExtraConfiguration = new("extraConfiguration", InputType.TextMap);

    /// <summary>All inputs, in the schema's order; the required ones in the order of the seed page.</summary>
    public static IReadOnlyList<InputDefinition> Inputs { get; } =
        [Sender, Username, Password, CallbackUrl, Name, Tags, Enabled, ExtraConfiguration];

    /// <summary>The inputs that are configuration entries, in the order of the seed page.</summary>
    public static IReadOnlyList<InputDefinition> ConfigurationInputs { get; } = [.. Inputs.Where(input => input.ConfigurationKey is not null)];

    /// <summary>The hidden input that remembers a name that this provider made up, since the engine's seed changes with every run.</summary>
    public const string GeneratedName = "__generatedName";

    /// <summary>The token: secret.</summary>
    public const string Token = "token";

    /// <summary>Whether the connector accepted the credentials.</summary>
    public const string Valid = "valid";

    /// <summary>Whether the instance is switched off.</summary>
    public const string Disabled = "disabled";

    /// <summary>The connector that the instance is of.</summary>
    public const string Connector = "connector";

    /// <summary>Largest size of the instance's cache.</summary>
    public const string MaxCacheSize = "maxCacheSize";

    /// <summary>How long an entry of the cache lives.</summary>
    public const string CacheTimeToLive = "cacheTimeToLive";

    /// <summary>Whether the instance caches.</summary>
    public const string CachingEnabled = "cachingEnabled";

    /// <summary>When the instance was made.</summary>
    public const string CreatedDate = "createdDate";

    /// <summary>The outputs that only the service can tell, in the schema's order.</summary>
    public static IReadOnlyList<string> ComputedOutputs { get; } =
        [Token, Valid, Disabled, Connector, MaxCacheSize, CacheTimeToLive, CachingEnabled, CreatedDate];

    /// <summary>The outputs that no change in place touches: a PUT may answer another token, but the connector and the birthday stay.</summary>
    public static IReadOnlyList<string> StableOutputs { get; } = [Connector, CreatedDate];

    /// <summary>
    /// What the service sets in every connector's configuration by itself. Source: the service's published documentation.
    /// </summary>
    public static IReadOnlyDictionary<string, string> ConfigurationDefaults { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["event.notification.enabled"] = "false",
        ["filter.response.nulls"] = "true",
    };

    /// <summary>The input that a configuration key is; null for none.</summary>
    public static InputDefinition? FindByConfigurationKey(string key) =>
        ConfigurationInputs.FirstOrDefault(input => input.ConfigurationKey == key);
}
