// Calls that are written down while they run, and what becomes of those that nobody wrote the end of.
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
        await using var bench = new Bench();
        bench.Plugin.OnCheck = request =>
        {
            var inputs = request.News.Clone();
            inputs.Fields["name"] = Wire.Map(("name", $"{request.Name}-4711")).Fields["name"];
            return new CheckResponse { Inputs = inputs };
        };
        var seen = Watch(bench);

        await bench.UpAsync(Two);

        var (_, operation) = seen.Last(entry => entry.Method == "Create");
        Assert.Equal(("creating", Bench.UrnOf("b")), (operation.Kind, operation.Urn));
        Assert.Equal(Wire.Map(("of", "101"), ("name", "b-4711")), operation.Resource.Inputs);
        Assert.Equal([Bench.UrnOf("a")], operation.Resource.Dependencies);
        Assert.Equal(bench.Stack.FindByName("b")!.Provider, operation.Resource.Provider);
        Assert.Equal("", operation.Resource.Id);
        Assert.Empty(bench.Stack.PendingOperations);
    }

    [Fact]
    public async Task Every_kind_of_call_is_written_down_while_it_runs_and_only_then()
    {
        await using var bench = new Bench();
        bench.Plugin.Things["7"] = Wire.Map(("tag", "theirs"));
        var seen = Watch(bench);

        await bench.UpAsync(Bench.OneThing("{tag: x}"));
        await bench.UpAsync(Bench.OneThing("{tag: y}"));
        await bench.UpAsync("name: demo\nruntime: yaml\nresources:\n  b: {type: \"fake:Thing\", get: {id: \"7\"}}");
        await bench.DestroyAsync();
        await bench.ImportAsync("7");
        await bench.UpAsync(Bench.OneThing("{tag: theirs}") + "\n  b: {type: \"fake:Thing\", properties: {tag: theirs}, options: {import: \"7\"}}");

        Assert.Equal(
            [("Create", "creating"), ("Update", "updating"), ("Read", "reading"), ("Delete", "deleting"), ("Read", "importing"), ("Read", "importing")],
            seen.Select(entry => (entry.Method, entry.Operation.Kind)));
        Assert.Equal("y", seen.Single(entry => entry.Method == "Update").Operation.Resource.Inputs.Fields["tag"].StringValue);
        Assert.Equal("101", seen.Single(entry => entry.Method == "Delete").Operation.Resource.Id);
        Assert.Empty(bench.Stack.PendingOperations);
    }

    [Fact]
    public async Task A_preview_writes_nothing_down_in_the_stack_and_settles_nothing()
    {
        await using var bench = new Bench();
        bench.LeavePending("updating");
        var saves = 0;
        bench.With = options => options with { Save = _ => Task.FromResult(Interlocked.Increment(ref saves)) };
        var seen = Watch(bench);

        var preview = await bench.PreviewAsync(Two);

        Assert.Equal(["updating", "updating"], seen.Select(entry => entry.Operation.Kind));
        Assert.Equal("updating", Assert.Single(bench.Stack.PendingOperations).Kind);
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
            Program = YamlProgram.Parse(Bench.OneThing("{}")),
        }).UpAsync(TestContext.Current.CancellationToken);

        Assert.True(result.Step("a").Failed);
        Assert.Empty(stack.PendingOperations);
    }

    [Theory]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.Unknown)]
    public async Task A_plugin_that_cannot_be_configured_was_asked_for_nothing_and_leaves_nothing_pending(StatusCode code)
    {
        await using var bench = new Bench();
        await bench.GivenAsync(Bench.OneThing("{}"));
        bench.Plugin.OnConfigure = _ => throw new RpcException(new Status(code, "no way in"));

        var result = await bench.DestroyAsync();

        Assert.Equal("no way in", Assert.Single(result.Errors).Message);
        Assert.DoesNotContain("Delete", bench.Plugin.Methods);
        Assert.Empty(bench.Stack.PendingOperations);
    }

    [Fact]
    public async Task A_pending_create_outlives_every_operation_even_a_create_of_the_same_resource()
    {
        await using var bench = new Bench();
        bench.LeavePending("creating");
        bench.Plugin.Things["7"] = Wire.Map(("tag", "theirs"));
        Func<Task<DeploymentResult>>[] operations =
        [
            () => bench.UpAsync(Bench.OneThing("{}")),
            () => bench.RefreshAsync(),
            () => bench.UpAsync(Bench.OneThing("{tag: y}")),
            () => bench.DestroyAsync(),
            () => bench.ImportAsync("7"),
        ];

        foreach (var operation in operations)
        {
            Assert.Empty((await operation()).Errors);
            bench.Reload();
            var pending = Assert.Single(bench.Stack.PendingOperations);
            Assert.Equal(("creating", Bench.UrnOf("a"), "lost"), (pending.Kind, pending.Urn, pending.Resource.Inputs.Fields["tag"].StringValue));
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
        await using var bench = new Bench();
        await bench.GivenAsync(Bench.OneThing("{}"));
        bench.Plugin.Things["7"] = Wire.Map(("tag", "theirs"));
        foreach (var kind in (string[])["updating", "deleting", "reading", "importing", "creating"])
        {
            bench.LeavePending(kind);
        }

        switch (operation)
        {
            case "up":
                await bench.UpAsync(Bench.OneThing("{}"));
                break;
            case "refresh that fails":
                bench.Plugin.OnRead = _ => throw new RpcException(new Status(StatusCode.Unauthenticated, "who?"));
                goto case "refresh";
            case "refresh":
                await bench.RefreshAsync();
                break;
            case "destroy":
                await bench.DestroyAsync();
                break;
            default:
                await bench.ImportAsync("7");
                break;
        }

        Assert.Equal("creating", Assert.Single(bench.Stack.PendingOperations).Kind);
    }

    [Fact]
    public async Task An_operation_that_never_began_leaves_all_that_was_pending()
    {
        await using var bench = new Bench();
        bench.LeavePending("updating");

        await Assert.ThrowsAsync<ProgramException>(() => bench.UpAsync("name: demo\nruntime: yaml\nconfig: {tag: {type: string}}"));

        Assert.Single(bench.Stack.PendingOperations);
    }

    [Fact]
    public async Task Up_and_destroy_warn_once_of_all_that_is_pending_with_what_to_do()
    {
        await using var bench = new Bench();
        bench.LeavePending("creating");
        bench.LeavePending("updating", "b");

        var up = await bench.UpAsync(Bench.OneThing("{}"));
        var destroy = await bench.DestroyAsync();

        var warning = Assert.Single(up.Diagnostics);
        Assert.Equal(Severity.Warning, warning.Severity);
        Assert.Contains("2 pending operations", warning.Message, StringComparison.Ordinal);
        Assert.Contains($"\n  * {Bench.UrnOf("a")}, interrupted while creating\n  * {Bench.UrnOf("b")}, interrupted while updating\n", warning.Message, StringComparison.Ordinal);
        Assert.All(["`export`", "`import`", "`refresh --clear-pending-creates`"], way => Assert.Contains(way, warning.Message, StringComparison.Ordinal));
        Assert.Contains("1 pending operation:", Assert.Single(destroy.Diagnostics).Message, StringComparison.Ordinal);
        Assert.Contains("  pulumi:pulumi:Stack (demo-dev):\n    warning: ", bench.Shown(up), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refresh_and_an_import_do_not_warn()
    {
        await using var bench = new Bench();
        bench.Plugin.Things["7"] = Wire.Map(("tag", "theirs"));
        bench.LeavePending("creating");

        Assert.Empty((await bench.RefreshAsync()).Diagnostics);
        Assert.Empty((await bench.ImportAsync("7")).Diagnostics);
    }

    [Fact]
    public async Task A_refresh_that_is_told_to_clears_the_pending_creates_and_names_them()
    {
        await using var bench = new Bench();
        bench.LeavePending("creating");
        bench.LeavePending("creating", "b");

        var preview = await bench.RefreshAsync(previewOnly: true, clearPendingCreates: true);

        Assert.StartsWith("To clear: 2 pending creates", Assert.Single(preview.Diagnostics).Message, StringComparison.Ordinal);
        Assert.Equal(2, bench.Stack.PendingOperations.Count);

        var refresh = await bench.RefreshAsync(clearPendingCreates: true);

        Assert.Equal(
            $"Cleared: 2 pending creates\n  * {Bench.UrnOf("a")}, interrupted while creating\n  * {Bench.UrnOf("b")}, interrupted while creating",
            Assert.Single(refresh.Diagnostics).Message);
        Assert.Empty(bench.Stack.PendingOperations);
        Assert.Empty((await bench.RefreshAsync(clearPendingCreates: true)).Diagnostics);
        Assert.Empty((await bench.UpAsync(Bench.OneThing("{}"))).Diagnostics);
    }

    /// <summary>What the stack holds pending whenever the plugin makes, changes, deletes or reads a thing.</summary>
    private static ConcurrentQueue<(string Method, PendingOperation Operation)> Watch(Bench bench)
    {
        var seen = new ConcurrentQueue<(string, PendingOperation)>();
        void See(string method) => seen.Enqueue((method, Assert.Single(bench.Stack.PendingOperations)));
        bench.Plugin.OnCreate = request =>
        {
            See("Create");
            return bench.Plugin.CreateThing(request);
        };
        bench.Plugin.OnRead = request =>
        {
            See("Read");
            return bench.Plugin.ReadThing(request);
        };
        bench.Plugin.OnUpdate = request =>
        {
            See("Update");
            return bench.Plugin.UpdateThing(request);
        };
        bench.Plugin.OnDelete = _ =>
        {
            See("Delete");
            return Task.CompletedTask;
        };
        return seen;
    }
}
