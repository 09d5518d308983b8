// A plugin that is killed in the middle of a create: the next run of the same program ends with one instance.
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests.Create;

public sealed class KilledPluginTests
{
    private const string Named = "name: sms";

    private static readonly Dictionary<string, Fault[]> s_points = new()
    {
        ["before the request"] = [new Fault { Kind = FaultKind.Delay, Method = "GET" }],
        ["while the request is on the way"] = [new Fault { Kind = FaultKind.Delay, Method = "POST" }],
        ["after the work, before the answer"] = [new Fault { Kind = FaultKind.DelayAfter, Method = "POST" }],
        ["in the middle of the answer"] = [new Fault { Kind = FaultKind.DelayInBody, Method = "POST" }],
        ["during the look-up"] = [new Fault { Kind = FaultKind.CutAfter, Method = "POST" }, new Fault { Kind = FaultKind.DelayAfter, Method = "GET" }],
        ["while it is switched off"] = [new Fault { Kind = FaultKind.Delay, Method = "DELETE" }],
    };

    /// <summary>The points with and without a name of the user's, and how many instances are there after the kill.</summary>
    public static TheoryData<string, string, int> Points { get; } = new()
    {
        { "while the request is on the way", string.Empty, 0 },
        { "after the work, before the answer", string.Empty, 1 },
        { "in the middle of the answer", string.Empty, 1 },
        { "during the look-up", string.Empty, 1 },
        { "while it is switched off", string.Empty, 1 },
        { "before the request", Named, 0 },
        { "while the request is on the way", Named, 0 },
        { "after the work, before the answer", Named, 1 },
        { "in the middle of the answer", Named, 1 },
        { "while it is switched off", Named, 1 },
    };

    [Theory]
    [MemberData(nameof(Points))]
    public async Task After_a_killed_plugin_the_next_run_of_the_same_program_ends_with_one_instance(string point, string name, int left)
    {
        await using var fixture = await StackFixture.OpenAsync();
        var program = Program(name, "enabled: false", "tags: [production]");
        var killed = await KillAsync(fixture, program, point);
        Assert.False(killed.Succeeded);
        Assert.Null(fixture.Stack.FindByName("sms"));
        Assert.Equal(left, fixture.Sandbox.Instances.Count);

        await fixture.DeployAsync(program);

        var one = Assert.Single(fixture.Sandbox.Instances);
        Assert.Equal($"{one.Id}", fixture.State.Id);
        Assert.Equal(one.Token, Wire.Reveal(fixture.State.Outputs.Fields["token"]).StringValue);
        Assert.Equal((one.Name, true), (fixture.State.Inputs.Fields["name"].StringValue, one.Disabled));
        Assert.Equal(left == 1, fixture.Messages.Exists(message => message.Contains(PluginNotes.Adopted(one.Id), StringComparison.Ordinal)));
        await fixture.PreviewQuietlyAsync(program);
        await fixture.RefreshQuietlyAsync();
        Assert.Empty(JournalFolder.In(fixture.Journals));
    }

    [Theory]
    [InlineData("")]
    [InlineData(Named)]
    public async Task What_is_adopted_is_brought_to_what_the_program_says_by_then(string name)
    {
        await using var fixture = await StackFixture.OpenAsync();
        await KillAsync(fixture, Program(name, "tags: [old]", "password: first"), "after the work, before the answer");

        var program = Program(name, "tags: [new]", "password: second");
        await fixture.DeployAsync(program);

        var one = Assert.Single(fixture.Sandbox.Instances);
        Assert.Equal(["new"], one.Tags);
        Assert.Equal("second", one.Configuration[SampleInstance.PasswordKey]);
        await fixture.PreviewQuietlyAsync(program);
    }

