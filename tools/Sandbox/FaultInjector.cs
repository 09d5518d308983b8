// The faults that a sandbox injects, and how often each kind was.
using InfoBip.Sandbox.Faults;

namespace InfoBip.Sandbox;

/// <summary>A fault and where it stands.</summary>
/// <param name="Fault">The fault as given.</param>
/// <param name="Left">How many more requests it may hit; null is any number.</param>
/// <param name="Hits">How many requests it has hit.</param>
public sealed record InjectedFault(Fault Fault, int? Left, int Hits);

/// <summary>The faults of a sandbox. A request gets one fault at most: the first given that matches.</summary>
public sealed class FaultInjector
{
    private readonly Lock _lock = new();
    private readonly List<ActiveFault> _faults = [];
    private readonly Dictionary<FaultKind, int> _hits = [];
    private readonly int _seed;
    private int _given;

    internal FaultInjector(int seed) => _seed = seed;

    /// <summary>How many requests had a fault so far.</summary>
    public int Hits
    {
        get
        {
            lock (_lock)
            {
                return _hits.Values.Sum();
            }
        }
    }

    /// <summary>How many requests had a fault of each kind so far; a kind without any is not in it.</summary>
    public IReadOnlyDictionary<FaultKind, int> HitsByKind
    {
        get
        {
            lock (_lock)
            {
                return new Dictionary<FaultKind, int>(_hits);
            }
        }
    }

    /// <summary>The faults in the order they were given, used-up ones included.</summary>
    public IReadOnlyList<InjectedFault> Injected
    {
        get
        {
            lock (_lock)
            {
                return [.. _faults.Select(active => new InjectedFault(active.Fault, active.Left == int.MaxValue ? null : active.Left, active.Hits))];
            }
        }
    }

    /// <summary>Injects a fault into matching requests that come from now on.</summary>
    /// <exception cref="ArgumentException">The fault makes no sense; the message says why.</exception>
    public void Inject(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        if (FaultValidation.Errors(fault) is { Count: > 0 } errors)
        {
            throw new ArgumentException(string.Join('\n', errors), nameof(fault));
        }

        lock (_lock)
        {
            _faults.Add(new ActiveFault(fault, unchecked((_seed * 7919) + _given++)));
        }
    }

    /// <summary>Removes all faults. The counts stay.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _faults.Clear();
        }
    }

    /// <summary>The fault for a request that came now, counted as a hit; null for none.</summary>
    internal Fault? Next(string method, string apiPath)
    {
        lock (_lock)
        {
            if (_faults.Find(active => active.TryHit(method, apiPath)) is not { Fault: var fault })
            {
                return null;
            }

            _hits[fault.Kind] = _hits.GetValueOrDefault(fault.Kind) + 1;
            return fault;
        }
    }
}
