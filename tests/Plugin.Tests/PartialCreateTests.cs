// An instance that exists, but not as it was asked for: never orphaned, repaired in place, removed by destroy.
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests;

public sealed class PartialCreateTests
{
    private static readonly string s_wrong = Stage.Program("password: wrong");

    [Fact]
    public async Task Rejected_credentials_are_an_error_that_keeps_id_and_token()
    {
        await using var stage = await Stage.OpenAsync();

        var up = await stage.UpAsync(s_wrong);

        Assert.False(up.Succeeded);
        Assert.Contains("InfoBip instance 12 exists, but the connector did not accept its credentials (valid: false).", Stage.Text(up), StringComparison.Ordinal);
        Assert.Equal("12", stage.State.Id);
        Assert.NotEmpty(stage.State.InitErrors);
        Assert.Equal(Assert.Single(stage.Sandbox.Instances).Token, Wire.Reveal(stage.State.Outputs.Fields["token"]).StringValue);
        Assert.True(Wire.IsSecret(stage.State.Outputs.Fields["token"]));
        Assert.Empty(stage.Stack.PendingOperations);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_next_up_repairs_it_in_place_also_after_a_refresh(bool refreshed)
    {
        await using var stage = await Stage.OpenAsync();
        await stage.UpAsync(s_wrong);
        var token = stage.State.Outputs.Fields["token"];
        if (refreshed)
        {
            var refresh = await stage.RefreshAsync();
            Assert.True(refresh.Succeeded, Stage.Text(refresh));
            Assert.NotEmpty(stage.State.InitErrors);
        }

        stage.Sandbox.ClearRequests();
        await stage.DeployAsync(Stage.Program());

        Assert.Contains("PUT /instances/12", stage.Calls);
        Assert.DoesNotContain(stage.Calls, call => call.StartsWith("POST", StringComparison.Ordinal));
        Assert.True(Assert.Single(stage.Sandbox.Instances).Valid);
        Assert.Equal("12", stage.State.Id);
        Assert.Equal(token, stage.State.Outputs.Fields["token"]);
        Assert.Empty(stage.State.InitErrors);
        await stage.PreviewQuietlyAsync(Stage.Program());
    }

    [Fact]
    public async Task The_same_program_again_tries_again_in_place()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.UpAsync(s_wrong);
        Assert.False((await stage.UpAsync(s_wrong)).Succeeded);

        // The vendor has learnt the password in the meantime.
        stage.Sandbox.Options = stage.Sandbox.Options with { RejectedPasswords = [] };
        await stage.DeployAsync(s_wrong);

        Assert.True(Assert.Single(stage.Sandbox.Instances).Valid);
        await stage.PreviewQuietlyAsync(s_wrong);
    }

    [Fact]
    public async Task An_update_to_rejected_credentials_keeps_the_instance_and_is_repaired_by_the_next_up()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.DeployAsync(Stage.Program());

        Assert.False((await stage.UpAsync(s_wrong)).Succeeded);
        Assert.Equal("12", stage.State.Id);

        await stage.DeployAsync(Stage.Program());
        var instance = Assert.Single(stage.Sandbox.Instances);
        Assert.True(instance.Valid);
        Assert.Equal(Stage.Password, instance.Configuration["messaging.sms.infobip.password"]);
    }

    [Fact]
    public async Task Destroy_removes_it()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.UpAsync(s_wrong);

        var destroy = await stage.DestroyAsync();

        Assert.True(destroy.Succeeded, Stage.Text(destroy));
        Assert.Empty(stage.Sandbox.Instances);
        Assert.Empty(stage.Stack.Resources);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_switch_that_fails_after_the_creation_keeps_the_instance_and_is_made_good_by_the_next_up(bool refreshed)
    {
        await using var stage = await Stage.OpenAsync();
        var program = Stage.Program("enabled: false");
        stage.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 500, Path = "/instances/*/enabled" });

        var up = await stage.UpAsync(program);

        Assert.Contains("switching InfoBip instance 12 off failed", Stage.Text(up), StringComparison.Ordinal);
        Assert.Equal("12", stage.State.Id);
        if (refreshed)
        {
            Assert.True((await stage.RefreshAsync()).Succeeded);
        }

        stage.Sandbox.ClearRequests();
        await stage.DeployAsync(program);
        Assert.Equal(["DELETE /instances/12/enabled"], stage.Calls);
        Assert.True(Assert.Single(stage.Sandbox.Instances).Disabled);
        await stage.PreviewQuietlyAsync(program);
    }

    [Fact]
    public async Task A_switch_that_fails_after_a_replacement_of_the_configuration_loses_neither()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.DeployAsync(Stage.Program());
        var program = Stage.Program("sender: other", "enabled: false");
        stage.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 503, Path = "/instances/*/enabled" });

        Assert.False((await stage.UpAsync(program)).Succeeded);
        Assert.Equal("other", stage.State.Outputs.Fields["sender"].StringValue);
        await stage.DeployAsync(program);

        var instance = Assert.Single(stage.Sandbox.Instances);
        Assert.Equal("other", instance.Configuration["messaging.sms.infobip.sender"]);
        Assert.True(instance.Disabled);
        await stage.PreviewQuietlyAsync(program);
    }
}
