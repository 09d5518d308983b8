// The life of an instance, from preview to destroy.
using InfoBip.EngineSimulator;

namespace InfoBip.Plugin.Tests;

public sealed class LifeCycleTests
{
    [Theory]
    [InlineData("your_mom")]
    [InlineData("element")]
    public async Task An_instance_lives_from_preview_to_destroy(string dialect)
    {
        await using var fixture = await StackFixture.OpenAsync(dialect: dialect);
        var program = StackFixture.Program("tags: [production]");

        var preview = await fixture.PreviewAsync(program);
        Assert.Equal(StepKind.Create, preview.Step("sms").Kind);
        Assert.Empty(fixture.Requests);

        var up = await fixture.DeployAsync(program);
        Assert.Equal(1, up.Count(StepKind.Create));
        var made = Assert.Single(fixture.Sandbox.Instances);
        Assert.Equal("12", up.Outputs.Single(output => output.Key == "id").Value.StringValue);
        var token = up.Outputs.Single(output => output.Key == "token").Value;
        Assert.True(Wire.IsSecret(token));
        Assert.Equal(made.Token, Wire.Reveal(token).StringValue);

        var again = await fixture.DeployAsync(program);
        Assert.False(again.HasChanges);

        var destroy = await fixture.DestroyAsync();
        Assert.True(destroy.Succeeded, StackFixture.Text(destroy));
        Assert.Empty(fixture.Sandbox.Instances);
    }
}
