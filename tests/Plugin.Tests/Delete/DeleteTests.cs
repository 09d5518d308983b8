// Deleting what is gone already succeeds; what only seems gone is an error.
using InfoBip.Sandbox;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Delete;

public sealed class DeleteTests
{
    [Fact]
    public async Task Destroying_what_is_gone_already_succeeds_with_one_debug_line()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.DeployAsync(StackFixture.Program());
        fixture.Sandbox.Remove(12);

        var destroy = await fixture.DestroyAsync();

        Assert.True(destroy.Succeeded, StackFixture.Text(destroy));
        Assert.Empty(fixture.Stack.Resources);
        var note = Assert.Single(destroy.Diagnostics);
        Assert.Equal(LogSeverity.Debug, note.Severity);
        Assert.Contains("instance 12", note.Message, StringComparison.Ordinal);
        Assert.Equal(SampleResource.Urn, note.Urn);
    }

    [Theory]
    [InlineData(FaultKind.CutAfter)]
    [InlineData(FaultKind.CutInBody)]
    [InlineData(FaultKind.StatusAfter)]
    public async Task A_delete_whose_answer_is_lost_and_whose_retry_finds_nothing_succeeds(FaultKind kind)
    {
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { Settings = [("maxRetries", 2)] });
        var created = await plugin.CreateAsync(SampleResource.Inputs());
        plugin.Sandbox.Faults.Inject(new Fault { Kind = kind, StatusCode = kind == FaultKind.StatusAfter ? 502 : null, Method = "DELETE" });

        await plugin.DeleteAsync(created.Id, created.Properties);

        Assert.Empty(plugin.Sandbox.Instances);
        Assert.Equal(1, plugin.Sandbox.Faults.Hits);
    }

    [Theory]
    [InlineData(404, FaultBody.Html)]
    [InlineData(404, FaultBody.Empty)]
    [InlineData(401, FaultBody.Api)]
    [InlineData(403, FaultBody.Api)]
    [InlineData(500, FaultBody.Api)]
    public async Task A_delete_that_may_not_have_happened_fails_and_keeps_the_state(int status, FaultBody body)
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.DeployAsync(StackFixture.Program());
        fixture.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = status, Body = body, Method = "DELETE" });

        var destroy = await fixture.DestroyAsync();

        Assert.False(destroy.Succeeded);
        Assert.Equal("12", fixture.State.Id);
        Assert.Single(fixture.Sandbox.Instances);
        Assert.True((await fixture.DestroyAsync()).Succeeded);
        Assert.Empty(fixture.Sandbox.Instances);
    }

    [Fact]
    public async Task A_delete_is_one_request_for_its_own_id()
    {
        await using var plugin = await PluginFixture.OpenAsync();
        var created = await plugin.CreateAsync(SampleResource.Inputs());
        await plugin.CreateAsync(SampleResource.Inputs(("name", "another")));
        plugin.Sandbox.ClearRequests();

        await plugin.DeleteAsync(created.Id, created.Properties);

        Assert.Equal($"/instances/{created.Id}", Assert.Single(plugin.Sandbox.Requests).ApiPath);
        Assert.Equal("another", Assert.Single(plugin.Sandbox.Instances).Name);
        Assert.DoesNotContain(plugin.Engine.Entries, entry => entry.Severity > LogSeverity.Debug);
    }
}