    [Fact]
    public async Task A_plugin_that_is_killed_while_it_adopts_is_followed_by_one_that_does()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await KillAsync(fixture, Program(string.Empty), "after the work, before the answer");
        fixture.Sandbox.Faults.Clear();
        fixture.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.DelayAfter, Method = "PATCH" });
        await fixture.UpUntilKilledAsync(Program(string.Empty), request => request.Fault == FaultKind.DelayAfter && request.Method == "PATCH");
        fixture.Sandbox.Faults.Clear();

        await fixture.DeployAsync(Program(string.Empty));

        Assert.Equal($"{Assert.Single(fixture.Sandbox.Instances).Id}", fixture.State.Id);
        await fixture.PreviewQuietlyAsync(Program(string.Empty));
        Assert.Empty(JournalFolder.In(fixture.Journals));
    }

    [Fact]
    public async Task A_hook_that_calls_again_after_a_failed_adoption_ends_with_one_instance()
    {
        var (killed, journals) = await KilledAfterACreateAsync();
        await using var _ = killed;
        await using var next = await NextAsync(killed, journals);
        var inputs = SampleResource.Inputs(("name", "sms-7654321"), ("__generatedName", "sms-7654321"));
        killed.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 503, Method = "PATCH" });
        await Failures.OfAsync(next.CreateAsync(inputs));

        var again = await next.CreateAsync(inputs);

        Assert.Equal($"{Assert.Single(killed.Sandbox.Instances).Id}", again.Id);
    }

    [Fact]
    public async Task An_instance_that_may_be_anothers_is_not_adopted_and_named_once_with_the_import_command()
    {
        await using var fixture = await StackFixture.OpenAsync(new SandboxOptions { Answers = AnswerShape.Seed });
        var program = Program(Named);
        await KillAsync(fixture, program, "after the work, before the answer");
        var left = Assert.Single(fixture.Sandbox.Instances);

        var text = StackFixture.Text(await fixture.UpAsync(program));

        Assert.Single(fixture.Sandbox.Instances);
        Failures.AssertError(text, "IB4008", "'sms'", $"pulumi import infobip:index:InfoBipInstance <resource name> {left.Id}");

        // What the message says works.
        Assert.True((await fixture.ImportAsync("sms", $"{left.Id}")).Succeeded);
        Assert.Single(fixture.Sandbox.Instances);
        Assert.Equal($"{left.Id}", fixture.State.Id);
    }

    [Fact]
    public async Task The_next_deployment_after_that_makes_another_instance()
    {
        await using var fixture = await StackFixture.OpenAsync(new SandboxOptions { Answers = AnswerShape.Seed });
        var program = Program(Named);
        await KillAsync(fixture, program, "after the work, before the answer");
        await fixture.UpAsync(program);

        await fixture.DeployAsync(program);

        Assert.Equal(2, fixture.Sandbox.Instances.Count);
    }

    [Fact]
    public async Task An_instance_of_the_name_that_is_not_as_the_program_wants_it_is_not_adopted()
    {
        await using var fixture = await StackFixture.OpenAsync();
        var program = Program(Named);
        await KillAsync(fixture, program, "while the request is on the way");
        var others = fixture.Sandbox.Add("sms");

        var text = StackFixture.Text(await fixture.UpAsync(program));

        Failures.AssertError(text, "IB4008", $"pulumi import infobip:index:InfoBipInstance <resource name> {others.Id}");
        Assert.Null(fixture.Stack.FindByName("sms"));
        Assert.Single(fixture.Sandbox.Instances);
    }

    [Fact]
    public async Task Nothing_is_made_while_it_cannot_be_found_out_what_was_left()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await KillAsync(fixture, Program(string.Empty), "after the work, before the answer");
        fixture.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 503, Method = "GET" });

        var text = StackFixture.Text(await fixture.UpAsync(Program(string.Empty)));

        Failures.AssertError(text, "IB3008", "'sms'");
        Assert.Single(fixture.Sandbox.Instances);
        await fixture.DeployAsync(Program(string.Empty));
        Assert.Single(fixture.Sandbox.Instances);
    }

    [Fact]
    public async Task Without_a_journal_the_next_run_makes_another_instance()
    {
        await using var fixture = await StackFixture.OpenAsync();
        fixture.Environment[JournalFolder.Variable] = "off";
        await KillAsync(fixture, Program(string.Empty), "after the work, before the answer");

        await fixture.DeployAsync(Program(string.Empty));

        Assert.Equal(2, fixture.Sandbox.Instances.Count);
    }

    [Fact]
    public async Task What_a_killed_plugin_left_can_be_imported_instead()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await KillAsync(fixture, Program(Named), "after the work, before the answer");
        var left = Assert.Single(fixture.Sandbox.Instances);

        var import = await fixture.ImportAsync("sms", $"{left.Id}");

        Assert.True(import.Succeeded, StackFixture.Text(import));
        Assert.Equal(left.Token, Wire.Reveal(fixture.State.Outputs.Fields["token"]).StringValue);
        Assert.Single(fixture.Sandbox.Instances);
    }

    [Fact]
    public async Task A_create_that_the_engine_has_recorded_is_settled_without_a_note_by_the_next_run()
    {
        var (killed, journals) = await KilledAfterACreateAsync();
        await using var _ = killed;
        Assert.Single(JournalFolder.In(journals));

        await using var next = await NextAsync(killed, journals);
        await next.DiffAsync(SampleResource.InputsWithGeneratedName(), SampleResource.InputsWithGeneratedName(), SampleResource.InputsWithGeneratedName());

        Assert.Empty(JournalFolder.In(journals));
        Assert.False(next.FirstNote.IsCompleted);
    }

    [Fact]
    public async Task A_journal_holds_no_secret_and_is_for_its_user_alone()
    {
        var journals = JournalFolder.New();
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { Journals = journals });
        var made = await plugin.CreateAsync(SampleResource.Inputs());
        await plugin.KillAsync();

        var journal = Assert.Single(JournalFolder.In(journals));
        var text = await File.ReadAllTextAsync(journal, TestContext.Current.CancellationToken);
        Assert.Contains(SampleResource.Urn, text, StringComparison.Ordinal);
        foreach (var secret in (string[])[SampleSecrets.User, SampleSecrets.Organization, SampleSecrets.Password, Wire.Reveal(made.Properties.Fields["token"]).StringValue])
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(journal));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(journals));
        }
    }

    [Fact]
    public async Task A_name_that_is_a_secret_stands_in_no_journal()
    {
        var journals = JournalFolder.New();
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { Journals = journals });

        await plugin.CreateAsync(SampleResource.Inputs(("name", Wire.Secret("canary-name"))));

        var text = await File.ReadAllTextAsync(Assert.Single(JournalFolder.In(journals)), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("canary-name", text, StringComparison.Ordinal);
    }

    /// <summary>A plugin that has made an instance and returned it, and was killed then.</summary>
    private static async Task<(PluginFixture Killed, string Journals)> KilledAfterACreateAsync()
    {
        var journals = JournalFolder.New();
        var killed = await PluginFixture.OpenAsync(new PluginSetup { Journals = journals });
        await killed.CreateAsync(SampleResource.InputsWithGeneratedName());
        await killed.KillAsync();
        return (killed, journals);
    }

    /// <summary>The plugin of the next run, against the same service and on the same machine.</summary>
    private static Task<PluginFixture> NextAsync(PluginFixture killed, string journals) =>
        PluginFixture.OpenAsync(new PluginSetup { Journals = journals, BaseUrl = _ => killed.Sandbox.BaseUrl("your_mom") });

    private static string Program(string name, params string[] more) => StackFixture.Program(name.Length > 0 ? [name, .. more] : more, ["customTimeouts: { create: 3s }"]);

    private static async Task<DeploymentResult> KillAsync(StackFixture fixture, string program, string point)
    {
        foreach (var fault in s_points[point])
        {
            fixture.Sandbox.Faults.Inject(fault);
        }

        var kind = s_points[point][^1].Kind;
        var result = await fixture.UpUntilKilledAsync(program, request => request.Fault == kind);
        await fixture.Sandbox.WaitForRequestAsync(request => request.Fault == kind && request.Done, TestContext.Current.CancellationToken);
        return result;
    }
}
