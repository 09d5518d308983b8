// An operation of the stand-in: up, preview or destroy of one stack.
using System.Diagnostics;
using InfoBip.EngineSimulator;

namespace Tenants.Tests.StandIn;

internal sealed class Operation(string folder, Scenario scenario, string[] words, string file, SignalCount signals)
{
    private readonly string _name = words[0];
    private readonly string _stack = Path.GetFileName(file);

    private string Urn => $"urn:pulumi:{_stack}::tenants::infobip:index:InfoBipInstance::sms";

    private string Key => $"{_name} {_stack}";

    private bool Refreshes => words.Contains("--refresh");

    public async Task<int> RunAsync()
    {
        if (!File.Exists(file))
        {
            return Pulumi.Error(6, $"error: no stack named '{_stack}' found");
        }

        if (IsLocked())
        {
            return Pulumi.Error(1, "error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with `pulumi cancel`.\n"
                + $"  file:///states/.pulumi/locks/{_stack}/4711.json: created by eve@laptop (pid 4711) at 2026-11-26T20:00:00Z");
        }

        Console.WriteLine($"{_name} ({_stack}):");
        await using EventStream events = new(Pulumi.ValueOf(words, "--event-log")!);
        if (scenario.OddEvents)
        {
            await events.SendRawAsync("""{"sequence":1,"timestamp":1,"somethingNewEvent":{"a":1}}""");
            await events.SendRawAsync("""{"sequence":2,"timestamp":1,"resourcePreEvent":{"metadata":null}}""");
        }

        if (scenario.Killed.TryGetValue(Key, out var signal))
        {
            using var kill = Process.Start("kill", [$"-{signal}", $"{Environment.ProcessId}"]);
            await Task.Delay(Timeout.Infinite);
        }

        if (scenario.Slow.Contains(_stack) && !await EndsAsync())
        {
            await events.SendAsync("summaryEvent", EventStream.Summary(new Dictionary<string, int>()));
            return Pulumi.Error(1, $"error: {_name} canceled");
        }

        if (scenario.Failures.TryGetValue(Key, out var failure))
        {
            await events.SendAsync("diagnosticEvent", EventStream.Diagnostic(Urn, failure));
            await events.SendAsync("summaryEvent", EventStream.Summary(new Dictionary<string, int>()));
            return Pulumi.Error(1, "error: update failed");
        }

        return scenario.Plugin is { } plugin ? await DeployAsync(plugin, events) : await PretendAsync(events);
    }

    private bool IsLocked()
    {
        var attempts = Path.Combine(folder, $"attempts-{_stack}");
        File.AppendAllText(attempts, ".");
        return scenario.Locks.TryGetValue(_stack, out var locked) && new FileInfo(attempts).Length <= locked;
    }

    /// <summary>False if signals ended it. What has begun takes half a second to finish, as a call to a service may.</summary>
    private async Task<bool> EndsAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, $"running-{_stack}"), "");
        while (!await signals.NextAsync(TimeSpan.FromMilliseconds(50)))
        {
            if (File.Exists(Path.Combine(folder, $"go-{_stack}")))
            {
                return true;
            }
        }

        Console.WriteLine("^C received; cancelling. If you would like to terminate immediately, press ^C again.");
        await signals.NextAsync(scenario.Stubborn ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(500));
        return false;
    }

    /// <summary>One resource a stack: made by up, differing where the test says so, and gone by destroy.</summary>
    private async Task<int> PretendAsync(EventStream events)
    {
        var (isThere, differs) = (new FileInfo(file).Length > 0, Refreshes && scenario.Drifted.Contains(_stack));
        var change = (_name, isThere) switch
        {
            ("destroy", true) => "delete",
            ("destroy", false) => null,
            (_, false) => "create",
            _ => differs ? "update" : "same",
        };
        if (change is not null)
        {
            await events.SendAsync("resourcePreEvent", EventStream.Step(change, Urn, differs ? ["name"] : []));
            await events.SendAsync("resOutputsEvent", EventStream.Step(change, Urn, []));
        }

        if (_name != "preview")
        {
            await File.WriteAllTextAsync(file, _name == "up" ? "one" : "");
        }

        await events.SendAsync("summaryEvent", EventStream.Summary(change is null ? new Dictionary<string, int>() : new Dictionary<string, int> { [change] = 1, ["same"] = change == "same" ? 2 : 1 }));
        return 0;
    }

    /// <summary>The program for real: it runs where --client says, against the plugin's process.</summary>
    private async Task<int> DeployAsync(string plugin, EventStream events)
    {
        var stack = new FileInfo(file).Length > 0 ? StackFile.Read(await File.ReadAllTextAsync(file)) : new Stack(_stack, "tenants");
        Deployment deployment = new(new DeploymentOptions
        {
            Launcher = new PluginProcessOptions(plugin).ToLauncher("infobip"),
            Stack = stack,
            Program = Pulumi.ValueOf(words, "--client") is { } client ? new ProcessProgram("tenants", Environment.ProcessPath!) { Arguments = ["program", client.Split(':')[^1]] } : null,
        });
        _ = signals.NextAsync(Timeout.InfiniteTimeSpan).ContinueWith(_ => deployment.CancelAsync(), TaskContinuationOptions.OnlyOnRanToCompletion);
        if (Refreshes)
        {
            await deployment.RefreshAsync();
        }

        var result = await (_name switch { "up" => deployment.UpAsync(), "preview" => deployment.PreviewAsync(), _ => deployment.DestroyAsync() });
        foreach (var step in result.Steps)
        {
            await events.SendAsync("resourcePreEvent", EventStream.Step(Name(step.Kind), step.Urn, step.Changes.Select(change => change.Path)));
            await events.SendAsync("resOutputsEvent", EventStream.Step(Name(step.Kind), step.Urn, []));
        }

        foreach (var error in result.Errors)
        {
            await events.SendAsync("diagnosticEvent", EventStream.Diagnostic(error.Urn ?? Urn, error.Message));
        }

        if (_name != "preview")
        {
            await File.WriteAllTextAsync(file, stack.Resources.Count > 0 ? StackFile.Write(stack) : "");
        }

        await events.SendAsync("summaryEvent", EventStream.Summary(result.Steps.Where(step => !step.Failed).CountBy(step => Name(step.Kind)).ToDictionary()));
        return result.Succeeded ? 0 : Pulumi.Error(1, "error: update failed");

        static string Name(StepKind kind) => kind.ToString().ToLowerInvariant();
    }
}
