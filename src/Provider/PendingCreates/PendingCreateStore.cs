// The creates that this machine has begun and that are not known to be recorded.
using System.Security.Cryptography;
using System.Text;

namespace InfoBip.Provider.PendingCreates;

/// <summary>
/// A create that is interrupted, because the plugin or its engine is killed, may have created an instance that no state holds. So each is recorded before its
/// request is sent, and stays recorded until the engine has certainly recorded it as well: until the plugin ends in order, or a later one is called for
/// the resource. A file that cannot be written never fails a create.
/// </summary>
/// <param name="folder">Where the files of this user are; null to keep none.</param>
/// <param name="service">The base URL of the service.</param>
/// <param name="provider">The URN of the provider, which one deployment at a time has; empty from an old engine.</param>
/// <param name="time">The clock.</param>
internal sealed class PendingCreateStore(string? folder, string service, string provider, TimeProvider time) : IDisposable
{
    /// <summary>The variable that names another folder, or says <see cref="Off"/>. Source: <c>docs/installation-configuration.md</c>.</summary>
    public const string Variable = "INFOBIP_JOURNAL";

    /// <summary>The value of <see cref="Variable"/> for recording nothing.</summary>
    public const string Off = "off";

    /// <summary>How long a plugin lives on at most when its engine was killed: its own two seconds, and one for the machine. Source: <c>docs/architecture.md</c>.</summary>
    public static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(0.1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, PendingCreate> _running = new(StringComparer.Ordinal);
    private List<LeftCreate>? _left;
    private Task? _predecessor;
    private FileStream? _file;
    private bool _broken = folder is null;

    /// <summary>A store that keeps nothing.</summary>
    public static PendingCreateStore None { get; } = new(null, string.Empty, string.Empty, TimeProvider.System);

    /// <summary>The clock by which creates are begun.</summary>
    public TimeProvider Time => time;

    /// <summary>Where the files are by the environment: in the engine's home unless <see cref="Variable"/> says otherwise; null for nowhere.</summary>
    public static string? Folder(Func<string, string?> environment)
    {
        if (environment(Variable) is { Length: > 0 } chosen)
        {
            return chosen == Off ? null : chosen;
        }

        var user = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var home = environment("PULUMI_HOME") is { Length: > 0 } engine ? engine : user.Length > 0 ? Path.Combine(user, ".pulumi") : null;
        return home is null ? null : Path.Combine(home, "infobip", "creates");
    }

    /// <summary>
    /// Waits for the plugin of a deployment that was killed a moment ago, should it still be about to end: it may be creating what is to be looked for. As a rule
    /// there is none.
    /// </summary>
    public Task UntilPredecessorEndsAsync()
    {
        if (folder is null || provider.Length == 0)
        {
            return Task.CompletedTask;
        }

        lock (_gate)
        {
            return _predecessor ??= WaitAsync();
        }

        async Task WaitAsync()
        {
            var began = time.GetTimestamp();
            var waited = false;
            while (PendingCreateFile.IsHeld(folder, Prefix, _file?.Name) && time.GetElapsedTime(began) < LongestEnd)
            {
                waited = true;
                await Task.Delay(s_look, time);
            }

            if (waited)
            {
                lock (_gate)
                {
                    _left = null;
                }
            }
        }
    }

    /// <summary>What interrupted creates of a resource left before this plugin was started; none as a rule.</summary>
    public IReadOnlyList<PendingCreate> Left(string urn)
    {
        lock (_gate)
        {
            return [.. All().Where(left => left.Create.Urn == urn).Select(left => left.Create)];
        }
    }

    /// <summary>Nothing is left of earlier creates of a resource, or it is known now.</summary>
    public void Settle(string urn)
    {
        lock (_gate)
        {
            foreach (var left in All().Where(left => left.Create.Urn == urn).ToList())
            {
                PendingCreateFile.Settle(left.Path, urn);
                All().Remove(left);
            }
        }
    }

    /// <summary>The request is sent now.</summary>
    public void Begin(string urn, string name, bool nameIsUnique, IReadOnlyList<long> before, long? id = null)
    {
        var create = new PendingCreate(urn, service, name, nameIsUnique, before, time.GetUtcNow()) { Id = id };
        lock (_gate)
        {
            if (!_broken)
            {
                _running[urn] = create;
                Write(PendingCreateLine.OfBegin(create));
            }
        }
    }

    /// <summary>The create created an instance, which the engine gets next. It stays recorded, for the engine may be dead.</summary>
    public void Created(string urn, long id)
    {
        lock (_gate)
        {
            // A unique name finds it as well.
            if (_running.Remove(urn, out var create) && !create.NameIsUnique)
            {
                Write(PendingCreateLine.OfCreated(urn, id));
            }
        }
    }

    /// <summary>The create created nothing, or the user was asked to look for what it may have created.</summary>
    public void End(string urn)
    {
        lock (_gate)
        {
            if (_running.Remove(urn))
            {
                Write(PendingCreateLine.OfEnd(urn));
            }
        }
    }

    /// <summary>The plugin ends in order: the engine has recorded all creates but those that still run, or are in doubt.</summary>
    public void Close()
    {
        lock (_gate)
        {
            if (_file?.Name is not { } path)
            {
                return;
            }

            Dispose();
            foreach (var create in _running.Values.ToList())
            {
                Write(PendingCreateLine.OfBegin(create));
            }

            Dispose();
            PendingCreateFile.Remove(path);
            _broken = true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    /// <summary>What the names of this provider's files begin with. Not before it is needed: hashing loads a library, which would delay the port line.</summary>
    private string Prefix => field ??= Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{provider}\n{service}")))[..16];

    private List<LeftCreate> All() => _left ??= folder is null
        ? []
        :
        [
            .. PendingCreateFile.Abandoned(folder).SelectMany(file => file.Open
                .Where(create => create.Service == service)
                .Select(create => new LeftCreate(file.Path, create))),
        ];

    private void Write(byte[] line)
    {
        try
        {
            _file ??= PendingCreateFile.Create(folder!, Prefix);
            _file.Write(line);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            _broken = true;
            _running.Clear();
        }
    }

    private sealed record LeftCreate(string Path, PendingCreate Create);
}
