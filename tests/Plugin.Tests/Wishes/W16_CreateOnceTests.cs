// Wish 16: a create whose answer is lost makes neither a twin nor an orphan.
using Grpc.Core;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests.Wishes;

public sealed class W16_CreateOnceTests
{
    private static readonly Dictionary<string, Fault> s_lostAnswers = new()
    {
        ["cut"] = new Fault { Kind = FaultKind.CutAfter },
        ["cut in the body"] = new Fault { Kind = FaultKind.CutInBody },
        ["500"] = new Fault { Kind = FaultKind.StatusAfter, StatusCode = 500 },
        ["502"] = new Fault { Kind = FaultKind.StatusAfter, StatusCode = 502, Body = FaultBody.Html },
        ["503 that asks to come back"] = new Fault { Kind = FaultKind.StatusAfter, StatusCode = 503, RetryAfter = TimeSpan.Zero },
        ["504"] = new Fault { Kind = FaultKind.StatusAfter, StatusCode = 504, Body = FaultBody.Empty },
        ["stall"] = new Fault { Kind = FaultKind.DelayAfter },
        ["stall in the body"] = new Fault { Kind = FaultKind.DelayInBody },
        ["broken body"] = new Fault { Kind = FaultKind.BrokenBody },
        ["empty body"] = new Fault { Kind = FaultKind.EmptyBody },
        ["huge body"] = new Fault { Kind = FaultKind.HugeBody, Megabytes = 9 },
    };

    private static readonly Wiring s_patient = new() { Settings = [("requestTimeoutSeconds", 1), ("maxRetries", 2)] };

    public static TheoryData<string> LostAnswers { get; } = [.. s_lostAnswers.Keys];

    [Theory]
    [MemberData(nameof(LostAnswers))]
    public async Task W16_After_a_lost_answer_there_is_one_instance_and_its_id_and_token_are_in_the_state(string what)
    {
        await using var stage = await StageAsync();
        stage.Sandbox.Faults.Inject(s_lostAnswers[what] with { Method = "POST" });

        await stage.DeployAsync(Stage.Program());

        AssertHeld(stage, Assert.Single(stage.Sandbox.Instances));
        Assert.Single(stage.Calls, call => call == "POST /instances");
        await stage.PreviewQuietlyAsync(Stage.Program());
    }

    [Theory]
    [InlineData(FaultKind.CutBefore, null)]
    [InlineData(FaultKind.Delay, null)]
    [InlineData(FaultKind.Status, 502)]
    public async Task W16_A_request_that_was_lost_is_sent_again_only_after_a_look_up(FaultKind kind, int? status)
    {
        await using var stage = await StageAsync();
        stage.Sandbox.Faults.Inject(new Fault { Kind = kind, StatusCode = status, Method = "POST" });

        await stage.DeployAsync(Stage.Program());

        AssertHeld(stage, Assert.Single(stage.Sandbox.Instances));
        var calls = stage.Calls.ToList();
        Assert.Equal(2, calls.Count(call => call == "POST /instances"));
        Assert.Contains("GET /instances", calls[calls.IndexOf("POST /instances")..calls.LastIndexOf("POST /instances")]);
    }

