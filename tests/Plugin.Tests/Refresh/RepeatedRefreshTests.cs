// A refresh without drift changes nothing, however often it runs.
using InfoBip.Sandbox;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Refresh;

public sealed class RepeatedRefreshTests
{
    [Theory]
    [InlineData(AnswerShape.Echo, "your_mom")]
    [InlineData(AnswerShape.Seed, "your_mom")]
    [InlineData(AnswerShape.Echo, "element")]
    public async Task Refreshing_twice_leaves_the_same_resource(AnswerShape shape, string dialect)
    {
        await using var fixture = await StackFixture.OpenAsync(dialect: dialect);
        fixture.Sandbox.Options = fixture.Sandbox.Options with { Answers = shape };
        await fixture.DeployAsync(StackFixture.Program("tags: [b, a, b]", "enabled: false", "extraConfiguration: { event.notification.enabled: \"true\" }"));
        var made = fixture.State;

        await fixture.RefreshQuietlyAsync();
        var once = fixture.State;
        await fixture.RefreshQuietlyAsync();

        Assert.Equal(made.Inputs, once.Inputs);
        Assert.Equal(made.Outputs, once.Outputs);
        Assert.Equal(once.Inputs, fixture.State.Inputs);
        Assert.Equal(once.Outputs, fixture.State.Outputs);
    }

    [Fact]
    public async Task A_refresh_sends_nothing_but_reads()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.DeployAsync(StackFixture.Program());
        fixture.Sandbox.ClearRequests();

        await fixture.RefreshQuietlyAsync();

        Assert.Equal(["GET /instances/12"], fixture.Calls);
    }

    [Fact]
    public async Task Credentials_that_the_connector_rejects_later_are_a_warning_until_it_accepts_them_again()
    {
        await using var fixture = await StackFixture.OpenAsync();
        var program = StackFixture.Program();
        await fixture.DeployAsync(program);
        fixture.Sandbox.Edit(12, instance => instance.Valid = false);

        var refresh = await fixture.RefreshAsync();
        Assert.True(refresh.Succeeded, StackFixture.Text(refresh));
        Assert.Contains(refresh.Diagnostics, diagnostic => diagnostic.Severity == LogSeverity.Warning && diagnostic.Message.Contains("valid: false", StringComparison.Ordinal));
        Assert.NotEmpty(fixture.State.InitErrors);
        Assert.False(fixture.State.Outputs.Fields["valid"].BoolValue);

        fixture.Sandbox.Edit(12, instance => instance.Valid = true);
        await fixture.RefreshQuietlyAsync();
        Assert.Empty(fixture.State.InitErrors);
        await fixture.PreviewQuietlyAsync(program);
    }
}
