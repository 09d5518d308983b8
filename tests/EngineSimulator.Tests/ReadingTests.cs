// Refresh, get and import.
using Pulumirpc;

namespace InfoBip.EngineSimulator.Tests;

public sealed class ReadingTests
{
    [Fact]
    public async Task A_refresh_shows_what_was_changed_behind_the_back_and_the_next_up_repairs_it()
    {
        await using var bench = new Bench();
        await bench.GivenAsync(Bench.OneThing("{tag: x}"));
        bench.Plugin.Things["101"] = Wire.Map(("tag", "edited"));

        var refresh = await bench.RefreshAsync();

        Assert.DoesNotContain("CheckConfig", bench.Plugin.Methods);
        var diff = Assert.Single(bench.Plugin.Requests<DiffRequest>("Diff"));
        Assert.Equal(("edited", "x"), (diff.OldInputs.Fields["tag"].StringValue, diff.News.Fields["tag"].StringValue));
        var change = Assert.Single(refresh.Step("a").Changes);
        Assert.Equal(("\"x\"", "\"edited\""), (WireText.Render(change.Old), WireText.Render(change.New)));
        Assert.Equal("edited", bench.Stack.FindByName("a")!.Inputs.Fields["tag"].StringValue);

        Assert.Equal(1, (await bench.UpAsync(Bench.OneThing("{tag: x}"))).Count(StepKind.Update));
        Assert.Equal("x", bench.Plugin.Things["101"].Fields["tag"].StringValue);
    }

    [Fact]
    public async Task A_refresh_that_only_previews_leaves_the_state()
    {
        await using var bench = new Bench();
        await bench.GivenAsync(Bench.OneThing("{tag: x}"));
        bench.Plugin.Things["101"] = Wire.Map(("tag", "edited"));

        Assert.True((await bench.RefreshAsync(previewOnly: true)).HasChanges);

        Assert.Equal("x", bench.Stack.FindByName("a")!.Inputs.Fields["tag"].StringValue);
    }

