// The HTTP connections of a client.
using System.Net;

namespace InfoBip.InstancesApi.Http;

internal static class HttpStack
{
    /// <summary>How long a connection may take to come about. Source: this project.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection is used at most, so that a changed address is noticed. Source: this project.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    public static SocketsHttpHandler Create(int maxConnections) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        Proxy = new DirectToLoopback(HttpClient.DefaultProxy),
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
        MaxConnectionsPerServer = maxConnections,
    };
}
