// The creates of this session that are not known to be recorded, and those that earlier sessions left.
using System.Security.Cryptography;
using System.Text;

namespace InfoBip.Provider.PendingCreates;

/// <summary>
/// One folder for each state, named by the id that the engine gave to its provider resource, and in it one file for each session that began a create. Nothing is touched
/// before a create begins. What a line means, and when it goes: <c>docs/pending-creates.md</c>.
/// </summary>
/// <param name="root">Where the folders of this user are; null to keep nothing.</param>
/// <param name="state">The id that the engine gave to the provider; null from an old engine.</param>
/// <param name="urn">The URN of the provider, which stands in for an id together with the address.</param>
/// <param name="service">The address of the service.</param>
/// <param name="time">The clock.</param>
internal sealed class PendingCreateStore(string? root, string? state, string urn, string service, TimeProvider time) : IDisposable
{
    /// <summary>The variable that names another folder, or says <see cref="Off"/>. Source: <c>docs/installation-configuration.md</c>.</summary>
    public const string Variable = "INFOBIP_JOURNAL";

    /// <summary>The value of <see cref="Variable"/> for recording nothing.</summary>
    public const string Off = "off";

    /// <summary>How long a file is kept that no deployment settles. Source: <c>docs/pending-creates.md</c>.</summary>
    public static readonly TimeSpan LongestKept = TimeSpan.FromDays(30);

    /// <summary>After this a state that no deployment asked for is taken for lost. Source: <c>docs/pending-creates.md</c>.</summary>
    public static readonly TimeSpan LostAfter = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<PendingCreate>> _byUrn = new(StringComparer.Ordinal);
    private readonly Dictionary<long, List<PendingCreate>> _byId = [];
    private readonly HashSet<(string Urn, long Id)> _adopted = [];
    private readonly HashSet<long> _recorded = [];
    private readonly List<PendingCreate> _lost = [];
    private SessionFile? _session;
    private Task<List<PendingCreate>>? _others;
    private string? _problem;
    private bool _isLoaded = root is null;
    private bool _hasProblem;
    private bool _isInterrupted;
    private bool _isClosed;
    private int _count;

    /// <summary>A store that keeps nothing.</summary>
    public static PendingCreateStore None { get; } = new(null, null, string.Empty, string.Empty, TimeProvider.System);

