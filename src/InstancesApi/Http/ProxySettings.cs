// The HTTP connections of a client, and which of them go through the system's proxy.
using System.Net;

namespace InfoBip.InstancesApi.Http;

/// <summary>The system's proxy, but not for this machine: the sandbox runs here, and no proxy elsewhere can reach it.</summary>
internal sealed class ProxySettings(IWebProxy system) : IWebProxy
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

    public static SocketsHttpHandler Connections(int maxConnections) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        Proxy = new ProxySettings(HttpClient.DefaultProxy),
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = s_connectionLifetime,
        MaxConnectionsPerServer = maxConnections,
    };

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => system.GetProxy(destination);

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => host.IsLoopback || system.IsBypassed(host);
}
