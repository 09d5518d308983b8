// An engine that is killed in the middle of a create, and what its state file tells the next one.
using InfoBip.Rehearsal;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests;

public sealed class KilledEngineTests
{
    /// <summary>For what never happens: a step takes a second or two.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_create_that_was_cut_off_with_its_engine_stands_in_the_state_with_the_made_name_until_it_is_cleared()
    {
        await using var sandbox = await SandboxServer.StartAsync(cancellationToken: Cancel);
        using var engine = new RehearsalProcess(sandbox, Stage.Program());
        sandbox.Faults.Order(new Fault { Kind = FaultKind.DelayAfter, Method = "POST" });

        await engine.KillAsync("up", () => sandbox.WaitForRequestAsync(request => request.Fault == FaultKind.DelayAfter, Cancel).WaitAsync(s_patience, Cancel));

        // The plugin ends with its engine, and only then has the sandbox lost its client.
        await sandbox.WaitForRequestAsync(request => request.Fault == FaultKind.DelayAfter && request.Done, Cancel).WaitAsync(s_patience, Cancel);
        var lost = Assert.Single(sandbox.Instances);
        var pending = Assert.Single((await engine.StackAsync()).PendingOperations);
        Assert.Equal(("creating", "sms"), (pending.Kind, pending.Resource.Name));
        Assert.Equal(lost.Name, pending.Resource.Inputs.Fields["name"].StringValue);
        Assert.Equal(RehearsalProcess.Password, Wire.Reveal(pending.Resource.Inputs.Fields["password"]).StringValue);

        var export = await engine.RunAsync("export");
        Assert.Contains($"\"name\": \"{lost.Name}\"", export, StringComparison.Ordinal);
        Assert.DoesNotContain(RehearsalProcess.Password, export, StringComparison.Ordinal);

        var up = await engine.RunAsync("up");
        Assert.Contains($"{pending.Urn}, interrupted while creating", up, StringComparison.Ordinal);
        Assert.Contains("Resources: + 1 created", up, StringComparison.Ordinal);
        Assert.Equal(2, sandbox.Instances.Count);
        Assert.Equal(pending.Resource.Inputs, Assert.Single((await engine.StackAsync()).PendingOperations).Resource.Inputs);

        Assert.Contains("Cleared: 1 pending create", await engine.RunAsync("refresh", "--clear-pending-creates"), StringComparison.Ordinal);
        Assert.Empty((await engine.StackAsync()).PendingOperations);
        Assert.DoesNotContain("interrupted", await engine.RunAsync("up"), StringComparison.Ordinal);
    }
}
