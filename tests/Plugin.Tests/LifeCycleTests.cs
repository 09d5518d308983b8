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
        await using var stage = await Stage.OpenAsync(dialect: dialect);
        var program = Stage.Program("tags: [production]");

        var preview = await stage.PreviewAsync(program);
        Assert.Equal(StepKind.Create, preview.Step("sms").Kind);
        Assert.Empty(stage.Sandbox.Requests);

        var up = await stage.DeployAsync(program);
        Assert.Equal(1, up.Count(StepKind.Create));
        var made = Assert.Single(stage.Sandbox.Instances);
        Assert.Equal("12", Wire.Read(up.Outputs.Single(output => output.Key == "id").Value));
        var token = up.Outputs.Single(output => output.Key == "token").Value;
        Assert.True(Wire.IsSecret(token));
        Assert.Equal(made.Token, Wire.Reveal(token).StringValue);

        var again = await stage.DeployAsync(program);
        Assert.False(again.HasChanges);

        var destroy = await stage.DestroyAsync();
        Assert.True(destroy.Succeeded, Stage.Text(destroy));
        Assert.Empty(stage.Sandbox.Instances);
    }
}
