// How many creates a second go through the plugin, against the same load straight against the service.
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using InfoBip.Rehearsal;
using Pulumirpc;

namespace InfoBip.ProcessBenchmarks;

/// <summary>
/// The same driver makes 2,000 instances at concurrency 64, in turns through the plugin and without it, against a sandbox in a process of its own
/// whose requests take 20 ms unless another latency is given.
/// </summary>
internal static class Throughput
{
    private const int Creates = 2000;
    private const int AtOnce = 64;
    private const int WarmUp = 4;
    private const string Urn = "urn:pulumi:dev::bench::infobip:index:InfoBipInstance::sms";

    public static async Task<int> RunAsync(string pluginPath, string sandboxPath, int rounds, double latencyMilliseconds)
    {
        using var sandbox = Process.Start(new ProcessStartInfo("dotnet", [sandboxPath]) { RedirectStandardOutput = true })!;
        try
        {
            var url = new Uri((await sandbox.StandardOutput.ReadLineAsync())!.Split(": ")[1]);
            using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = AtOnce }) { BaseAddress = url };
            (await http.PostAsJsonAsync("sandbox/faults", new { kind = "Delay", durationSeconds = latencyMilliseconds / 1000, rate = 1, path = "/instances" })).EnsureSuccessStatusCode();
            await using var engine = await EngineHost.StartAsync();
            await using var plugin = await PluginProcess.StartAsync(new PluginProcessOptions(pluginPath), engine.Address);
            await plugin.Client.ConfigureAsync(new ConfigureRequest
            {
                Args = Wire.Map(("userSecret", "user"), ("organizationSecret", "organization"), ("baseUrl", new Uri(url, "your_moms/api-v2").ToString()), ("maxConcurrentRequests", AtOnce)),
                AcceptSecrets = true,
            });

            var direct = new List<double>();
            var through = new List<double>();
            var processor = new List<double>();
            var directProcessor = new List<double>();
            var throughProcessor = new List<double>();
            using var driver = Process.GetCurrentProcess();
            using var process = Process.GetProcessById(plugin.ProcessId);
            for (var round = 0; round < rounds + WarmUp; round++)
            {
                // Who begins changes from round to round, so that neither always has the warmer machine; the first rounds compile and do not count.
                if (round % 2 == 0)
                {
                    await DirectAsync();
                    await ThroughAsync();
                }
                else
                {
                    await ThroughAsync();
                    await DirectAsync();
                }

                async Task DirectAsync()
                {
                    var before = Spent(driver) + Spent(sandbox);
                    Add(direct, await RateAsync(round, name => PostAsync(http, name)));
                    Add(directProcessor, (Spent(driver) + Spent(sandbox) - before) / Creates);
                }

                async Task ThroughAsync()
                {
                    var (before, all) = (Spent(process), Spent(process) + Spent(driver) + Spent(sandbox));
                    Add(through, await RateAsync(round, name => CreateAsync(plugin, name)));
                    Add(processor, (Spent(process) - before) / Creates);
                    Add(throughProcessor, (Spent(process) + Spent(driver) + Spent(sandbox) - all) / Creates);
                }

                void Add(List<double> values, double value)
                {
                    if (round >= WarmUp)
                    {
                        values.Add(value);
                    }
                }
            }

            process.Refresh();
            Console.WriteLine("| | creates a second, median |");
            Console.WriteLine("| --- | --- |");
            Console.WriteLine(FormattableString.Invariant($"| straight against the sandbox | {Median(direct):0} ({direct.Min():0}–{direct.Max():0}) |"));
            Console.WriteLine(FormattableString.Invariant($"| through the plugin | {Median(through):0} ({through.Min():0}–{through.Max():0}) |"));
            Console.WriteLine(FormattableString.Invariant($"| share | {100 * Median(through) / Median(direct):0.0} % |"));
            Console.WriteLine(FormattableString.Invariant($"| processor time of all processes for a create, straight / through | {Median(directProcessor):0.00} ms / {Median(throughProcessor):0.00} ms |"));
            Console.WriteLine(FormattableString.Invariant($"| the plugin's processor time for a create | {Median(processor):0.00} ms |"));
            Console.WriteLine(FormattableString.Invariant($"| the plugin's memory after {(rounds + WarmUp) * Creates} creates | {process.WorkingSet64 / 1048576.0:0.0} MiB (most: {process.PeakWorkingSet64 / 1048576.0:0.0}) |"));
            return 0;
        }
        finally
        {
            sandbox.Kill();
        }
    }

    private static async Task<double> RateAsync(int round, Func<string, Task> create)
    {
        var began = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Creates),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (number, _) => await create(FormattableString.Invariant($"sms{round}-{number:x7}")));
        return Creates / Stopwatch.GetElapsedTime(began).TotalSeconds;
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

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
