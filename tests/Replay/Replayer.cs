// Plays recordings against the plugin.
using System.Text.Json.Nodes;
using InfoBip.EngineSimulator;

namespace InfoBip.Replay.Tests;

/// <summary>A recorded call and what the plugin under test answered to it, in the recording's texts.</summary>
internal sealed record ReplayedCall(Recording Recording, RecordedCall Call, JsonObject Live);

/// <summary>Sends the calls of one recording, each to the process that it belongs to, one after another unless the recording needs an overlap.</summary>
internal sealed class Replayer : IAsyncDisposable
{
    // The time between the two Ctrl-C of 98e.
    private static readonly TimeSpan s_secondInterrupt = TimeSpan.FromSeconds(0.3);

    private readonly World _world;
    private readonly Recording _recording;
    private readonly Conditions _conditions;
    private readonly int[] _assignment;
    private readonly string?[] _services;
    private readonly Dictionary<int, PluginUnderTest> _processes = [];
    private readonly List<ReplayedCall> _replayed = [];
    private EngineHost? _engine;

    private Replayer(World world, Recording recording)
    {
        _world = world;
        _recording = recording;
        _conditions = Conditions.Of(recording);
        _assignment = ProcessAssignment.Assign(recording.Calls, _conditions.Providers);
        _services = [.. _assignment.Select(ServiceOf)];
    }

    /// <summary>Replays recordings that belong together, in their order.</summary>
    public static async Task<IReadOnlyList<ReplayedCall>> RunAsync(IReadOnlyList<Recording> chain, CancellationToken cancellationToken)
    {
        var addresses = chain.SelectMany(recording => recording.ServiceAddresses.Concat(Conditions.Of(recording).Environment.Values.Where(value => value.StartsWith("http", StringComparison.Ordinal)).Select(Authority)));
        await using var world = await World.StartAsync(addresses.Distinct(), cancellationToken);
        var replayed = new List<ReplayedCall>();
        foreach (var recording in chain)
        {
            await using var replayer = new Replayer(world, recording);
            replayed.AddRange(await replayer.RunAsync(cancellationToken));
        }

        return replayed;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes.Values.Where(process => process != _world.Attached))
        {
            await process.DisposeAsync();
        }

        if (_engine is not null)
        {
            await _engine.DisposeAsync();
        }
    }

    private static string Authority(string url) => new Uri(url).Authority;

    private string? ServiceOf(int process)
    {
        var configure = _recording.Calls.Where((call, index) => call.Method == "Configure" && _assignment[index] == process).FirstOrDefault();
        var url = configure is null ? null : (string?)ImpliedInstance.Plain(configure.Request["args"]?["baseUrl"]) ?? _conditions.Environment.GetValueOrDefault("INFOBIP_BASE_URL");
        return url is null ? null : Authority(url);
    }

    private async Task<IReadOnlyList<ReplayedCall>> RunAsync(CancellationToken cancellationToken)
    {
        _engine = await EngineHost.StartAsync(cancellationToken: cancellationToken);
        await _world.PrepareAsync(ImpliedInstance.Of(_recording.Calls, _services), _conditions, cancellationToken);
        (RecordedCall Call, Task<JsonObject> Answer)? running = null;
        foreach (var (index, call) in _recording.Calls.Index().Where(call => call.Item.End != CallEnd.Unreachable))
        {
            var process = await ProcessAsync(index, call, cancellationToken);
            var answer = SendAsync(process, index, call, cancellationToken);
            if (IsInterrupted(index))
            {
                running = (call, answer);
                await _world.UntilCreatedAsync(_services[index]!, cancellationToken);
                if (call.End == CallEnd.EngineKilled)
                {
                    await _engine.DisposeAsync();
                    await process.AbandonAsync();
                }
                else if (call.End == CallEnd.PluginKilled)
                {
                    process.Kill();
                }
            }
            else
            {
                Keep(call, await answer);
                if (running is { Call.End: CallEnd.Answered } interrupted)
                {
                    Keep(interrupted.Call, await interrupted.Answer);
                    running = null;
                }
                else if (running is { Call.End: CallEnd.ConnectionClosed } && !IsLastOf(index))
                {
                    await Task.Delay(s_secondInterrupt, cancellationToken);
                }
            }

            if (call.End is CallEnd.Answered && IsLastOf(index) && process != _world.Attached)
            {
                await process.InterruptAsync();
            }
        }

        if (running is { } lost)
        {
            // Not to be compared; but no call may outlive its recording.
            await lost.Answer;
        }

        return _replayed;
    }

    private async Task<PluginUnderTest> ProcessAsync(int index, RecordedCall call, CancellationToken cancellationToken)
    {
        var number = _assignment[index];
        if (!_processes.TryGetValue(number, out var process))
        {
            var attach = call.Request["rootDirectory"] is null;
            process = attach && _world.Attached is { } attached ? attached : await PluginUnderTest.StartAsync(attach ? null : _engine!.Address, _world.Environment(_conditions), cancellationToken);
            _world.Attached = attach ? process : _world.Attached;
            _processes.Add(number, process);
        }

        return process;
    }

    private async Task<JsonObject> SendAsync(PluginUnderTest process, int index, RecordedCall call, CancellationToken cancellationToken)
    {
        if (call is { Method: "Create", IsPreview: false } && _services[index] is { } service)
        {
            var id = (string?)call.Answer?["id"];
            var date = (string?)call.Answer?["properties"]?["createdDate"];
            if (id is not null && date is not null)
            {
                _world.ExpectCreate(service, long.Parse(id), DateTimeOffset.Parse(date));
            }
            else if (_conditions.Created is { } created)
            {
                _world.ExpectCreate(service, created.Id, created.CreatedDate!.Value);
            }
        }

        var request = _world.ToLive(call.Request);
        if (call.Method is "Handshake" or "Attach")
        {
            request[call.Method == "Attach" ? "address" : "engineAddress"] = _engine!.Address;
        }

        if (call.Method == "Invoke" && _conditions.RenamedFunctions.GetValueOrDefault((string)request["tok"]!) is { } renamed)
        {
            request["tok"] = renamed;
        }

        if (_conditions.SlowerBy > 1 && (double?)request["timeout"] is { } deadline)
        {
            request["timeout"] = deadline * _conditions.SlowerBy;
            _world.Map($"deadline of {deadline} s", $"deadline of {deadline * _conditions.SlowerBy} s");
        }

        return await process.SendAsync(call.Method, request, cancellationToken);
    }

    private void Keep(RecordedCall call, JsonObject live)
    {
        // Without a seed the plugin draws the generated name at random: from here on the live run has its own.
        if (call.Method == "Check" && call.Request["randomSeed"] is null
            && call.Answer?["inputs"]?["__generatedName"] is { } recorded && live["inputs"]?["__generatedName"] is { } drawn)
        {
            _world.Map((string)recorded!, (string)drawn!);
        }

        _replayed.Add(new ReplayedCall(_recording, call, _world.ToRecorded(live)));
    }

    /// <summary>Whether a call ran while its process got the first of two Cancels, or did not end with an answer.</summary>
    private bool IsInterrupted(int index) =>
        _recording.Calls[index].End != CallEnd.Answered
        || OfProcess(index).SkipWhile(later => later <= index).Select(later => _recording.Calls[later].Method).ToList() is ["Cancel", "Cancel"];

    private bool IsLastOf(int index) => OfProcess(index).Last() == index;

    private IEnumerable<int> OfProcess(int index) => _assignment.Index().Where(one => one.Item == _assignment[index]).Select(one => one.Index);
}
