// A plugin that is killed in the middle of a create: the next run of the same program ends with one instance.
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests;

public sealed class KillTests
{
    private const string Named = "name: sms";

    /// <summary>For what comes at once, or never.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

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
        await using var stage = await Stage.OpenAsync();
        var program = Program(name, "enabled: false", "tags: [production]");
        var killed = await KillAsync(stage, program, point);
        Assert.False(killed.Succeeded);
        Assert.Null(stage.Stack.FindByName("sms"));
        Assert.Equal(left, stage.Sandbox.Instances.Count);

        await stage.DeployAsync(program);

        var one = Assert.Single(stage.Sandbox.Instances);
        Assert.Equal($"{one.Id}", stage.State.Id);
        Assert.Equal(one.Token, Wire.Reveal(stage.State.Outputs.Fields["token"]).StringValue);
        Assert.Equal((one.Name, true), (stage.State.Inputs.Fields["name"].StringValue, one.Disabled));
        Assert.Equal(left == 1, stage.Said.Exists(said => said.Contains($"had made instance {one.Id}: it is taken over", StringComparison.Ordinal)));
        Assert.Empty(JournalFolder.In(stage.Journals));
        await stage.PreviewQuietlyAsync(program);
        await stage.RefreshQuietlyAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData(Named)]
    public async Task What_is_taken_over_is_brought_to_what_the_program_says_by_then(string name)
    {
        await using var stage = await Stage.OpenAsync();
        await KillAsync(stage, Program(name, "tags: [old]", "password: first"), "after the work, before the answer");

        var program = Program(name, "tags: [new]", "password: second");
        await stage.DeployAsync(program);

        var one = Assert.Single(stage.Sandbox.Instances);
        Assert.Equal(["new"], one.Tags);
        Assert.Equal("second", one.Configuration["messaging.sms.infobip.password"]);
        await stage.PreviewQuietlyAsync(program);
    }

    [Fact]
    public async Task A_plugin_that_is_killed_while_it_takes_over_is_followed_by_one_that_does()
    {
        await using var stage = await Stage.OpenAsync();
        await KillAsync(stage, Stage.Program(), "after the work, before the answer");
        stage.Sandbox.Faults.Clear();
        stage.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.DelayAfter, Method = "PUT" });
        await stage.UpUntilKilledAsync(Stage.Program(), request => request.Fault == FaultKind.DelayAfter && request.Method == "PUT");
        stage.Sandbox.Faults.Clear();

        await stage.DeployAsync(Stage.Program());

        Assert.Equal($"{Assert.Single(stage.Sandbox.Instances).Id}", stage.State.Id);
        await stage.PreviewQuietlyAsync(Stage.Program());
        Assert.Empty(JournalFolder.In(stage.Journals));
    }

    [Fact]
    public async Task A_hook_that_calls_a_failed_take_over_again_ends_with_one_instance()
    {
        var (killed, journals) = await KilledAfterACreateAsync();
        await using var _ = killed;
        await using var next = await NextAsync(killed, journals);
        var inputs = Wired.Inputs(("name", "sms-7654321"), ("__generatedName", "sms-7654321"));
        killed.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 503, Method = "PUT" });
        await Failures.OfAsync(next.CreateAsync(inputs));

        var again = await next.CreateAsync(inputs);

        Assert.Equal($"{Assert.Single(killed.Sandbox.Instances).Id}", again.Id);
    }

    [Fact]
    public async Task What_cannot_be_told_from_anothers_instance_is_told_once_with_the_command_that_takes_it_over()
    {
        await using var stage = await Stage.OpenAsync(new SandboxOptions { Answers = AnswerShape.Seed });
        var program = Stage.Program(Named);
        await KillAsync(stage, program, "after the work, before the answer");
        var left = Assert.Single(stage.Sandbox.Instances);

        var text = Stage.Text(await stage.UpAsync(program));

        Assert.Single(stage.Sandbox.Instances);
        Assert.Contains($"since then there is a new instance named 'sms': {left.Id}.", text, StringComparison.Ordinal);
        Assert.Contains($"`pulumi import infobip:index:InfoBipInstance <resource name> {left.Id}`", text, StringComparison.Ordinal);

        // What the message says works.
        Assert.True((await stage.ImportAsync("sms", $"{left.Id}")).Succeeded);
        Assert.Single(stage.Sandbox.Instances);
        Assert.Equal($"{left.Id}", stage.State.Id);
    }

    [Fact]
    public async Task Who_deploys_again_after_that_gets_another_instance()
    {
        await using var stage = await Stage.OpenAsync(new SandboxOptions { Answers = AnswerShape.Seed });
        var program = Stage.Program(Named);
        await KillAsync(stage, program, "after the work, before the answer");
        await stage.UpAsync(program);

        await stage.DeployAsync(program);

        Assert.Equal(2, stage.Sandbox.Instances.Count);
    }

    [Fact]
    public async Task An_instance_of_the_name_that_is_not_as_the_program_wants_it_is_not_taken_for_ours()
    {
        await using var stage = await Stage.OpenAsync();
        var program = Stage.Program(Named);
        await KillAsync(stage, program, "while the request is on the way");
        var others = stage.Sandbox.Add("sms");

        var text = Stage.Text(await stage.UpAsync(program));

        Assert.Contains($"`pulumi import infobip:index:InfoBipInstance <resource name> {others.Id}`", text, StringComparison.Ordinal);
        Assert.Null(stage.Stack.FindByName("sms"));
        Assert.Single(stage.Sandbox.Instances);
    }

    [Fact]
    public async Task Nothing_is_made_while_the_service_does_not_tell_what_was_left()
    {
        await using var stage = await Stage.OpenAsync();
        await KillAsync(stage, Stage.Program(), "after the work, before the answer");
        stage.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 503, Method = "GET" });

        var text = Stage.Text(await stage.UpAsync(Stage.Program()));

        Assert.Contains("finding out what an earlier create of 'sms' made that was cut off", text, StringComparison.Ordinal);
        Assert.Single(stage.Sandbox.Instances);
        await stage.DeployAsync(Stage.Program());
        Assert.Single(stage.Sandbox.Instances);
    }

    [Fact]
    public async Task Without_a_journal_the_next_run_makes_another_instance()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Environment[JournalFolder.Variable] = "off";
        await KillAsync(stage, Stage.Program(), "after the work, before the answer");

        await stage.DeployAsync(Stage.Program());

        Assert.Equal(2, stage.Sandbox.Instances.Count);
    }

    [Fact]
    public async Task What_a_killed_plugin_left_can_be_imported_instead()
    {
        await using var stage = await Stage.OpenAsync();
        await KillAsync(stage, Stage.Program(Named), "after the work, before the answer");
        var left = Assert.Single(stage.Sandbox.Instances);

        var import = await stage.ImportAsync("sms", $"{left.Id}");

        Assert.True(import.Succeeded, Stage.Text(import));
        Assert.Equal(left.Token, Wire.Reveal(stage.State.Outputs.Fields["token"]).StringValue);
        Assert.Single(stage.Sandbox.Instances);
        Assert.Empty(JournalFolder.In(stage.Journals));
    }

    [Fact]
    public async Task A_create_that_the_engine_has_recorded_is_settled_in_silence_by_the_next_run()
    {
        var (killed, journals) = await KilledAfterACreateAsync();
        await using var _ = killed;
        Assert.Single(JournalFolder.In(journals));

        await using var next = await NextAsync(killed, journals);
        await next.DiffAsync(Wired.NamedInputs(), Wired.NamedInputs(), Wired.NamedInputs());

        Assert.Empty(JournalFolder.In(journals));
        Assert.False(next.FirstNote.IsCompleted);
    }

    [Fact]
    public async Task What_was_left_under_another_name_is_told_when_the_resource_was_made_elsewhere_meanwhile()
    {
        var (killed, journals) = await KilledAfterACreateAsync();
        await using var _ = killed;

        await using var next = await NextAsync(killed, journals);
        var others = Wired.Inputs(("name", "sms-7654321"), ("__generatedName", "sms-7654321"));
        await next.DiffAsync(others, others, others);

        var note = await next.FirstNote.WaitAsync(s_patience, TestContext.Current.CancellationToken);
        Assert.Contains($"may have left an instance named '{Wired.MadeUpName}' that no state holds", note.Message, StringComparison.Ordinal);
        Assert.Empty(JournalFolder.In(journals));
    }

    [Fact]
    public async Task A_journal_holds_no_secret_and_is_for_its_user_alone()
    {
        var journals = JournalFolder.New();
        await using var wired = await Wired.OpenAsync(new Wiring { Journals = journals });
        var made = await wired.CreateAsync(Wired.Inputs());
        await wired.KillAsync();

        var journal = Assert.Single(JournalFolder.In(journals));
        var text = await File.ReadAllTextAsync(journal, TestContext.Current.CancellationToken);
        Assert.Contains(Wired.Urn, text, StringComparison.Ordinal);
        foreach (var secret in (string[])[Stage.UserSecret, Stage.OrganizationSecret, Stage.Password, Wire.Reveal(made.Properties.Fields["token"]).StringValue])
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
        await using var wired = await Wired.OpenAsync(new Wiring { Journals = journals });

        await wired.CreateAsync(Wired.Inputs(("name", Wire.Secret("sms"))));

        Assert.Empty(JournalFolder.In(journals));
    }

    /// <summary>A plugin that has made an instance, of which its engine has heard, and was killed then.</summary>
    private static async Task<(Wired Killed, string Journals)> KilledAfterACreateAsync()
    {
        var journals = JournalFolder.New();
        var killed = await Wired.OpenAsync(new Wiring { Journals = journals });
        await killed.CreateAsync(Wired.NamedInputs());
        await killed.KillAsync();
        return (killed, journals);
    }

    /// <summary>The plugin of the next run, against the same service and on the same machine.</summary>
    private static Task<Wired> NextAsync(Wired killed, string journals) =>
        Wired.OpenAsync(new Wiring { Journals = journals, BaseUrl = _ => killed.Sandbox.BaseUrl("your_mom") });

    private static string Program(string name, params string[] more) => Stage.Program(name.Length > 0 ? [name, .. more] : more);

    private static async Task<DeploymentResult> KillAsync(Stage stage, string program, string point)
    {
        foreach (var fault in s_points[point])
        {
            stage.Sandbox.Faults.Inject(fault);
        }

        var kind = s_points[point][^1].Kind;
        var result = await stage.UpUntilKilledAsync(program, request => request.Fault == kind);
        await stage.Sandbox.WaitForRequestAsync(request => request.Fault == kind && request.Done, TestContext.Current.CancellationToken);
        return result;
    }
}
