// The state file.
namespace InfoBip.EngineSimulator.Tests;

public sealed class StackTests
{
    [Fact]
    public async Task A_secret_is_not_readable_at_a_glance_in_the_file_and_comes_back()
    {
        await using var fixture = new SimulatorFixture();
        fixture.Config = fixture.Config.With("pass", "canary-pass", secret: true);
        await fixture.GivenAsync("""
            name: demo
            runtime: yaml
            config: {pass: {type: string}}
            resources:
              a: {type: "fake:Thing", properties: {deep: [{pass: "${pass}"}], plain: seen}}
            outputs: {token: "${a.token}"}
            """);

        var json = StackFile.Write(fixture.Stack);
        var back = StackFile.Read(json);

        Assert.Contains("seen", json, StringComparison.Ordinal);
        Assert.All(["canary-pass", "token-of-101", "key-secret"], secret => Assert.DoesNotContain(secret, json, StringComparison.Ordinal));
        Assert.Equal(fixture.Stack.Resources.Select(resource => resource.Outputs), back.Resources.Select(resource => resource.Outputs));
        Assert.Equal(fixture.Stack.Resources.Select(resource => resource.Inputs), back.Resources.Select(resource => resource.Inputs));
        Assert.Equal(fixture.Stack.Outputs, back.Outputs);
        Assert.Equal("canary-pass", Wire.Reveal(WirePath.Parse("deep[0].pass").Find(back.FindByName("a")!.Inputs)!).StringValue);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("nonsense")]
    public void A_broken_file_is_named_as_one(string json) =>
        Assert.Contains("the state cannot be read", Assert.Throws<EngineException>(() => StackFile.Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_secret_that_the_real_CLI_encrypted_is_refused()
    {
        var state = File.ReadAllText(Repository.PathOf("tests/Plugin.Tests/States/0.1.0/imported.json"));

        Assert.Contains("encrypted by the real CLI", Assert.Throws<EngineException>(() => StackFile.Read(state.Replace("b64:", "v1:", StringComparison.Ordinal))).Message, StringComparison.Ordinal);
    }
}
