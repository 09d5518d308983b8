// How many creates a second go through the plugin, against the same load straight against the service and through a relay that only carries bytes.
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using InfoBip.EngineSimulator;
using Pulumirpc;

namespace InfoBip.ProcessBenchmarks;

/// <summary>
/// The same driver makes 2,000 instances at concurrency 64, in turns without a plugin, through the relay and through the plugin, against a sandbox in a process of
/// its own whose requests take 20 ms unless another latency is given.
/// </summary>
internal static class Throughput
{
    private const int Creates = 2000;
    private const int AtOnce = 64;
    private const int WarmUp = 4;
    private const string Urn = "urn:pulumi:dev::bench::infobip:index:InfoBipInstance::sms";

    public static async Task<int> RunAsync(string pluginPath, string relayPath, string sandboxPath, int rounds, double latencyMilliseconds)
    {
        using var sandbox = Process.Start(new ProcessStartInfo("dotnet", [sandboxPath]) { RedirectStandardOutput = true })!;
        try
        {
            var url = new Uri((await sandbox.StandardOutput.ReadLineAsync())!.Split(": ")[1]);
            using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = AtOnce }) { BaseAddress = url };
            (await http.PostAsJsonAsync("sandbox/faults", new { kind = "Delay", durationSeconds = latencyMilliseconds / 1000, rate = 1, path = "/instances" })).EnsureSuccessStatusCode();
            await using var engine = await EngineHost.StartAsync();
            await using var plugin = await StartAsync(pluginPath, engine, url);
            await using var relay = await StartAsync(relayPath, engine, url);
            using var driver = Process.GetCurrentProcess();
            using var relayed = Process.GetProcessById(relay.ProcessId);
            using var through = Process.GetProcessById(plugin.ProcessId);
            Way[] ways =
            [
                new("straight against the sandbox", name => PostAsync(http, name), null, [driver, sandbox]),
                new("through a relay", name => CreateAsync(relay, name), relayed, [driver, sandbox, relayed]),
                new("through the plugin", name => CreateAsync(plugin, name), through, [driver, sandbox, through]),
            ];

            // Who begins changes from round to round, so that none always has the warmer machine; the first rounds compile and do not count.
            for (var round = 0; round < rounds + WarmUp; round++)
            {
                for (var turn = 0; turn < ways.Length; turn++)
                {
                    var way = ways[(round + turn) % ways.Length];
                    await way.RunAsync(round, counts: round >= WarmUp);
                }
            }

            Console.WriteLine($"| | {string.Join(" | ", ways.Select(way => way.Name))} |");
            Console.WriteLine("| --- | --- | --- | --- |");
            Row("creates a second, median", way => FormattableString.Invariant($"{Median(way.Rates):0} ({way.Rates.Min():0}–{way.Rates.Max():0})"));
            Row("share of the straight way", way => FormattableString.Invariant($"{100 * Median(way.Rates) / Median(ways[0].Rates):0.0} %"));
            Row("processor time of all processes for a create", way => FormattableString.Invariant($"{Median(way.AllSpent):0.00} ms"));
            Row("its own processor time for a create", way => way.Own is null ? "–" : FormattableString.Invariant($"{Median(way.OwnSpent):0.00} ms"));
            Row($"its memory after {(rounds + WarmUp) * Creates} creates", way => way.Own is null ? "–" : FormattableString.Invariant($"{Resident(way.Own):0} MiB"));
            return 0;

            void Row(string what, Func<Way, string> value) => Console.WriteLine($"| {what} | {string.Join(" | ", ways.Select(value))} |");
        }
        finally
        {
            sandbox.Kill();
        }
    }

    /// <summary>One way to make instances, and what was measured of it.</summary>
    private sealed record Way(string Name, Func<string, Task> Create, Process? Own, IReadOnlyList<Process> All)
    {
        public List<double> Rates { get; } = [];

        public List<double> AllSpent { get; } = [];

        public List<double> OwnSpent { get; } = [];

        public async Task RunAsync(int round, bool counts)
        {
            var (all, own) = (All.Sum(Spent), Own is null ? 0 : Spent(Own));
            var began = Stopwatch.GetTimestamp();
            await Parallel.ForEachAsync(
                Enumerable.Range(0, Creates),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
                async (number, _) => await Create(FormattableString.Invariant($"sms{round}-{number:x7}")));
            var rate = Creates / Stopwatch.GetElapsedTime(began).TotalSeconds;
            if (counts)
            {
                Rates.Add(rate);
                AllSpent.Add((All.Sum(Spent) - all) / Creates);
                OwnSpent.Add(((Own is null ? 0 : Spent(Own)) - own) / Creates);
            }
        }
    }

    private static async Task<PluginProcess> StartAsync(string path, EngineHost engine, Uri service)
    {
        var target = new Uri(service, "your_moms/api-v2");
        var options = new PluginProcessOptions(path) { Environment = new Dictionary<string, string?> { ["RELAY_TARGET"] = $"{target}/instances" } };
        var plugin = await PluginProcess.StartAsync(options, engine.Address);
        await plugin.Client.ConfigureAsync(new ConfigureRequest
        {
            Args = Wire.Map(("userSecret", "user"), ("organizationSecret", "organization"), ("baseUrl", target.ToString()), ("maxConcurrentRequests", AtOnce)),
            AcceptSecrets = true,
        });
        return plugin;
    }

    private static async Task PostAsync(HttpClient http, string name)
    {
        var body = "{\"your_mom\":{\"key\":\"infobip\"},\"configuration\":{\"messaging.sms.infobip.sender\":\"+17777777777\",\"messaging.sms.infobip.username\":\"acme\","
            + "\"messaging.sms.infobip.password\":\"secret\",\"messaging.sms.infobip.callback.url\":\"https://www.example.com/auth\"},\"name\":\"" + name + "\"}";
        using var request = new HttpRequestMessage(HttpMethod.Post, "your_moms/api-v2/instances")
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.TryAddWithoutValidation("Authorization", "User user, Organization organization");
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        using var json = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync());
        _ = json.RootElement.GetProperty("token").GetString() ?? throw new InvalidOperationException("The answer has no token.");
    }

    private static async Task CreateAsync(PluginProcess plugin, string name)
    {
        var created = await plugin.Client.CreateAsync(new CreateRequest
        {
            Urn = Urn,
            Name = "sms",
            Type = "infobip:index:InfoBipInstance",
            Properties = Wire.Map(
                ("sender", "+17777777777"),
                ("username", "acme"),
                ("password", Wire.Secret("secret")),
                ("callbackUrl", "https://www.example.com/auth"),
                ("name", name),
                ("__generatedName", name)),
        });
        _ = created.Properties.Fields["token"];
    }

    /// <summary>A process's processor time so far, in milliseconds.</summary>
    private static double Spent(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime.TotalMilliseconds;
    }

    private static double Resident(Process process)
    {
        process.Refresh();
        return process.WorkingSet64 / 1048576.0;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