    [Fact]
    public async Task What_is_gone_leaves_the_state_in_a_refresh()
    {
        await using var bench = new Bench();
        await bench.GivenAsync(Bench.OneThing("{}"));
        bench.Plugin.Things.Clear();

        var result = await bench.RefreshAsync();

        Assert.Equal(1, result.Count(StepKind.Delete));
        Assert.Null(bench.Stack.FindByName("a"));
        Assert.Contains("found gone", bench.Shown(result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_half_made_answer_to_a_refresh_is_a_warning_and_is_remembered()
    {
        await using var bench = new Bench();
        await bench.GivenAsync(Bench.OneThing("{tag: x}"));
        bench.Plugin.OnRead = request => throw FakePlugin.Failure(Grpc.Core.StatusCode.Unknown, "", new ErrorResourceInitFailed
        {
            Id = request.Id,
            Properties = request.Properties,
            Inputs = request.Inputs,
            Reasons = { "credentials refused" },
        });

        var result = await bench.RefreshAsync();

        Assert.True(result.Succeeded);
        Assert.Equal(Severity.Warning, Assert.Single(result.Diagnostics).Severity);
        Assert.Equal(["credentials refused"], bench.Stack.FindByName("a")!.InitErrors);
    }

    [Fact]
    public async Task A_refresh_that_fails_keeps_the_state()
    {
        await using var bench = new Bench();
        await bench.GivenAsync(Bench.OneThing("{tag: x}"));
        bench.Plugin.OnRead = _ => throw new Grpc.Core.RpcException(new Grpc.Core.Status(Grpc.Core.StatusCode.Unauthenticated, "who?"));

        Assert.Equal("who?", Assert.Single((await bench.RefreshAsync()).Errors).Message);
        Assert.NotNull(bench.Stack.FindByName("a"));
    }

    [Fact]
    public async Task A_plugin_that_asks_for_it_is_read_before_the_next_change()
    {
        await using var bench = new Bench();
        bench.Plugin.OnCreate = request =>
        {
            var answer = bench.Plugin.CreateThing(request);
            answer.RefreshBeforeUpdate = true;
            return answer;
        };
        await bench.GivenAsync(Bench.OneThing("{tag: x}"));

        await bench.UpAsync(Bench.OneThing("{tag: y}"));

        Assert.Equal(["Read", "Diff", "Check", "Diff", "Update"], bench.Plugin.Methods.Where(method => method is "Read" or "Check" or "Diff" or "Update"));
    }

    [Fact]
    public async Task Get_reads_with_the_program_s_state_and_never_deletes()
    {
        await using var bench = new Bench();
        bench.Plugin.Things["7"] = Wire.Map(("tag", "theirs"));
        const string Program = """
            name: demo
            runtime: yaml
            resources:
              a: {type: "fake:Thing", get: {id: 7, state: {tag: hint}}}
            outputs: {tag: "${a.tag}"}
            """;

        var result = await bench.UpAsync(Program);
        await bench.DestroyAsync();

        var read = Assert.Single(bench.Plugin.Requests<ReadRequest>("Read"));
        Assert.Equal(Wire.Map(("tag", "hint")), read.Inputs);
        Assert.Equal(read.Inputs, read.Properties);
        Assert.Equal("\"theirs\"", WireText.Render(Assert.Single(result.Outputs).Value));
        Assert.Single(bench.Plugin.Things);
    }

    [Fact]
    public async Task Getting_or_importing_what_does_not_exist_is_an_error()
    {
        await using var bench = new Bench();

        var get = await bench.UpAsync("name: demo\nruntime: yaml\nresources:\n  a: {type: \"fake:Thing\", get: {id: \"7\"}}");
        var option = await bench.UpAsync(Bench.OneThing("{}", "    options: {import: '7'}"));
        var import = await bench.ImportAsync("7");

        Assert.All([get, option, import], result => Assert.Contains("There is no fake:index:Thing with the id '7'", Assert.Single(result.Errors).Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_import_option_takes_over_and_updates_what_differs()
    {
        await using var bench = new Bench();
        bench.Plugin.Things["7"] = Wire.Map(("tag", "theirs"));

        var result = await bench.UpAsync(Bench.OneThing("{tag: ours}", "    options: {import: '7'}"));

        var read = Assert.Single(bench.Plugin.Requests<ReadRequest>("Read"));
        Assert.Null(read.Inputs);
        Assert.Null(read.Properties);
        Assert.Equal([StepKind.Import, StepKind.Update], result.Steps.Select(step => step.Kind));
        Assert.Equal("ours", bench.Plugin.Things["7"].Fields["tag"].StringValue);
        Assert.False((await bench.UpAsync(Bench.OneThing("{tag: ours}", "    options: {import: '7'}"))).HasChanges);
    }

    [Fact]
    public async Task An_import_gives_code_without_secrets_and_only_warns_of_refused_inputs()
    {
        await using var bench = new Bench();
        bench.Plugin.Things["7"] = Wire.Map(("tag", "${odd}"), ("list", new[] { "x" }), ("pass", Wire.Secret("canary")), ("count", 3));
        bench.Plugin.OnCheck = request => new CheckResponse { Inputs = request.News, Failures = { new CheckFailure { Reason = "no sender" } } };

        var result = await bench.ImportAsync("7");

        Assert.True(result.Succeeded);
        Assert.Contains("no sender", Assert.Single(result.Diagnostics).Message, StringComparison.Ordinal);
        Assert.Equal("key-secret", Wire.Reveal(Assert.Single(bench.Plugin.Requests<ConfigureRequest>("Configure")).Args.Fields["key"]).StringValue);
        Assert.DoesNotContain("canary", result.Code, StringComparison.Ordinal);
        var pasted = YamlProgram.Parse($"name: demo\nruntime: yaml\nconfig: {{pass: {{secret: true}}}}\nresources:\n  {result.Code.TrimEnd().Replace("\n", "\n  ", StringComparison.Ordinal)}");
        Assert.Equal("fake:index:Thing", Assert.Single(pasted.Resources).Type);
        Assert.Equal("7", bench.Stack.FindByName("a")!.Id);
    }
}
