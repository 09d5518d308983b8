// What was seen of creates with the real engine and the public record of the service: an instance lost or doubled. One test for each, of its kind.
using Google.Protobuf.WellKnownTypes;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;
using Pulumirpc;
using static InfoBip.Plugin.Tests.ExactlyOnce.SeenFaults;

namespace InfoBip.Plugin.Tests.ExactlyOnce;

public sealed class SeenCreateFaultTests
{
    /// <summary>For what comes at once, or never.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("name: chosen")]
    public async Task A_create_that_takes_longer_than_an_attempt_is_sent_once(string name)
    {
        await using var fixture = await OpenAsync("create-seconds=3");
        fixture.Config = fixture.Config.With("infobip:requestTimeoutSeconds", "1").With("infobip:maxRetries", "3");

        await fixture.DeployAsync(Program(name));

        Assert.Equal($"{Assert.Single(fixture.Sandbox.Instances).Id}", fixture.State.Id);
        Assert.Single(fixture.Calls, "POST /instances");
    }

    /// <summary>Two Ctrl-C, or a signal to the whole group of processes, while the service is at work: nothing of the create is recorded.</summary>
    [Theory]
    [InlineData("two cancels", null)]
    [InlineData("two cancels", "chosen")]
    [InlineData("signal", null)]
    [InlineData("signal", "chosen")]
    public async Task A_create_whose_answer_is_dropped_is_found_by_the_next_deployment(string end, string? name)
    {
        await using var service = await SandboxServer.StartAsync(Behaving("create-seconds=2"), Cancel);
        var journals = JournalFolder.New();
        await InterruptAsync(service, journals, name, cancels: end == "two cancels");

        await using var next = await OnAsync(service, journals);
        var created = await CreateAsync(next, name, seconds: 8);

        Assert.Equal($"{Assert.Single(service.Instances).Id}", created.Id);
    }

