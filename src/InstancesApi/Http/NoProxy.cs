// Which hosts are reached without the proxy.
using System.Globalization;
using System.Net;
using System.Text;

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

    /// <summary>Whether nothing is excepted.</summary>
    public bool IsEmpty => _rules.Count == 0;

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

        var isWhole = !name.StartsWith("*.", StringComparison.Ordinal) && !name.StartsWith('.');
        var domain = OnTheWire(isWhole ? name : name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]);
        return domain.Length == 0
            ? null
            : (host, _, at) => ((isWhole && host == domain) || host.EndsWith("." + domain, StringComparison.Ordinal)) && (port is null || port == at);
    }

    private static string OnTheWire(string domain)
    {
        try
        {
            return Ascii.IsValid(domain) ? domain : new IdnMapping().GetAscii(domain);
        }
        catch (ArgumentException)
        {
            return domain;
        }
    }

    // An IPv6 address has colons of its own, and stands in brackets before a port.
    private static (string Name, int? Port) Split(string entry)
    {
        var colon = entry.LastIndexOf(':');
        var after = colon >= 0 && (entry.IndexOf(':') == colon || entry[colon - 1] == ']') ? entry[(colon + 1)..] : null;
        int? port = int.TryParse(after, out var number) ? number : null;
        var name = port is not null || after?.Length == 0 ? entry[..colon] : entry;
        return (name is ['[', .. var inner, ']'] ? inner : name, port);
    }
}
