// The provider's settings in the configuration of the current stack.
using System;

namespace Pulumi.InfoBip;

/// <summary>The settings of the infobip provider in the configuration of the current stack (<c>pulumi config set infobip:…</c>).</summary>
public static class Config
{
    private static readonly global::Pulumi.Config Stack = new("infobip");

    private static readonly Setting<string?> _userSecret = new(() => Stack.Get("userSecret"));
    private static readonly Setting<string?> _organizationSecret = new(() => Stack.Get("organizationSecret"));
    private static readonly Setting<string?> _apiDialect = new(() => Stack.Get("apiDialect"));
    private static readonly Setting<string?> _baseUrl = new(() => Stack.Get("baseUrl"));
    private static readonly Setting<int?> _maxConcurrentRequests = new(() => Stack.GetInt32("maxConcurrentRequests"));
    private static readonly Setting<int?> _maxRetries = new(() => Stack.GetInt32("maxRetries"));
    private static readonly Setting<int?> _requestTimeoutSeconds = new(() => Stack.GetInt32("requestTimeoutSeconds"));

    /// <summary>
    /// The user secret of your account with the service. Required, here or in the environment variable <c>INFOBIP_USER_SECRET</c>. Set it
    /// with <c>pulumi config set --secret infobip:userSecret &lt;value&gt;</c>.
    /// </summary>
    public static string? UserSecret
    {
        get => _userSecret.Value;
        set => _userSecret.Value = value;
    }

    /// <summary>
    /// The organization secret of your account with the service. Required, here or in the environment variable
    /// <c>INFOBIP_ORGANIZATION_SECRET</c>. Set it with <c>pulumi config set --secret infobip:organizationSecret &lt;value&gt;</c>.
    /// </summary>
    public static string? OrganizationSecret
    {
        get => _organizationSecret.Value;
        set => _organizationSecret.Value = value;
    }

    /// <summary>
    /// The name that the service uses for a connector: <c>your_mom</c> (the default) or <c>element</c> (SAP Open Connectors, formerly
    /// Cloud Elements). Where <c>baseUrl</c> is set, it shows the name, and this may not contradict it. It also decides the default of
    /// <c>baseUrl</c>. If it is not set, the environment variable <c>INFOBIP_API_DIALECT</c> is used.
    /// </summary>
    public static string? ApiDialect
    {
        get => _apiDialect.Value;
        set => _apiDialect.Value = value;
    }

    /// <summary>
    /// The address of the service, which ends in <c>/your_moms/api-v2</c> or <c>/elements/api-v2</c>. By default
    /// <c>https://api.cloud-your_moms.com/your_moms/api-v2</c>, and <c>https://api.cloud-elements.com/elements/api-v2</c> for the
    /// dialect <c>element</c>. It must be https; plain http is accepted for localhost only. If it is not set, the environment variable
    /// <c>INFOBIP_BASE_URL</c> is used.
    /// </summary>
    public static string? BaseUrl
    {
        get => _baseUrl.Value;
        set => _baseUrl.Value = value;
    }

    /// <summary>Maximum number of requests at the same time, from 1 to 1000. By default 64.</summary>
    public static int? MaxConcurrentRequests
    {
        get => _maxConcurrentRequests.Value;
        set => _maxConcurrentRequests.Value = value;
    }

    /// <summary>
    /// Maximum retries for a request that failed temporarily, from 0 to 20. By default 5. A request that creates an instance is sent again
    /// only if the service certainly did not act on it.
    /// </summary>
    public static int? MaxRetries
    {
        get => _maxRetries.Value;
        set => _maxRetries.Value = value;
    }

    /// <summary>
    /// Timeout for one attempt, in seconds, from 1 to 600. By default 30. A change has twice as long, and a request that creates an
    /// instance waits until the operation's deadline. The resource option <c>customTimeouts</c> limits an operation with all its
    /// attempts.
    /// </summary>
    public static int? RequestTimeoutSeconds
    {
        get => _requestTimeoutSeconds.Value;
        set => _requestTimeoutSeconds.Value = value;
    }

    /// <summary>A setting of the stack, until the program sets it.</summary>
    private sealed class Setting<T>(Func<T> read)
    {
        private bool _isSet;

        public T Value
        {
            get => _isSet ? field : read();
            set
            {
                field = value;
                _isSet = true;
            }
        } = default!;
    }
}
