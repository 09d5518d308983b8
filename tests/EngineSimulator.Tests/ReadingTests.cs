// Refresh, get and import.
using Pulumirpc;

namespace InfoBip.EngineSimulator.Tests;

public sealed class ReadingTests
{
    [Fact]
    public async Task A_refresh_shows_what_was_changed_elsewhere_and_the_next_up_repairs_it()
    {
        await using var fixture = new SimulatorFixture();
        await fixture.GivenAsync(SimulatorFixture.OneThing("{tag: x}"));
        fixture.Plugin.Things["101"] = Wire.Map(("tag", "edited"));

        var refresh = await fixture.RefreshAsync();

        Assert.DoesNotContain("CheckConfig", fixture.Plugin.Methods);
        var diff = Assert.Single(fixture.Plugin.Requests<DiffRequest>("Diff"));
        Assert.Equal(("edited", "x"), (diff.OldInputs.Fields["tag"].StringValue, diff.News.Fields["tag"].StringValue));
        var change = Assert.Single(refresh.Step("a").Changes);
        Assert.Equal(("\"x\"", "\"edited\""), (WireText.Render(change.Old), WireText.Render(change.New)));
        Assert.Equal("edited", fixture.Stack.FindByName("a")!.Inputs.Fields["tag"].StringValue);

        Assert.Equal(1, (await fixture.UpAsync(SimulatorFixture.OneThing("{tag: x}"))).Count(StepKind.Update));
        Assert.Equal("x", fixture.Plugin.Things["101"].Fields["tag"].StringValue);
    }

    [Fact]
    public async Task A_refresh_that_only_previews_leaves_the_state()
    {
        await using var fixture = new SimulatorFixture();
        await fixture.GivenAsync(SimulatorFixture.OneThing("{tag: x}"));
        fixture.Plugin.Things["101"] = Wire.Map(("tag", "edited"));

        Assert.True((await fixture.RefreshAsync(previewOnly: true)).HasChanges);

        Assert.Equal("x", fixture.Stack.FindByName("a")!.Inputs.Fields["tag"].StringValue);
    }

