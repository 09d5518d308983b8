// An engine with the plugin as a process: it does with each answer what the real one does.
using System.Collections.Concurrent;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
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

    private readonly DirectoryInfo _journals;

    private PluginManager(EngineHost engine, PluginHost[] hosts, double giveUps, SandboxServer sandbox, DirectoryInfo journals) =>
        (_engine, _hosts, _giveUps, _sandbox, _journals) = (engine, hosts, giveUps, sandbox, journals);

    public string Who => "the plugin";

    /// <summary>What was lost, one by one.</summary>
    public ConcurrentQueue<string> Lost { get; } = new();

    public Tally Tally { get; } = new();

    public IReadOnlySet<long> ReportedDuplicates => _engine.Entries.SelectMany(entry => PluginNotes.Duplicates(entry.Message)).ToHashSet();

    public static async Task<PluginManager> StartAsync(string path, StormOptions options, SandboxServer sandbox)
    {
        var engine = await EngineHost.StartAsync();
        var settings = new ConfigureRequest
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
        };
        var journals = Directory.CreateTempSubdirectory("infobip-chaos-");
        var hosts = Enumerable.Range(0, options.Processes).Select(_ => new PluginHost(path, engine, settings, journals.FullName, () => QuietAsync(sandbox))).ToArray();
        await Task.WhenAll(hosts.Select(host => host.StartAsync()));
        return new PluginManager(engine, hosts, options.GiveUps, sandbox, journals);
    }

    public Task DoAsync(Subject subject, OperationKind operation, Draw draw) => operation switch
    {
        OperationKind.Create => CreateAsync(subject, draw),
        OperationKind.Update => UpdateAsync(subject, draw),
        OperationKind.Read => ReadAsync(subject, draw),
        _ => DeleteAsync(subject, draw),
    };

    public Task InterruptAsync(int process, bool kill)
    {
        Tally.Add(kill ? "plugins killed" : "plugins cancelled");
        return _hosts[process].InterruptAsync(kill);
    }

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
        if (there is not null && !subject.ChangeFailed
            && (there.Name != Text(subject.Outputs, "name")
                || there.Configuration["messaging.sms.infobip.sender"] != Text(subject.Outputs, "sender")
                || there.Disabled == subject.Outputs.Fields["enabled"].BoolValue))
        {
            Lose(subject, $"is not as recorded: {there.Name}, {there.Configuration["messaging.sms.infobip.sender"]}, disabled: {there.Disabled}; recorded: {Text(subject.Outputs, "name")}, {Text(subject.Outputs, "sender")}");
        }
    }

    public async Task<(IReadOnlyList<string> Leaks, double PeakMebibytes)> EndAsync(IReadOnlyCollection<string> tokens)
    {
        await Task.WhenAll(_hosts.Select(host => host.EndAsync()));
        foreach (var text in _hosts.SelectMany(host => host.Printed).Concat(_engine.Entries.Select(entry => entry.Message)))
        {
            CheckText("the log", text);
        }

        Tally.Add("retries", _engine.Entries.Count(entry => entry.Ephemeral && PluginNotes.IsRetry(entry.Message)));
        Tally.Add("adopted", _engine.Entries.Count(entry => PluginNotes.IsAdoptionAfterLostAnswer(entry.Message)));
        Tally.Add("adopted from killed plugins", _engine.Entries.Count(entry => PluginNotes.IsAdoptionAfterKill(entry.Message)));
        Tally.Add("duplicates removed", _engine.Entries.Count(entry => PluginNotes.IsRemovalOfDuplicate(entry.Message)));
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
        _journals.Delete(recursive: true);
    }

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

    private async Task CreateAsync(Subject subject, Draw draw)
    {
        subject.Begin();
        var program = Wire.Map(
            ("sender", $"+{subject.Name}"),
            ("username", subject.Marker),
            ("password", Wire.Secret(draw.Change > 0.95 ? "wrong" : SecretCanary.Password)),
            ("callbackUrl", "https://www.example.com/auth"),
            ("enabled", draw.Switch > 0.1));
        if (draw.Named < 0.3)
        {
            program.Fields["name"] = Value.ForString(StormNames.Shared(subject.Process, draw.Name));
        }

        if (await CheckAsync(subject, new Struct(), program, draw) is not { } inputs)
        {
            return;
        }

        // A hook of the user's lets the engine try again with the same inputs, which half of the failures get.
        var generation = _hosts[subject.Process].Generation;
        if (!await TryCreateAsync(subject, inputs, draw, generation) && draw.Switch < 0.5)
        {
            Tally.Add("creates tried again by a hook");
            await TryCreateAsync(subject, inputs, draw, generation);
        }
    }

    /// <summary>False where a hook may try again.</summary>
    private async Task<bool> TryCreateAsync(Subject subject, Struct inputs, Draw draw, int generation)
    {
        var kills = _hosts[subject.Process].Kills;
        using var limit = new CallLimit(draw.GiveUp < _giveUps ? draw.GiveUpAfter : null);
        var request = new CreateRequest { Urn = subject.Urn, Name = subject.Name, Type = Type, Properties = inputs.Clone() };
        var (answer, failure) = await CallAsync(subject, limit, client => client.CreateAsync(request, cancellationToken: limit.Token), generation);
        if (answer is not null)
        {
            subject.Leftovers.RemoveAll(left => left.Marker == subject.Marker && left.Cause == LeftoverCause.Doubt);
            Hold(subject, answer.Id, inputs, answer.Properties);
            return true;
        }

        if (Detail(failure!) is { } partial)
        {
            Tally.Add("partially created, kept");
            subject.Leftovers.RemoveAll(left => left.Marker == subject.Marker && left.Cause == LeftoverCause.Doubt);
            Hold(subject, partial.Id, inputs, partial.Properties);
            subject.ChangeFailed = true;
            return false;
        }

        var name = Text(inputs, "name")!;
        if (limit.IsOver)
        {
            Tally.Add("creates given up by the engine");
            subject.Leftovers.Add(new Leftover(subject.Marker, name, LeftoverCause.GivenUp, ""));
            return true;
        }

        if (_hosts[subject.Process].Kills != kills && failure!.StatusCode is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Cancelled or StatusCode.Unknown)
        {
            Tally.Add("creates whose plugin was killed");
            subject.Leftovers.Add(new Leftover(subject.Marker, name, LeftoverCause.Killed, failure.Status.Detail));
            return true;
        }

        if (failure!.StatusCode is StatusCode.Unknown or StatusCode.Internal or StatusCode.DataLoss)
        {
            Tally.Add("creates in doubt, reported");
            subject.Leftovers.Add(new Leftover(subject.Marker, name, LeftoverCause.Doubt, failure.Status.Detail));
            return false;
        }

        Tally.Add("failed cleanly");
        return true;
    }

    private async Task UpdateAsync(Subject subject, Draw draw)
    {
        var program = Wire.Map(
            ("sender", $"+{subject.Name}{draw.Name}"),
            ("username", Text(subject.Inputs, "username")),
            ("password", Wire.Secret(SecretCanary.Password)),
            ("callbackUrl", "https://www.example.com/auth"),
            ("enabled", draw.Switch > 0.2),
            ("tags", new[] { $"tag{draw.Name}" }));
        if (!subject.Inputs.Fields.ContainsKey("__generatedName"))
        {
            program.Fields["name"] = Value.ForString(Text(subject.Inputs, "name"));
        }

        if (await CheckAsync(subject, subject.Inputs, program, draw) is not { } inputs)
        {
            return;
        }

        using var limit = new CallLimit(draw.GiveUp < _giveUps ? draw.GiveUpAfter : null);
        var request = new UpdateRequest
        {
            Id = subject.Id,
            Urn = subject.Urn,
            Name = subject.Name,
            Type = Type,
            Olds = subject.Outputs.Clone(),
            OldInputs = subject.Inputs.Clone(),
            News = inputs.Clone(),
        };
        var (answer, failure) = await CallAsync(subject, limit, client => client.UpdateAsync(request, cancellationToken: limit.Token));
        // Only a refresh shows what came of a change that failed: one that takes it back is no change to the engine.
        subject.ChangeFailed |= answer is null;
        if (answer is not null)
        {
            (subject.Inputs, subject.Outputs) = (inputs, answer.Properties);
            subject.Token = Token(answer.Properties);
        }
        else if (Detail(failure!) is { } partial)
        {
            Tally.Add("partially created, kept");
            subject.Outputs = partial.Properties;
            subject.Token = Token(partial.Properties);
        }
        else
        {
            Tally.Add("failed cleanly");
        }
    }

    private async Task ReadAsync(Subject subject, Draw draw)
    {
        using var limit = new CallLimit(draw.GiveUp < _giveUps ? draw.GiveUpAfter : null);
        var (answer, failure) = await CallAsync(subject, limit, client => client.ReadAsync(ReadOf(subject), cancellationToken: limit.Token));
        if (answer is { Id.Length: 0 })
        {
            if (!subject.DeleteFailed)
            {
                Lose(subject, "is gone");
            }

            subject.Drop();
        }
        else if (answer is not null)
        {
            (subject.Inputs, subject.Outputs, subject.ChangeFailed) = (answer.Inputs, answer.Properties, false);
            subject.Token = Token(answer.Properties);
        }
        else if (Detail(failure!) is { } partial)
        {
            subject.Outputs = partial.Properties;
            subject.Token = Token(partial.Properties);
        }
        else
        {
            Tally.Add("failed cleanly");
        }
    }

    private async Task DeleteAsync(Subject subject, Draw draw)
    {
        using var limit = new CallLimit(draw.GiveUp < _giveUps ? draw.GiveUpAfter : null);
        var request = new DeleteRequest { Id = subject.Id, Urn = subject.Urn, Name = subject.Name, Type = Type, Properties = subject.Outputs.Clone() };
        var (answer, _) = await CallAsync(subject, limit, client => client.DeleteAsync(request, cancellationToken: limit.Token));
        if (answer is not null)
        {
            subject.Drop();
            return;
        }

        subject.DeleteFailed = true;
        Tally.Add("failed cleanly");
    }

    private async Task<Struct?> CheckAsync(Subject subject, Struct olds, Struct news, Draw draw)
    {
        var request = new CheckRequest
        {
            Urn = subject.Urn,
            Name = subject.Name,
            Type = Type,
            Olds = olds.Clone(),
            News = news,
            RandomSeed = ByteString.CopyFrom(draw.Seed),
        };
        var (answer, _) = await CallAsync(subject, null, client => client.CheckAsync(request));
        if (answer is { Failures.Count: > 0 })
        {
            throw new InvalidOperationException($"The storm's own inputs are refused: {answer.Failures[0].Reason}");
        }

        if (answer is null)
        {
            Tally.Add("failed cleanly");
        }

        return answer?.Inputs;
    }

    private async Task<(T? Answer, RpcException? Failure)> CallAsync<T>(
        Subject subject, CallLimit? limit, Func<ResourceProvider.ResourceProviderClient, AsyncUnaryCall<T>> call, int? generation = null)
        where T : class, IMessage<T>
    {
        try
        {
            var answer = await _hosts[subject.Process].CallAsync(
                async client =>
                {
                    limit?.Begin();
                    return await call(client);
                },
                generation);
            lock (_detectorLock)
            {
                _detector.Check("an answer", answer);
            }

            return (answer, null);
        }
        catch (RpcException failure)
        {
            lock (_detectorLock)
            {
                _detector.Check("a failure", failure);
            }

            _said.Enqueue(failure.Status.Detail);
            if (limit is { IsOver: true })
            {
                // The resource is not changed again before the request that was given up has ended.
                await QuietAsync(_sandbox);
            }

            return (null, failure);
        }
    }

    private void Lose(Subject subject, string how)
    {
        Tally.Add("lost");
        var story = _sandbox.Requests
            .Where(request => request.ApiPath.StartsWith($"/instances/{subject.Id}", StringComparison.Ordinal) && request.Method != "GET")
            .Select(request => $"{Environment.NewLine}    {request.Time:mm:ss.fff} {request.Method} {request.ApiPath}: {request.Fault?.ToString() ?? "no fault"}, {request.Status?.ToString(CultureInfo.InvariantCulture) ?? "cut"}");
        Lost.Enqueue($"{subject.Marker} with the id {subject.Id} {how}{string.Concat(story)}");
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
