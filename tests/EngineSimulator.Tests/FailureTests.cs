// Calls that fail, and what the state then says.
using Grpc.Core;
using Pulumirpc;

namespace InfoBip.EngineSimulator.Tests;

public sealed class FailureTests
{
    [Fact]
    public async Task A_half_made_thing_is_kept_and_repaired_by_the_next_up()
    {
        await using var bench = new Bench();
        bench.Plugin.OnCreate = request =>
        {
            var answer = bench.Plugin.CreateThing(request);
            throw FakePlugin.Failure(StatusCode.Unknown, "not shown", new ErrorResourceInitFailed
            {
                Id = answer.Id,
                Properties = answer.Properties,
                Reasons = { "the service refused the password" },
            });
        };
        var failed = await bench.UpAsync(Bench.OneThing("{size: 1}"));
        bench.Reload();

        Assert.Equal("the service refused the password", Assert.Single(failed.Errors).Message);
        Assert.True(failed.Step("a").Failed);
        Assert.Equal(["the service refused the password"], bench.Stack.FindByName("a")!.InitErrors);
        Assert.True(Wire.IsSecret(bench.Stack.FindByName("a")!.Outputs.Fields["token"]));
        Assert.Empty(bench.Stack.PendingOperations);

        var repaired = await bench.UpAsync(Bench.OneThing("{size: 1}"));

        Assert.Equal("101", Assert.Single(bench.Plugin.Requests<UpdateRequest>("Update")).Id);
        Assert.Equal(1, repaired.Count(StepKind.Update));
        Assert.Empty(bench.Stack.FindByName("a")!.InitErrors);
    }

    [Fact]
    public async Task A_half_done_update_keeps_the_old_inputs_so_that_the_change_shows_again()
    {
        await using var bench = new Bench();
        await bench.GivenAsync(Bench.OneThing("{tag: x}"));
        bench.Plugin.OnUpdate = request => throw FakePlugin.Failure(StatusCode.Unknown, "", new ErrorResourceInitFailed
        {
            Id = request.Id,
            Properties = FakePlugin.Outputs(request.Id, request.News),
            Reasons = { "half" },
        });

        await bench.UpAsync(Bench.OneThing("{tag: y}"));

        var state = bench.Stack.FindByName("a")!;
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
        await using var bench = new Bench();
        bench.Plugin.OnCreate = _ => throw new RpcException(new Status(code, "it broke"));

        var result = await bench.UpAsync(Bench.OneThing("{}"));
        bench.Reload();

        Assert.Equal("it broke", Assert.Single(result.Errors).Message);
        Assert.Null(bench.Stack.FindByName("a"));
        Assert.Empty(bench.Stack.PendingOperations);
    }

    [Fact]
    public async Task Missing_keys_are_told_per_resource_with_the_command_that_sets_them()
    {
        await using var bench = new Bench();
        bench.Plugin.OnConfigure = _ => throw FakePlugin.Failure(StatusCode.InvalidArgument, "not shown", new ConfigureErrorMissingKeys
        {
            MissingKeys = { new ConfigureErrorMissingKeys.Types.MissingKey { Name = "fake:key", Description = "The key." } },
        });

        var result = await bench.UpAsync(Bench.OneThing("{}"));

        Assert.Equal("The configuration key fake:key is missing: The key.\nSet it with: pulumi config set fake:key <value>", Assert.Single(result.Errors).Message);
        Assert.DoesNotContain("Create", bench.Plugin.Methods);
    }

    [Fact]
    public async Task A_refused_setting_is_told_once_against_the_provider()
    {
        await using var bench = new Bench();
        bench.Plugin.OnCheckConfig = _ => Bench.Refuse("limit", "no number");
        bench.Config = bench.Config.With("fake:limit", "many");

        var result = await bench.UpAsync("""
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
        await using var bench = new Bench();
        await bench.GivenAsync("""
            name: demo
            runtime: yaml
            resources:
              a: {type: "fake:Thing", properties: {}}
              b: {type: "fake:Thing", properties: {of: "${a.id}"}}
            """);
        bench.Plugin.OnDelete = request => throw new RpcException(new Status(StatusCode.Unavailable, $"not now: {request.Name}"));

        var result = await bench.DestroyAsync();

        Assert.Equal("not now: b", Assert.Single(result.Errors).Message);
        Assert.NotNull(bench.Stack.FindByName("a"));
        Assert.NotNull(bench.Stack.FindByName("b"));
    }
}
