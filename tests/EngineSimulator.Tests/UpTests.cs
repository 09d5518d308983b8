// Preview and up, as the plugin sees them.
using Pulumirpc;

namespace InfoBip.EngineSimulator.Tests;

public sealed class UpTests
{
    [Fact]
    public async Task A_new_resource_is_checked_and_created_after_the_provider_is_configured()
    {
        await using var bench = new Bench();

        var result = await bench.UpAsync(Bench.OneThing("{size: 1}"));

        Assert.Empty(result.Errors);
        Assert.Equal(["Handshake", "GetPluginInfo", "CheckConfig", "Configure", "Check", "Create", "Cancel"], bench.Plugin.Methods);
        Assert.Equal("101", bench.Stack.FindByName("a")!.Id);
        Assert.Equal(1, result.Count(StepKind.Create));
        Assert.Equal("key-secret", Assert.Single(bench.Plugin.Requests<CheckRequest>("CheckConfig")).News.Fields["key"].StringValue);
        var configure = Assert.Single(bench.Plugin.Requests<ConfigureRequest>("Configure"));
        Assert.True(Wire.IsSecret(configure.Args.Fields["key"]));
        Assert.Equal("urn:pulumi:dev::demo::pulumi:providers:fake::default", configure.Urn);
        Assert.Equal(32, Assert.Single(bench.Plugin.Requests<CheckRequest>("Check")).RandomSeed.Length);
    }

    [Fact]
    public async Task A_preview_creates_nothing_and_remembers_nothing()
    {
        await using var bench = new Bench();

        var result = await bench.PreviewAsync(Bench.OneThing("{size: 1}", "outputs: {id: \"${a.id}\", size: \"${a.size}\"}"));

        Assert.True(Assert.Single(bench.Plugin.Requests<CreateRequest>("Create")).Preview);
        Assert.Equal(WireFormat.UnknownString, Assert.Single(bench.Plugin.Requests<ConfigureRequest>("Configure")).Id);
        Assert.Empty(bench.Plugin.Things);
        Assert.Empty(bench.Stack.Resources);
        Assert.Equal(["output<string>", "1"], result.Outputs.Select(output => WireText.Render(output.Value)));
    }

    [Fact]
    public async Task A_second_up_asks_and_changes_nothing()
    {
        await using var bench = new Bench();
        await bench.GivenAsync(Bench.OneThing("{size: 1}"));
        bench.Reload();

        var result = await bench.UpAsync(Bench.OneThing("{size: 1}"));

        Assert.False(result.HasChanges);
        Assert.Equal(["Handshake", "GetPluginInfo", "CheckConfig", "DiffConfig", "Configure", "Check", "Diff", "Cancel"], bench.Plugin.Methods);
    }

    [Fact]
    public async Task A_change_is_updated_in_place_with_the_old_outputs_and_inputs()
    {
        await using var bench = new Bench();
        await bench.GivenAsync(Bench.OneThing("{tag: x}"));

        var result = await bench.UpAsync(Bench.OneThing("{tag: y}"));

        var diff = Assert.Single(bench.Plugin.Requests<DiffRequest>("Diff"));
        Assert.True(diff.Olds.Fields.ContainsKey("token"));
        Assert.False(diff.OldInputs.Fields.ContainsKey("token"));
        Assert.Equal("101", Assert.Single(bench.Plugin.Requests<UpdateRequest>("Update")).Id);
        Assert.Equal("y", bench.Plugin.Things["101"].Fields["tag"].StringValue);
        var change = Assert.Single(result.Step("a").Changes);
        Assert.Equal(("tag", StepChangeKind.Update, "\"x\"", "\"y\""), (change.Path, change.Kind, WireText.Render(change.Old), WireText.Render(change.New)));
    }

    [Fact]
    public async Task A_replacement_checks_again_without_olds_and_deletes_the_old_thing_last()
    {
        await using var bench = new Bench();
        await bench.GivenAsync(Bench.OneThing("{size: 1}"));

        var result = await bench.UpAsync(Bench.OneThing("{size: 2}"));

        Assert.Equal(["Check", "Diff", "Check", "Create", "Delete"], bench.Plugin.Methods.Where(method => method is "Check" or "Diff" or "Create" or "Delete"));
        var checks = bench.Plugin.Requests<CheckRequest>("Check");
        Assert.Empty(checks[1].Olds.Fields);
        Assert.Equal(checks[0].RandomSeed, checks[1].RandomSeed);
        Assert.Equal("101", Assert.Single(bench.Plugin.Requests<DeleteRequest>("Delete")).Id);
        Assert.Equal("102", bench.Stack.FindByName("a")!.Id);
        Assert.Equal(1, result.Count(StepKind.Replace));
        Assert.Single(bench.Plugin.Things);
    }

