// An engine with the plugin as a process: it does with each answer what the real one does.
using System.Collections.Concurrent;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;
using Pulumirpc;

namespace InfoBip.Chaos;

/// <summary>Calls the plugin, keeps the state as an engine would, and searches for secrets.</summary>
internal sealed partial class PluginManager : IManager
{
    private const string Type = "infobip:index:InfoBipInstance";

    private readonly EngineHost _engine;
    private readonly SandboxServer _sandbox;
    private readonly double _giveUps;
    private readonly PluginHost[] _hosts;
    private readonly LeakDetector _detector = new(SecretCanary.User, SecretCanary.Organization, SecretCanary.Password);
    private readonly Lock _detectorLock = new();
    private readonly ConcurrentQueue<string> _said = new();
    private readonly Lazy<IReadOnlyList<string>> _aboutLeftovers;
    private readonly DirectoryInfo _folder;

    private PluginManager(EngineHost engine, PluginHost[] hosts, double giveUps, SandboxServer sandbox, DirectoryInfo folder)
    {
        (_engine, _hosts, _giveUps, _sandbox, _folder) = (engine, hosts, giveUps, sandbox, folder);
        _aboutLeftovers = new Lazy<IReadOnlyList<string>>(() =>
            [.. Notes.Select(note => note.Message).Concat(_said).Where(text => PluginNotes.IsAboutLeftovers(text) && !PluginNotes.IsDoubt(text))]);
    }

    public string Who => "the plugin";

    /// <summary>What was lost, one by one.</summary>
    public ConcurrentQueue<string> Lost { get; } = new();

    public Tally Tally { get; } = new();

    private IEnumerable<LogRequest> Notes => _engine.Entries.Where(entry => !entry.Ephemeral);

    public static async Task<PluginManager> StartAsync(string path, StormOptions options, SandboxServer sandbox)
    {
        var engine = await EngineHost.StartAsync();
        var folder = Directory.CreateTempSubdirectory("infobip-chaos-");
        var journals = folder.CreateSubdirectory("creates");
        var hosts = Enumerable.Range(0, options.Processes).Select(process =>
        {
            var random = new Random(unchecked((options.Seed * 31) + process));
            var id = new byte[16];
            random.NextBytes(id);
            var setUp = new PluginSetUp(path, Settings(sandbox, $"{new Guid(id)}", process), journals, options.Unrecorded);
            return new PluginHost(setUp, engine, random, () => QuietAsync(sandbox));
        }).ToArray();
        await Task.WhenAll(hosts.Select(host => host.StartAsync()));
        return new PluginManager(engine, hosts, options.GiveUps, sandbox, folder);
    }

    public Task DoAsync(Subject subject, OperationKind operation, Draw draw) => operation switch
    {
        OperationKind.Create => CreateAsync(subject, draw),
        OperationKind.Update => UpdateAsync(subject, draw),
        OperationKind.Read => ReadAsync(subject, draw),
        _ => DeleteAsync(subject, draw),
    };

    public Task InterruptAsync(int process, Interruption how, TimeSpan gap)
    {
        Tally.Add($"{how}");
        return _hosts[process].InterruptAsync(how, gap);
    }

    public Task FollowAsync() => Task.WhenAll(_hosts.Select(async host =>
    {
        await host.EndAsync();
        await host.StartAsync(follows: true);
    }));

    public bool IsNamed(SandboxInstance instance, IReadOnlyList<(Subject Subject, Leftover Left)> lefts) => _aboutLeftovers.Value.Any(
        text => PluginNotes.Ids(text).Contains(instance.Id) || lefts.Any(one => PluginNotes.Names(text, one.Subject.Name, one.Left.Name)));

    public async Task SettleAsync(Subject subject, SandboxInstance? there)
    {
        var (answer, failure) = await CallAsync(subject, null, client => client.ReadAsync(ReadOf(subject)));
        var state = answer?.Properties ?? (failure is null ? null : Detail(failure)?.Properties);
        if (state is null || (answer is not null && answer.Id.Length == 0))
        {
            if (answer is null || !subject.DeleteFailed || there is not null)
            {
                Lose(subject, $"cannot be read at the end: {failure?.Status.Detail}");
            }

            subject.Drop();
            return;
        }

        subject.Token = Token(state);
        if (there is null)
        {
            return;
        }

        if (!subject.ChangeFailed && !IsAsRecorded(subject, there))
        {
            Lose(subject, $"is not as recorded: {Shown(there)}; recorded: {subject.Outputs}");
        }

        if (subject.Elsewhere.Any(one => Unmanaged(there, one.Key) != one.Value))
        {
            Lose(subject, $"was overwritten: {Shown(there)}; changed elsewhere: {string.Join(", ", subject.Elsewhere)}");
        }
    }

    public async Task<(IReadOnlyList<string> Leaks, double PeakMebibytes)> EndAsync(IReadOnlyCollection<string> tokens)
    {
        await Task.WhenAll(_hosts.Select(host => host.EndAsync()));
        foreach (var text in _hosts.SelectMany(host => host.Printed).Concat(_engine.Entries.Select(entry => entry.Message)))
        {
            CheckText("the log", text);
        }

        var notes = Notes.Select(entry => entry.Message).ToList();
        Tally.Add("retries", _engine.Entries.Count(entry => entry.Ephemeral && PluginNotes.IsRetry(entry.Message)));
        Tally.Add("adopted", notes.Count(PluginNotes.IsAdoptionAfterLostAnswer));
        Tally.Add("adopted after interruptions", notes.Count(PluginNotes.IsAdoptionAfterInterruption));
        Tally.Add("sessions that could record nothing", notes.Count(PluginNotes.IsNotRecorded));
        var found = TokenSearch.In(tokens, _said);
        return ([.. _detector.Leaks, .. found], _hosts.Max(host => host.PeakMebibytes));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        await _engine.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static ConfigureRequest Settings(SandboxServer sandbox, string id, int process) => new()
    {
        Args = Wire.Map(
            ("userSecret", Wire.Secret(SecretCanary.User)),
            ("organizationSecret", Wire.Secret(SecretCanary.Organization)),
            ("baseUrl", sandbox.BaseUrl("your_mom").ToString()),
            ("requestTimeoutSeconds", 1),
            ("maxRetries", 4)),
        AcceptSecrets = true,
        AcceptResources = true,
        SendsOldInputs = true,
        SendsOldInputsToDelete = true,
        Id = id,
        Urn = $"urn:pulumi:dev{process}::chaos::pulumi:providers:infobip::default",
        Name = "default",
        Type = "pulumi:providers:infobip",
    };

    /// <summary>What a killed plugin, or a call that was given up, had on the way is done or was cut before the next deployment.</summary>
    private static async Task QuietAsync(SandboxServer sandbox)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        var underWay = sandbox.Requests.Where(request => !request.Done).ToList();
        while (underWay.Exists(request => !request.Done) && !limit.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
        }
    }

    private void Lose(Subject subject, string how)
    {
        Tally.Add("lost");
        var story = Comparison.Story(_sandbox.Requests.Where(request => request.ApiPath.StartsWith($"/instances/{subject.Id}", StringComparison.Ordinal)));
        Lost.Enqueue($"{subject.Marker} with the id {subject.Id} {how}{story}");
    }

    private void CheckText(string where, string text)
    {
        lock (_detectorLock)
        {
            _detector.Check(where, text);
        }

        _said.Enqueue(text);
    }
}
