// Runs a storm: the operations, the faults, the interruptions, and the comparison at its end.
using System.Diagnostics;
using InfoBip.Sandbox;

namespace InfoBip.Chaos;

/// <summary>One storm over one sandbox.</summary>
internal sealed class Storm(StormOptions options, SandboxServer sandbox, IManager manager)
{
    private readonly Subject[] _subjects = [.. Enumerable.Range(0, options.Resources).Select(index => new Subject(options.Seed, index, index % options.Processes))];
    private readonly List<SandboxInstance> _before = [];
    private int _done;

    /// <summary>The plugin's storm.</summary>
    public static async Task<Outcome> OfPluginAsync(StormOptions options, string plugin)
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions
        {
            Seed = options.Seed,
            UserSecret = SecretCanary.User,
            OrganizationSecret = SecretCanary.Organization,
            RequestLogSize = 1_000_000,
        });
        await using var manager = await PluginManager.StartAsync(plugin, options, sandbox);
        return await new Storm(options, sandbox, manager).RunAsync();
    }

    /// <summary>The same storm for a plain client, but for the weather: the faults alone show what it does, and take it less time.</summary>
    public static async Task<Outcome> OfPlainClientAsync(StormOptions options)
    {
        options = options with { Weathers = 0 };
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Seed = options.Seed, RequestLogSize = 1_000_000 });
        await using var manager = new NaiveManager(sandbox, options);
        return await new Storm(options, sandbox, manager).RunAsync();
    }

    private async Task<Outcome> RunAsync()
    {
        var began = Stopwatch.GetTimestamp();
        for (var process = 0; process < options.Processes; process++)
        {
            for (var name = 0; name < StormNames.Count; name += 2)
            {
                _before.Add(sandbox.Add(StormNames.Shared(process, name)));
            }
        }

        foreach (var fault in FaultMix.All)
        {
            sandbox.Faults.Inject(fault);
        }

        // Interruptions come at fixed points of the plan, evenly spread.
        var interruptions = Interruptions();
        var weather = new Random(options.Seed);
        var weathers = Enumerable.Range(0, options.Weathers).ToDictionary(part => (part * options.Operations / options.Weathers) + 1, _ => Weather.Of(weather));
        foreach (var (chunk, parallel) in Chunks())
        {
            await Parallel.ForEachAsync(chunk, new ParallelOptions { MaxDegreeOfParallelism = parallel }, async (subject, _) =>
            {
                for (var step = 0; step < options.PerResource; step++)
                {
                    var draw = subject.Next();
                    var operation = subject.Choose(draw);
                    manager.Tally.Add($"{operation}");
                    var done = Interlocked.Increment(ref _done);
                    if (weathers.TryGetValue(done, out var settings))
                    {
                        sandbox.Behave(settings);
                    }

                    if (interruptions.TryGetValue(done, out var interruption))
                    {
                        var meanwhile = manager.DoAsync(subject, operation, draw);
                        await manager.InterruptAsync(interruption.Process, interruption.How, interruption.Gap);
                        await meanwhile;
                    }
                    else
                    {
                        await manager.DoAsync(subject, operation, draw);
                    }
                }
            });
        }

        var (faults, requests) = (sandbox.Faults.HitsByKind, sandbox.Requests);
        sandbox.Faults.Clear();
        sandbox.Options = sandbox.Options with { Behaviours = SandboxBehaviours.Default };
        await AllActedAsync();
        await manager.FollowAsync();
        foreach (var subject in _subjects.Where(subject => subject.Id is not null))
        {
            await manager.SettleAsync(subject, sandbox.Instances.FirstOrDefault(instance => Comparison.Id(instance) == subject.Id));
        }

        // The first deployment that follows names what was begun, the third also what was answered (docs/pending-creates.md).
        await manager.FollowAsync();
        await manager.FollowAsync();

        var (leaks, peak) = await manager.EndAsync([.. sandbox.Instances.Select(instance => instance.Token), .. _subjects.Select(subject => subject.Token).OfType<string>()]);
        return new Comparison(_subjects, _before, sandbox.Instances, requests).Outcome(manager, leaks) with
        {
            Faults = [.. faults.OrderBy(fault => fault.Key).Select(fault => ($"{fault.Key}", fault.Value))],
            Requests = requests.Count,
            LookUps = requests.Count(request => request is { Method: "GET", ApiPath: "/instances" }),
            Time = Stopwatch.GetElapsedTime(began),
            PeakMebibytes = peak,
        };
    }

    /// <summary>What acts late has acted, whatever its client heard.</summary>
    private async Task AllActedAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        while (sandbox.Requests.Any(request => request is { ActsAt: not null, Acted: false }) && !limit.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
        }
    }

    private Dictionary<int, (int Process, Interruption How, TimeSpan Gap)> Interruptions()
    {
        var random = new Random(options.Seed);
        Interruption[] all = [.. options.Interruptions.SelectMany(one => Enumerable.Repeat(one.Key, one.Value))];
        random.Shuffle(all);
        return Enumerable.Range(0, all.Length).ToDictionary(
            index => (index + 1) * options.Operations / (all.Length + 1),
            index => (random.Next(options.Processes), all[index], TimeSpan.FromMilliseconds(random.Next(400))));
    }

    private IEnumerable<(Subject[] Chunk, int Parallel)> Chunks()
    {
        // The slowest part is kept short.
        var shares = options.Parallel.Select(parallel => Math.Sqrt(parallel)).ToArray();
        var from = 0;
        for (var part = 0; part < shares.Length; part++)
        {
            var to = part == shares.Length - 1 ? _subjects.Length : from + (int)(_subjects.Length * shares[part] / shares.Sum());
            yield return (_subjects[from..to], options.Parallel[part]);
            from = to;
        }
    }
}
