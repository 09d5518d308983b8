// A create whose switch fails keeps the id of what it made.
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Create;

public sealed class FailedSwitchTests
{
    [Theory]
    [InlineData(FaultKind.Status, 500)]
    [InlineData(FaultKind.StatusAfter, 502)]
    [InlineData(FaultKind.CutBefore, null)]
    [InlineData(FaultKind.CutAfter, null)]
    public async Task A_follow_up_that_fails_gives_id_token_inputs_and_reason(FaultKind kind, int? status)
    {
        await using var plugin = await PluginFixture.OpenAsync();
        plugin.Sandbox.Faults.Inject(new Fault { Kind = kind, StatusCode = status, Path = "/instances/*/enabled" });

        var failure = await Failures.OfAsync(plugin.CreateAsync(SampleResource.Inputs(("enabled", false))));

        var detail = Failures.Detail<ErrorResourceInitFailed>(failure);
        var instance = Assert.Single(plugin.Sandbox.Instances);
        Assert.Equal($"{instance.Id}", detail.Id);
        Assert.True(Wire.IsSecret(detail.Properties.Fields["token"]));
        Assert.Equal(instance.Token, Wire.Reveal(detail.Properties.Fields["token"]).StringValue);
        Assert.Equal("+17777777777", detail.Properties.Fields["sender"].StringValue);
        Failures.AssertError(Assert.Single(detail.Reasons), "IB4004", $"instance {instance.Id}");
    }

    [Theory]
    [InlineData(FaultKind.Status)]
    [InlineData(FaultKind.StatusAfter)]
    public async Task The_next_up_goes_on_with_the_same_instance(FaultKind kind)
    {
        await using var fixture = await StackFixture.OpenAsync();
        var program = StackFixture.Program("enabled: false");
        fixture.Sandbox.Faults.Inject(new Fault { Kind = kind, Path = "/instances/*/enabled" });
        Assert.False((await fixture.UpAsync(program)).Succeeded);

        await fixture.DeployAsync(program);

        var instance = Assert.Single(fixture.Sandbox.Instances);
        Assert.True(instance.Disabled);
        Assert.Equal($"{instance.Id}", fixture.State.Id);
        Assert.Single(fixture.Calls, call => call == "POST /instances");
    }

    [Fact]
    public async Task Destroy_removes_what_was_partially_created()
    {
        await using var fixture = await StackFixture.OpenAsync();
        fixture.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, Path = "/instances/*/enabled" });
        Assert.False((await fixture.UpAsync(StackFixture.Program("enabled: false"))).Succeeded);

        Assert.True((await fixture.DestroyAsync()).Succeeded);

        Assert.Empty(fixture.Sandbox.Instances);
        Assert.Empty(fixture.Stack.Resources);
    }

    [Fact]
    public async Task A_create_that_a_hook_calls_again_repairs_the_partially_created_instance()
    {
        await using var plugin = await PluginFixture.OpenAsync();
        plugin.Sandbox.Options = plugin.Sandbox.Options with { RejectedPasswords = [SampleSecrets.Password] };
        var partial = Failures.Detail<ErrorResourceInitFailed>(await Failures.OfAsync(plugin.CreateAsync(SampleResource.InputsWithGeneratedName())));

        // Still rejected, and then not to be reached: the instance is not lost.
        var still = Failures.Detail<ErrorResourceInitFailed>(await Failures.OfAsync(plugin.CreateAsync(SampleResource.InputsWithGeneratedName())));
        plugin.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 500, Method = "PUT" });
        var cut = Failures.Detail<ErrorResourceInitFailed>(await Failures.OfAsync(plugin.CreateAsync(SampleResource.InputsWithGeneratedName())));
        plugin.Sandbox.Options = plugin.Sandbox.Options with { RejectedPasswords = [] };
        var made = await plugin.CreateAsync(SampleResource.InputsWithGeneratedName());

        var instance = Assert.Single(plugin.Sandbox.Instances);
        Assert.True(instance.Valid);
        Assert.All([partial.Id, still.Id, cut.Id, made.Id], id => Assert.Equal($"{instance.Id}", id));
        Assert.Equal(instance.Token, Wire.Reveal(made.Properties.Fields["token"]).StringValue);
    }

    [Fact]
    public async Task A_create_that_is_called_again_after_the_partially_created_instance_was_removed_makes_a_new_one()
    {
        await using var plugin = await PluginFixture.OpenAsync();
        plugin.Sandbox.Options = plugin.Sandbox.Options with { RejectedPasswords = [SampleSecrets.Password] };
        var partial = Failures.Detail<ErrorResourceInitFailed>(await Failures.OfAsync(plugin.CreateAsync(SampleResource.InputsWithGeneratedName())));
        plugin.Sandbox.Options = plugin.Sandbox.Options with { RejectedPasswords = [] };
        Assert.True(plugin.Sandbox.Remove(long.Parse(partial.Id, System.Globalization.CultureInfo.InvariantCulture)));

        var made = await plugin.CreateAsync(SampleResource.InputsWithGeneratedName());

        Assert.NotEqual(partial.Id, made.Id);
        Assert.Equal($"{Assert.Single(plugin.Sandbox.Instances).Id}", made.Id);
    }
}
