// The table of the provider's settings: everything else about them follows from it.
namespace InfoBip.Provider.Configuration;

/// <summary>A setting of the provider.</summary>
/// <param name="Name">Its name in the schema, in programs and, behind <c>infobip:</c>, in a stack's configuration.</param>
/// <param name="Environment">The environment variable that stands in where it is not set; null for none.</param>
/// <param name="Secret">Whether its value must not be shown.</param>
/// <param name="Range">The smallest and largest value, where it is a whole number.</param>
internal sealed record SettingDefinition(string Name, string? Environment = null, bool Secret = false, (int Least, int Most)? Range = null)
{
    /// <summary>The user's secret with the service. Required.</summary>
    public static readonly SettingDefinition UserSecret = new("userSecret", "INFOBIP_USER_SECRET", Secret: true);

    /// <summary>The organization's secret with the service. Required.</summary>
    public static readonly SettingDefinition OrganizationSecret = new("organizationSecret", "INFOBIP_ORGANIZATION_SECRET", Secret: true);

    /// <summary>Which word the service uses for a connector.</summary>
    public static readonly SettingDefinition ApiDialect = new("apiDialect", "INFOBIP_API_DIALECT");

    /// <summary>Where the service lives.</summary>
    public static readonly SettingDefinition BaseUrl = new("baseUrl", "INFOBIP_BASE_URL");

    /// <summary>How many requests run at a time.</summary>
    public static readonly SettingDefinition MaxConcurrentRequests = new("maxConcurrentRequests", Range: (1, 1000));

    /// <summary>How often a request is sent again.</summary>
    public static readonly SettingDefinition MaxRetries = new("maxRetries", Range: (0, 20));

    /// <summary>How long one attempt of a request may take, in seconds.</summary>
    public static readonly SettingDefinition RequestTimeoutSeconds = new("requestTimeoutSeconds", Range: (1, 600));

    /// <summary>All settings, in the schema's order.</summary>
    public static IReadOnlyList<SettingDefinition> All { get; } =
        [UserSecret, OrganizationSecret, ApiDialect, BaseUrl, MaxConcurrentRequests, MaxRetries, RequestTimeoutSeconds];

    /// <summary>What the engine itself may put among the settings; passed through as it is.</summary>
    public static IReadOnlyList<string> Passed { get; } = ["version", "pluginDownloadURL"];
}
