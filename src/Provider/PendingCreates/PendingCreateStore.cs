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

    private const string Extension = ".creates";

    private readonly Lock _gate = new();
    private readonly OpenCreates _here = new();
    private readonly HashSet<(string Urn, long Id)> _adopted = [];
    private OpenCreates? _left;
    private Task<List<PendingCreate>>? _others;
    private FileStream? _file;
    private bool _broken = root is null;
    private bool _interrupted;
    private string? _problem;
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
            return chosen == Off ? null : chosen;
        }

        var user = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var home = environment("PULUMI_HOME") is { Length: > 0 } engine ? engine : user.Length > 0 ? Path.Combine(user, ".pulumi") : null;
        return home is null ? null : Path.Combine(home, "infobip", "creates");
    }

    /// <summary>What earlier sessions left of a resource, and what this one could not finish; none as a rule.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="inputs">The inputs of the call that is made again, if it is one; null for every call of this session.</param>
    public IReadOnlyList<PendingCreate> Of(string resource, object? inputs = null)
    {
        lock (_gate)
        {
            return [.. Left().Of(resource), .. _here.Of(resource).Where(create => inputs is null || (create.IsFailed && inputs.Equals(create.Inputs)))];
        }
    }

    /// <summary>Whether what bears a name may as well come from an open create of another resource, whose answer is not known.</summary>
    /// <param name="resource">The resource that asks.</param>
    /// <param name="isOfName">Whether a name is the one.</param>
    public bool IsContested(string resource, Func<string, bool> isOfName)
    {
        lock (_gate)
        {
            return Left().All.Concat(_here.All).Any(create => create is { Id: null, Name: { } name } && create.Urn != resource && create.Service == service && isOfName(name));
        }
    }

    /// <summary>What earlier sessions of this state left that a person is to read of; from now on one has.</summary>
    public IReadOnlyList<PendingCreate> TakeUnreported()
    {
        lock (_gate)
        {
            return Encounter([.. Left().All.Where(create => create.IsUnreported)]);
        }
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
        lock (_gate)
        {
            var lost = others.Where(create => create.Urn == resource || time.GetUtcNow() - create.At > LostAfter).ToList();
            lost.ForEach(create => others.Remove(create));
            return Encounter(lost);
        }
    }

    /// <summary>Whether a create of another session is still open: that session may have settled it meanwhile.</summary>
    public static bool IsOpen(PendingCreate create) => create.Path.Length == 0 || Open(create.Path).Any(open => open.Number == create.Number);

    /// <summary>For how long the service may still act on a create; never longer than it had, though the clock may have been put back since.</summary>
    public TimeSpan TimeLeft(PendingCreate create)
    {
        var (whole, left) = (create.Deadline - create.At, create.Deadline - time.GetUtcNow());
        return left < whole ? left : whole;
    }

    /// <summary>Why nothing can be recorded, once; null where it can, where nothing is to be, or where it was asked for before.</summary>
    public string? TakeProblem() => Interlocked.Exchange(ref _problem, null);

    /// <summary>A request is sent now.</summary>
    public PendingCreate Begin(string resource, string? name, bool nameIsUnique, IReadOnlyList<long> before, DateTimeOffset deadline, object? inputs = null)
    {
        lock (_gate)
        {
            var create = new PendingCreate(++_count, resource, service, name, nameIsUnique, before, time.GetUtcNow(), deadline) { Inputs = inputs };
            _here.Add(create);
            Write(create.BegunLine());
            return create;
        }
    }

    /// <summary>A create was answered with an id, which the engine gets next. It stays open: the engine may be dead.</summary>
    public void Answered(PendingCreate create, long id)
    {
        lock (_gate)
        {
            _here.Change(create, here => here with { Id = id });
            Write(PendingCreate.AnsweredLine(create.Number, id));
        }
    }

    /// <summary>The call failed that a create belongs to.</summary>
    public void Fail(PendingCreate create)
    {
        lock (_gate)
        {
            _here.Change(create, here => here with { IsFailed = true });
        }
    }

    /// <summary>What an earlier create left is this session's from now on.</summary>
    public PendingCreate Adopt(PendingCreate left, long id, object? inputs = null)
    {
        lock (_gate)
        {
            _adopted.Add((left.Urn, id));
            var create = Begin(left.Urn, left.Name, left.NameIsUnique, left.Before, left.Deadline, inputs);
            Answered(create, id);
            Settle(left);
            return create;
        }
    }

    /// <summary>Whether a create of this session returned the id of what an earlier one had left.</summary>
    public bool IsAdoptedHere(string resource, long id)
    {
        lock (_gate)
        {
            return _adopted.Contains((resource, id));
        }
    }

    /// <summary>The engine has recorded the id: whatever create led to it is over.</summary>
    public void Recorded(long id)
    {
        lock (_gate)
        {
            List<PendingCreate> recorded = [.. Left().Of(id), .. _here.Of(id)];
            recorded.Where(create => create.Service == service).ToList().ForEach(Settle);
        }
    }

    /// <summary>Nothing is left to be found of a create.</summary>
    public void Settle(PendingCreate create)
    {
        lock (_gate)
        {
            if (_here.Remove(create))
            {
                Write(PendingCreate.SettledLine(create.Number));
            }
            else if (Left().Remove(create))
            {
                Append(create.Path, PendingCreate.SettledLine(create.Number), isLast: !Left().Has(create.Path));
            }
        }
    }

    /// <summary>The answers of calls that run may never be recorded.</summary>
    public void Interrupt() => _interrupted = true;

    /// <summary>The session ends in order: the engine has recorded what was answered, unless calls were interrupted, or its state could not be written.</summary>
    public void Close()
    {
        lock (_gate)
        {
            if (_file is { Name: var path })
            {
                if (!_interrupted)
                {
                    Write(PendingCreate.EndedLine());
                }

                Dispose();
                if (!_here.All.Any())
                {
                    Remove(path);
                }
            }

            _broken = true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    private static List<PendingCreate> Encounter(List<PendingCreate> creates)
    {
        creates.ForEach(create => Append(create.Path, PendingCreate.EncounteredLine(create.Number), isLast: false));
        return [.. creates.Where(create => create.IsToBeReported)];
    }

    private OpenCreates Left() => _left ??= new OpenCreates(!Directory.Exists(root) || !Directory.Exists(Folder) ? [] : Files(Folder).Where(path => path != _file?.Name).SelectMany(Open));

    private List<PendingCreate> Others()
    {
        var others = new List<PendingCreate>();
        foreach (var path in !Directory.Exists(root) ? [] : Files(root).Where(path => Path.GetDirectoryName(path) != Folder).ToList())
        {
            others.AddRange(Open(path).Where(create => create.IsUnreported));
            if (time.GetUtcNow() - File.GetLastWriteTimeUtc(path) > LongestKept)
            {
                Remove(path);
            }
        }

        return others;
    }

    private void Write(byte[] line)
    {
        try
        {
            if (!_broken)
            {
                _file ??= Create();
                _file.Write(line);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            _broken = true;
            _problem = problem.Message;
        }
    }

    private FileStream Create()
    {
        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        // Without a buffer, a line is the system's before its request is sent: a process may die then, and the line stays. Others may read what its writer holds.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read | FileShare.Delete, BufferSize = 0 };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Folder);
        }
        else
        {
            Directory.CreateDirectory(root!, Own | UnixFileMode.UserExecute);
            Directory.CreateDirectory(Folder, Own | UnixFileMode.UserExecute);
            options.UnixCreateMode = Own;
        }

        return new FileStream(Path.Combine(Folder, $"{Guid.NewGuid():n}{Extension}"), options);
    }

    /// <summary>Adds a line to the file of a session that is over; one that runs notes for itself what becomes of its creates.</summary>
    private static void Append(string path, byte[] line, bool isLast)
    {
        try
        {
            using (var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 }))
            {
                file.Seek(0, SeekOrigin.End);
                file.Write(line);
            }

            if (isLast)
            {
                Remove(path);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // What is not noted now is noted by a later deployment.
        }
    }

    private static IReadOnlyList<string> Files(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, "*" + Extension, SearchOption.AllDirectories)];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IReadOnlyList<PendingCreate> Open(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file);
            return PendingCreate.Read(path, reader.ReadToEnd().Split('\n'));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
            Directory.Delete(Path.GetDirectoryName(path)!);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The folder has other files, or a later deployment removes this one.
        }
    }
}
