// Programs that run as processes, as the plugin and the user see them.
using Pulumirpc;

namespace InfoBip.EngineSimulator.Tests;

public sealed class ProgramTests
{
    private const string TwoInYaml = """
        name: demo
        runtime: yaml
        config: {pass: {secret: true}}
        resources:
          a:
            type: fake:index:Thing
            properties: {pass: "${pass}", tag: x}
          b:
            type: fake:index:Thing
            properties: {key: "${a.token}", of: "${a.id}"}
        outputs: {id: "${b.id}", tag: "${a.tag}", token: "${a.token}"}
        """;

    [Fact]
    public async Task A_program_lives_the_same_life_as_the_same_program_in_YAML()
    {
        var compiled = await LiveAsync(SmallPrograms.Of("two"));
        var yaml = await LiveAsync(YamlProgram.Parse(TwoInYaml));

        Assert.Equal(yaml.Shown, compiled.Shown);
        Assert.Equal(yaml.Calls.Select(WithoutStatus), compiled.Calls.Select(WithoutStatus));
        Assert.Contains("+ 3 created", compiled.Shown, StringComparison.Ordinal);
        Assert.Contains("3 unchanged", compiled.Shown, StringComparison.Ordinal);
        Assert.Contains("- 3 deleted", compiled.Shown, StringComparison.Ordinal);
    }

    /// <summary>The place for views is another one in each call.</summary>
    private static string WithoutStatus(string call) => System.Text.RegularExpressions.Regex.Replace(call, "\"resourceStatus(Address|Token)\": \"[^\"]*\",? ?", "");

