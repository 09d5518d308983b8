// examples/csharp for real: its process, the plugin's process, the sandbox.
using System.Text.RegularExpressions;
using InfoBip.EngineSimulator;

namespace Programs.Tests;

public sealed partial class ExampleTests
{
    [Fact]
    public async Task The_example_is_previewed_deployed_left_alone_and_destroyed()
    {
        await using var stage = await Stage.OpenAsync();
        var program = await ExampleAsync();

        var preview = await stage.PreviewAsync(program);
        Assert.True(preview.Succeeded, stage.Shown(preview));
        Assert.Equal(2, preview.Count(StepKind.Create));
        Assert.DoesNotContain(stage.Sandbox.Requests, request => request.Method != "GET");

        var up = await stage.UpAsync(program);
        Assert.True(up.Succeeded, stage.Shown(up));
        Assert.Equal(2, up.Count(StepKind.Create));
        Assert.Equal(2, stage.Sandbox.Instances.Count);
        Assert.Contains($"after-{stage.Stack.FindByName("sms")!.Id}", WireText.Render(stage.Stack.FindByName("alerts")!.Inputs.Fields["tags"]), StringComparison.Ordinal);

        stage.Reload();
        var again = await stage.UpAsync(program);
        Assert.True(again.Succeeded, stage.Shown(again));
        Assert.False(again.HasChanges, stage.Shown(again));

        var destroy = await stage.DestroyAsync();
        Assert.True(destroy.Succeeded, stage.Shown(destroy));
        Assert.Equal(2, destroy.Count(StepKind.Delete));
        Assert.Empty(stage.Sandbox.Instances);
        Assert.Empty(stage.Stack.Resources);
        Assert.All([preview, up, again, destroy], result => Assert.Empty(result.ProtocolErrors));
    }

    [Fact]
    public async Task The_token_is_a_secret_from_the_service_to_the_stack_output()
    {
        await using var stage = await Stage.OpenAsync();

        var up = await stage.UpAsync(await ExampleAsync());

        Assert.True(up.Succeeded, stage.Shown(up));
        var token = stage.Stack.Outputs.Fields["token"];
        var name = WireText.Render(stage.Stack.FindByName("sms")!.Outputs.Fields["name"]).Trim('"');
        var made = stage.Sandbox.Instances.Single(instance => instance.Name == name).Token;
        Assert.True(Wire.IsSecret(token));
        Assert.Equal(made, Wire.Reveal(token).StringValue);
        Assert.True(Wire.IsSecret(stage.Stack.FindByName("sms")!.Outputs.Fields["token"]));
        Assert.True(Wire.IsSecret(stage.Stack.FindByName("sms")!.Inputs.Fields["password"]));
        var written = stage.Shown(up) + stage.Stack.Export("phrase");
        Assert.DoesNotContain(made, written, StringComparison.Ordinal);
        Assert.DoesNotContain(Stage.Password, written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_service_sees_of_the_example_what_it_sees_of_its_twin_in_YAML()
    {
        var yaml = await RequestsAsync(YamlProgram.Load(Path.Combine(Stage.Root, "examples", "yaml")));
        var compiled = await RequestsAsync(await ExampleAsync());

        Assert.Equal(yaml, compiled);
        Assert.Contains(yaml, request => request.StartsWith("POST ", StringComparison.Ordinal));
        Assert.Contains(yaml, request => request.StartsWith("DELETE ", StringComparison.Ordinal));
    }

    private static Task<IProgram> ExampleAsync() =>
        ProgramLoader.LoadAsync(Path.Combine(Stage.Root, "examples", "csharp"), Stage.Example, TestContext.Current.CancellationToken);

    /// <summary>Method, path and body of every request of a whole life; the name that the provider made is not the same twice.</summary>
    private static async Task<IReadOnlyList<string>> RequestsAsync(IProgram program)
    {
        await using var stage = await Stage.OpenAsync();
        await stage.PreviewAsync(program);
        await stage.UpAsync(program);
        stage.Reload();
        await stage.UpAsync(program);
        await stage.DestroyAsync();
        Assert.Empty(stage.Sandbox.Instances);
        return [.. stage.Sandbox.Requests.Select(request => MadeName().Replace($"{request.Method} {request.Path}{request.Query} {request.Body}", "alerts-…"))];
    }

    [GeneratedRegex("alerts-[0-9a-f]{7,}")]
    private static partial Regex MadeName();
}
