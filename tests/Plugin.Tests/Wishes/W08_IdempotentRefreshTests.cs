// Wish 8: a refresh without drift changes nothing, however often it runs.
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests.Wishes;

public sealed class W08_IdempotentRefreshTests
{
    [Theory]
    [InlineData(AnswerShape.Echo, "your_mom")]
    [InlineData(AnswerShape.Seed, "your_mom")]
    [InlineData(AnswerShape.Echo, "element")]
    public async Task W08_Refreshing_twice_leaves_the_same_resource(AnswerShape shape, string dialect)
    {
        await using var stage = await Stage.OpenAsync(dialect: dialect);
        stage.Sandbox.Options = stage.Sandbox.Options with { Answers = shape };
        await stage.DeployAsync(Stage.Program("tags: [b, a, b]", "enabled: false", "extraConfiguration: { event.notification.enabled: \"true\" }"));
        var made = stage.State;

        await stage.RefreshQuietlyAsync();
        var once = stage.State;
        await stage.RefreshQuietlyAsync();

        Assert.Equal(made.Inputs, once.Inputs);
        Assert.Equal(made.Outputs, once.Outputs);
        Assert.Equal(once.Inputs, stage.State.Inputs);
        Assert.Equal(once.Outputs, stage.State.Outputs);
    }

    [Fact]
    public async Task W08_A_refresh_sends_nothing_but_reads()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.DeployAsync(Stage.Program());
        stage.Sandbox.ClearRequests();

        await stage.RefreshQuietlyAsync();

        Assert.Equal(["GET /instances/12"], stage.Calls);
    }

    [Fact]
    public async Task W08_Credentials_that_the_connector_rejects_later_are_a_warning_until_it_accepts_them_again()
    {
        await using var stage = await Stage.OpenAsync();
        var program = Stage.Program();
        await stage.DeployAsync(program);
        stage.Sandbox.Edit(12, instance => instance.Valid = false);

        var refresh = await stage.RefreshAsync();
        Assert.True(refresh.Succeeded, Stage.Text(refresh));
        Assert.Contains(refresh.Diagnostics, diagnostic => diagnostic.Severity == Severity.Warning && diagnostic.Message.Contains("valid: false", StringComparison.Ordinal));
        Assert.NotEmpty(stage.State.InitErrors);
        Assert.False(stage.State.Outputs.Fields["valid"].BoolValue);

        stage.Sandbox.Edit(12, instance => instance.Valid = true);
        await stage.RefreshQuietlyAsync();
        Assert.Empty(stage.State.InitErrors);
        await stage.PreviewQuietlyAsync(program);
    }
}