    [Fact]
    public async Task A_token_stays_secret_from_the_plugin_through_another_resource_to_the_stack_output()
    {
        await using var fixture = Configured();

        var result = await fixture.UpAsync(SmallPrograms.Of("two"));

        Assert.Empty(result.Errors);
        Assert.True(Wire.IsSecret(result.Outputs.Single(output => output.Key == "token").Value));
        Assert.True(Wire.IsSecret(fixture.Stack.Outputs.Fields["token"]));
        Assert.True(Wire.IsSecret(fixture.Plugin.Requests<CreateRequest>("Create")[1].Properties.Fields["key"]));
        Assert.Contains("token: [secret]", fixture.Shown(result), StringComparison.Ordinal);
        var written = fixture.Shown(result) + StackFile.Write(fixture.Stack);
        Assert.DoesNotContain("token-of-", written, StringComparison.Ordinal);
        Assert.DoesNotContain("pass-canary", written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_leaves_unsaid_what_is_not_known()
    {
        await using var fixture = Configured();

        var result = await fixture.PreviewAsync(SmallPrograms.Of("two"));

        Assert.Empty(result.Errors);
        Assert.Equal(["id=[unknown]", "tag=\"x\"", "token=[unknown]"], result.Outputs.Select(output => $"{output.Key}={WireText.Render(output.Value)}"));
        Assert.Empty(fixture.Plugin.Things);
        Assert.Empty(fixture.Stack.Resources);
    }

    [Fact]
    public async Task A_change_in_the_program_is_an_update_and_what_it_no_longer_names_is_deleted()
    {
        await using var fixture = Configured();
        await fixture.GivenAsync(SmallPrograms.Of("two"));

        var result = await fixture.UpAsync(SmallPrograms.Of("one", "y"));

        Assert.Empty(result.Errors);
        Assert.Equal(StepKind.Update, result.Step("a").Kind);
        Assert.Equal(StepKind.Delete, result.Step("b").Kind);
        Assert.Single(fixture.Plugin.Things);
    }

    [Fact]
    public async Task A_program_gets_its_stack_its_configuration_and_its_engine()
    {
        await using var fixture = Configured();
        var folder = Directory.CreateTempSubdirectory("engine-simulator-tests-");
        try
        {
            await fixture.GivenAsync(SmallPrograms.Of("surroundings") with { Folder = folder.FullName });
        }
        finally
        {
            folder.Delete();
        }

        var seen = fixture.Stack.FindByName("a")!.Inputs.Fields.ToDictionary(field => field.Key, field => Wire.Reveal(field.Value) is { HasBoolValue: true } flag ? flag.BoolValue.ToString() : Wire.Reveal(field.Value).StringValue);
        Assert.Equal(("demo", "dev", "false", "false", "2147483647"), (seen["PROJECT"], seen["STACK"], seen["DRY_RUN"], seen["QUERY_MODE"], seen["PARALLEL"]));
        Assert.Equal("""{"demo:pass":"pass-canary","fake:key":"key-secret","fake:mode":"quick"}""", seen["CONFIG"]);
        Assert.Equal("""["demo:pass","fake:key"]""", seen["CONFIG_SECRET_KEYS"]);
        Assert.Equal(("False", "True"), (seen["outputValues"], seen["secrets"]));
        Assert.Equal(folder.Name, seen["folder"]);
    }

    [Fact]
    public async Task Output_values_reach_the_plugin_as_values_secrets_and_unknowns()
    {
        await using var fixture = new SimulatorFixture();

        var preview = await fixture.PreviewAsync(SmallPrograms.Of("values"));
        var up = await fixture.UpAsync(SmallPrograms.Of("values"));

        Assert.Empty(preview.Errors);
        Assert.Equal(
            Wire.Map(("known", "x"), ("secret", Wire.Secret("hidden-value")), ("inside", new[] { 1 }), ("unknown", Wire.Unknown)),
            Assert.Single(fixture.Plugin.Requests<CheckRequest>("Check")).News);
        Assert.Contains("'unknown' is not known", Assert.Single(up.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_explicit_provider_serves_the_resources_that_name_it()
    {
        await using var fixture = new SimulatorFixture();

        Assert.Empty((await fixture.PreviewAsync(SmallPrograms.Of("provider"))).Errors);
        fixture.Plugin.Calls.Clear();
        var result = await fixture.UpAsync(SmallPrograms.Of("provider"));

        Assert.Empty(result.Errors);
        Assert.Equal(["Handshake", "GetPluginInfo", "CheckConfig", "Configure", "Check", "Create", "Cancel"], fixture.Plugin.Methods);
        Assert.Equal(Wire.Map(("key", Wire.Secret("own-secret")), ("retries", "3")), Assert.Single(fixture.Plugin.Requests<ConfigureRequest>("Configure")).Args);
        Assert.Contains("pulumi:providers:fake::own::", fixture.Stack.FindByName("a")!.Provider, StringComparison.Ordinal);
        Assert.False((await fixture.UpAsync(SmallPrograms.Of("provider"))).HasChanges);
        Assert.Empty((await fixture.DestroyAsync()).Errors);
        Assert.Empty(fixture.Stack.Resources);
    }

    [Fact]
    public async Task A_child_of_a_component_bears_its_parents_type_in_its_URN()
    {
        await using var fixture = new SimulatorFixture();

        await fixture.GivenAsync(SmallPrograms.Of("parent"));

        Assert.Equal("urn:pulumi:dev::demo::my:index:Group$fake:index:Thing::a", fixture.Stack.FindByName("a")!.Urn);
        Assert.False((await fixture.UpAsync(SmallPrograms.Of("parent"))).HasChanges);
    }

    [Fact]
    public async Task A_thing_is_read_as_the_program_asks()
    {
        await using var fixture = new SimulatorFixture();
        await fixture.GivenAsync(SimulatorFixture.OneThing("{tag: x}"));

        var result = await fixture.UpAsync(SmallPrograms.Of("read", "101"));

        Assert.Empty(result.Errors);
        Assert.Equal(StepKind.Read, result.Step("found").Kind);
        Assert.Equal(["tag=\"x\"", "token=[secret]"], result.Outputs.Select(output => $"{output.Key}={WireText.Render(output.Value)}"));
    }

    [Fact]
    public async Task A_function_is_called_in_previews_as_well()
    {
        await using var fixture = new SimulatorFixture();

        var preview = await fixture.PreviewAsync(SmallPrograms.Of("invoke"));

        Assert.Empty(preview.Errors);
        var call = Assert.Single(fixture.Plugin.Requests<InvokeRequest>("Invoke"));
        Assert.Equal(("fake:index:getThing", true, "x"), (call.Tok, call.Preview, call.Args.Fields["name"].StringValue));
        Assert.Equal("name", Assert.Single(preview.Outputs).Key);
    }

    [Fact]
    public async Task A_functions_failure_on_its_arguments_is_the_programs_to_report()
    {
        await using var fixture = new SimulatorFixture();
        fixture.Plugin.OnInvoke = _ => new InvokeResponse { Failures = { new CheckFailure { Property = "name", Reason = "too short" } } };

        var result = await fixture.UpAsync(SmallPrograms.Of("invoke"));

        Assert.Equal("\"too short\"", WireText.Render(Assert.Single(result.Outputs).Value));
    }

    private static SimulatorFixture Configured() => new()
    {
        Config = StackConfig.Empty.With("fake:key", "key-secret", secret: true).With("fake:mode", "quick").With("pass", "pass-canary", secret: true),
    };

    /// <summary>Preview, up, up, destroy: what is shown of it, and what the plugin was asked.</summary>
    private static async Task<(string Shown, IReadOnlyList<string> Calls)> LiveAsync(IProgram program)
    {
        await using var fixture = Configured();
        fixture.With = options => options with { Seed = urn => System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(urn)) };
        var shown = fixture.Shown(await fixture.PreviewAsync(program));
        shown += fixture.Shown(await fixture.UpAsync(program));
        fixture.Reload();
        shown += fixture.Shown(await fixture.UpAsync(program));
        shown += fixture.Shown(await fixture.DestroyAsync());
        Assert.Empty(fixture.Plugin.Things);
        Assert.Empty(fixture.Stack.Resources);
        return (shown, [.. fixture.Plugin.Calls
            .Where(call => call.Method is "CheckConfig" or "Check" or "Diff" or "Create" or "Delete")
            .Select(call => $"{call.Method} {call.Request}")]);
    }
}