    [Fact]
    public async Task A_create_whose_state_could_not_be_written_is_named_by_the_next_deployment()
    {
        await using var service = await SandboxServer.StartAsync(Behaving(), Cancel);
        var journals = JournalFolder.New();
        string id;
        await using (var first = await OnAsync(service, journals))
        {
            id = (await CreateAsync(first, null, seconds: 8)).Id;
        }

        await using var next = await OnAsync(service, journals);
        var second = await CreateAsync(next, null, seconds: 8);

        Assert.NotEqual(id, second.Id);
        var note = await next.FirstNote.WaitAsync(s_patience, Cancel);
        Assert.Equal(LogSeverity.Warning, note.Severity);
        Assert.Contains(id, note.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancel_during_a_slow_look_up_forgets_no_create_under_a_chosen_name()
    {
        await using var service = await SandboxServer.StartAsync(Behaving("acts-late=2", "late-answer=504"), Cancel);
        var journals = JournalFolder.New();
        await using (var first = await OnAsync(service, journals))
        {
            var create = Failures.OfAsync(CreateAsync(first, "chosen", seconds: 8));
            await service.WaitForRequestAsync(request => request is { Method: "POST", Done: true }, Cancel).WaitAsync(s_patience, Cancel);
            service.Faults.Inject(new Fault { Kind = FaultKind.Delay, Method = "GET", Duration = TimeSpan.FromSeconds(1) });
            await first.Client.CancelAsync(new Empty(), cancellationToken: Cancel);
            await create.WaitAsync(s_patience, Cancel);
        }

        await using var next = await OnAsync(service, journals);
        var created = await CreateAsync(next, "chosen", seconds: 8);

        Assert.Equal($"{Assert.Single(service.Instances).Id}", created.Id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("chosen")]
    public async Task A_deployment_right_after_an_interrupted_one_waits_for_the_create_that_is_still_on_the_way(string? name)
    {
        // The client goes away, and the service acts all the same.
        await using var service = await SandboxServer.StartAsync(Behaving("acts-late=4"), Cancel);
        var journals = JournalFolder.New();
        await InterruptAsync(service, journals, name, cancels: true);

        await using var next = await OnAsync(service, journals);
        var created = await CreateAsync(next, name, seconds: 8);

        Assert.Equal($"{Assert.Single(service.Instances).Id}", created.Id);
        Assert.Single(service.Requests, request => request.Method == "POST");
    }

    [Theory]
    [InlineData("destroyed")]
    [InlineData("renamed")]
    public async Task What_a_killed_plugin_left_is_mentioned_when_its_resource_never_comes_back(string then)
    {
        await using var fixture = await OpenAsync();
        var renamed = Program("name: other").Replace("sms", "renamed", StringComparison.Ordinal);
        var program = Program("name: chosen");
        await fixture.DeployAsync(renamed);
        fixture.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.DelayAfter, Method = "POST" });
        await fixture.UpUntilKilledAsync(program, request => request.Fault == FaultKind.DelayAfter);
        fixture.Messages.Clear();

        var result = await (then == "destroyed" ? fixture.DestroyAsync() : fixture.UpAsync(renamed));

        Assert.True(result.Succeeded, StackFixture.Text(result));
        Assert.Contains(fixture.Messages, message => message.Contains("'chosen'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_instance_that_is_recorded_under_another_id_settles_no_create_of_the_same_name()
    {
        await using var service = await SandboxServer.StartAsync(Behaving(), Cancel);
        var journals = JournalFolder.New();
        await using (var killed = await OnAsync(service, journals))
        {
            await CreateAsync(killed, "chosen", seconds: 8);
            await killed.KillAsync();
        }

        var other = service.Add("chosen", "infobip", SampleInstance.Configuration());
        var inputs = SampleResource.Inputs(("name", "chosen"));
        await using var next = await OnAsync(service, journals);
        await next.Client.DiffAsync(new DiffRequest
        {
            Id = $"{other.Id}",
            Urn = SampleResource.Urn,
            Name = "sms",
            Type = SampleResource.Type,
            Olds = inputs,
            OldInputs = inputs,
            News = inputs,
        }, cancellationToken: Cancel);

        Assert.NotEmpty(JournalFolder.In(journals));
    }

    [Theory]
    [InlineData("two  blanks", "collapse")]
    [InlineData("Caf\\u0065\\u0301 central", "compose")]
    [InlineData("AT&T sms", "encode")]
    [InlineData("Caf\\u00E9  R&D", "trim,collapse,compose,encode,strip")]
    public async Task A_name_that_the_service_rewrites_is_found_where_the_answer_is_lost(string name, string normalise)
    {
        await using var fixture = await OpenAsync($"normalise={normalise}");
        var program = Program($"name: \"{name}\"", "tags: [\"AT&T\", b]");
        fixture.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.CutAfter, Method = "POST" });

        await fixture.DeployAsync(program);

        Assert.Equal($"{Assert.Single(fixture.Sandbox.Instances).Id}", fixture.State.Id);
        await fixture.RefreshQuietlyAsync();
        await fixture.PreviewQuietlyAsync(program);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_forced_replacement_ends_with_one_instance_and_no_advice_to_import_the_old_one(bool interrupted)
    {
        await using var service = await SandboxServer.StartAsync(Behaving(), Cancel);
        var journals = JournalFolder.New();
        CreateResponse old;
        await using (var first = await OnAsync(service, journals))
        {
            old = await CreateAsync(first, "chosen", seconds: 8);
            if (interrupted)
            {
                await first.KillAsync();
            }
            else
            {
                // A quiet deployment comes between.
                await first.DiffAsync(old.Properties, SampleResource.Inputs(("name", "chosen")), SampleResource.Inputs(("name", "chosen")));
            }
        }

        await using var next = await OnAsync(service, journals);
        var replacement = await CreateAsync(next, "chosen", seconds: 8);
        await next.DeleteAsync(old.Id, old.Properties);

        Assert.Equal($"{Assert.Single(service.Instances).Id}", replacement.Id);
        Assert.DoesNotContain("pulumi import", (await next.FirstNote.WaitAsync(s_patience, Cancel)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_create_that_is_answered_without_a_token_is_read_and_never_succeeds_without_one()
    {
        await using var fixture = await OpenAsync("token=absent");

        var up = await fixture.UpAsync(StackFixture.Program());
        Assert.False(up.Succeeded);
        Failures.AssertError(StackFixture.Text(up), "IB4013");
        fixture.Sandbox.Behave("token=absent-on-create");
        await fixture.DeployAsync(StackFixture.Program());

        var one = Assert.Single(fixture.Sandbox.Instances);
        Assert.Equal(one.Token, Wire.Reveal(fixture.State.Outputs.Fields["token"]).StringValue);
        await fixture.PreviewQuietlyAsync(StackFixture.Program());
    }

    /// <summary>A deployment that ends while the service is at work on its create.</summary>
    private static async Task InterruptAsync(SandboxServer service, string journals, string? name, bool cancels)
    {
        await using var first = await OnAsync(service, journals);
        var create = Failures.OfAsync(CreateAsync(first, name, seconds: 8));
        await service.WaitForRequestAsync(request => request.Method == "POST", Cancel).WaitAsync(s_patience, Cancel);
        if (cancels)
        {
            await first.Client.CancelAsync(new Empty(), cancellationToken: Cancel);
        }

        first.Process.SendInterrupt();
        await create.WaitAsync(s_patience, Cancel);
    }

    private static string Program(params string[] properties) =>
        StackFixture.Program([.. properties.Where(line => line.Length > 0)], ["customTimeouts: { create: 20s }"]);
}
