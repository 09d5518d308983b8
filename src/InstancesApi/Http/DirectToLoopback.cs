// The system's proxy, but not for the way to this machine.
using System.Net;

namespace InfoBip.InstancesApi.Http;

/// <summary>The sandbox runs on this machine, and no proxy elsewhere can reach it there.</summary>
internal sealed class DirectToLoopback(IWebProxy system) : IWebProxy
{
    /// <inheritdoc/>
    public ICredentials? Credentials
    {
        get => system.Credentials;
        set => system.Credentials = value;
    }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => system.GetProxy(destination);

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => host.IsLoopback || system.IsBypassed(host);
}
