// How to reach the service: where, with which secrets, and how patiently.
namespace InfoBip.InstancesApi;

/// <summary>The settings of a client. Nothing here changes during the client's life.</summary>
public sealed record InstancesClientOptions
{
    /// <summary>The service's word for a connector. The seed page's dialect by default.</summary>
    public ApiDialect Dialect { get; init; } = ApiDialect.YourMom;

    /// <summary>
    /// Where the service lives, its path included (a slash at the end makes no difference). The dialect's own address by default.
    /// Absolute, http or https, without user, query or fragment.
    /// </summary>
    public Uri BaseUrl
    {
        get => field ?? Dialect.DefaultBaseUrl;
        init;
    }

    /// <summary>The user secret, sent as it is in the Authorization header. Printable ASCII.</summary>
    public required string UserSecret { get; init; }

    /// <summary>The organization secret, sent as it is in the Authorization header. Printable ASCII.</summary>
    public required string OrganizationSecret { get; init; }

    /// <summary>How many requests of this client may be under way at the same time, at least 1.</summary>
    public int MaxConcurrentRequests { get; init; } = 32;

    /// <summary>How often a request is sent again after it failed in a way that may pass; 0 for never.</summary>
    public int MaxRetries { get; init; } = 5;

    /// <summary>How long one attempt may take, from its start to the last byte of the answer. From 10 ms to one day.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The User-Agent header. Printable ASCII.</summary>
    public string UserAgent { get; init; } = "infobip-instances-client";

    /// <summary>
    /// Called after every attempt. It runs within the call, so it is to be quick and not to throw. Null by default: then nothing is collected.
    /// </summary>
    public Action<HttpAttemptNotice>? AttemptEnded { get; init; }

    /// <summary>Names the address and the limits, never a secret.</summary>
    public override string ToString() =>
        $"{BaseUrl} ({Dialect}), at most {MaxConcurrentRequests} requests at a time, {MaxRetries} retries, {RequestTimeout.TotalSeconds:0.###} s per attempt";

    internal InstancesClientOptions Checked()
    {
        CheckHeader(UserSecret, nameof(UserSecret));
        CheckHeader(OrganizationSecret, nameof(OrganizationSecret));
        CheckHeader(UserAgent, nameof(UserAgent));
        if (!BaseUrl.IsAbsoluteUri || (BaseUrl.Scheme != Uri.UriSchemeHttps && BaseUrl.Scheme != Uri.UriSchemeHttp))
        {
            throw new ArgumentException("The base URL is to be an absolute http or https URL.", nameof(BaseUrl));
        }

        if (BaseUrl.UserInfo.Length + BaseUrl.Query.Length + BaseUrl.Fragment.Length > 0)
        {
            throw new ArgumentException("The base URL is to have no user, query or fragment.", nameof(BaseUrl));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConcurrentRequests, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxRetries);
        ArgumentOutOfRangeException.ThrowIfLessThan(RequestTimeout, TimeSpan.FromMilliseconds(10));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(RequestTimeout, TimeSpan.FromDays(1));
        return this;
    }

    private static void CheckHeader(string value, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(value, name);
        if (value.Any(letter => letter is < ' ' or > '~'))
        {
            throw new ArgumentException(
                "It holds a character that an HTTP header cannot carry: a line break, perhaps, or a curly quote that was copied along.", name);
        }
    }
}
