// Which hosts are reached without the proxy.
using System.Net;

namespace InfoBip.InstancesApi.Http;

/// <summary>
/// The list of the environment variable NO_PROXY, read as the engine reads it, so that both take the same way. The system's own reading knows neither networks nor
/// ports, and takes a bare domain for one host. Source: the documentation of Go's <c>golang.org/x/net/http/httpproxy</c>.
/// </summary>
internal sealed class NoProxy
{
    private readonly List<Func<string, IPAddress?, int, bool>> _rules = [];

    /// <param name="list">Hosts, domains, addresses and networks between commas; null or empty for none.</param>
    public NoProxy(string? list)
    {
        foreach (var entry in (list ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Rule(entry.ToLowerInvariant()) is { } rule)
            {
                _rules.Add(rule);
            }
        }
    }

    /// <summary>Whether a destination is reached directly.</summary>
    public bool Matches(Uri destination)
    {
        var host = destination.IdnHost.ToLowerInvariant().TrimEnd('.');
        var address = IPAddress.TryParse(host, out var parsed) ? parsed : null;
        return _rules.Any(rule => rule(host, address, destination.Port));
    }

    private static Func<string, IPAddress?, int, bool>? Rule(string entry)
    {
        if (entry == "*")
        {
            return static (_, _, _) => true;
        }

        if (IPNetwork.TryParse(entry, out var network))
        {
            return (_, address, _) => address is not null && network.Contains(address);
        }

        var (name, port) = Split(entry);
        if (IPAddress.TryParse(name, out var own))
        {
            return (_, address, at) => own.Equals(address) && (port is null || port == at);
        }

        var domain = name.StartsWith("*.", StringComparison.Ordinal) ? name[1..] : name;
        return domain.Length == 0 || domain == "." ? null : domain[0] == '.'
            ? (host, _, at) => host.EndsWith(domain, StringComparison.Ordinal) && (port is null || port == at)
            : (host, _, at) => (host == domain || host.EndsWith("." + domain, StringComparison.Ordinal)) && (port is null || port == at);
    }

    // An IPv6 address has colons of its own, and stands in brackets before a port.
    private static (string Name, int? Port) Split(string entry)
    {
        var colon = entry.LastIndexOf(':');
        int? port = colon >= 0 && int.TryParse(entry.AsSpan(colon + 1), out var number) && (entry.IndexOf(':') == colon || entry[colon - 1] == ']') ? number : null;
        var name = port is null ? entry : entry[..colon];
        return (name is ['[', .. var inner, ']'] ? inner : name, port);
    }
}
