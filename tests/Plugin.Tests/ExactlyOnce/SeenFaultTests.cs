// What was seen with the real engine and the public record of the service: an instance lost, doubled or overwritten. One test for each, of its kind.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.ExactlyOnce;

public sealed class SeenFaultTests
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
        await using (var first = await OnAsync(service, journals))
        {
            var create = Failures.OfAsync(CreateAsync(first, name, seconds: 8));
            await service.WaitForRequestAsync(request => request.Method == "POST", Cancel).WaitAsync(s_patience, Cancel);
            if (end == "two cancels")
            {
                await first.Client.CancelAsync(new Empty(), cancellationToken: Cancel);
            }

            first.Process.SendInterrupt();
            await create.WaitAsync(s_patience, Cancel);
        }

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
        await using (var first = await OnAsync(service, journals))
        {
            var create = Failures.OfAsync(CreateAsync(first, name, seconds: 8));
            await service.WaitForRequestAsync(request => request.Method == "POST", Cancel).WaitAsync(s_patience, Cancel);
            await first.Client.CancelAsync(new Empty(), cancellationToken: Cancel);
            first.Process.SendInterrupt();
            await create.WaitAsync(s_patience, Cancel);
        }

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
        });

        Assert.NotEmpty(JournalFolder.In(journals));
    }

    [Fact]
    public async Task Another_instance_of_the_same_id_at_another_address_is_neither_changed_nor_deleted()
    {
        await using var fixture = await OpenAsync();
        await using var elsewhere = await SandboxServer.StartAsync(Behaving("first-id=12") with { Seed = 2 }, Cancel);
        var strangers = elsewhere.Add("stranger's", "infobip", SampleInstance.Configuration());
        fixture.Config = Config(null);
        fixture.Environment["INFOBIP_BASE_URL"] = fixture.Sandbox.BaseUrl("your_mom").ToString();
        await fixture.DeployAsync(StackFixture.Program());
        Assert.Equal($"{strangers.Id}", fixture.State.Id);

        fixture.Config = Config(elsewhere);
        var preview = await fixture.PreviewAsync(StackFixture.Program("sender: other"));
        var up = await fixture.UpAsync(StackFixture.Program("sender: other"));
        fixture.Environment["INFOBIP_BASE_URL"] = elsewhere.BaseUrl("your_mom").ToString();
        var destroy = await fixture.DestroyAsync();

        foreach (var result in (DeploymentResult[])[preview, up, destroy])
        {
            Assert.False(result.Succeeded);
            Failures.AssertError(StackFixture.Text(result), "IB4010", fixture.Sandbox.BaseUrl("your_mom").ToString(), elsewhere.BaseUrl("your_mom").ToString());
        }

        Assert.Equal(strangers.Configuration, Assert.Single(elsewhere.Instances).Configuration);
        Assert.Single(fixture.Sandbox.Instances);
    }

    [Fact]
    public async Task An_address_that_is_corrected_or_spelt_differently_replaces_nothing()
    {
        await using var fixture = await OpenAsync();
        await fixture.DeployAsync(StackFixture.Program());
        var token = fixture.Sandbox.Instances[0].Token;
        fixture.Config = fixture.Config.With("infobip:baseUrl", fixture.Sandbox.BaseUrl("your_mom").ToString().Replace("127.0.0.1", "localhost", StringComparison.Ordinal));

        var up = await fixture.DeployAsync(StackFixture.Program());

        Assert.False(up.Steps.Any(step => step.Name == "sms" && step.Kind != StepKind.Same), StackFixture.Changes(up));
        Assert.Equal(token, Assert.Single(fixture.Sandbox.Instances).Token);
    }

    [Theory]
    [InlineData("043")]
    [InlineData("0")]
    [InlineData("+43")]
    [InlineData(" 43")]
    [InlineData("4_3")]
    public async Task An_id_has_one_spelling(string id)
    {
        await using var plugin = await PluginFixture.OpenAsync();

        var failure = await Failures.OfAsync(plugin.ReadAsync(id));

        Failures.AssertError(failure, "IB2012");
        Assert.Empty(plugin.Sandbox.Requests);
    }

    [Fact]
    public async Task What_another_account_does_not_see_is_not_taken_for_gone()
    {
        await using var service = await SandboxServer.StartAsync(
            Behaving("invisible=404") with { UserSecret = null, OrganizationSecret = null, Accounts = [new(SampleSecrets.User, SampleSecrets.Organization), new("another-user", "another-org")] }, Cancel);
        await using var owner = await OnAsync(service, JournalFolder.New());
        var inputs = SampleResource.InputsWithGeneratedName();
        var created = await owner.CreateAsync(inputs);
        await using var other = await PluginFixture.OpenAsync(
            new PluginSetup { BaseUrl = _ => service.BaseUrl("your_mom"), UserSecret = "another-user", OrganizationSecret = "another-org" });

        Failures.AssertError(await Failures.OfAsync(other.ReadAsync(created.Id, inputs, created.Properties)), "IB4011", created.Id);
        Failures.AssertError(await Failures.OfAsync(other.DeleteAsync(created.Id, created.Properties)), "IB4011", created.Id);

        Assert.Single(service.Instances);
    }

    [Theory]
    [InlineData("/instances", true)]
    [InlineData("/", true)]
    [InlineData("/instances/", true)]
    [InlineData("/../..", false)]
    [InlineData("/..", false)]
    [InlineData("/v2", false)]
    public async Task An_address_is_forgiven_or_refused_but_never_asked_in_vain(string more, bool forgiven)
    {
        await using var service = await SandboxServer.StartAsync(Behaving(), Cancel);
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { Configured = false });
        var instance = service.Add("one", "infobip", SampleInstance.Configuration());
        var settings = plugin.Settings.Clone();
        settings.Fields["baseUrl"] = Wire.Of(service.BaseUrl("your_mom") + more);

        Assert.Equal(forgiven, (await plugin.CheckConfigAsync(settings)).Failures.Count == 0);
        if (forgiven)
        {
            await plugin.ConfigureAsync(settings);
            Assert.Equal($"{instance.Id}", (await plugin.ReadAsync($"{instance.Id}")).Id);
        }
        else
        {
            Failures.AssertError(await Failures.OfAsync(plugin.ConfigureAsync(settings)), "IB1004", "baseUrl");
        }
    }

    [Fact]
    public async Task A_404_of_the_vendor_deletes_nothing()
    {
        await using var plugin = await PluginFixture.OpenAsync();
        var created = await plugin.CreateAsync(SampleResource.InputsWithGeneratedName());
        plugin.Sandbox.Behave("vendor-error=404", "vendor-error-on=delete");

        var failure = await Failures.OfAsync(plugin.DeleteAsync(created.Id, created.Properties));

        Failures.AssertError(failure, "IB3015");
        Assert.Single(plugin.Sandbox.Instances);
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

    [Fact]
    public async Task A_change_of_one_entry_leaves_alone_what_the_console_changed()
    {
        await using var fixture = await OpenAsync("put-configuration=replace", "put=whole");
        string[] options = ["ignoreChanges: [password]"];
        await fixture.DeployAsync(StackFixture.Program(["tags: [a]"], options));
        fixture.Sandbox.Edit(12, instance => instance.Configuration["event.notification.enabled"] = "true");
        fixture.Sandbox.Edit(12, instance => instance.Configuration[SampleInstance.PasswordKey] = "rotated");

        await fixture.DeployAsync(StackFixture.Program(["sender: other"], options));

        var instance = Assert.Single(fixture.Sandbox.Instances);
        Assert.Equal("other", instance.Configuration[SampleInstance.SenderKey]);
        Assert.Equal("true", instance.Configuration["event.notification.enabled"]);
        Assert.Equal("rotated", instance.Configuration[SampleInstance.PasswordKey]);
        Assert.Equal(["a"], instance.Tags);
        Assert.DoesNotContain(fixture.Calls, call => call == "PUT /instances/12");
    }

    [Fact]
    public async Task A_tag_beside_an_ignored_one_is_sent()
    {
        await using var fixture = await OpenAsync();
        string[] options = ["ignoreChanges: [\"tags[0]\"]"];
        await fixture.DeployAsync(StackFixture.Program(["tags: [a, b]"], options));

        await fixture.DeployAsync(StackFixture.Program(["tags: [a, b, c]", "sender: other"], options));

        Assert.Equal(["a", "b", "c"], Assert.Single(fixture.Sandbox.Instances).Tags);
        await fixture.PreviewQuietlyAsync(StackFixture.Program(["tags: [a, b, c]", "sender: other"], options));
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
    public async Task An_empty_answer_to_a_change_is_no_error()
    {
        await using var fixture = await OpenAsync("answer=empty");
        await fixture.DeployAsync(StackFixture.Program());

        await fixture.DeployAsync(StackFixture.Program("sender: other", "tags: [a]"));

        Assert.Equal("other", Assert.Single(fixture.Sandbox.Instances).Configuration[SampleInstance.SenderKey]);
        await fixture.RefreshQuietlyAsync();
    }

    [Fact]
    public async Task A_change_that_was_accepted_and_not_applied_is_sent_again_by_the_next_deployment()
    {
        await using var fixture = await OpenAsync("patch=ignored");
        await fixture.DeployAsync(StackFixture.Program());

        var up = await fixture.UpAsync(StackFixture.Program("sender: other"));
        Assert.False(up.Succeeded);
        Failures.AssertError(StackFixture.Text(up), "IB4012", "'sender'");
        fixture.Sandbox.Behave("patch=applied");
        await fixture.DeployAsync(StackFixture.Program("sender: other"));

        Assert.Equal("other", Assert.Single(fixture.Sandbox.Instances).Configuration[SampleInstance.SenderKey]);
        await fixture.PreviewQuietlyAsync(StackFixture.Program("sender: other"));
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

    private static string Program(params string[] properties) =>
        StackFixture.Program([.. properties.Where(line => line.Length > 0)], ["customTimeouts: { create: 20s }"]);

    private static SandboxOptions Behaving(params string[] behaviours) => new()
    {
        UserSecret = SampleSecrets.User,
        OrganizationSecret = SampleSecrets.Organization,
        Behaviours = SandboxBehaviours.Of(behaviours),
    };

    private static Task<StackFixture> OpenAsync(params string[] behaviours) => StackFixture.OpenAsync(Behaving(behaviours));

    private static StackConfig Config(SandboxServer? service)
    {
        var config = StackConfig.Empty
            .With("infobip:userSecret", SampleSecrets.User, secret: true)
            .With("infobip:organizationSecret", SampleSecrets.Organization, secret: true)
            .With("password", SampleSecrets.Password, secret: true);
        return service is null ? config : config.With("infobip:baseUrl", service.BaseUrl("your_mom").ToString());
    }

    /// <summary>A plugin of the next command: same service, same machine.</summary>
    private static Task<PluginFixture> OnAsync(SandboxServer service, string journals) =>
        PluginFixture.OpenAsync(new PluginSetup { Journals = journals, BaseUrl = _ => service.BaseUrl("your_mom") });

    private static async Task<CreateResponse> CreateAsync(PluginFixture plugin, string? name, double seconds) => await plugin.Client.CreateAsync(
        new CreateRequest
        {
            Urn = SampleResource.Urn,
            Name = "sms",
            Type = SampleResource.Type,
            Properties = name is null ? SampleResource.InputsWithGeneratedName() : SampleResource.Inputs(("name", name)),
            Timeout = seconds,
        },
        cancellationToken: Cancel);
}
