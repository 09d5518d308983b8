// An engine that is killed in the middle of a create, and what its state file holds for the next one.
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests.Create;

public sealed class KilledEngineTests
{
    /// <summary>For what never happens: a step takes a second or two.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_create_that_was_cut_off_with_its_engine_stands_in_the_state_with_the_generated_name_and_is_adopted_by_the_next_up()
    {
        await using var sandbox = await SandboxServer.StartAsync(cancellationToken: Cancel);
        using var engine = await SimulatorProcess.OpenAsync(sandbox, StackFixture.Program());
        var (pending, lost) = await KillAsync(engine, sandbox);
        Assert.Equal(SimulatorProcess.Password, Wire.Reveal(pending.Resource.Inputs.Fields["password"]).StringValue);

        var up = await engine.RunAsync("up", "--yes", "--skip-preview");

        Assert.Contains($"{pending.Urn}, interrupted while creating", up, StringComparison.Ordinal);
        Assert.Contains(PluginNotes.Adopted(lost.Id), up, StringComparison.Ordinal);
        var one = Assert.Single(sandbox.Instances);
        var state = (await engine.StackAsync()).FindByName("sms")!;
        Assert.Equal(($"{lost.Id}", one.Name), (state.Id, state.Inputs.Fields["name"].StringValue));
        Assert.Equal(one.Token, Wire.Reveal(state.Outputs.Fields["token"]).StringValue);
        await EndQuietlyAsync(engine);
    }

    [Fact]
    public async Task Where_there_is_no_journal_the_state_has_the_name_of_what_was_left_and_one_command_imports_it()
    {
        await using var sandbox = await SandboxServer.StartAsync(cancellationToken: Cancel);
        using var engine = await SimulatorProcess.OpenAsync(sandbox, StackFixture.Program());
        engine.Journals = "off";
        var (_, lost) = await KillAsync(engine, sandbox);

        // As docs/lifecycle.md says: the state has the name, the list has the id.
        var export = await engine.RunAsync("stack", "export");
        Assert.Contains($"\"name\": \"{lost.Name}\"", export, StringComparison.Ordinal);
        Assert.DoesNotContain(SimulatorProcess.Password, export, StringComparison.Ordinal);
        engine.Environment["INFOBIP_BASE_URL"] = sandbox.BaseUrl("your_mom").ToString();
        engine.Environment["INFOBIP_USER_SECRET"] = engine.Environment["INFOBIP_ORGANIZATION_SECRET"] = "any";
        var list = await engine.RunAsync("do", "infobip:InfoBipInstance", "list");
        Assert.Matches($"(?m)^{lost.Id} +{lost.Name}$", list);
        await engine.RunAsync("import", "infobip:index:InfoBipInstance", "sms", $"{lost.Id}", "--protect=false", "--yes", "--skip-preview");

        await engine.RunAsync("up", "--yes", "--skip-preview");
        Assert.Single(sandbox.Instances);
        await EndQuietlyAsync(engine);
    }

    /// <summary>Kills the engine while the answer to a create is outstanding, and gives what is left of it: in the state, and at the service.</summary>
    private static async Task<(PendingOperation Pending, SandboxInstance Lost)> KillAsync(SimulatorProcess engine, SandboxServer sandbox)
    {
        sandbox.Faults.Inject(new Fault { Kind = FaultKind.DelayAfter, Method = "POST" });
        await engine.KillUpAsync(() => sandbox.WaitForRequestAsync(request => request.Fault == FaultKind.DelayAfter, Cancel).WaitAsync(s_patience, Cancel));

        // The plugin ends with its engine, and only then has the sandbox lost its client.
        await sandbox.WaitForRequestAsync(request => request.Fault == FaultKind.DelayAfter && request.Done, Cancel).WaitAsync(s_patience, Cancel);
        var lost = Assert.Single(sandbox.Instances);
        var pending = Assert.Single((await engine.StackAsync()).PendingOperations);
        Assert.Equal(("creating", "sms", lost.Name), (pending.Kind, pending.Resource.Name, pending.Resource.Inputs.Fields["name"].StringValue));
        return (pending, lost);
    }

    /// <summary>The engine warns of the interrupted create until it is cleared.</summary>
    private static async Task EndQuietlyAsync(SimulatorProcess engine)
    {
        Assert.Contains("interrupted while creating", await engine.RunAsync("up", "--yes", "--skip-preview", "--expect-no-changes"), StringComparison.Ordinal);
        Assert.Contains("Cleared: 1 pending create", await engine.RunAsync("refresh", "--yes", "--skip-preview", "--clear-pending-creates"), StringComparison.Ordinal);
        Assert.Empty((await engine.StackAsync()).PendingOperations);
        Assert.DoesNotContain("interrupted", await engine.RunAsync("up", "--yes", "--skip-preview", "--expect-no-changes"), StringComparison.Ordinal);
    }
}
