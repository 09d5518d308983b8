// The provider's settings as the provider works with them.
using InfoBip.InstancesApi;

namespace InfoBip.Provider.Configuration;

/// <summary>Settings that are complete and in order. The defaults are those of the schema.</summary>
/// <param name="UserSecret">The user's secret.</param>
/// <param name="OrganizationSecret">The organization's secret.</param>
internal sealed record ProviderSettings(string UserSecret, string OrganizationSecret)
{
    /// <summary>Which word the service uses for a connector.</summary>
    public ApiDialect Dialect { get; init; } = ApiDialect.YourMom;

    /// <summary>Where the service lives.</summary>
    public Uri BaseUrl { get; init; } = ApiDialect.YourMom.DefaultBaseUrl;

    /// <summary>How many requests run at a time.</summary>
    public int MaxConcurrentRequests { get; init; } = 32;

    /// <summary>How often a request is sent again.</summary>
    public int MaxRetries { get; init; } = 5;

    /// <summary>How long one attempt of a request may take.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Names the service, never the secrets.</summary>
    public override string ToString() => $"{Dialect} at {BaseUrl}";
}
