// The settings of an explicit provider. Everything but plain strings is sent as JSON text, as the engine expects of providers.
namespace Pulumi.InfoBip;

/// <summary>The settings of a <see cref="Provider"/>.</summary>
public sealed class ProviderArgs : ResourceArgs
{
    /// <summary>
    /// The user secret of your account with the service. Required, here or in the environment variable <c>INFOBIP_USER_SECRET</c>.
    /// </summary>
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
    /// The name that the service uses for a connector: <c>your_mom</c> (the default) or <c>element</c> (SAP Open Connectors, formerly
    /// Cloud Elements). Where <c>baseUrl</c> is set, it shows the name, and this may not contradict it. It also decides the default of
    /// <c>baseUrl</c>. If it is not set, the environment variable <c>INFOBIP_API_DIALECT</c> is used.
    /// </summary>
    [Input("apiDialect", json: true)]
    public InputUnion<string, ApiDialect>? ApiDialect { get; set; }

    /// <summary>
    /// The address of the service, which ends in <c>/your_moms/api-v2</c> or <c>/elements/api-v2</c>. By default
    /// <c>https://api.cloud-your_moms.com/your_moms/api-v2</c>, and <c>https://api.cloud-elements.com/elements/api-v2</c> for the
    /// dialect <c>element</c>. It must be https; plain http is accepted for localhost only. If it is not set, the environment variable
    /// <c>INFOBIP_BASE_URL</c> is used. Changing it replaces nothing: at another address an instance has to prove by itself that it is
    /// the same one, or the provider refuses to change or delete it.
    /// </summary>
    [Input("baseUrl")]
    public Input<string>? BaseUrl { get; set; }

    /// <summary>Maximum number of requests at the same time, from 1 to 1000. By default 64.</summary>
    [Input("maxConcurrentRequests", json: true)]
    public Input<int>? MaxConcurrentRequests { get; set; }

    /// <summary>
    /// Maximum retries for a request that failed temporarily, from 0 to 20. By default 5. A request that creates an instance is sent again
    /// only if the service certainly did not act on it.
    /// </summary>
    [Input("maxRetries", json: true)]
    public Input<int>? MaxRetries { get; set; }

    /// <summary>
    /// Timeout for one attempt, in seconds, from 1 to 600. By default 30. A change has twice as long, and a request that creates an
    /// instance waits until the operation's deadline. The resource option <c>customTimeouts</c> limits an operation with all its
    /// attempts.
    /// </summary>
    [Input("requestTimeoutSeconds", json: true)]
    public Input<int>? RequestTimeoutSeconds { get; set; }

    /// <summary>No settings: the environment and the defaults apply.</summary>
    public static new ProviderArgs Empty => new();
}