    [Fact]
    public async Task The_seed_is_new_in_each_operation()
    {
        await using var bench = new Bench();

        await bench.PreviewAsync(Bench.OneThing("{}"));
        await bench.UpAsync(Bench.OneThing("{}"));

        Assert.Equal(2, bench.Plugin.Requests<CheckRequest>("Check").Select(request => request.RandomSeed).Distinct().Count());
    }

    [Fact]
    public async Task Ignored_changes_reach_Check_with_their_old_values()
    {
        await using var bench = new Bench();
        await bench.GivenAsync(Bench.OneThing("{tags: [x], map: {k: old}, other: 1}"));

        await bench.UpAsync(Bench.OneThing("{tags: [y, z], map: {k: new}, extra: 1, other: 2}", "    options: {ignoreChanges: [tags, map.k, extra]}"));

        Assert.Equal(Wire.Map(("tags", new[] { "x" }), ("map", new Dictionary<string, object?> { ["k"] = "old" }), ("other", 2)),
            Assert.Single(bench.Plugin.Requests<CheckRequest>("Check")).News);
        Assert.Equal(["tags", "map.k", "extra"], Assert.Single(bench.Plugin.Requests<UpdateRequest>("Update")).IgnoreChanges);
    }

    [Fact]
    public async Task Time_limits_arrive_in_seconds()
    {
        await using var bench = new Bench();
        const string Options = "    options: {customTimeouts: {create: 2m, update: 90s, delete: 1h}}";
        await bench.UpAsync(Bench.OneThing("{tag: x}", Options));
        await bench.UpAsync(Bench.OneThing("{tag: y}", Options));

        await bench.DestroyAsync();

        Assert.Equal(120, Assert.Single(bench.Plugin.Requests<CreateRequest>("Create")).Timeout);
        Assert.Equal(90, Assert.Single(bench.Plugin.Requests<UpdateRequest>("Update")).Timeout);
        Assert.Equal(3600, Assert.Single(bench.Plugin.Requests<DeleteRequest>("Delete")).Timeout);
    }

    [Fact]
    public async Task Outputs_are_secret_where_their_input_is_or_the_program_says_so()
    {
        await using var bench = new Bench();

        await bench.UpAsync(Bench.OneThing("{pass: {\"fn::secret\": p}, url: u, plain: q}", "    options: {additionalSecretOutputs: [url]}"));

        var outputs = bench.Stack.FindByName("a")!.Outputs;
        Assert.True(Wire.IsSecret(outputs.Fields["pass"]) && Wire.IsSecret(outputs.Fields["url"]));
        Assert.False(Wire.IsSecret(outputs.Fields["plain"]));
    }

    [Fact]
    public async Task What_the_program_no_longer_names_is_deleted_dependants_first()
    {
        await using var bench = new Bench();
        await bench.GivenAsync("""
            name: demo
            runtime: yaml
            resources:
              c: {type: "fake:Thing", properties: {of: "${b.id}"}}
              b: {type: "fake:Thing", properties: {of: "${a.id}"}}
              a: {type: "fake:Thing", properties: {}}
            """);

        var result = await bench.UpAsync("name: demo\nruntime: yaml");

        Assert.Equal(["c", "b", "a"], bench.Plugin.Requests<DeleteRequest>("Delete").Select(request => request.Name));
        Assert.Equal(3, result.Count(StepKind.Delete));
        Assert.Empty(bench.Stack.Resources);
    }

    [Fact]
    public async Task A_failed_resource_stops_its_dependants_only()
    {
        await using var bench = new Bench();
        bench.Plugin.OnCheck = request => request.Name == "a" ? Bench.Refuse("size", "too small") : new CheckResponse { Inputs = request.News };

        var result = await bench.UpAsync("""
            name: demo
            runtime: yaml
            resources:
              a: {type: "fake:Thing", properties: {size: 1}}
              b: {type: "fake:Thing", properties: {of: "${a.id}"}}
              c: {type: "fake:Thing", properties: {}}
            """);

        Assert.Equal("fake:index:Thing resource 'a': property size value {1} has a problem: too small", Assert.Single(result.Errors).Message);
        Assert.Equal(["c"], result.Steps.Select(step => step.Name));
    }

    [Fact]
    public async Task Independent_resources_run_together_and_no_more_than_allowed()
    {
        await using var bench = new Bench();
        var (now, most) = (0, 0);
        var together = new TaskCompletionSource();
        bench.Plugin.OnCreate = request =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            if (now == 2)
            {
                together.TrySetResult();
            }

            together.Task.Wait(TestContext.Current.CancellationToken);
            var answer = bench.Plugin.CreateThing(request);
            Interlocked.Decrement(ref now);
            return answer;
        };
        bench.With = options => options with { Parallel = 2 };

