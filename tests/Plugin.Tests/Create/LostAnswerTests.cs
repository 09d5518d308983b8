// A create whose answer is lost makes neither a duplicate nor an orphan.
using Grpc.Core;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests.Create;

public sealed class LostAnswerTests
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

    private static readonly PluginSetup s_retrying = new() { Settings = [("requestTimeoutSeconds", 1), ("maxRetries", 2)] };

    public static TheoryData<string> LostAnswers { get; } = [.. s_lostAnswers.Keys];

    [Theory]
    [MemberData(nameof(LostAnswers))]
    public async Task After_a_lost_answer_there_is_one_instance_and_its_id_and_token_are_in_the_state(string what)
    {
        await using var fixture = await OpenFixtureAsync();
        fixture.Sandbox.Faults.Inject(s_lostAnswers[what] with { Method = "POST" });

        await fixture.DeployAsync(Program());

        AssertHeld(fixture, Assert.Single(fixture.Sandbox.Instances));
        Assert.Single(fixture.Calls, call => call == "POST /instances");
        await fixture.PreviewQuietlyAsync(Program());
    }

    [Theory]
    [InlineData(FaultKind.CutBefore, null)]
    [InlineData(FaultKind.Delay, null)]
    [InlineData(FaultKind.Status, 502)]
    public async Task A_request_that_was_lost_is_sent_again_by_the_next_deployment_after_a_look_up(FaultKind kind, int? status)
    {
        await using var fixture = await OpenFixtureAsync();
        fixture.Sandbox.Faults.Inject(new Fault { Kind = kind, StatusCode = status, Method = "POST" });

        Failures.AssertError(StackFixture.Text(await fixture.UpAsync(Program())), "IB4001", "sms-");
        Assert.Single(fixture.Calls, call => call == "POST /instances");
        await fixture.DeployAsync(Program());

        AssertHeld(fixture, Assert.Single(fixture.Sandbox.Instances));
        var calls = fixture.Calls.ToList();
        Assert.Equal(2, calls.Count(call => call == "POST /instances"));
        Assert.Contains("GET /instances", calls[calls.IndexOf("POST /instances")..calls.LastIndexOf("POST /instances")]);
    }

    [Fact]
    public async Task Two_candidates_are_named_with_the_import_command()
    {
        await using var fixture = await OpenFixtureAsync();
        fixture.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.DelayAfter, Method = "POST" });
        var up = fixture.UpAsync(Program("name: sms"));
        await fixture.Sandbox.WaitForRequestAsync(request => request.Fault is not null, TestContext.Current.CancellationToken);
        var other = fixture.Sandbox.Add("sms", configuration: SampleInstance.Configuration());

        var text = StackFixture.Text(await up);

        var ours = Assert.Single(fixture.Sandbox.Instances, instance => instance.Id != other.Id);
        Failures.AssertError(text, "IB4002", $"{ours.Id}, {other.Id}", $"pulumi import infobip:index:InfoBipInstance <resource name> {ours.Id}");
        Assert.Null(fixture.Stack.FindByName("sms"));
        Assert.Single(fixture.Calls, call => call == "POST /instances");

        // What the message says works.
        var import = await fixture.ImportAsync("sms", $"{ours.Id}");
        Assert.True(import.Succeeded, StackFixture.Text(import));
        AssertHeld(fixture, ours);
    }

    [Fact]
    public async Task An_instance_that_was_there_before_is_never_adopted_and_is_named()
    {
        await using var fixture = await OpenFixtureAsync();
        var before = fixture.Sandbox.Add("sms", configuration: SampleInstance.Configuration());
        fixture.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.CutAfter, Method = "POST" });

        await fixture.DeployAsync(Program("name: sms"));

        AssertHeld(fixture, Assert.Single(fixture.Sandbox.Instances, instance => instance.Id != before.Id));
        Assert.Contains(fixture.Messages, message => message.Contains("'sms'", StringComparison.Ordinal) && message.Contains($"({before.Id})", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_look_up_without_an_answer_leaves_the_create_in_doubt_and_names_what_to_look_for()
    {
        await using var fixture = await OpenFixtureAsync();
        fixture.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.CutAfter, Method = "POST" });
        fixture.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 403, Method = "GET", Rate = 1 });

        var text = StackFixture.Text(await fixture.UpAsync(Program()));

        var left = Assert.Single(fixture.Sandbox.Instances);
        Failures.AssertError(text, "IB4001", $"'{left.Name}'", "pulumi import infobip:index:InfoBipInstance <resource name> <instance id>");
    }

    [Theory]
    [InlineData(FaultKind.CutAfter)]
    [InlineData(FaultKind.CutBefore)]
    public async Task A_create_that_a_hook_calls_again_after_a_doubt_ends_with_one_instance(FaultKind kind)
    {
        await using var plugin = await PluginFixture.OpenAsync(s_retrying);
        plugin.Sandbox.Faults.Inject(new Fault { Kind = kind, Method = "POST" });
        plugin.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 403, Method = "GET", Times = int.MaxValue });
        Assert.Equal(StatusCode.Unknown, (await Failures.OfAsync(plugin.CreateAsync(SampleResource.InputsWithGeneratedName(), seconds: 0.9))).StatusCode);
        plugin.Sandbox.Faults.Clear();

        var again = await plugin.CreateAsync(SampleResource.InputsWithGeneratedName());

        Assert.Equal($"{Assert.Single(plugin.Sandbox.Instances).Id}", again.Id);
    }

    [Fact]
    public async Task A_cancelled_create_returns_what_it_made()
    {
        await using var plugin = await PluginFixture.OpenAsync(s_retrying);
        plugin.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.DelayAfter, Method = "POST" });
        var creating = plugin.CreateAsync(SampleResource.InputsWithGeneratedName());
        await plugin.Sandbox.WaitForRequestAsync(request => request.Fault is not null, TestContext.Current.CancellationToken);

        await plugin.Client.CancelAsync(new Google.Protobuf.WellKnownTypes.Empty(), cancellationToken: TestContext.Current.CancellationToken);

        var made = await creating;
        var instance = Assert.Single(plugin.Sandbox.Instances);
        Assert.Equal($"{instance.Id}", made.Id);
        Assert.Equal(instance.Token, Wire.Reveal(made.Properties.Fields["token"]).StringValue);
    }

    private static string Program(params string[] properties) => StackFixture.Program(properties, ["customTimeouts: { create: 3s }"]);

    private static async Task<StackFixture> OpenFixtureAsync()
    {
        var fixture = await StackFixture.OpenAsync();
        fixture.Config = fixture.Config.With("infobip:requestTimeoutSeconds", "1").With("infobip:maxRetries", "2");
        return fixture;
    }

    private static void AssertHeld(StackFixture fixture, SandboxInstance instance)
    {
        Assert.Equal($"{instance.Id}", fixture.State.Id);
        Assert.Equal(instance.Token, Wire.Reveal(fixture.State.Outputs.Fields["token"]).StringValue);
        Assert.Empty(fixture.Stack.PendingOperations);
    }
}