    // Not before it is needed: hashing loads a library.
    private string Folder => field ??= Path.Combine(
        root!, state is { } id && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? id : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{state ?? urn}\n{service}")))[..32]);

    /// <summary>Where the files are by the environment: in the engine's home unless <see cref="Variable"/> says otherwise; null for nowhere.</summary>
    public static string? Root(Func<string, string?> environment)
    {
        if (environment(Variable) is { Length: > 0 } chosen)
        {
            return chosen == Off ? null : Path.GetFullPath(chosen);
        }

        var user = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var home = environment("PULUMI_HOME") is { Length: > 0 } engine ? engine : user.Length > 0 ? Path.Combine(user, ".pulumi") : null;
        return home is null ? null : Path.GetFullPath(Path.Combine(home, "infobip", "creates"));
    }

    /// <summary>What earlier sessions left of a resource, and what this one could not finish; none as a rule.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="inputs">The inputs of the call that is made again, if it is one; null for every call of this session.</param>
    public IReadOnlyList<PendingCreate> Of(string resource, object? inputs = null)
    {
        using var scope = _gate.EnterScope();
        return [.. Open(resource).Where(create => create.Session != _session || inputs is null || (create.IsFailed && inputs.Equals(create.Inputs)))];
    }

    /// <summary>Whether what bears a name may as well come from an open create of another resource, whose answer is not known.</summary>
    /// <param name="resource">The resource that asks.</param>
    /// <param name="isOfName">Whether a name is the one.</param>
    public bool IsContested(string resource, Func<string, bool> isOfName)
    {
        using var scope = _gate.EnterScope();
        return Open().Any(create => create is { Id: null, Name: { } name } && create.Urn != resource && create.Service == service && isOfName(name));
    }

    /// <summary>What earlier sessions of this state left that a person is to read of; from now on one has.</summary>
    public IReadOnlyList<PendingCreate> TakeUnreported()
    {
        using var scope = _gate.EnterScope();
        return Encounter(Open().Where(create => create.Session != _session && create.IsUnreported));
    }

    /// <summary>
    /// What sessions of other states left that no deployment came back to, or of the same resource: it may be the same state under another plugin version, or another
    /// one on this machine. From now on a person has read of it. All files are read for it, which no create waits for.
    /// </summary>
    public async Task<IReadOnlyList<PendingCreate>> TakeLostAsync(string resource)
    {
        Task<List<PendingCreate>> reading;
        lock (_gate)
        {
            reading = _others ??= Task.Run(Others);
        }

        var others = await reading;
        using var scope = _gate.EnterScope();
        var lost = others.Where(create => create.Urn == resource || time.GetUtcNow() - create.At > LostAfter).ToList();
        lost.ForEach(create => others.Remove(create));
        _lost.AddRange(lost);
        return Encounter(lost);
    }

    /// <summary>For how long the service may still act on a create; never longer than it had, though the clock may have been put back since.</summary>
    public TimeSpan TimeLeft(PendingCreate create)
    {
        var (whole, left) = (create.Deadline - create.At, create.Deadline - time.GetUtcNow());
        return left < whole ? left : whole;
    }

    /// <summary>Why not everything can be recorded, once; null where it can, where nothing is to be, or where it was asked for before.</summary>
    public string? TakeProblem() => Interlocked.Exchange(ref _problem, null);

    /// <summary>A request is sent now.</summary>
    public PendingCreate Begin(string resource, string? name, bool nameIsUnique, IReadOnlyList<long> before, DateTimeOffset deadline, object? inputs = null)
    {
        using var scope = _gate.EnterScope();
        var open = Open(resource);
        _session ??= NewSession();
        var create = new PendingCreate(++_count, resource, service, name, nameIsUnique, before, time.GetUtcNow(), deadline) { Session = _session, Inputs = inputs };
        open.Add(create);
        _session.Open++;
        Note(_session.Write(create.Line()));
        return create;
    }

    /// <summary>A create was answered with an id, which the engine gets next. It stays open: the engine may be dead.</summary>
    /// <param name="create">The create.</param>
    /// <param name="id">The id.</param>
    /// <param name="isFound">Whether it was found, so that it may be what was there before.</param>
    public void Answered(PendingCreate create, long id, bool isFound = false)
    {
        using var scope = _gate.EnterScope();
        if (isFound)
        {
            _adopted.Add((create.Urn, id));
        }

        create.Id = id;
        Of(_byId, id).Add(create);
        Note(create.Session.Write(create.Line()));
    }

    /// <summary>What an earlier create left is this session's from now on; where this one cannot record that, it stays recorded by the earlier.</summary>
    public PendingCreate Adopt(PendingCreate left, long id, object? inputs = null)
    {
        using var scope = _gate.EnterScope();
        var create = Begin(left.Urn, left.Name, left.NameIsUnique, left.Before, left.Deadline, inputs);
        Answered(create, id, isFound: true);
        if (create.Session.IsKept || left.Session == create.Session)
        {
            Settle(left);
        }
        else if (left.Id is null)
        {
            Answered(left, id);
        }

        return create;
    }

    /// <summary>Whether a create of this session returned the id of what it had found.</summary>
    public bool IsAdoptedHere(string resource, long id)
    {
        using var scope = _gate.EnterScope();
        return _adopted.Contains((resource, id));
    }

    /// <summary>The engine has recorded the id: whatever create led to it is over.</summary>
    public void Recorded(long id)
    {
        using var scope = _gate.EnterScope();
        Load();
        _recorded.Add(id);
        _byId.GetValueOrDefault(id)?.Where(create => create.Service == service).ToList().ForEach(Settle);
    }

    /// <summary>Nothing is left to be found of a create.</summary>
    public void Settle(PendingCreate create)
    {
        using var scope = _gate.EnterScope();
        if (create.IsSettled)
        {
            return;
        }

        create.IsSettled = true;
        Open(create.Urn).Remove(create);
        if (create.Id is { } id)
        {
            Of(_byId, id).Remove(create);
        }

        create.Session.Open--;
        var problem = create.Session.Write(create.Line());
        if (create.Session == _session)
        {
            Note(problem);
        }
        else if (problem is null)
        {
            create.Session.RemoveIfOver();
        }
    }

    /// <summary>The answers of calls that run may never be recorded.</summary>
    public void Interrupt() => _isInterrupted = true;

    /// <summary>The session ends in order: the engine has recorded what was answered, unless calls were interrupted, or its state could not be written.</summary>
    public void Close()
    {
        using var scope = _gate.EnterScope();
        if (!_isClosed)
        {
            // Not lost, then: another version of the plugin left it, whose provider had another id.
            _lost.Where(create => create.Service == service && create.Id is { } id && _recorded.Contains(id)).ToList().ForEach(Settle);
            _session?.End(inOrder: !_isInterrupted);
            _isClosed = true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _session?.Dispose();

    private static List<PendingCreate> Of<TKey>(Dictionary<TKey, List<PendingCreate>> index, TKey key)
        where TKey : notnull => index.TryGetValue(key, out var creates) ? creates : index[key] = [];

    private static List<PendingCreate> Encounter(IEnumerable<PendingCreate> encountered)
    {
        var reported = new List<PendingCreate>();
        foreach (var create in encountered.ToList())
        {
            var isToBeReported = create.IsToBeReported;
            create.Encounters++;

            // Where it is there and cannot be noted, its session still runs, and nothing is left yet; a later deployment notes it.
            if ((create.Session.Write(create.Line()) is null || !create.Session.IsOpen(create.Number)) && isToBeReported)
            {
                reported.Add(create);
            }
        }

        return reported;
    }

    private List<PendingCreate> Open(string resource)
    {
        Load();
        return Of(_byUrn, resource);
    }

    private IEnumerable<PendingCreate> Open()
    {
        Load();
        return _byUrn.Values.SelectMany(creates => creates);
    }

    /// <summary>Reads what earlier sessions of this state left, once.</summary>
    private void Load()
    {
        if (_isLoaded)
        {
            return;
        }

        _isLoaded = true;
        foreach (var create in !Directory.Exists(root) ? [] : SessionFile.In(Folder).SelectMany(path => SessionFile.Read(path) ?? []))
        {
            Of(_byUrn, create.Urn).Add(create);
            if (create.Id is { } id)
            {
                Of(_byId, id).Add(create);
            }
        }
    }

    private List<PendingCreate> Others()
    {
        var others = new List<PendingCreate>();
        foreach (var path in root is null ? [] : SessionFile.In(root).Where(path => Path.GetDirectoryName(path) != Folder))
        {
            others.AddRange((SessionFile.Read(path) ?? []).Where(create => create.IsUnreported));
            if (time.GetUtcNow() - File.GetLastWriteTimeUtc(path) > LongestKept)
            {
                SessionFile.Remove(path);
            }
        }

        return others;
    }

    private SessionFile NewSession()
    {
        string? problem = null;
        var session = root is null || _isClosed ? new SessionFile(path: null) : SessionFile.Create(Folder, out problem);
        Note(problem);
        return session;
    }

    /// <summary>The first problem is worth a word.</summary>
    private void Note(string? problem)
    {
        if (problem is not null && !_hasProblem)
        {
            (_hasProblem, _problem) = (true, problem);
        }
    }
}
