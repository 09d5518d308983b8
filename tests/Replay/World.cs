// What a chain of recordings plays in: the services by their recorded addresses, and what the live run has in place of recorded texts.
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using InfoBip.Sandbox;

namespace InfoBip.Replay.Tests;

/// <summary>
/// Services that hold the instances of the recordings under their recorded ids. Ids, tokens and dates need no mapping: tokens follow from the
/// sandbox's seed, which was the same, ids are counted up to the recorded one, and the clock stands at the recorded date.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    private readonly Dictionary<string, Service> _services = [];
    private readonly List<(string Recorded, string Live)> _texts = [];

    private World()
    {
    }

    /// <summary>Where the plugins of this chain keep their journals.</summary>
    public string Journal { get; } = Path.Combine(Directory.CreateTempSubdirectory("infobip-replay-").FullName, "journal");

    /// <summary>A plugin that engines attach to, once one was started.</summary>
    public PluginUnderTest? Attached { get; set; }

    /// <summary>Starts a service for each address.</summary>
    public static async Task<World> StartAsync(IEnumerable<string> addresses, CancellationToken cancellationToken)
    {
        var world = new World();
        foreach (var address in addresses)
        {
            var clock = new RecordedClock();
            var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Time = clock }, cancellationToken);
            world._services.Add(address, new Service(sandbox, clock));
            world.Map(address, sandbox.Url.Authority);
        }

        return world;
    }

    /// <summary>From now on the live run has one text where the recording has another.</summary>
    public void Map(string recorded, string live) => _texts.Add((recorded, live));

    /// <summary>A recorded text as the live run needs it.</summary>
    public string ToLive(string text) => _texts.Aggregate(text, static (all, pair) => all.Replace(pair.Recorded, pair.Live, StringComparison.Ordinal));

    /// <summary>A recorded message as the live run needs it.</summary>
    public JsonObject ToLive(JsonObject message) => JsonNode.Parse(ToLive(message.ToJsonString()))!.AsObject();

    /// <summary>A live message as the recording would have it.</summary>
    public JsonObject ToRecorded(JsonObject message) =>
        JsonNode.Parse(_texts.Aggregate(message.ToJsonString(), static (all, pair) => all.Replace(pair.Live, pair.Recorded, StringComparison.Ordinal)))!.AsObject();

    /// <summary>Prepares the services for one recording.</summary>
    /// <param name="implied">The instances that its calls imply.</param>
    /// <param name="conditions">What the calls do not show.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task PrepareAsync(IEnumerable<ImpliedInstance> implied, Conditions conditions, CancellationToken cancellationToken)
    {
        var hidden = conditions.Instances.Where(extra => extra.Name is not null)
            .Select(extra => new ImpliedInstance(_services.Keys.First(), extra.Id, extra.Name!, DateTimeOffset.UnixEpoch) { Connector = extra.Connector ?? "infobip" });
        foreach (var instance in implied.UnionBy(hidden, instance => (instance.Service, instance.Id)).OrderBy(instance => instance.Id))
        {
            _services[instance.Service].Add(instance with { Valid = conditions.Instances.FirstOrDefault(extra => extra.Id == instance.Id)?.Valid ?? instance.Valid });
        }

        foreach (var service in _services.Values)
        {
            service.Sandbox.Options = service.Sandbox.Options with { UserSecret = conditions.UserSecret };
            service.Sandbox.Faults.Clear();
        }

        using var http = new HttpClient { BaseAddress = _services.Values.FirstOrDefault()?.Sandbox.Url };
        foreach (var fault in conditions.Faults)
        {
            using var injected = await http.PostAsJsonAsync("/sandbox/faults", fault, cancellationToken);
            injected.EnsureSuccessStatusCode();
        }
    }

    /// <summary>The variables of a plugin's process; those that would leak in from outside are removed.</summary>
    public IReadOnlyDictionary<string, string?> Environment(Conditions conditions)
    {
        var environment = new Dictionary<string, string?>
        {
            ["INFOBIP_USER_SECRET"] = null,
            ["INFOBIP_ORGANIZATION_SECRET"] = null,
            ["INFOBIP_API_DIALECT"] = null,
            ["INFOBIP_BASE_URL"] = null,
            ["INFOBIP_JOURNAL"] = Journal,
        };
        foreach (var (name, value) in conditions.Environment)
        {
            environment[name] = ToLive(value);
        }

        return environment;
    }

    /// <summary>The requests of a service that change something, as methods and paths.</summary>
    public IEnumerable<string> Changes(string service) =>
        _services[service].Sandbox.Requests.Where(request => request.Method != "GET").Select(request => $"{request.Method} {request.ApiPath}");

    /// <summary>The next instance that a service makes has this id and date, unless it holds that id already.</summary>
    public void ExpectCreate(string service, long id, DateTimeOffset createdDate) => _services[service].Expect(id, createdDate);

    /// <summary>Waits until a service has made an instance and holds the answer back.</summary>
    public Task UntilCreatedAsync(string service, CancellationToken cancellationToken) =>
        _services[service].Sandbox.WaitForRequestAsync(request => request is { Method: "POST", Fault: not null }, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Attached is not null)
        {
            await Attached.DisposeAsync();
        }

        foreach (var service in _services.Values)
        {
            await service.Sandbox.DisposeAsync();
        }

        Directory.Delete(Path.GetDirectoryName(Journal)!, recursive: true);
    }

    private sealed class Service(SandboxServer sandbox, RecordedClock clock)
    {
        private long _last = 11;

        public SandboxServer Sandbox => sandbox;

        public void Add(ImpliedInstance implied)
        {
            if (sandbox.Instances.Any(instance => instance.Id == implied.Id))
            {
                return;
            }

            Expect(implied.Id, implied.CreatedDate);
            var added = sandbox.Add(implied.Name, implied.Connector, implied.Configuration, implied.Tags);
            sandbox.Edit(added.Id, instance => (instance.Valid, instance.Disabled) = (implied.Valid, implied.Disabled));
            _last = added.Id;
        }

        public void Expect(long id, DateTimeOffset createdDate)
        {
            clock.Now = createdDate;
            _last = Math.Max(_last, sandbox.Instances.Select(instance => instance.Id).DefaultIfEmpty(0).Max());
            while (_last < id - 1)
            {
                _last = sandbox.Add(id.ToString(CultureInfo.InvariantCulture)).Id;
                sandbox.Remove(_last);
            }
        }
    }

    /// <summary>Stands at a recorded time; timers run in real time.</summary>
    private sealed class RecordedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
