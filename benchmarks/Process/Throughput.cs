// How many creates a second go through the plugin, against the same load straight against the service and through a relay that only carries bytes.
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using InfoBip.EngineSimulator;

namespace InfoBip.ProcessBenchmarks;

/// <summary>
/// The same driver makes 2,000 instances at concurrency 64, in turns without a plugin, through the relay and through the plugin, against a sandbox in a process of
/// its own whose requests take 20 ms unless another latency is given.
/// </summary>
internal static class Throughput
{
    private const int Creates = 2000;
    private const int WarmUp = 4;

    public static async Task<int> RunAsync(string pluginPath, string relayPath, string sandboxPath, int rounds, double latencyMilliseconds)
    {
        using var sandbox = await SandboxProcess.StartAsync(sandboxPath, latencyMilliseconds);
        var http = sandbox.Http;
        await using var engine = await EngineHost.StartAsync();
        await using var plugin = await Plugin.StartAsync(pluginPath, engine, http.BaseAddress!);
        await using var relay = await Plugin.StartAsync(relayPath, engine, http.BaseAddress!);
        using var driver = Process.GetCurrentProcess();
        Way[] ways =
        [
            new("straight against the sandbox", name => PostAsync(http, name), null, [driver, sandbox.Process]),
            new("through a relay", name => Plugin.CreateAsync(relay, name), relay.Process, [driver, sandbox.Process, relay.Process]),
            new("through the plugin", name => Plugin.CreateAsync(plugin, name), plugin.Process, [driver, sandbox.Process, plugin.Process]),
        ];

        // Who begins changes from round to round, so that none always has the warmer machine; the first rounds compile and do not count.
        for (var round = 0; round < rounds + WarmUp; round++)
        {
            for (var turn = 0; turn < ways.Length; turn++)
            {
                await ways[(round + turn) % ways.Length].RunAsync(round, Creates, counts: round >= WarmUp);
            }
        }

        Console.WriteLine($"| | {string.Join(" | ", ways.Select(way => way.Name))} |");
        Console.WriteLine("| --- | --- | --- | --- |");
        Row("creates a second, median", way => way.Rate);
        Row("share of the straight way", way => FormattableString.Invariant($"{100 * Way.Median(way.Rates) / Way.Median(ways[0].Rates):0.0} %"));
        Row("processor time of all processes for a create", way => FormattableString.Invariant($"{Way.Median(way.AllSpent):0.00} ms"));
        Row("its own processor time for a create", way => way.Own is null ? "–" : FormattableString.Invariant($"{Way.Median(way.OwnSpent):0.00} ms"));
        Row($"its memory after {(rounds + WarmUp) * Creates} creates", way => way.Own is null ? "–" : FormattableString.Invariant($"{Resident(way.Own):0} MiB"));
        return 0;

        void Row(string what, Func<Way, string> value) => Console.WriteLine($"| {what} | {string.Join(" | ", ways.Select(value))} |");
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

    private static double Resident(Process process)
    {
        process.Refresh();
        return process.WorkingSet64 / 1048576.0;
    }
}
