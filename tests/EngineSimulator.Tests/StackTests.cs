// The state file.
namespace InfoBip.EngineSimulator.Tests;

public sealed class StackTests
{
    [Fact]
    public async Task A_secret_never_stands_in_clear_in_the_file_and_comes_back()
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

        var json = fixture.Stack.Export("phrase");
        var back = Stack.Load(json, "phrase");

        Assert.Contains("seen", json, StringComparison.Ordinal);
        Assert.All(["canary-pass", "token-of-101", "key-secret"], secret => Assert.DoesNotContain(secret, json, StringComparison.Ordinal));
        Assert.Equal(fixture.Stack.Resources.Select(resource => resource.Outputs), back.Resources.Select(resource => resource.Outputs));
        Assert.Equal(fixture.Stack.Resources.Select(resource => resource.Inputs), back.Resources.Select(resource => resource.Inputs));
        Assert.Equal(fixture.Stack.Outputs, back.Outputs);
        Assert.Equal("canary-pass", Wire.Reveal(WirePath.Parse("deep[0].pass").Find(back.FindByName("a")!.Inputs)!).StringValue);
    }

    [Fact]
    public void Another_passphrase_is_not_the_same_error_as_a_broken_file()
    {
        var json = new Stack("dev", "demo").Export("phrase");

        Assert.Contains("incorrect passphrase", Assert.Throws<InvalidDataException>(() => Stack.Load(json, "other")).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Throws<InvalidDataException>(() => Stack.Load("{}", "phrase")).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Throws<InvalidDataException>(() => Stack.Load("nonsense", "phrase")).Message, StringComparison.Ordinal);
    }
}
