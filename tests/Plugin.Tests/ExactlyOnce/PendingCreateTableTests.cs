// What becomes of a create that is interrupted: by every event, in every phase, under a made and a chosen name.
using Google.Protobuf.WellKnownTypes;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;
using Microsoft.Extensions.Time.Testing;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.ExactlyOnce;

/// <summary>The specification of pending creates, <c>docs/pending-creates.md</c>, as a table. A create has four seconds, and the service, where it acts late, acts after one.</summary>
public sealed class PendingCreateTableTests
{
    private const double Deadline = 4;

    private const string First = "sms-1111111";
    private const string Second = "sms-2222222";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private static readonly Dictionary<string, Func<PluginFixture, Task>> s_events = new()
    {
        ["Ctrl-C"] = async plugin => await plugin.Client.CancelAsync(new Empty(), cancellationToken: Cancel),
        ["Ctrl-C twice"] = async plugin =>
        {
            await plugin.Client.CancelAsync(new Empty(), cancellationToken: Cancel);
            await Task.Delay(300, Cancel);
            await plugin.Process.CloseAsync();
        },
        ["Ctrl-C twice within 20 ms"] = async plugin =>
        {
            await plugin.Client.CancelAsync(new Empty(), cancellationToken: Cancel);
            await plugin.Process.CloseAsync();
        },
        ["a signal to the group"] = plugin =>
        {
            plugin.Process.SendInterrupt();
            return Task.CompletedTask;
        },
        ["the plugin is killed"] = plugin => plugin.KillAsync(),
        ["the engine is killed"] = plugin =>
        {
            plugin.Process.Process.StandardInput.Close();
            return plugin.Engine.DisposeAsync().AsTask();
        },
        ["both are killed"] = async plugin =>
        {
            await plugin.KillAsync();
            await plugin.Engine.DisposeAsync();
        },
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Interrupted { get; } = new(
        from happens in s_events.Keys.Append("the power is cut in the middle of a line")
        from phase in (string[])["before the service acts", "the service acts late", "answered"]
        from name in (string[])["made", "chosen"]
        select (happens, phase, name));

    [Theory]
    [MemberData(nameof(Interrupted))]
    public async Task After_an_interrupted_create_two_deployments_end_with_one_instance_that_is_recorded(string happens, string phase, string name)
    {
        await using var service = await ServiceAsync(phase);
        var journals = JournalFolder.New();
        await InterruptAsync(service, journals, happens, phase, name);

        // The next deployment: its seed, and with it a name that is made, is another one.
        await using var next = await OpenAsync(service, journals);
        var inputs = Inputs(name, Second);
        var created = await next.CreateAsync(inputs, seconds: Deadline);
        await next.Process.CloseAsync();
        await using var last = await OpenAsync(service, journals);
        var diff = await last.DiffAsync(created.Id, created.Properties, inputs, inputs);

        var one = Assert.Single(service.Instances);
        Assert.Equal(($"{one.Id}", name == "made" ? Second : "chosen"), (created.Id, one.Name));
        Assert.Equal(one.Token, Wire.Reveal(created.Properties.Fields["token"]).StringValue);
        Assert.Equal(DiffResponse.Types.DiffChanges.DiffNone, diff.Changes);
        Assert.Empty(JournalFolder.In(journals));
        Assert.Empty(last.Notes);
        Assert.Equal(phase != "before the service acts", next.Notes.Any(note => note.Message.Contains(PluginNotes.Adopted(one.Id), StringComparison.Ordinal)));
    }

    public static TheoryData<string, string> Recorded { get; } = new(
        from happens in s_events.Keys
        from name in (string[])["made", "chosen"]
        select (happens, name));

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task A_create_that_the_engine_has_recorded_is_settled_in_silence(string happens, string name)
    {
        await using var service = await ServiceAsync("answered");
        var journals = JournalFolder.New();
        var inputs = Inputs(name, First);
        CreateResponse created;
        await using (var first = await OpenAsync(service, journals))
        {
            created = await first.CreateAsync(inputs, seconds: Deadline);
            await s_events[happens](first);
        }

        await using var next = await OpenAsync(service, journals);
        await next.DiffAsync(created.Id, created.Properties, inputs, inputs);

        Assert.Empty(next.Notes);
        Assert.Empty(JournalFolder.In(journals));
        Assert.Single(service.Instances);
    }

    /// <summary>A success that the state does not hold: it could not be written, was deleted from the state, was retained, or is being replaced by force.</summary>
    [Theory]
    [InlineData("made")]
    [InlineData("chosen")]
    public async Task A_success_that_the_state_does_not_hold_is_named_once_and_never_adopted(string name)
    {
        await using var service = await ServiceAsync("answered");
        var journals = JournalFolder.New();
        var first = await DeployAsync(service, journals, Inputs(name, First));

        var second = await DeployAsync(service, journals, Inputs(name, Second));
        var third = await DeployAsync(service, journals, Inputs(name, "sms-3333333"));

        Assert.Equal(3, service.Instances.Count);
        Assert.Contains(second.Notes, note => note.Severity == LogSeverity.Warning && note.Message.Contains($" {first.Id} ", StringComparison.Ordinal));
        Assert.Contains(third.Notes, note => note.Severity == LogSeverity.Warning && note.Message.Contains($" {second.Id} ", StringComparison.Ordinal));
        Assert.DoesNotContain(third.Notes, note => note.Severity == LogSeverity.Warning && note.Message.Contains($" {first.Id} ", StringComparison.Ordinal));
    }

    /// <summary>The same URN in another state, on the same machine: two backends, or a state that moved; and the same stack under a plugin of another version.</summary>
    [Theory]
    [InlineData("made")]
    [InlineData("chosen")]
    public async Task What_another_state_left_under_the_same_URN_is_named_and_not_adopted(string name)
    {
        await using var service = await ServiceAsync("answered");
        var journals = JournalFolder.New();
        await InterruptAsync(service, journals, "the plugin is killed", "answered", name);

        await using var other = await OpenAsync(service, journals, "another-state");
        var created = await other.CreateAsync(Inputs(name, Second), seconds: Deadline);
        await other.Process.CloseAsync();
        await using var own = await OpenAsync(service, journals);
        var adopted = await own.CreateAsync(Inputs(name, "sms-3333333"), seconds: Deadline);

        Assert.Equal(2, service.Instances.Count);
        Assert.NotEqual(created.Id, adopted.Id);
    }

    [Fact]
    public async Task A_create_that_is_in_doubt_is_found_where_the_service_acts_after_its_deadline()
    {
        FakeTimeProvider time = new();
        await using var service = await SandboxServer.StartAsync(Options("acts-late=3", "late-answer=504") with { Time = time }, Cancel);
        var journals = JournalFolder.New();
        await using (var first = await OpenAsync(service, journals))
        {
            Failures.AssertError(await Failures.OfAsync(first.CreateAsync(Inputs("made", First), seconds: 1)), "IB4001", First);
        }

        time.Advance(TimeSpan.FromSeconds(3));
        await service.WaitForRequestAsync(request => request is { Method: "POST", Acted: true }, Cancel).WaitAsync(s_patience, Cancel);
        await using var next = await OpenAsync(service, journals);
        var created = await next.CreateAsync(Inputs("made", Second), seconds: Deadline);

        Assert.Equal($"{Assert.Single(service.Instances).Id}", created.Id);
    }

    [Fact]
    public async Task What_an_interrupted_create_of_another_resource_may_have_made_under_the_same_name_is_not_adopted()
    {
        FakeTimeProvider time = new();
        await using var service = await SandboxServer.StartAsync(Options("acts-late=1", "late-answer=504") with { Time = time }, Cancel);
        var journals = JournalFolder.New();
        await using (var first = await OpenAsync(service, journals))
        {
            var other = first.Client.CreateAsync(
                new CreateRequest { Urn = SampleResource.Urn + "-other", Name = "sms-other", Type = SampleResource.Type, Properties = Inputs("chosen", First), Timeout = Deadline },
                cancellationToken: Cancel).ResponseAsync;
            await service.WaitForRequestAsync(request => request is { Method: "POST", Done: true }, Cancel).WaitAsync(s_patience, Cancel);
            await first.KillAsync();
            await Failures.OfAsync(other);
        }

        // The service acts on the first request between the look-up before the second and the one after it.
        await using var next = await OpenAsync(service, journals);
        service.Faults.Inject(new Fault { Kind = FaultKind.CutBefore, Method = "POST" });
        var create = Failures.OfAsync(next.CreateAsync(Inputs("chosen", Second), seconds: 6));
        await service.WaitForRequestAsync(request => request.Fault == FaultKind.CutBefore, Cancel).WaitAsync(s_patience, Cancel);
        time.Advance(TimeSpan.FromSeconds(1));

        Failures.AssertError(await create.WaitAsync(s_patience, Cancel), "IB4002", $"{Assert.Single(service.Instances).Id}");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_one_warning_and_no_failure()
    {
        await using var service = await ServiceAsync("answered");
        var file = Path.GetTempFileName();
        await using var plugin = await OpenAsync(service, file);

        await plugin.CreateAsync(Inputs("made", First), seconds: Deadline);
        await plugin.CreateAsync(Inputs("made", Second), seconds: Deadline);

        Assert.Single(plugin.Notes, note => note.Severity == LogSeverity.Warning);
        File.Delete(file);
    }

    private static async Task InterruptAsync(SandboxServer service, string journals, string happens, string phase, string name)
    {
        await using var plugin = await OpenAsync(service, journals);
        if (phase == "before the service acts")
        {
            service.Faults.Inject(new Fault { Kind = FaultKind.Delay, Method = "POST" });
        }

        var create = plugin.CreateAsync(Inputs(name, First), seconds: Deadline);
        if (phase == "answered")
        {
            await create.WaitAsync(s_patience, Cancel);

            // A call that runs shows the plugin that the deployment is interrupted: its answers may be dropped.
            service.Faults.Inject(new Fault { Kind = FaultKind.Delay, Method = "GET" });
            _ = plugin.ReadAsync("999999");
            await service.WaitForRequestAsync(request => request.Fault == FaultKind.Delay, Cancel).WaitAsync(s_patience, Cancel);
        }
        else
        {
            await service.WaitForRequestAsync(request => request.Method == "POST", Cancel).WaitAsync(s_patience, Cancel);
        }

        var isCut = !s_events.TryGetValue(happens, out var happening);
        await (happening ?? s_events["the plugin is killed"])(plugin);
        await Task.WhenAny(create).WaitAsync(s_patience, Cancel);
        await plugin.Process.CloseAsync();
        service.Faults.Clear();
        if (isCut)
        {
            var journal = Assert.Single(JournalFolder.In(journals));
            await File.AppendAllTextAsync(journal, "\n{\"n\":1,\"settl", Cancel);
        }
    }

    private static async Task<(string Id, IReadOnlyCollection<LogRequest> Notes)> DeployAsync(SandboxServer service, string journals, Struct inputs)
    {
        await using var plugin = await OpenAsync(service, journals);
        return ((await plugin.CreateAsync(inputs, seconds: Deadline)).Id, plugin.Notes);
    }

    private static Struct Inputs(string name, string made) =>
        name == "made" ? SampleResource.Inputs(("name", made), ("__generatedName", made)) : SampleResource.Inputs(("name", "chosen"));

    private static Task<SandboxServer> ServiceAsync(string phase) => SandboxServer.StartAsync(
        phase switch
        {
            // The client goes away, and the service acts all the same.
            "the service acts late" => Options("acts-late=1"),
            _ => Options(),
        },
        Cancel);

    private static SandboxOptions Options(params string[] behaviours) => new()
    {
        UserSecret = SampleSecrets.User,
        OrganizationSecret = SampleSecrets.Organization,
        Behaviours = SandboxBehaviours.Of(behaviours),
    };

    private static Task<PluginFixture> OpenAsync(SandboxServer service, string journals, string state = "0d7d9c2e-state") => PluginFixture.OpenAsync(
        new PluginSetup { Journals = journals, ProviderId = state, BaseUrl = _ => service.BaseUrl("your_mom") });
}
