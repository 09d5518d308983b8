// The faults that are ordered, and how often each kind struck.
using InfoBip.Sandbox.Faults;

namespace InfoBip.Sandbox;

/// <summary>An ordered fault and where it stands.</summary>
/// <param name="Fault">The fault as ordered.</param>
/// <param name="Left">How many requests it may still strike; null is any number.</param>
/// <param name="Struck">How many requests it struck.</param>
public sealed record OrderedFault(Fault Fault, int? Left, int Struck);

/// <summary>The faults of a sandbox. A request is struck by one fault at most: the first ordered that matches.</summary>
public sealed class FaultBook
{
    private readonly Lock _lock = new();
    private readonly List<FaultMatch> _orders = [];
    private readonly Dictionary<FaultKind, int> _counts = [];
    private readonly int _seed;
    private int _ordered;

    internal FaultBook(int seed) => _seed = seed;

    /// <summary>How many requests were struck so far.</summary>
    public int Struck
    {
        get
        {
            lock (_lock)
            {
                return _counts.Values.Sum();
            }
        }
    }

    /// <summary>How many requests each kind struck so far; a kind that struck none is not in it.</summary>
    public IReadOnlyDictionary<FaultKind, int> Counts
    {
        get
        {
            lock (_lock)
            {
                return new Dictionary<FaultKind, int>(_counts);
            }
        }
    }

    /// <summary>The faults as ordered, spent ones included.</summary>
    public IReadOnlyList<OrderedFault> Ordered
    {
        get
        {
            lock (_lock)
            {
                return [.. _orders.Select(order => new OrderedFault(order.Fault, order.Left == int.MaxValue ? null : order.Left, order.Struck))];
            }
        }
    }

    /// <summary>Orders a fault for requests that come from now on.</summary>
    /// <exception cref="ArgumentException">The fault cannot strike as ordered; the message says why.</exception>
    public void Order(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        if (FaultRules.Objection(fault) is { } objection)
        {
            throw new ArgumentException(objection, nameof(fault));
        }

        lock (_lock)
        {
            _orders.Add(new FaultMatch(fault, unchecked((_seed * 7919) + _ordered++)));
        }
    }

    /// <summary>Takes all orders back. The counts stay.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _orders.Clear();
        }
    }

    internal Fault? Strike(string method, string apiPath)
    {
        lock (_lock)
        {
            foreach (var order in _orders)
            {
                if (order.Strikes(method, apiPath))
                {
                    _counts[order.Fault.Kind] = _counts.GetValueOrDefault(order.Fault.Kind) + 1;
                    return order.Fault;
                }
            }

            return null;
        }
    }
}
