// Open creates, found by their resource and by their id: a large deployment leaves thousands.
namespace InfoBip.Provider.PendingCreates;

/// <summary>The creates of one session, or of all earlier ones. A create is the same as long as its file and its number are.</summary>
internal sealed class OpenCreates
{
    private readonly Dictionary<(string Path, int Number), PendingCreate> _all = [];
    private readonly Dictionary<string, HashSet<(string Path, int Number)>> _byUrn = new(StringComparer.Ordinal);
    private readonly Dictionary<long, HashSet<(string Path, int Number)>> _byId = [];
    private readonly Dictionary<string, int> _byPath = new(StringComparer.Ordinal);

    /// <summary>Makes a collection.</summary>
    public OpenCreates(params IEnumerable<PendingCreate> creates) => creates.ToList().ForEach(Add);

    /// <summary>All of them.</summary>
    public IEnumerable<PendingCreate> All => _all.Values;

    /// <summary>Those of a resource.</summary>
    public IEnumerable<PendingCreate> Of(string urn) => _byUrn.TryGetValue(urn, out var keys) ? keys.Select(key => _all[key]) : [];

    /// <summary>Those that were answered with an id.</summary>
    public IEnumerable<PendingCreate> Of(long id) => _byId.TryGetValue(id, out var keys) ? keys.Select(key => _all[key]) : [];

    /// <summary>Whether there is any of a file.</summary>
    public bool Has(string path) => _byPath.GetValueOrDefault(path) > 0;

    /// <summary>Adds one.</summary>
    public void Add(PendingCreate create)
    {
        _all[create.Key] = create;
        Keys(_byUrn, create.Urn).Add(create.Key);
        _byPath[create.Path] = _byPath.GetValueOrDefault(create.Path) + 1;
        if (create.Id is { } id)
        {
            Keys(_byId, id).Add(create.Key);
        }
    }

    /// <summary>Takes one out; false where it was not there.</summary>
    public bool Remove(PendingCreate create)
    {
        if (!_all.Remove(create.Key, out var held))
        {
            return false;
        }

        _byUrn[held.Urn].Remove(held.Key);
        _byPath[held.Path]--;
        if (held.Id is { } id)
        {
            _byId[id].Remove(held.Key);
        }

        return true;
    }

    /// <summary>Changes one, where it is still there.</summary>
    public void Change(PendingCreate create, Func<PendingCreate, PendingCreate> change)
    {
        if (_all.TryGetValue(create.Key, out var held))
        {
            Remove(held);
            Add(change(held));
        }
    }

    private static HashSet<(string Path, int Number)> Keys<TKey>(Dictionary<TKey, HashSet<(string Path, int Number)>> index, TKey key)
        where TKey : notnull => index.TryGetValue(key, out var keys) ? keys : index[key] = [];
}
