// Preview and up, as the plugin sees them.
using Pulumirpc;

namespace InfoBip.EngineSimulator.Tests;

public sealed class UpTests
{
    [Fact]
    public async Task A_new_resource_is_checked_and_created_after_the_provider_is_configured()
    {
        await using var fixture = new SimulatorFixture();

        var result = await fixture.UpAsync(SimulatorFixture.OneThing("{size: 1}"));

        Assert.Empty(result.Errors);
        Assert.Equal(["Handshake", "GetPluginInfo", "CheckConfig", "Configure", "Check", "Create", "Cancel"], fixture.Plugin.Methods);
        Assert.Equal("101", fixture.Stack.FindByName("a")!.Id);
        Assert.Equal(1, result.Count(StepKind.Create));
        Assert.Equal("key-secret", Assert.Single(fixture.Plugin.Requests<CheckRequest>("CheckConfig")).News.Fields["key"].StringValue);
        var configure = Assert.Single(fixture.Plugin.Requests<ConfigureRequest>("Configure"));
        Assert.True(Wire.IsSecret(configure.Args.Fields["key"]));
        Assert.Equal("urn:pulumi:dev::demo::pulumi:providers:fake::default", configure.Urn);
        Assert.Equal(32, Assert.Single(fixture.Plugin.Requests<CheckRequest>("Check")).RandomSeed.Length);
    }

    [Fact]
    public async Task A_preview_creates_nothing_and_keeps_nothing()
    {
        await using var fixture = new SimulatorFixture();

        var result = await fixture.PreviewAsync(SimulatorFixture.OneThing("{size: 1}", "outputs: {id: \"${a.id}\", size: \"${a.size}\"}"));

        Assert.True(Assert.Single(fixture.Plugin.Requests<CreateRequest>("Create")).Preview);
        Assert.Equal(WireFormat.UnknownString, Assert.Single(fixture.Plugin.Requests<ConfigureRequest>("Configure")).Id);
        Assert.Empty(fixture.Plugin.Things);
        Assert.Empty(fixture.Stack.Resources);
        Assert.Equal(["[unknown]", "1"], result.Outputs.Select(output => WireText.Render(output.Value)));
    }

    [Fact]
    public async Task A_second_up_asks_and_changes_nothing()
    {
        await using var fixture = new SimulatorFixture();
        await fixture.GivenAsync(SimulatorFixture.OneThing("{size: 1}"));
        fixture.Reload();

        var result = await fixture.UpAsync(SimulatorFixture.OneThing("{size: 1}"));

        Assert.False(result.HasChanges);
        Assert.Equal(["Handshake", "GetPluginInfo", "CheckConfig", "DiffConfig", "Configure", "Check", "Diff", "Cancel"], fixture.Plugin.Methods);
    }

    [Fact]
    public async Task A_change_is_updated_in_place_with_the_old_outputs_and_inputs()
    {
        await using var fixture = new SimulatorFixture();
        await fixture.GivenAsync(SimulatorFixture.OneThing("{tag: x}"));

        var result = await fixture.UpAsync(SimulatorFixture.OneThing("{tag: y}"));

        var diff = Assert.Single(fixture.Plugin.Requests<DiffRequest>("Diff"));
        Assert.True(diff.Olds.Fields.ContainsKey("token"));
        Assert.False(diff.OldInputs.Fields.ContainsKey("token"));
        Assert.Equal("101", Assert.Single(fixture.Plugin.Requests<UpdateRequest>("Update")).Id);
        Assert.Equal("y", fixture.Plugin.Things["101"].Fields["tag"].StringValue);
        var change = Assert.Single(result.Step("a").Changes);
        Assert.Equal(("tag", StepChangeKind.Update, "\"x\"", "\"y\""), (change.Path, change.Kind, WireText.Render(change.Old), WireText.Render(change.New)));
    }

    [Fact]
    public async Task A_replacement_checks_again_without_olds_and_deletes_the_old_thing_last()
    {
        await using var fixture = new SimulatorFixture();
        await fixture.GivenAsync(SimulatorFixture.OneThing("{size: 1}"));

        var result = await fixture.UpAsync(SimulatorFixture.OneThing("{size: 2}"));

        Assert.Equal(["Check", "Diff", "Check", "Create", "Delete"], fixture.Plugin.Methods.Where(method => method is "Check" or "Diff" or "Create" or "Delete"));
        var checks = fixture.Plugin.Requests<CheckRequest>("Check");
        Assert.Empty(checks[1].Olds.Fields);
        Assert.Equal(checks[0].RandomSeed, checks[1].RandomSeed);
        Assert.Equal("101", Assert.Single(fixture.Plugin.Requests<DeleteRequest>("Delete")).Id);
        Assert.Equal("102", fixture.Stack.FindByName("a")!.Id);
        Assert.Equal(1, result.Count(StepKind.Replace));
        Assert.Single(fixture.Plugin.Things);
    }

