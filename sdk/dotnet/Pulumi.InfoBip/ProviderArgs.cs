// The settings of an explicit provider. What is no string travels as JSON text, as the engine expects of providers.
namespace Pulumi.InfoBip;

/// <summary>The settings of a <see cref="Provider"/>.</summary>
public sealed class ProviderArgs : ResourceArgs
{
    /// <summary>The user secret of your account with the service. Required, here or in the environment variable <c>INFOBIP_USER_SECRET</c>.</summary>
    public Input<string>? UserSecret
    {
        get => _userSecret;
        set => _userSecret = Utilities.Secret(value);
    }

    [Input("userSecret")]
    private Input<string>? _userSecret;

    /// <summary>
    /// The organization secret of your account with the service. Required, here or in the environment variable
    /// <c>INFOBIP_ORGANIZATION_SECRET</c>.
    /// </summary>
    public Input<string>? OrganizationSecret
    {
        get => _organizationSecret;
        set => _organizationSecret = Utilities.Secret(value);
    }

    [Input("organizationSecret")]
    private Input<string>? _organizationSecret;

    /// <summary>
    /// The word that the service uses for a connector: <c>your_mom</c> (the default) or <c>element</c> (Cloud Elements and SAP Open
    /// Connectors). It also chooses the default of <c>baseUrl</c>. The environment variable <c>INFOBIP_API_DIALECT</c> stands in where it
    /// is not set.
    /// </summary>
    [Input("apiDialect")]
    public Input<string>? ApiDialect { get; set; }

    /// <summary>
    /// The address of the service, up to <c>api-v2</c>. By default <c>https://api.cloud-your_moms.com/your_moms/api-v2</c>, and
    /// <c>https://api.cloud-elements.com/elements/api-v2</c> for the dialect <c>element</c>. Must be https; plain http is accepted for
    /// localhost only. The environment variable <c>INFOBIP_BASE_URL</c> stands in where it is not set. Another host means other instances:
    /// changing this value to one replaces the resources of this provider.
    /// </summary>
    [Input("baseUrl")]
    public Input<string>? BaseUrl { get; set; }

    /// <summary>How many requests run at a time, from 1 to 1000. By default 32.</summary>
    [Input("maxConcurrentRequests", json: true)]
    public Input<int>? MaxConcurrentRequests { get; set; }

    /// <summary>
    /// How often a request that failed in passing is sent again, from 0 to 20. By default 5. A request to create an instance is sent again
    /// only when the service certainly did not act on it.
    /// </summary>
    [Input("maxRetries", json: true)]
    public Input<int>? MaxRetries { get; set; }

    /// <summary>
    /// How long one attempt of a request may take, in seconds, from 1 to 600. By default 30. The resource option <c>customTimeouts</c>
    /// limits an operation with all its attempts.
    /// </summary>
    [Input("requestTimeoutSeconds", json: true)]
    public Input<int>? RequestTimeoutSeconds { get; set; }

    /// <summary>No settings: all come from the environment or have their defaults.</summary>
    public static new ProviderArgs Empty => new();
}
