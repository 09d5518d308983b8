// examples/csharp in its own process, with the plugin's process and the sandbox.
using System.Text.RegularExpressions;
using InfoBip.EngineSimulator;
using Programs.Tests.Fixtures;

namespace Programs.Tests.Examples;

public sealed partial class ExampleTests
{
    [Fact]
    public async Task The_example_is_previewed_deployed_left_alone_and_destroyed()
    {
        await using var fixture = await StackFixture.OpenAsync();
        var program = Example();

        var preview = await fixture.PreviewAsync(program);
        Assert.True(preview.Succeeded, fixture.Shown(preview));
        Assert.Equal(2, preview.Count(StepKind.Create));
        Assert.DoesNotContain(fixture.Sandbox.Requests, request => request.Method != "GET");

        var up = await fixture.UpAsync(program);
        Assert.True(up.Succeeded, fixture.Shown(up));
        Assert.Equal(2, up.Count(StepKind.Create));
        Assert.Equal(2, fixture.Sandbox.Instances.Count);
        Assert.Contains($"after-{fixture.Stack.FindByName("sms")!.Id}", WireText.Render(fixture.Stack.FindByName("alerts")!.Inputs.Fields["tags"]), StringComparison.Ordinal);

        fixture.Reload();
        var again = await fixture.UpAsync(program);
        Assert.True(again.Succeeded, fixture.Shown(again));
        Assert.False(again.HasChanges, fixture.Shown(again));

        var destroy = await fixture.DestroyAsync();
        Assert.True(destroy.Succeeded, fixture.Shown(destroy));
        Assert.Equal(2, destroy.Count(StepKind.Delete));
        Assert.Empty(fixture.Sandbox.Instances);
        Assert.Empty(fixture.Stack.Resources);
        Assert.All([preview, up, again, destroy], result => Assert.Empty(result.ProtocolErrors));
    }

    [Fact]
    public async Task The_token_is_a_secret_from_the_service_to_the_stack_output()
    {
        await using var fixture = await StackFixture.OpenAsync();

        var up = await fixture.UpAsync(Example());

        Assert.True(up.Succeeded, fixture.Shown(up));
        var token = fixture.Stack.Outputs.Fields["token"];
        var name = WireText.Render(fixture.Stack.FindByName("sms")!.Outputs.Fields["name"]).Trim('"');
        var made = fixture.Sandbox.Instances.Single(instance => instance.Name == name).Token;
        Assert.True(Wire.IsSecret(token));
        Assert.Equal(made, Wire.Reveal(token).StringValue);
        Assert.True(Wire.IsSecret(fixture.Stack.FindByName("sms")!.Outputs.Fields["token"]));
        Assert.True(Wire.IsSecret(fixture.Stack.FindByName("sms")!.Inputs.Fields["password"]));
        var written = fixture.Shown(up) + StackFile.Write(fixture.Stack);
        Assert.DoesNotContain(made, written, StringComparison.Ordinal);
        Assert.DoesNotContain(StackFixture.Password, written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_example_sends_the_same_requests_as_the_example_in_YAML()
    {
        var yaml = await RequestsAsync(YamlProgram.Load(Path.Combine(StackFixture.Root, "examples", "yaml")));
        var compiled = await RequestsAsync(Example());

        Assert.Equal(yaml, compiled);
        Assert.Contains(yaml, request => request.StartsWith("POST ", StringComparison.Ordinal));
        Assert.Contains(yaml, request => request.StartsWith("DELETE ", StringComparison.Ordinal));
    }

    private static ProcessProgram Example() => new("infobip-sms", StackFixture.Example) { Folder = Path.Combine(StackFixture.Root, "examples", "csharp") };

    /// <summary>Method, path and body of every request of a whole life; the name that the provider made is not the same twice.</summary>
    private static async Task<IReadOnlyList<string>> RequestsAsync(IProgram program)
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.PreviewAsync(program);
        await fixture.UpAsync(program);
        fixture.Reload();
        await fixture.UpAsync(program);
        await fixture.DestroyAsync();
        Assert.Empty(fixture.Sandbox.Instances);
        return [.. fixture.Sandbox.Requests.Select(request => MadeName().Replace($"{request.Method} {request.Path}{request.Query} {request.Body}", "alerts-…"))];
    }

    [GeneratedRegex("alerts-[0-9a-f]{7,}")]
    private static partial Regex MadeName();
}
