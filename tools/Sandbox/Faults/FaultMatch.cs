// Whether an ordered fault strikes a request.
using System.Text.RegularExpressions;

namespace InfoBip.Sandbox.Faults;

/// <summary>One ordered fault and what is left of it. Its owner holds the lock.</summary>
internal sealed class FaultMatch
{
    private readonly Random _random;
    private readonly Regex? _path;
    private int _skip;

    public FaultMatch(Fault fault, int seed)
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

    public int Struck { get; private set; }

    public bool Strikes(string method, string apiPath)
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
        Struck++;
        return true;
    }
}