        var things = string.Concat(Enumerable.Range(0, 6).Select(index => $"  t{index}: {{type: \"fake:Thing\", properties: {{}}}}\n"));
        var result = await bench.UpAsync($"name: demo\nruntime: yaml\nresources:\n{things}");

        Assert.Equal(6, result.Count(StepKind.Create));
        Assert.Equal(2, most);
    }

    [Fact]
    public async Task An_explicit_provider_serves_the_resources_that_name_it()
    {
        await using var bench = new Bench();
        const string Program = """
            name: demo
            runtime: yaml
            resources:
              p: {type: "pulumi:providers:fake", properties: {key: {"fn::secret": explicit}, limit: 5}}
              a: {type: "fake:Thing", properties: {}, options: {provider: "${p}"}}
            """;
        await bench.UpAsync(Program);
        bench.Plugin.Calls.Clear();
        bench.Reload();

        await bench.RefreshAsync();
        await bench.DestroyAsync();

        Assert.All(bench.Plugin.Requests<ConfigureRequest>("Configure"), configure => Assert.Equal("explicit", Wire.Reveal(configure.Args.Fields["key"]).StringValue));
        Assert.DoesNotContain("CheckConfig", bench.Plugin.Methods);
        Assert.Empty(bench.Stack.Resources);
    }

    [Fact]
    public async Task A_preview_with_unknown_settings_never_configures_the_plugin()
    {
        await using var bench = new Bench();

        var result = await bench.PreviewAsync("""
            name: demo
            runtime: yaml
            resources:
              first: {type: "fake:Thing", properties: {}}
              p: {type: "pulumi:providers:fake", properties: {key: "${first.token}"}}
              a: {type: "fake:Thing", properties: {x: 1}, options: {provider: "${p}"}}
            """);

        Assert.Empty(result.Errors);
        Assert.Equal(["default"], bench.Plugin.Requests<ConfigureRequest>("Configure").Select(request => request.Name));
        Assert.True(Wire.IsUnknown(bench.Plugin.Requests<CheckRequest>("CheckConfig").Single(request => request.Name == "p").News.Fields["key"]));
        Assert.DoesNotContain("a", bench.Plugin.Requests<CheckRequest>("Check").Select(request => request.Name));
        Assert.Equal(3, result.Count(StepKind.Create));
    }

    [Fact]
    public async Task Autonaming_reaches_Check_as_the_user_set_it()
    {
        await using var bench = new Bench();
        bench.With = options => options with { Autonaming = new StackAutonaming("${stack}-${name}-${hex(4)}", AutonamingOptions.Types.Mode.Enforce) };

        await bench.PreviewAsync(Bench.OneThing("{}"));

        var autonaming = Assert.Single(bench.Plugin.Requests<CheckRequest>("Check")).Autonaming;
        Assert.Equal(AutonamingOptions.Types.Mode.Enforce, autonaming.Mode);
        Assert.Matches("^dev-a-[0-9a-f]{4}$", autonaming.ProposedName);
    }

    [Fact]
    public async Task A_cancelled_operation_tells_the_plugin_and_starts_nothing_more()
    {
        await using var bench = new Bench();
        var deployment = await bench.PrepareAsync("""
            name: demo
            runtime: yaml
            resources:
              a: {type: "fake:Thing", properties: {}}
              b: {type: "fake:Thing", properties: {of: "${a.id}"}}
            """);
        bench.Plugin.OnCreate = request =>
        {
            deployment.CancelAsync().Wait(TestContext.Current.CancellationToken);
            return bench.Plugin.CreateThing(request);
        };

        var result = await deployment.UpAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, bench.Plugin.Methods.Count(method => method == "Cancel"));
        Assert.Equal(["a"], bench.Plugin.Requests<CreateRequest>("Create").Select(request => request.Name));
        Assert.Contains("cancelled", Assert.Single(result.Errors).Message, StringComparison.Ordinal);
        Assert.NotNull(bench.Stack.FindByName("a"));
    }

    [Fact]
    public async Task A_protected_resource_is_not_deleted_and_a_retained_one_is_only_forgotten()
    {
        await using var bench = new Bench();
        await bench.GivenAsync("""
            name: demo
            runtime: yaml
            resources:
              kept: {type: "fake:Thing", properties: {}, options: {protect: true}}
              left: {type: "fake:Thing", properties: {}, options: {retainOnDelete: true}}
            """);

        var result = await bench.DestroyAsync();

        Assert.Contains("protected", Assert.Single(result.Errors).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Delete", bench.Plugin.Methods);
        Assert.Null(bench.Stack.FindByName("left"));
        Assert.NotNull(bench.Stack.FindByName("kept"));
    }
}
