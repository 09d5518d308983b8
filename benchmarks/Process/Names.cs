// What a name that the program chooses costs, and how that grows with the instances that are there: such a create looks first who bears the name already.
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using InfoBip.EngineSimulator;

namespace InfoBip.ProcessBenchmarks;

/// <summary>
/// For each number of instances at a sandbox of their own: 500 creates at concurrency 64 under names that the provider makes and under names that the program
/// chooses, in turns. What a round makes goes before the next one, so that the number stays.
/// </summary>
internal static class Names
{
    private const int Creates = 500;
    private const int WarmUp = 2;

    public static async Task<int> RunAsync(string pluginPath, string sandboxPath, int rounds, double latencyMilliseconds)
    {
        Console.WriteLine("| instances there | name | creates a second, median | processor time of all processes for a create | its own processor time for a create |");
        Console.WriteLine("| --- | --- | --- | --- | --- |");
        foreach (var present in (int[])[100, 10_000])
        {
            using var sandbox = await SandboxProcess.StartAsync(sandboxPath, latencyMilliseconds);
            await Parallel.ForEachAsync(
                Enumerable.Range(0, present),
                new ParallelOptions { MaxDegreeOfParallelism = Way.AtOnce },
                async (number, stop) => (await sandbox.Http.PostAsJsonAsync("sandbox/instances", new { name = FormattableString.Invariant($"there-{number}") }, stop)).EnsureSuccessStatusCode());
            await using var engine = await EngineHost.StartAsync();
            await using var plugin = await Plugin.StartAsync(pluginPath, engine, sandbox.Http.BaseAddress!);
            using var driver = Process.GetCurrentProcess();
            var made = new ConcurrentBag<string>();
            Way[] ways =
            [
                new("made by the provider", async name => made.Add(await Plugin.CreateAsync(plugin, name)), plugin.Process, [driver, sandbox.Process, plugin.Process]),
                new("chosen by the program", async name => made.Add(await Plugin.CreateAsync(plugin, name, isGenerated: false)), plugin.Process, [driver, sandbox.Process, plugin.Process]),
            ];
            for (var round = 0; round < rounds + WarmUp; round++)
            {
                for (var turn = 0; turn < ways.Length; turn++)
                {
                    await ways[(round + turn) % ways.Length].RunAsync(round, Creates, counts: round >= WarmUp);
                    await Parallel.ForEachAsync(made, async (id, stop) => (await sandbox.Http.DeleteAsync(new Uri($"sandbox/instances/{id}", UriKind.Relative), stop)).EnsureSuccessStatusCode());
                    made.Clear();
                }
            }

            foreach (var way in ways)
            {
                Console.WriteLine(FormattableString.Invariant($"| {present} | {way.Name} | {way.Rate} | {Way.Median(way.AllSpent):0.00} ms | {Way.Median(way.OwnSpent):0.00} ms |"));
            }
        }

        return 0;
    }
}
