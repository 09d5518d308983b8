// How long a program waits for its first instance: the start of the plugin, its configuration, and the first create, which warms everything up.
using System.Diagnostics;
using InfoBip.EngineSimulator;

namespace InfoBip.ProcessBenchmarks;

/// <summary>Starts the plugin again and again for two creates each, at a sandbox that answers at once.</summary>
internal static class FirstCreate
{
    public static async Task<int> RunAsync(string pluginPath, string sandboxPath, int runs)
    {
        using var sandbox = await SandboxProcess.StartAsync(sandboxPath, latencyMilliseconds: 0);
        await using var engine = await EngineHost.StartAsync();
        var (starts, configured, firsts, seconds) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());

        // The first ones warm the sandbox and this driver, and do not count.
        for (var run = -3; run < runs; run++)
        {
            var began = Stopwatch.GetTimestamp();
            await using var plugin = await Plugin.StartAsync(pluginPath, engine, sandbox.Http.BaseAddress!);
            var ready = Stopwatch.GetElapsedTime(began);
            await Plugin.CheckAsync(plugin, FormattableString.Invariant($"first{run + 3}-0000000"));
            var first = await TimeAsync(plugin, FormattableString.Invariant($"first{run + 3}-0000000"));
            var second = await TimeAsync(plugin, FormattableString.Invariant($"first{run + 3}-0000001"));
            if (run >= 0)
            {
                starts.Add(plugin.TimeToPort.TotalMilliseconds);
                configured.Add((ready - plugin.TimeToPort).TotalMilliseconds);
                firsts.Add(first);
                seconds.Add(second);
            }
        }

        Console.WriteLine($"| | median of {runs} |");
        Console.WriteLine("| --- | --- |");
        Row("start to port line", starts);
        Row("port line to the answer of Configure", configured);
        Row("the first create, after CheckConfig, Configure and Check", firsts);
        Row("the second create", seconds);
        return 0;
    }

    private static async Task<double> TimeAsync(PluginProcess plugin, string name)
    {
        var began = Stopwatch.GetTimestamp();
        await Plugin.CreateAsync(plugin, name);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static void Row(string what, List<double> times) =>
        Console.WriteLine(FormattableString.Invariant($"| {what} | {Way.Median(times):0.0} ms ({times.Min():0.0}–{times.Max():0.0}) |"));
}