    [Fact]
    public async Task What_is_gone_leaves_the_state_in_a_refresh()
    {
        await using var fixture = new SimulatorFixture();
        await fixture.GivenAsync(SimulatorFixture.OneThing("{}"));
        fixture.Plugin.Things.Clear();

        var result = await fixture.RefreshAsync();

        Assert.Equal(1, result.Count(StepKind.Delete));
        Assert.Null(fixture.Stack.FindByName("a"));
        Assert.Contains("- fake:index:Thing: (delete)", fixture.Shown(result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_partial_answer_to_a_refresh_is_a_warning_and_is_kept()
    {
        await using var fixture = new SimulatorFixture();
        await fixture.GivenAsync(SimulatorFixture.OneThing("{tag: x}"));
        fixture.Plugin.OnRead = request => throw FakePlugin.Failure(Grpc.Core.StatusCode.Unknown, "", new ErrorResourceInitFailed
        {
            Id = request.Id,
            Properties = request.Properties,
            Inputs = request.Inputs,
            Reasons = { "credentials refused" },
        });

        var result = await fixture.RefreshAsync();

        Assert.True(result.Succeeded);
        Assert.Equal(LogSeverity.Warning, Assert.Single(result.Diagnostics).Severity);
        Assert.Equal(["credentials refused"], fixture.Stack.FindByName("a")!.InitErrors);
    }

    [Fact]
    public async Task A_refresh_that_fails_keeps_the_state()
    {
        await using var fixture = new SimulatorFixture();
        await fixture.GivenAsync(SimulatorFixture.OneThing("{tag: x}"));
        fixture.Plugin.OnRead = _ => throw new Grpc.Core.RpcException(new Grpc.Core.Status(Grpc.Core.StatusCode.Unauthenticated, "who?"));

        Assert.Equal("who?", Assert.Single((await fixture.RefreshAsync()).Errors).Message);
        Assert.NotNull(fixture.Stack.FindByName("a"));
    }

    [Fact]
    public async Task A_plugin_that_asks_for_it_is_read_before_the_next_change()
    {
        await using var fixture = new SimulatorFixture();
        fixture.Plugin.OnCreate = request =>
        {
            var answer = fixture.Plugin.CreateThing(request);
            answer.RefreshBeforeUpdate = true;
            return answer;
        };
        await fixture.GivenAsync(SimulatorFixture.OneThing("{tag: x}"));

        await fixture.UpAsync(SimulatorFixture.OneThing("{tag: y}"));

        Assert.Equal(["Read", "Diff", "Check", "Diff", "Update"], fixture.Plugin.Methods.Where(method => method is "Read" or "Check" or "Diff" or "Update"));
    }

    [Fact]
    public async Task Get_reads_with_the_program_s_state_and_never_deletes()
    {
        await using var fixture = new SimulatorFixture();
        fixture.Plugin.Things["7"] = Wire.Map(("tag", "theirs"));
        const string Program = """
            name: demo
            runtime: yaml
            resources:
              a: {type: "fake:Thing", get: {id: 7, state: {tag: hint}}}
            outputs: {tag: "${a.tag}"}
            """;

        var result = await fixture.UpAsync(Program);
        await fixture.DestroyAsync();

        var read = Assert.Single(fixture.Plugin.Requests<ReadRequest>("Read"));
        Assert.Null(read.Inputs);
        Assert.Equal(Wire.Map(("tag", "hint")), read.Properties);
        Assert.Equal("\"theirs\"", WireText.Render(Assert.Single(result.Outputs).Value));
        Assert.Single(fixture.Plugin.Things);
    }

    [Fact]
    public async Task Getting_or_importing_what_does_not_exist_is_an_error()
    {
        await using var fixture = new SimulatorFixture();

        var get = await fixture.UpAsync("name: demo\nruntime: yaml\nresources:\n  a: {type: \"fake:Thing\", get: {id: \"7\"}}");
        var option = await fixture.UpAsync(SimulatorFixture.OneThing("{}", "    options: {import: '7'}"));
        var import = await fixture.ImportAsync("7");

        Assert.All([get, option, import], result => Assert.Contains("resource '7' does not exist", Assert.Single(result.Errors).Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_import_option_adopts_and_updates_what_differs()
    {
        await using var fixture = new SimulatorFixture();
        fixture.Plugin.Things["7"] = Wire.Map(("tag", "theirs"));

        var result = await fixture.UpAsync(SimulatorFixture.OneThing("{tag: ours}", "    options: {import: '7'}"));

        var read = Assert.Single(fixture.Plugin.Requests<ReadRequest>("Read"));
        Assert.Null(read.Inputs);
        Assert.Empty(read.Properties.Fields);
        Assert.Equal([StepKind.Import, StepKind.Update], result.Steps.Select(step => step.Kind));
        Assert.Equal("ours", fixture.Plugin.Things["7"].Fields["tag"].StringValue);
        Assert.False((await fixture.UpAsync(SimulatorFixture.OneThing("{tag: ours}", "    options: {import: '7'}"))).HasChanges);
    }

    [Fact]
    public async Task An_import_gives_code_without_secrets_and_only_warns_of_refused_inputs()
    {
        await using var fixture = new SimulatorFixture();
        fixture.Plugin.Things["7"] = Wire.Map(("tag", "${odd}"), ("list", new[] { "x" }), ("pass", Wire.Secret("canary")), ("count", 3));
        fixture.Plugin.OnCheck = request => new CheckResponse { Inputs = request.News, Failures = { new CheckFailure { Reason = "no sender" } } };

        var result = await fixture.ImportAsync("7");

        Assert.True(result.Succeeded);
        Assert.Collection(
            result.Diagnostics,
            warning => Assert.Contains("almost certainly a bug in the `fake` provider", warning.Message, StringComparison.Ordinal),
            warning => Assert.Contains("no sender", warning.Message, StringComparison.Ordinal));
        Assert.Equal("key-secret", Wire.Reveal(Assert.Single(fixture.Plugin.Requests<ConfigureRequest>("Configure")).Args.Fields["key"]).StringValue);
        Assert.DoesNotContain("canary", result.Code, StringComparison.Ordinal);
        var pasted = YamlProgram.Parse($"name: demo\nruntime: yaml\nconfig: {{pass: {{secret: true}}}}\nresources:\n  {result.Code.TrimEnd().Replace("\n", "\n  ", StringComparison.Ordinal)}");
        Assert.Equal("fake:index:Thing", Assert.Single(pasted.Resources.Values).Goal.Type);
        Assert.Equal("7", fixture.Stack.FindByName("a")!.Id);
    }
}
