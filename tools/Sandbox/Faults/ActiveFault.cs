// Which requests a fault hits.
using System.Text.RegularExpressions;

namespace InfoBip.Sandbox.Faults;

/// <summary>An injected fault and how many hits are left of it. Not safe for several threads.</summary>
internal sealed class ActiveFault
{
    private readonly Random _random;
    private readonly Regex? _path;
    private int _skip;

    public ActiveFault(Fault fault, int seed)
    {
        Fault = fault;
        _random = new Random(seed);
        _skip = fault.Skip;
        Left = fault.Times ?? (fault.Rate is null ? 1 : int.MaxValue);
        if (fault.Path is { } path)
        {
            _path = new Regex(
                "^" + Regex.Escape(path).Replace("\\*", ".*", StringComparison.Ordinal) + "$",
                RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
    }

    public Fault Fault { get; }

    public int Left { get; private set; }

    public int Hits { get; private set; }

    /// <summary>Whether the fault hits this request; if so, the hit is counted.</summary>
    public bool TryHit(string method, string apiPath)
    {
        if (Left == 0
            || (Fault.Method is { } wanted && !wanted.Equals(method, StringComparison.OrdinalIgnoreCase))
            || (_path is { } path && !path.IsMatch(apiPath)))
        {
            return false;
        }

        if (_skip > 0)
        {
            _skip--;
            return false;
        }

        if (Fault.Rate is { } rate && _random.NextDouble() >= rate)
        {
            return false;
        }

        Left -= Left == int.MaxValue ? 0 : 1;
        Hits++;
        return true;
    }
}
