// The HTTP connections of a client, and which of them go through the system's proxy.
using System.Net;
using System.Net.Security;

namespace InfoBip.InstancesApi.Http;

/// <summary>The system's proxy, but not for this machine: the sandbox runs here, and no proxy elsewhere can reach it.</summary>
/// <param name="system">The system's proxy.</param>
/// <param name="noProxy">What the environment excepts from it, in the place of the system's own reading.</param>
internal sealed class ProxySettings(IWebProxy system, NoProxy noProxy) : IWebProxy
{
    /// <summary>How long a connection may take to come about. Source: this project.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection is used at most, so that a changed address is noticed. Source: this project.</summary>
    private static readonly TimeSpan s_connectionLifetime = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public ICredentials? Credentials
    {
        get => system.Credentials;
        set => system.Credentials = value;
    }

    public static ProxySettings OfSystem() =>
        new(HttpClient.DefaultProxy, new NoProxy(Environment.GetEnvironmentVariable("NO_PROXY") is { Length: > 0 } upper ? upper : Environment.GetEnvironmentVariable("no_proxy")));

    public static SocketsHttpHandler Connections(int maxConnections) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        Proxy = OfSystem(),
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = static (_, certificate, chain, errors) => CertificateCheck.Validate(certificate, chain, errors) },
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = s_connectionLifetime,
        MaxConnectionsPerServer = maxConnections,
    };

    /// <summary>The proxy that stands before an address, without its user and password; null for none.</summary>
    public static string? Before(Uri address)
    {
        var settings = OfSystem();
        return !settings.IsBypassed(address) && settings.GetProxy(address) is { } proxy ? proxy.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) : null;
    }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => system.GetProxy(destination);

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => host.IsLoopback || (noProxy.IsEmpty ? system.IsBypassed(host) : noProxy.Matches(host));
}