    [Fact]
    public async Task The_seed_is_new_in_each_operation()
    {
        await using var fixture = new SimulatorFixture();

        await fixture.PreviewAsync(SimulatorFixture.OneThing("{}"));
        await fixture.UpAsync(SimulatorFixture.OneThing("{}"));

        Assert.Equal(2, fixture.Plugin.Requests<CheckRequest>("Check").Select(request => request.RandomSeed).Distinct().Count());
    }

    [Fact]
    public async Task Ignored_changes_reach_Check_with_their_old_values()
    {
        await using var fixture = new SimulatorFixture();
        await fixture.GivenAsync(SimulatorFixture.OneThing("{tags: [x], map: {k: old}, other: 1}"));

        await fixture.UpAsync(SimulatorFixture.OneThing("{tags: [y, z], map: {k: new}, extra: 1, other: 2}", "    options: {ignoreChanges: [tags, map.k, extra]}"));

        Assert.Equal(Wire.Map(("tags", new[] { "x" }), ("map", new Dictionary<string, object?> { ["k"] = "old" }), ("other", 2)),
            Assert.Single(fixture.Plugin.Requests<CheckRequest>("Check")).News);
        Assert.Equal(["tags", "map.k", "extra"], Assert.Single(fixture.Plugin.Requests<UpdateRequest>("Update")).IgnoreChanges);
    }

    [Fact]
    public async Task Time_limits_arrive_in_seconds()
    {
        await using var fixture = new SimulatorFixture();
        const string Options = "    options: {customTimeouts: {create: 2m, update: 90s, delete: 1h}}";
        await fixture.UpAsync(SimulatorFixture.OneThing("{tag: x}", Options));
        await fixture.UpAsync(SimulatorFixture.OneThing("{tag: y}", Options));

        await fixture.DestroyAsync();

        Assert.Equal(120, Assert.Single(fixture.Plugin.Requests<CreateRequest>("Create")).Timeout);
        Assert.Equal(90, Assert.Single(fixture.Plugin.Requests<UpdateRequest>("Update")).Timeout);
        Assert.Equal(3600, Assert.Single(fixture.Plugin.Requests<DeleteRequest>("Delete")).Timeout);
    }

    [Fact]
    public async Task Outputs_are_secret_where_their_input_is_or_the_program_says_so()
    {
        await using var fixture = new SimulatorFixture();

        await fixture.UpAsync(SimulatorFixture.OneThing("{pass: {\"fn::secret\": p}, url: u, plain: q}", "    options: {additionalSecretOutputs: [url]}"));

        var outputs = fixture.Stack.FindByName("a")!.Outputs;
        Assert.True(Wire.IsSecret(outputs.Fields["pass"]) && Wire.IsSecret(outputs.Fields["url"]));
        Assert.False(Wire.IsSecret(outputs.Fields["plain"]));
    }

    [Fact]
    public async Task What_the_program_no_longer_names_is_deleted_dependants_first()
    {
        await using var fixture = new SimulatorFixture();
        await fixture.GivenAsync("""
            name: demo
            runtime: yaml
            resources:
              c: {type: "fake:Thing", properties: {of: "${b.id}"}}
              b: {type: "fake:Thing", properties: {of: "${a.id}"}}
              a: {type: "fake:Thing", properties: {}}
            """);

        var result = await fixture.UpAsync("name: demo\nruntime: yaml");

        Assert.Equal(["c", "b", "a"], fixture.Plugin.Requests<DeleteRequest>("Delete").Select(request => request.Name));
        Assert.Equal(3, result.Count(StepKind.Delete));
        Assert.Empty(fixture.Stack.Resources);
    }

