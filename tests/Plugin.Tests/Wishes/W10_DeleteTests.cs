// Wish 10: deleting what is gone already succeeds; what only seems gone is an error.
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Wishes;

public sealed class W10_DeleteTests
{
    [Fact]
    public async Task W10_Destroying_what_is_gone_already_succeeds_with_one_debug_line()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.DeployAsync(Stage.Program());
        stage.Sandbox.Remove(12);

        var destroy = await stage.DestroyAsync();

        Assert.True(destroy.Succeeded, Stage.Text(destroy));
        Assert.Empty(stage.Stack.Resources);
        var note = Assert.Single(destroy.Diagnostics);
        Assert.Equal(Severity.Debug, note.Severity);
        Assert.Equal("InfoBip instance 12 was gone already.", note.Message);
        Assert.Equal(Wired.Urn, note.Urn);
    }

    [Theory]
    [InlineData(FaultKind.CutAfter)]
    [InlineData(FaultKind.CutInBody)]
    [InlineData(FaultKind.StatusAfter)]
    public async Task W10_A_delete_whose_answer_is_lost_and_whose_retry_finds_nothing_succeeds(FaultKind kind)
    {
        await using var wired = await Wired.OpenAsync(new Wiring { Settings = [("maxRetries", 2)] });
        var created = await wired.CreateAsync(Wired.Inputs());
        wired.Sandbox.Faults.Inject(new Fault { Kind = kind, StatusCode = kind == FaultKind.StatusAfter ? 502 : null, Method = "DELETE" });

        await wired.DeleteAsync(created.Id, created.Properties);

        Assert.Empty(wired.Sandbox.Instances);
        Assert.Equal(1, wired.Sandbox.Faults.Hits);
    }

    [Theory]
    [InlineData(404, FaultBody.Html)]
    [InlineData(404, FaultBody.Empty)]
    [InlineData(401, FaultBody.Api)]
    [InlineData(403, FaultBody.Api)]
    [InlineData(500, FaultBody.Api)]
    public async Task W10_A_delete_that_may_not_have_happened_fails_and_keeps_the_state(int status, FaultBody body)
    {
        await using var stage = await Stage.OpenAsync();
        await stage.DeployAsync(Stage.Program());
        stage.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = status, Body = body, Method = "DELETE" });

        var destroy = await stage.DestroyAsync();

        Assert.False(destroy.Succeeded);
        Assert.Equal("12", stage.State.Id);
        Assert.Single(stage.Sandbox.Instances);
        Assert.True((await stage.DestroyAsync()).Succeeded);
        Assert.Empty(stage.Sandbox.Instances);
    }

    [Fact]
    public async Task W10_A_delete_is_one_request_for_its_own_id()
    {
        await using var wired = await Wired.OpenAsync();
        var created = await wired.CreateAsync(Wired.Inputs());
        await wired.CreateAsync(Wired.Inputs(("name", "another")));
        wired.Sandbox.ClearRequests();

        await wired.DeleteAsync(created.Id, created.Properties);

        Assert.Equal($"/instances/{created.Id}", Assert.Single(wired.Sandbox.Requests).ApiPath);
        Assert.Equal("another", Assert.Single(wired.Sandbox.Instances).Name);
        Assert.DoesNotContain(wired.Engine.Entries, entry => entry.Severity > LogSeverity.Debug);
    }
}
