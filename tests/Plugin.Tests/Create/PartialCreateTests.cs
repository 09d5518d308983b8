// An instance that exists, but not as it was asked for: never orphaned, repaired in place, removed by destroy.
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests.Create;

public sealed class PartialCreateTests
{
    private static readonly string s_wrong = StackFixture.Program("password: wrong");

    [Fact]
    public async Task Rejected_credentials_are_an_error_that_keeps_id_and_token()
    {
        await using var fixture = await StackFixture.OpenAsync();

        var up = await fixture.UpAsync(s_wrong);

        Assert.False(up.Succeeded);
        Failures.AssertError(StackFixture.Text(up), "IB4003", "instance 12", "valid: false");
        Assert.Equal("12", fixture.State.Id);
        Assert.NotEmpty(fixture.State.InitErrors);
        Assert.Equal(Assert.Single(fixture.Sandbox.Instances).Token, Wire.Reveal(fixture.State.Outputs.Fields["token"]).StringValue);
        Assert.True(Wire.IsSecret(fixture.State.Outputs.Fields["token"]));
        Assert.Empty(fixture.Stack.PendingOperations);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_next_up_repairs_it_in_place_also_after_a_refresh(bool refreshed)
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.UpAsync(s_wrong);
        var token = fixture.State.Outputs.Fields["token"];
        if (refreshed)
        {
            var refresh = await fixture.RefreshAsync();
            Assert.True(refresh.Succeeded, StackFixture.Text(refresh));
            Assert.NotEmpty(fixture.State.InitErrors);
        }

        fixture.Sandbox.ClearRequests();
        await fixture.DeployAsync(StackFixture.Program());

        Assert.Contains("PATCH /instances/12", fixture.Calls);
        Assert.DoesNotContain(fixture.Calls, call => call.StartsWith("POST", StringComparison.Ordinal));
        Assert.True(Assert.Single(fixture.Sandbox.Instances).Valid);
        Assert.Equal("12", fixture.State.Id);
        Assert.Equal(token, fixture.State.Outputs.Fields["token"]);
        Assert.Empty(fixture.State.InitErrors);
        await fixture.PreviewQuietlyAsync(StackFixture.Program());
    }

    [Fact]
    public async Task The_same_program_again_tries_again_in_place()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.UpAsync(s_wrong);
        Assert.False((await fixture.UpAsync(s_wrong)).Succeeded);

        // The vendor accepts the password by now.
        fixture.Sandbox.Options = fixture.Sandbox.Options with { RejectedPasswords = [] };
        await fixture.DeployAsync(s_wrong);

        Assert.True(Assert.Single(fixture.Sandbox.Instances).Valid);
        await fixture.PreviewQuietlyAsync(s_wrong);
    }

    [Fact]
    public async Task An_update_to_rejected_credentials_keeps_the_instance_and_is_repaired_by_the_next_up()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.DeployAsync(StackFixture.Program());

        Assert.False((await fixture.UpAsync(s_wrong)).Succeeded);
        Assert.Equal("12", fixture.State.Id);

        await fixture.DeployAsync(StackFixture.Program());
        var instance = Assert.Single(fixture.Sandbox.Instances);
        Assert.True(instance.Valid);
        Assert.Equal(SampleSecrets.Password, instance.Configuration[SampleInstance.PasswordKey]);
    }

    [Fact]
    public async Task Destroy_removes_it()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.UpAsync(s_wrong);

        var destroy = await fixture.DestroyAsync();

        Assert.True(destroy.Succeeded, StackFixture.Text(destroy));
        Assert.Empty(fixture.Sandbox.Instances);
        Assert.Empty(fixture.Stack.Resources);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_switch_that_fails_after_the_creation_keeps_the_instance_and_is_repaired_by_the_next_up(bool refreshed)
    {
        await using var fixture = await StackFixture.OpenAsync();
        var program = StackFixture.Program("enabled: false");
        fixture.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 500, Path = "/instances/*/enabled" });

        var up = await fixture.UpAsync(program);

        Failures.AssertError(StackFixture.Text(up), "IB4004", "instance 12");
        Assert.Equal("12", fixture.State.Id);
        if (refreshed)
        {
            Assert.True((await fixture.RefreshAsync()).Succeeded);
        }

        fixture.Sandbox.ClearRequests();
        await fixture.DeployAsync(program);
        Assert.Equal(["DELETE /instances/12/enabled"], fixture.Calls);
        Assert.True(Assert.Single(fixture.Sandbox.Instances).Disabled);
        await fixture.PreviewQuietlyAsync(program);
    }

    [Fact]
    public async Task A_switch_that_fails_after_a_replacement_of_the_configuration_loses_neither()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.DeployAsync(StackFixture.Program());
        var program = StackFixture.Program("sender: other", "enabled: false");
        fixture.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 503, Path = "/instances/*/enabled" });

        Assert.False((await fixture.UpAsync(program)).Succeeded);
        Assert.Equal("other", fixture.State.Outputs.Fields["sender"].StringValue);
        await fixture.DeployAsync(program);

        var instance = Assert.Single(fixture.Sandbox.Instances);
        Assert.Equal("other", instance.Configuration[SampleInstance.SenderKey]);
        Assert.True(instance.Disabled);
        await fixture.PreviewQuietlyAsync(program);
    }
}
