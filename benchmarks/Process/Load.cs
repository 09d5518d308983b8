// What the measurements share: a sandbox and a plugin as processes, a create through the plugin, and a round of many creates at once.
using System.Diagnostics;
using System.Net.Http.Json;
using Google.Protobuf.WellKnownTypes;
using InfoBip.EngineSimulator;
using Pulumirpc;

namespace InfoBip.ProcessBenchmarks;

/// <summary>A sandbox in a process of its own.</summary>
internal sealed class SandboxProcess : IDisposable
{
    private SandboxProcess(Process process, Uri url)
    {
        Process = process;
        Http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Way.AtOnce }) { BaseAddress = url };
    }

    public Process Process { get; }

    public HttpClient Http { get; }

    public static async Task<SandboxProcess> StartAsync(string path, double latencyMilliseconds)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [path]) { RedirectStandardOutput = true })!;
        var sandbox = new SandboxProcess(process, new Uri((await process.StandardOutput.ReadLineAsync())!.Split(": ")[1]));
        if (latencyMilliseconds > 0)
        {
            var delay = new { kind = "Delay", durationSeconds = latencyMilliseconds / 1000, rate = 1, path = "/instances" };
            (await sandbox.Http.PostAsJsonAsync("sandbox/faults", delay)).EnsureSuccessStatusCode();
        }

        return sandbox;
    }

    public void Dispose()
    {
        Process.Kill();
        Process.Dispose();
        Http.Dispose();
    }
}

/// <summary>One way to make instances, and what was measured of it.</summary>
internal sealed record Way(string Name, Func<string, Task> Create, Process? Own, IReadOnlyList<Process> All)
{
    public const int AtOnce = 64;

    public List<double> Rates { get; } = [];

    public List<double> AllSpent { get; } = [];

    public List<double> OwnSpent { get; } = [];

    public string Rate => FormattableString.Invariant($"{Median(Rates):0} ({Rates.Min():0}–{Rates.Max():0})");

    public async Task RunAsync(int round, int creates, bool counts)
    {
        var (all, own) = (All.Sum(Spent), Own is null ? 0 : Spent(Own));
        var began = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, creates),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (number, _) => await Create(FormattableString.Invariant($"sms{round}-{number:x7}")));
        var rate = creates / Stopwatch.GetElapsedTime(began).TotalSeconds;
        if (counts)
        {
            Rates.Add(rate);
            AllSpent.Add((All.Sum(Spent) - all) / creates);
            OwnSpent.Add(((Own is null ? 0 : Spent(Own)) - own) / creates);
        }
    }

    public static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <summary>A process's processor time so far, in milliseconds.</summary>
    private static double Spent(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime.TotalMilliseconds;
    }
}

/// <summary>A plugin as a process, and a create through it.</summary>
internal static class Plugin
{
    private const string Type = "infobip:index:InfoBipInstance";

    private static readonly string s_journals = Directory.CreateTempSubdirectory("infobip-benchmark-").FullName;

    public static async Task<PluginProcess> StartAsync(string path, EngineHost engine, Uri service)
    {
        var target = new Uri(service, "your_moms/api-v2");

        // What earlier runs left is read by every first create: each run has a folder of its own.
        var journal = Path.Combine(s_journals, Guid.NewGuid().ToString());
        var options = new PluginProcessOptions(path) { Environment = new Dictionary<string, string?> { ["RELAY_TARGET"] = $"{target}/instances", ["INFOBIP_JOURNAL"] = journal } };
        var plugin = await PluginProcess.StartAsync(options, engine.Address);
        var settings = Wire.Map(("userSecret", "user"), ("organizationSecret", "organization"), ("baseUrl", target.ToString()), ("maxConcurrentRequests", Way.AtOnce));
        await plugin.Client.CheckConfigAsync(new CheckRequest { News = settings });
        await plugin.Client.ConfigureAsync(new ConfigureRequest
        {
            Args = settings,
            AcceptSecrets = true,

            // As engines since 3.154 send it.
            Id = Guid.NewGuid().ToString(),
        });
        return plugin;
    }

    /// <summary>Makes one instance; returns its id.</summary>
    public static async Task<string> CreateAsync(PluginProcess plugin, string name, bool isGenerated = true)
    {
        var created = await plugin.Client.CreateAsync(new CreateRequest { Urn = Urn(name), Name = name, Type = Type, Properties = Inputs(name, isGenerated) });
        _ = created.Properties.Fields["token"];
        return created.Id;
    }

    /// <summary>What the engine asks before it creates.</summary>
    public static async Task CheckAsync(PluginProcess plugin, string name) =>
        await plugin.Client.CheckAsync(new CheckRequest { Urn = Urn(name), Name = name, Type = Type, News = Inputs(name, isGenerated: true) });

    // What stands in the URN is no random part of a name.
    private static string Urn(string name) => $"urn:pulumi:dev::bench::{Type}::{name.Insert(name.Length - 3, "_")}";

    private static Struct Inputs(string name, bool isGenerated)
    {
        var inputs = Wire.Map(
            ("sender", "+17777777777"),
            ("username", "acme"),
            ("password", Wire.Secret("secret")),
            ("callbackUrl", "https://www.example.com/auth"),
            ("name", name));
        if (isGenerated)
        {
            inputs.Fields["__generatedName"] = Wire.Of(name);
        }

        return inputs;
    }
}