    [Fact]
    public async Task A_failed_resource_stops_its_dependants_only()
    {
        await using var fixture = new SimulatorFixture();
        fixture.Plugin.OnCheck = request => request.Name == "a" ? SimulatorFixture.Refuse("size", "too small") : new CheckResponse { Inputs = request.News };

        var result = await fixture.UpAsync("""
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
    public async Task An_explicit_provider_serves_the_resources_that_name_it()
    {
        await using var fixture = new SimulatorFixture();
        const string Program = """
            name: demo
            runtime: yaml
            resources:
              p: {type: "pulumi:providers:fake", properties: {key: {"fn::secret": explicit}, limit: 5}}
              a: {type: "fake:Thing", properties: {}, options: {provider: "${p}"}}
            """;
        await fixture.UpAsync(Program);
        fixture.Plugin.Calls.Clear();
        fixture.Reload();

        await fixture.RefreshAsync();
        await fixture.DestroyAsync();

        Assert.All(fixture.Plugin.Requests<ConfigureRequest>("Configure"), configure => Assert.Equal("explicit", Wire.Reveal(configure.Args.Fields["key"]).StringValue));
        Assert.DoesNotContain("CheckConfig", fixture.Plugin.Methods);
        Assert.Empty(fixture.Stack.Resources);
    }

    [Fact]
    public async Task A_preview_with_unknown_settings_never_configures_the_plugin()
    {
        await using var fixture = new SimulatorFixture();

        var result = await fixture.PreviewAsync("""
            name: demo
            runtime: yaml
            resources:
              first: {type: "fake:Thing", properties: {}}
              p: {type: "pulumi:providers:fake", properties: {key: "${first.token}"}}
              a: {type: "fake:Thing", properties: {x: 1}, options: {provider: "${p}"}}
            """);

        Assert.Empty(result.Errors);
        Assert.Equal(["default"], fixture.Plugin.Requests<ConfigureRequest>("Configure").Select(request => request.Name));
        Assert.True(Wire.IsUnknown(fixture.Plugin.Requests<CheckRequest>("CheckConfig").Single(request => request.Name == "p").News.Fields["key"]));
        Assert.DoesNotContain("a", fixture.Plugin.Requests<CheckRequest>("Check").Select(request => request.Name));
        Assert.Equal(3, result.Count(StepKind.Create));
    }

    [Fact]
    public async Task Autonaming_reaches_Check_as_the_user_set_it()
    {
        await using var fixture = new SimulatorFixture();
        fixture.Config = fixture.Config.With("pulumi:autonaming", """{"pattern": "${stack}-${name}-${hex(4)}", "enforce": true}""");

        await fixture.PreviewAsync(SimulatorFixture.OneThing("{}"));

        var autonaming = Assert.Single(fixture.Plugin.Requests<CheckRequest>("Check")).Autonaming;
        Assert.Equal(AutonamingOptions.Types.Mode.Enforce, autonaming.Mode);
        Assert.Matches("^dev-a-[0-9a-f]{4}$", autonaming.ProposedName);
    }

    [Fact]
    public async Task A_cancelled_operation_sends_Cancel_and_starts_nothing_more()
    {
        await using var fixture = new SimulatorFixture();
        var deployment = await fixture.PrepareAsync("""
            name: demo
            runtime: yaml
            resources:
              a: {type: "fake:Thing", properties: {}}
              b: {type: "fake:Thing", properties: {of: "${a.id}"}}
            """);
        fixture.Plugin.OnCreate = request =>
        {
            deployment.CancelAsync().Wait(TestContext.Current.CancellationToken);
            return fixture.Plugin.CreateThing(request);
        };

        var result = await deployment.UpAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, fixture.Plugin.Methods.Count(method => method == "Cancel"));
        Assert.Equal(["a"], fixture.Plugin.Requests<CreateRequest>("Create").Select(request => request.Name));
        Assert.Contains("cancelled", Assert.Single(result.Errors).Message, StringComparison.Ordinal);
        Assert.NotNull(fixture.Stack.FindByName("a"));
    }

    [Fact]
    public async Task A_second_cancel_waits_for_no_running_call_and_drops_its_answer()
    {
        await using var fixture = new SimulatorFixture();
        var deployment = await fixture.PrepareAsync(SimulatorFixture.OneThing("{}"));
        var (begun, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        fixture.Plugin.OnCreate = request =>
        {
            begun.SetResult();
            end.Task.Wait(TestContext.Current.CancellationToken);
            return fixture.Plugin.CreateThing(request);
        };
        var up = deployment.UpAsync(TestContext.Current.CancellationToken);
        await begun.Task;

        await deployment.CancelAsync();
        Assert.False(up.IsCompleted);
        await deployment.CancelAsync();
        var result = await up.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        end.SetResult();

        Assert.True(result.Step("a").Failed);
        Assert.Null(fixture.Stack.FindByName("a"));
        Assert.Equal(2, fixture.Plugin.Methods.Count(method => method == "Cancel"));
    }

    [Fact]
    public async Task A_protected_resource_stops_the_whole_destroy()
    {
        await using var fixture = new SimulatorFixture();
        await fixture.GivenAsync("""
            name: demo
            runtime: yaml
            resources:
              kept: {type: "fake:Thing", properties: {}, options: {protect: true}}
              left: {type: "fake:Thing", properties: {}, options: {retainOnDelete: true}}
            """);

        var result = await fixture.DestroyAsync();

        Assert.Contains("protected", Assert.Single(result.Errors).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Delete", fixture.Plugin.Methods);
        Assert.NotNull(fixture.Stack.FindByName("left"));
        Assert.NotNull(fixture.Stack.FindByName("kept"));
    }
}
