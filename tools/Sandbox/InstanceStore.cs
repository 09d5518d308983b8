// The instances that the sandbox holds, for many requests at once.
using InfoBip.Sandbox.Behaviours;

namespace InfoBip.Sandbox;

/// <summary>Holds instances by ascending id. What is stored is never changed in place: a change replaces it by a changed copy, so readers need no lock.</summary>
internal sealed class InstanceStore
{
    // Room between the ids of neighbouring seeds, so that two sandboxes side by side do not share ids.
    private const long IdsOfASeed = 1_000_000;

    // The id in the seed page's answer.
    private const long FirstIdOfSeedOne = 12;

    private readonly Lock _lock = new();
    private readonly List<SandboxInstance> _byId = [];
    private readonly Dictionary<string, long> _byToken = new(StringComparer.Ordinal);
    private readonly int _seed;
    private long _lastId;
    private SandboxInstance[]? _snapshot;

    public InstanceStore(int seed) => _seed = seed;

    /// <summary>The instances by ascending id. Not to be changed.</summary>
    public SandboxInstance[] Snapshot()
    {
        lock (_lock)
        {
            return _snapshot ??= [.. _byId];
        }
    }

    /// <summary>Adds an instance under the next id. An id is never given twice.</summary>
    public SandboxInstance Add(string connectorKey, string name, SandboxOptions options, Action<SandboxInstance> fill)
    {
        lock (_lock)
        {
            var first = options.Behaviours.Get(StoreBounds.FirstId) is var given and > 0 ? given : FirstIdOfSeedOne + ((_seed - 1) * IdsOfASeed);
            var id = Math.Max(first, _lastId + 1);
            SandboxInstance instance = new(id, connectorKey, name, DeterministicIds.Token(_seed, id), options.Time.GetUtcNow());
            fill(instance);
            _lastId = id;
            _byId.Add(instance);
            _byToken[instance.Token] = id;
            _snapshot = null;
            return instance;
        }
    }

    public SandboxInstance? Find(long id)
    {
        lock (_lock)
        {
            return IndexOf(id) is var index and >= 0 ? _byId[index] : null;
        }
    }

    public SandboxInstance? FindByToken(string token)
    {
        lock (_lock)
        {
            return _byToken.TryGetValue(token, out var id) ? Find(id) : null;
        }
    }

    /// <summary>Replaces an instance by a changed copy; null where there is none.</summary>
    public SandboxInstance? Edit(long id, Action<SandboxInstance> change)
    {
        lock (_lock)
        {
            if (IndexOf(id) is var index and >= 0)
            {
                var copy = _byId[index].Copy();
                change(copy);
                _byToken.Remove(_byId[index].Token);
                _byToken[copy.Token] = id;
                _byId[index] = copy;
                _snapshot = null;
                return copy;
            }

            return null;
        }
    }

    public bool Remove(long id)
    {
        lock (_lock)
        {
            if (IndexOf(id) is var index and >= 0)
            {
                _byToken.Remove(_byId[index].Token);
                _byId.RemoveAt(index);
                _snapshot = null;
                return true;
            }

            return false;
        }
    }

    private int IndexOf(long id)
    {
        var (low, high) = (0, _byId.Count - 1);
        while (low <= high)
        {
            var middle = low + ((high - low) / 2);
            switch (_byId[middle].Id.CompareTo(id))
            {
                case 0: return middle;
                case < 0: low = middle + 1; break;
                default: high = middle - 1; break;
            }
        }

        return -1;
    }
}