    [Fact]
    public async Task W16_Two_candidates_are_named_with_the_command_that_takes_one_over()
    {
        await using var stage = await StageAsync();
        stage.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.DelayAfter, Method = "POST" });
        var up = stage.UpAsync(Stage.Program("name: sms"));
        await stage.Sandbox.WaitForRequestAsync(request => request.Fault is not null, TestContext.Current.CancellationToken);
        var other = stage.Sandbox.Add("sms");

        var text = Stage.Text(await up);

        var ours = Assert.Single(stage.Sandbox.Instances, instance => instance.Id != other.Id);
        Assert.Contains($"{ours.Id}, {other.Id}", text, StringComparison.Ordinal);
        Assert.Contains($"`pulumi import infobip:index:InfoBipInstance <resource name> {ours.Id}`", text, StringComparison.Ordinal);
        Assert.Null(stage.Stack.FindByName("sms"));
        Assert.Single(stage.Calls, call => call == "POST /instances");

        // What the message says works.
        var import = await stage.ImportAsync("sms", $"{ours.Id}");
        Assert.True(import.Succeeded, Stage.Text(import));
        AssertHeld(stage, ours);
    }

    [Theory]
    [InlineData(FaultKind.CutAfter)]
    [InlineData(FaultKind.CutBefore)]
    public async Task W16_An_instance_that_was_there_before_is_never_adopted_and_its_import_is_offered(FaultKind kind)
    {
        await using var stage = await StageAsync();
        var before = stage.Sandbox.Add("sms");
        stage.Sandbox.Faults.Inject(new Fault { Kind = kind, Method = "POST" });

        await stage.DeployAsync(Stage.Program("name: sms"));

        AssertHeld(stage, Assert.Single(stage.Sandbox.Instances, instance => instance.Id != before.Id));
        Assert.Contains(stage.Said, said => said.Contains($"instances named 'sms' already ({before.Id})", StringComparison.Ordinal)
            && said.Contains($"pulumi import infobip:index:InfoBipInstance <resource name> {before.Id}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task W16_A_look_up_without_an_answer_leaves_the_doubt_to_the_user_with_the_way_out()
    {
        await using var stage = await StageAsync();
        stage.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.CutAfter, Method = "POST" });
        stage.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 403, Method = "GET", Rate = 1 });

        var text = Stage.Text(await stage.UpAsync(Stage.Program()));

        var left = Assert.Single(stage.Sandbox.Instances);
        Assert.Contains($"look for an instance named '{left.Name}' there", text, StringComparison.Ordinal);
        Assert.Contains("`pulumi import infobip:index:InfoBipInstance <resource name> <instance id>`", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FaultKind.CutAfter)]
    [InlineData(FaultKind.CutBefore)]
    public async Task W16_A_create_that_a_hook_calls_again_after_a_doubt_ends_with_one_instance(FaultKind kind)
    {
        await using var wired = await Wired.OpenAsync(s_patient);
        wired.Sandbox.Faults.Inject(new Fault { Kind = kind, Method = "POST" });
        wired.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 403, Method = "GET" });
        Assert.Equal(StatusCode.Unknown, (await Failures.OfAsync(wired.CreateAsync(Wired.NamedInputs()))).StatusCode);

        var again = await wired.CreateAsync(Wired.NamedInputs());

        Assert.Equal($"{Assert.Single(wired.Sandbox.Instances).Id}", again.Id);
    }

    [Fact]
    public async Task W16_A_cancelled_create_tells_what_it_made()
    {
        await using var wired = await Wired.OpenAsync(s_patient);
        wired.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.DelayAfter, Method = "POST" });
        var creating = wired.CreateAsync(Wired.NamedInputs());
        await wired.Sandbox.WaitForRequestAsync(request => request.Fault is not null, TestContext.Current.CancellationToken);

        await wired.Client.CancelAsync(new Google.Protobuf.WellKnownTypes.Empty(), cancellationToken: TestContext.Current.CancellationToken);

        var made = await creating;
        var instance = Assert.Single(wired.Sandbox.Instances);
        Assert.Equal($"{instance.Id}", made.Id);
        Assert.Equal(instance.Token, Wire.Reveal(made.Properties.Fields["token"]).StringValue);
    }

    private static async Task<Stage> StageAsync()
    {
        var stage = await Stage.OpenAsync();
        stage.Config = stage.Config.With("infobip:requestTimeoutSeconds", "1").With("infobip:maxRetries", "2");
        return stage;
    }

    private static void AssertHeld(Stage stage, SandboxInstance instance)
    {
        Assert.Equal($"{instance.Id}", stage.State.Id);
        Assert.Equal(instance.Token, Wire.Reveal(stage.State.Outputs.Fields["token"]).StringValue);
        Assert.Empty(stage.Stack.PendingOperations);
    }
}
