// Calls that are written down while they run, and what becomes of those whose end was not written down.
using System.Collections.Concurrent;
using Grpc.Core;
using Pulumirpc;

namespace InfoBip.EngineSimulator.Tests;

public sealed class PendingOperationTests
{
    private const string Two = """
        name: demo
        runtime: yaml
        resources:
          a: {type: "fake:Thing", properties: {}}
          b: {type: "fake:Thing", properties: {of: "${a.id}"}}
        """;

    [Fact]
    public async Task While_a_create_runs_the_stack_holds_the_whole_resource_as_Check_left_it()
    {
        await using var fixture = new SimulatorFixture();
        fixture.Plugin.OnCheck = request =>
        {
            var inputs = request.News.Clone();
            inputs.Fields["name"] = Wire.Map(("name", $"{request.Name}-4711")).Fields["name"];
            return new CheckResponse { Inputs = inputs };
        };
        var seen = Watch(fixture);

        await fixture.UpAsync(Two);

        var (_, operation) = seen.Last(entry => entry.Method == "Create");
        Assert.Equal(("creating", SimulatorFixture.UrnOf("b")), (operation.Kind, operation.Urn));
        Assert.Equal(Wire.Map(("of", "101"), ("name", "b-4711")), operation.Resource.Inputs);
        Assert.Equal([SimulatorFixture.UrnOf("a")], operation.Resource.Dependencies);
        Assert.Equal(fixture.Stack.FindByName("b")!.Provider, operation.Resource.Provider);
        Assert.Equal("", operation.Resource.Id);
        Assert.Empty(fixture.Stack.PendingOperations);
    }

    [Fact]
    public async Task Every_kind_of_call_is_written_down_while_it_runs_and_only_then()
    {
        await using var fixture = new SimulatorFixture();
        fixture.Plugin.Things["7"] = Wire.Map(("tag", "theirs"));
        var seen = Watch(fixture);

        await fixture.UpAsync(SimulatorFixture.OneThing("{tag: x}"));
        await fixture.UpAsync(SimulatorFixture.OneThing("{tag: y}"));
        await fixture.UpAsync("name: demo\nruntime: yaml\nresources:\n  b: {type: \"fake:Thing\", get: {id: \"7\"}}");
        await fixture.DestroyAsync();
        await fixture.ImportAsync("7");
        await fixture.UpAsync(SimulatorFixture.OneThing("{tag: theirs}") + "\n  b: {type: \"fake:Thing\", properties: {tag: theirs}, options: {import: \"7\"}}");

        Assert.Equal(
            [("Create", "creating"), ("Update", "updating"), ("Read", "reading"), ("Delete", "deleting"), ("Read", "importing"), ("Read", "importing")],
            seen.Select(entry => (entry.Method, entry.Operation.Kind)));
        Assert.Equal("y", seen.Single(entry => entry.Method == "Update").Operation.Resource.Inputs.Fields["tag"].StringValue);
        Assert.Equal("101", seen.Single(entry => entry.Method == "Delete").Operation.Resource.Id);
        Assert.Empty(fixture.Stack.PendingOperations);
    }

    [Fact]
    public async Task A_preview_writes_nothing_down_in_the_stack_and_settles_nothing()
    {
        await using var fixture = new SimulatorFixture();
        fixture.LeavePending("updating");
        var saves = 0;
        fixture.With = options => options with { Save = _ => Interlocked.Increment(ref saves) };
        var seen = Watch(fixture);

        var preview = await fixture.PreviewAsync(Two);

        Assert.Equal(["updating", "updating"], seen.Select(entry => entry.Operation.Kind));
        Assert.Equal("updating", Assert.Single(fixture.Stack.PendingOperations).Kind);
        Assert.Empty(preview.Diagnostics);
        Assert.Equal(0, saves);
    }

    [Fact]
    public async Task A_plugin_that_dies_in_a_create_leaves_nothing_pending()
    {
        var stack = new Stack("dev", "demo");

        var result = await new Deployment(new DeploymentOptions
        {
            Launcher = FakePluginProcess.Options("dies").ToLauncher("fake"),
            Stack = stack,
            Program = YamlProgram.Parse(SimulatorFixture.OneThing("{}")),
        }).UpAsync(TestContext.Current.CancellationToken);

        Assert.True(result.Step("a").Failed);
        Assert.Empty(stack.PendingOperations);
    }

