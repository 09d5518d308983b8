// Reading programs.
namespace InfoBip.EngineSimulator.Tests;

public sealed class YamlProgramTests
{
    [Fact]
    public void The_example_of_the_repository_is_a_program()
    {
        var program = YamlProgram.Load(Repository.PathOf("examples/yaml"));

        Assert.Equal(["sms", "alerts"], program.Resources.Keys);
        Assert.All(program.Resources.Values, resource => Assert.Equal("infobip:index:InfoBipInstance", resource.Goal.Type));
        Assert.True(program.Config["infobipPassword"].Flag("secret"));
        Assert.Contains("token", program.Outputs.Select(output => output.Key));
    }

    [Fact]
    public void Options_are_read()
    {
        var resource = YamlProgram.Parse("""
            name: demo
            runtime: {name: yaml}
            resources:
              p: {type: "pulumi:providers:fake"}
              b: {type: "fake:Thing"}
              a:
                type: fake:index:Thing
                options:
                  ignoreChanges: ['tags', 'map["a.b"]']
                  provider: ${p}
                  dependsOn: ["${b}"]
                  protect: true
                  import: "12"
                  additionalSecretOutputs: [url]
                  customTimeouts: {create: 1h30m, update: 90s, delete: 500ms}
                  retainOnDelete: true
            """).Resources["a"];
        var goal = resource.Goal;

        Assert.Equal(["tags", "map[\"a.b\"]"], goal.IgnoreChanges);
        Assert.Equal("p", resource.Provider);
        Assert.Equal("12", goal.ImportId);
        Assert.Equal(["url"], goal.AdditionalSecretOutputs);
        Assert.Equal(new CustomTimeouts(5400, 90, 0.5), CustomTimeouts.Of(goal.CustomTimeouts));
        Assert.True(goal.Protect && goal.RetainOnDelete);
    }

    [Theory]
    [InlineData("runtime: yaml", "no 'name'")]
    [InlineData("name: demo", "no 'runtime'")]
    [InlineData("name: demo\nruntime: nodejs", "The engine simulator runs programs with 'runtime: yaml' or 'runtime: dotnet', not 'nodejs'")]
    [InlineData("name: demo\nruntime: yaml\nbackend: {}", "'backend' is not supported in a program")]
    [InlineData("name: demo\nruntime: yaml\nresources:\n  a:\n    type: fake:Thing\n    default: 1", "'default' is not supported in resource 'a'")]
    [InlineData("name: demo\nruntime: yaml\nresources:\n  a:\n    type: fake:Thing\n    options: {parent: x}", "'parent' is not supported in 'options'")]
    [InlineData("name: demo\nruntime: yaml\nresources:\n  a: {type: Thing}", "The 'type' of 'a' should read package:module:Name")]
    [InlineData("name: demo\nruntime: yaml\nresources:\n  a:\n    properties: {}", "The 'type' of 'a' should read")]
    [InlineData("name: demo\nruntime: yaml\nresources:\n  a:\n    type: fake:Thing\n    properties:\n      x: ${b.id}", "${b.id} refers to no config key, variable or resource")]
    [InlineData("name: demo\nruntime: yaml\noutputs:\n  x: ${a", "\"${a\" opens ${ and never closes it")]
    [InlineData("name: demo\nruntime: yaml\noutputs:\n  x: ${a b}", "${a b} refers to no config key")]
    [InlineData("name: demo\nruntime: yaml\noutputs:\n  x: ${pulumi.cwd}", "${pulumi.cwd} refers to no")]
    [InlineData("name: demo\nruntime: yaml\nconfig:\n  a: {}\nvariables:\n  a: 1", "The name 'a' is taken already")]
    [InlineData("name: demo\nruntime: yaml\nresources:\n  a:\n    type: fake:index:Thing\n    get: {state: {}}", "resource 'a' has either 'properties', or 'get' with an 'id'")]
    [InlineData("name: [", "this is no YAML")]
    public void Errors_name_what_is_wrong(string yaml, string message) =>
        Assert.Contains(message, Assert.Throws<EngineException>(() => YamlProgram.Parse(yaml)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_circle_is_an_error_before_anything_runs()
    {
        await using var fixture = new SimulatorFixture();

        var error = await Assert.ThrowsAsync<EngineException>(() => fixture.PreviewAsync("""
            name: demo
            runtime: yaml
            variables:
              v: ${a.id}
            resources:
              a: {type: "fake:Thing", properties: {x: "${b.id}"}}
              b: {type: "fake:Thing", properties: {x: "${v}"}}
            """));

        Assert.Contains("v -> a -> b -> v", error.Message, StringComparison.Ordinal);
        Assert.Empty(fixture.Plugin.Calls);
    }
}
