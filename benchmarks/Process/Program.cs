// Measures plugins as processes, ahead-of-time against managed: start, memory, size, calls over gRPC.
using System.Diagnostics;
using System.Globalization;
using InfoBip.EngineSimulator;
using InfoBip.ProcessBenchmarks;
using Pulumirpc;

if (args is ["names", var namingPlugin, var fullSandbox, .. var namesRest])
{
    return await Names.RunAsync(
        namingPlugin,
        fullSandbox,
        namesRest is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 7,
        namesRest is [_, var latency] ? double.Parse(latency, CultureInfo.InvariantCulture) : 20);
}

if (args is ["first", var startedPlugin, var quickSandbox, .. var firstRest])
{
    return await FirstCreate.RunAsync(startedPlugin, quickSandbox, firstRest is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 21);
}

if (args is ["throughput", var pluginPath, var relayPath, var sandboxPath, .. var more])
{
    return await Throughput.RunAsync(
        pluginPath,
        relayPath,
        sandboxPath,
        more is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 7,
        more is [_, var latency] ? double.Parse(latency, CultureInfo.InvariantCulture) : 20);
}

if (args is not [var native, var managed, var startedSandbox, .. var rest])
{
    Console.Error.WriteLine("""
        usage: ProcessBenchmarks PUBLISHED_BINARY MANAGED_DLL SANDBOX_DLL [RUNS]
               ProcessBenchmarks throughput PLUGIN RELAY SANDBOX_DLL [ROUNDS [LATENCY_MS]]
               ProcessBenchmarks names PLUGIN SANDBOX_DLL [ROUNDS [LATENCY_MS]]
               ProcessBenchmarks first PLUGIN SANDBOX_DLL [RUNS]
        """);
    return 2;
}

var runs = rest is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 21;
string[] plugins = [native, managed];
var starts = plugins.ToDictionary(plugin => plugin, _ => new List<double>());
var memories = plugins.ToDictionary(plugin => plugin, _ => new List<double>());

// In turns, so that a machine that slows down slows both; the first turn warms the file cache and does not count.
for (var run = 0; run <= runs; run++)
{
    foreach (var plugin in plugins)
    {
        var (milliseconds, mebibytes) = await StartAsync(plugin);
        if (run > 0)
        {
            starts[plugin].Add(milliseconds);
            memories[plugin].Add(mebibytes);
        }
    }
}

Console.WriteLine($"| | ahead of time | by dotnet |");
Console.WriteLine("| --- | --- | --- |");
Row("start to port line, median of " + runs, plugin => $"{Way.Median(starts[plugin]):0.0} ms ({starts[plugin].Min():0.0}–{starts[plugin].Max():0.0})");
Row("resident memory after the start, median", plugin => $"{Way.Median(memories[plugin]):0.0} MiB");
Row("size of the binary", plugin => plugin == native ? $"{new FileInfo(plugin).Length / 1e6:0.0} MB" : "–");
var calls = new Dictionary<string, (double Check, double Diff)>();
foreach (var plugin in plugins)
{
    calls[plugin] = await CallsAsync(plugin, startedSandbox);
}

Row("Check over gRPC, p50", plugin => $"{calls[plugin].Check:0.000} ms");
Row("Diff over gRPC, p50", plugin => $"{calls[plugin].Diff:0.000} ms");
return 0;

void Row(string what, Func<string, string> value) => Console.WriteLine($"| {what} | {value(native)} | {value(managed)} |");

// The bare process, without the engine's first calls: what the port line costs, and what memory is held then.
static async Task<(double Milliseconds, double Mebibytes)> StartAsync(string plugin)
{
    var isManaged = plugin.EndsWith(".dll", StringComparison.Ordinal);
    var start = new ProcessStartInfo(isManaged ? "dotnet" : plugin) { RedirectStandardOutput = true, RedirectStandardInput = true };
    foreach (var argument in (string[])[.. isManaged ? [plugin] : Array.Empty<string>(), "127.0.0.1:1"])
    {
        start.ArgumentList.Add(argument);
    }

    var began = Stopwatch.GetTimestamp();
    using var process = Process.Start(start)!;
    _ = await process.StandardOutput.ReadLineAsync();
    var milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    process.Refresh();
    var mebibytes = process.WorkingSet64 / 1048576.0;
    process.Kill();
    await process.WaitForExitAsync();
    return (milliseconds, mebibytes);
}

static async Task<(double Check, double Diff)> CallsAsync(string path, string sandboxPath)
{
    using var sandbox = await SandboxProcess.StartAsync(sandboxPath, latencyMilliseconds: 0);
    await using var engine = await EngineHost.StartAsync();
    await using var plugin = await Plugin.StartAsync(path, engine, sandbox.Http.BaseAddress!);
    const string urn = "urn:pulumi:dev::bench::infobip:index:InfoBipInstance::sms";
    var inputs = Wire.Map(
        ("sender", "+17777777777"),
        ("username", "acme"),
        ("password", Wire.Secret("secret")),
        ("callbackUrl", "https://www.example.com/auth"),
        ("name", "sms"),
        ("tags", new List<object?> { "a", "b" }));
    var changed = inputs.Clone();
    changed.Fields["tags"] = Wire.Of(new List<object?> { "b", "c" });
    var check = new CheckRequest { Urn = urn, News = inputs, Olds = new() };
    var diff = new DiffRequest { Urn = urn, Id = "12", Olds = inputs, OldInputs = inputs, News = changed };
    return (
        await MedianAsync(async () => await plugin.Client.CheckAsync(check)),
        await MedianAsync(async () => await plugin.Client.DiffAsync(diff)));
}

static async Task<double> MedianAsync(Func<Task> call)
{
    var times = new List<double>();
    for (var i = 0; i < 4000; i++)
    {
        var began = Stopwatch.GetTimestamp();
        await call();
        if (i >= 1000)
        {
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
    }

    return Way.Median(times);
}