    [Theory]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.Unknown)]
    public async Task A_plugin_that_cannot_be_configured_was_asked_for_nothing_and_leaves_nothing_pending(StatusCode code)
    {
        await using var fixture = new SimulatorFixture();
        await fixture.GivenAsync(SimulatorFixture.OneThing("{}"));
        fixture.Plugin.OnConfigure = _ => throw new RpcException(new Status(code, "no way in"));

        var result = await fixture.DestroyAsync();

        Assert.Equal("no way in", Assert.Single(result.Errors).Message);
        Assert.DoesNotContain("Delete", fixture.Plugin.Methods);
        Assert.Empty(fixture.Stack.PendingOperations);
    }

    [Fact]
    public async Task A_pending_create_outlives_every_operation_even_a_create_of_the_same_resource()
    {
        await using var fixture = new SimulatorFixture();
        fixture.LeavePending("creating");
        fixture.Plugin.Things["7"] = Wire.Map(("tag", "theirs"));
        Func<Task<DeploymentResult>>[] operations =
        [
            () => fixture.UpAsync(SimulatorFixture.OneThing("{}")),
            () => fixture.RefreshAsync(),
            () => fixture.UpAsync(SimulatorFixture.OneThing("{tag: y}")),
            () => fixture.DestroyAsync(),
            () => fixture.ImportAsync("7"),
        ];

        foreach (var operation in operations)
        {
            Assert.Empty((await operation()).Errors);
            fixture.Reload();
            var pending = Assert.Single(fixture.Stack.PendingOperations);
            Assert.Equal(("creating", SimulatorFixture.UrnOf("a"), "lost"), (pending.Kind, pending.Urn, pending.Resource.Inputs.Fields["tag"].StringValue));
        }
    }

    [Theory]
    [InlineData("up")]
    [InlineData("refresh")]
    [InlineData("refresh that fails")]
    [InlineData("destroy")]
    [InlineData("import")]
    public async Task Other_pending_operations_are_gone_after_the_next_operation(string operation)
    {
        await using var fixture = new SimulatorFixture();
        await fixture.GivenAsync(SimulatorFixture.OneThing("{}"));
        fixture.Plugin.Things["7"] = Wire.Map(("tag", "theirs"));
        foreach (var kind in (string[])["updating", "deleting", "reading", "importing", "creating"])
        {
            fixture.LeavePending(kind);
        }

        switch (operation)
        {
            case "up":
                await fixture.UpAsync(SimulatorFixture.OneThing("{}"));
                break;
            case "refresh that fails":
                fixture.Plugin.OnRead = _ => throw new RpcException(new Status(StatusCode.Unauthenticated, "who?"));
                goto case "refresh";
            case "refresh":
                await fixture.RefreshAsync();
                break;
            case "destroy":
                await fixture.DestroyAsync();
                break;
            default:
                await fixture.ImportAsync("7");
                break;
        }

        Assert.Equal("creating", Assert.Single(fixture.Stack.PendingOperations).Kind);
    }

    [Fact]
    public async Task Up_and_destroy_warn_once_of_all_that_is_pending_with_what_to_do()
    {
        await using var fixture = new SimulatorFixture();
        fixture.LeavePending("creating");
        fixture.LeavePending("updating", "b");

        var up = await fixture.UpAsync(SimulatorFixture.OneThing("{}"));
        var destroy = await fixture.DestroyAsync();

        var warning = Assert.Single(up.Diagnostics);
        Assert.Equal(LogSeverity.Warning, warning.Severity);
        Assert.Contains("2 pending operations", warning.Message, StringComparison.Ordinal);
        Assert.Contains($"\n  * {SimulatorFixture.UrnOf("a")}, interrupted while creating\n  * {SimulatorFixture.UrnOf("b")}, interrupted while updating\n", warning.Message, StringComparison.Ordinal);
        Assert.All(["`pulumi stack export`", "`pulumi import`", "`pulumi refresh --clear-pending-creates`"], way => Assert.Contains(way, warning.Message, StringComparison.Ordinal));
        Assert.Contains("1 pending operation ", Assert.Single(destroy.Diagnostics).Message, StringComparison.Ordinal);
        Assert.Contains("  pulumi:pulumi:Stack (demo-dev):\n    warning: ", fixture.Shown(up), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refresh_and_an_import_do_not_warn()
    {
        await using var fixture = new SimulatorFixture();
        fixture.Plugin.Things["7"] = Wire.Map(("tag", "theirs"));
        fixture.LeavePending("creating");

        Assert.Empty((await fixture.RefreshAsync()).Diagnostics);
        Assert.Empty((await fixture.ImportAsync("7")).Diagnostics);
    }

    [Fact]
    public async Task A_refresh_clears_pending_creates_on_request_and_names_them()
    {
        await using var fixture = new SimulatorFixture();
        fixture.LeavePending("creating");
        fixture.LeavePending("creating", "b");

        var preview = await fixture.RefreshAsync(previewOnly: true, clearPendingCreates: true);

        Assert.StartsWith("To clear: 2 pending creates", Assert.Single(preview.Diagnostics).Message, StringComparison.Ordinal);
        Assert.Equal(2, fixture.Stack.PendingOperations.Count);

        var refresh = await fixture.RefreshAsync(clearPendingCreates: true);

        Assert.Equal(
            $"Cleared: 2 pending creates\n  * {SimulatorFixture.UrnOf("a")}, interrupted while creating\n  * {SimulatorFixture.UrnOf("b")}, interrupted while creating",
            Assert.Single(refresh.Diagnostics).Message);
        Assert.Empty(fixture.Stack.PendingOperations);
        Assert.Empty((await fixture.RefreshAsync(clearPendingCreates: true)).Diagnostics);
        Assert.Empty((await fixture.UpAsync(SimulatorFixture.OneThing("{}"))).Diagnostics);
    }

    /// <summary>What the stack holds pending whenever the plugin makes, changes, deletes or reads a thing.</summary>
    private static ConcurrentQueue<(string Method, PendingOperation Operation)> Watch(SimulatorFixture fixture)
    {
        var seen = new ConcurrentQueue<(string, PendingOperation)>();
        void See(string method) => seen.Enqueue((method, Assert.Single(fixture.Stack.PendingOperations)));
        fixture.Plugin.OnCreate = request =>
        {
            See("Create");
            return fixture.Plugin.CreateThing(request);
        };
        fixture.Plugin.OnRead = request =>
        {
            See("Read");
            return fixture.Plugin.ReadThing(request);
        };
        fixture.Plugin.OnUpdate = request =>
        {
            See("Update");
            return fixture.Plugin.UpdateThing(request);
        };
        fixture.Plugin.OnDelete = _ =>
        {
            See("Delete");
            return Task.CompletedTask;
        };
        return seen;
    }
}
