// Calls that fail, and what the state then says.
using Grpc.Core;
using Pulumirpc;

namespace InfoBip.EngineSimulator.Tests;

public sealed class FailureTests
{
    [Fact]
    public async Task A_partially_created_thing_is_kept_and_repaired_by_the_next_up()
    {
        await using var fixture = new SimulatorFixture();
        fixture.Plugin.OnCreate = request =>
        {
            var answer = fixture.Plugin.CreateThing(request);
            throw FakePlugin.Failure(StatusCode.Unknown, "not shown", new ErrorResourceInitFailed
            {
                Id = answer.Id,
                Properties = answer.Properties,
                Reasons = { "the service refused the password" },
            });
        };
        var failed = await fixture.UpAsync(SimulatorFixture.OneThing("{size: 1}"));
        fixture.Reload();

        Assert.Equal("the service refused the password", Assert.Single(failed.Errors).Message);
        Assert.True(failed.Step("a").Failed);
        Assert.Equal(["the service refused the password"], fixture.Stack.FindByName("a")!.InitErrors);
        Assert.True(Wire.IsSecret(fixture.Stack.FindByName("a")!.Outputs.Fields["token"]));
        Assert.Empty(fixture.Stack.PendingOperations);

        var repaired = await fixture.UpAsync(SimulatorFixture.OneThing("{size: 1}"));

        Assert.Equal("101", Assert.Single(fixture.Plugin.Requests<UpdateRequest>("Update")).Id);
        Assert.Equal(1, repaired.Count(StepKind.Update));
        Assert.Empty(fixture.Stack.FindByName("a")!.InitErrors);
    }

    [Fact]
    public async Task An_update_that_fails_halfway_keeps_the_old_inputs_so_that_the_change_shows_again()
    {
        await using var fixture = new SimulatorFixture();
        await fixture.GivenAsync(SimulatorFixture.OneThing("{tag: x}"));
        fixture.Plugin.OnUpdate = request => throw FakePlugin.Failure(StatusCode.Unknown, "", new ErrorResourceInitFailed
        {
            Id = request.Id,
            Properties = FakePlugin.Outputs(request.Id, request.News),
            Reasons = { "half" },
        });

        await fixture.UpAsync(SimulatorFixture.OneThing("{tag: y}"));

        var state = fixture.Stack.FindByName("a")!;
        Assert.Equal("x", state.Inputs.Fields["tag"].StringValue);
        Assert.Equal("y", state.Outputs.Fields["tag"].StringValue);
    }

    [Theory]
    [InlineData(StatusCode.Unknown)]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.DataLoss)]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.InvalidArgument)]
    public async Task A_create_that_fails_is_no_longer_pending_whatever_its_outcome(StatusCode code)
    {
        await using var fixture = new SimulatorFixture();
        fixture.Plugin.OnCreate = _ => throw new RpcException(new Status(code, "it broke"));

        var result = await fixture.UpAsync(SimulatorFixture.OneThing("{}"));
        fixture.Reload();

        Assert.Equal("it broke", Assert.Single(result.Errors).Message);
        Assert.Null(fixture.Stack.FindByName("a"));
        Assert.Empty(fixture.Stack.PendingOperations);
    }

    [Fact]
    public async Task Missing_keys_are_reported_per_resource_with_the_command_that_sets_them()
    {
        await using var fixture = new SimulatorFixture();
        fixture.Plugin.OnConfigure = _ => throw FakePlugin.Failure(StatusCode.InvalidArgument, "not shown", new ConfigureErrorMissingKeys
        {
            MissingKeys = { new ConfigureErrorMissingKeys.Types.MissingKey { Name = "fake:key", Description = "The key." } },
        });

        var result = await fixture.UpAsync(SimulatorFixture.OneThing("{}"));

        Assert.Equal("The configuration key fake:key is missing: The key.\nSet it with: pulumi config set fake:key <value>", Assert.Single(result.Errors).Message);
        Assert.DoesNotContain("Create", fixture.Plugin.Methods);
    }

    [Fact]
    public async Task A_refused_setting_is_reported_once_against_the_provider()
    {
        await using var fixture = new SimulatorFixture();
        fixture.Plugin.OnCheckConfig = _ => SimulatorFixture.Refuse("limit", "no number");
        fixture.Config = fixture.Config.With("fake:limit", "many");

        var result = await fixture.UpAsync("""
            name: demo
            runtime: yaml
            resources:
              a: {type: "fake:Thing", properties: {}}
              b: {type: "fake:Thing", properties: {}}
            """);

        var error = Assert.Single(result.Errors);
        Assert.Equal("urn:pulumi:dev::demo::pulumi:providers:fake::default", error.Urn);
        Assert.Contains("property limit value {\"many\"} has a problem: no number", error.Message, StringComparison.Ordinal);
        Assert.Empty(result.Steps);
    }

    [Fact]
    public async Task A_failed_delete_leaves_the_resource_and_what_it_needs()
    {
        await using var fixture = new SimulatorFixture();
        await fixture.GivenAsync("""
            name: demo
            runtime: yaml
            resources:
              a: {type: "fake:Thing", properties: {}}
              b: {type: "fake:Thing", properties: {of: "${a.id}"}}
            """);
        fixture.Plugin.OnDelete = request => throw new RpcException(new Status(StatusCode.Unavailable, $"not now: {request.Name}"));

        var result = await fixture.DestroyAsync();

        Assert.Equal("not now: b", Assert.Single(result.Errors).Message);
        Assert.NotNull(fixture.Stack.FindByName("a"));
        Assert.NotNull(fixture.Stack.FindByName("b"));
    }
}
