// Wish 17: what was made before a failure keeps its id.
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Wishes;

public sealed class W17_PartialFailureTests
{
    [Theory]
    [InlineData(FaultKind.Status, 500)]
    [InlineData(FaultKind.StatusAfter, 502)]
    [InlineData(FaultKind.CutBefore, null)]
    [InlineData(FaultKind.CutAfter, null)]
    public async Task W17_A_follow_up_that_fails_gives_id_token_inputs_and_reason(FaultKind kind, int? status)
    {
        await using var wired = await Wired.OpenAsync();
        wired.Sandbox.Faults.Inject(new Fault { Kind = kind, StatusCode = status, Path = "/instances/*/enabled" });

        var failure = await Failures.OfAsync(wired.CreateAsync(Wired.Inputs(("enabled", false))));

        var detail = Failures.Detail<ErrorResourceInitFailed>(failure);
        var instance = Assert.Single(wired.Sandbox.Instances);
        Assert.Equal($"{instance.Id}", detail.Id);
        Assert.True(Wire.IsSecret(detail.Properties.Fields["token"]));
        Assert.Equal(instance.Token, Wire.Reveal(detail.Properties.Fields["token"]).StringValue);
        Assert.Equal("+17777777777", detail.Properties.Fields["sender"].StringValue);
        Assert.Contains($"switching InfoBip instance {instance.Id} off failed", Assert.Single(detail.Reasons), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FaultKind.Status)]
    [InlineData(FaultKind.StatusAfter)]
    public async Task W17_The_next_up_goes_on_with_the_same_instance(FaultKind kind)
    {
        await using var stage = await Stage.OpenAsync();
        var program = Stage.Program("enabled: false");
        stage.Sandbox.Faults.Inject(new Fault { Kind = kind, Path = "/instances/*/enabled" });
        Assert.False((await stage.UpAsync(program)).Succeeded);

        await stage.DeployAsync(program);

        var instance = Assert.Single(stage.Sandbox.Instances);
        Assert.True(instance.Disabled);
        Assert.Equal($"{instance.Id}", stage.State.Id);
        Assert.Single(stage.Calls, call => call == "POST /instances");
    }

    [Fact]
    public async Task W17_Destroy_removes_what_was_left_half_made()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, Path = "/instances/*/enabled" });
        Assert.False((await stage.UpAsync(Stage.Program("enabled: false"))).Succeeded);

        Assert.True((await stage.DestroyAsync()).Succeeded);

        Assert.Empty(stage.Sandbox.Instances);
        Assert.Empty(stage.Stack.Resources);
    }

    [Fact]
    public async Task W17_A_create_that_a_hook_calls_again_after_a_half_made_one_repairs_that_one()
    {
        await using var wired = await Wired.OpenAsync();
        wired.Sandbox.Options = wired.Sandbox.Options with { RejectedPasswords = [Stage.Password] };
        var half = Failures.Detail<ErrorResourceInitFailed>(await Failures.OfAsync(wired.CreateAsync(Wired.NamedInputs())));

        // Still rejected, and then not to be reached: the instance is not lost.
        var still = Failures.Detail<ErrorResourceInitFailed>(await Failures.OfAsync(wired.CreateAsync(Wired.NamedInputs())));
        wired.Sandbox.Faults.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 500, Method = "PUT" });
        var cut = Failures.Detail<ErrorResourceInitFailed>(await Failures.OfAsync(wired.CreateAsync(Wired.NamedInputs())));
        wired.Sandbox.Options = wired.Sandbox.Options with { RejectedPasswords = [] };
        var made = await wired.CreateAsync(Wired.NamedInputs());

        var instance = Assert.Single(wired.Sandbox.Instances);
        Assert.True(instance.Valid);
        Assert.All([half.Id, still.Id, cut.Id, made.Id], id => Assert.Equal($"{instance.Id}", id));
        Assert.Equal(instance.Token, Wire.Reveal(made.Properties.Fields["token"]).StringValue);
    }

    [Fact]
    public async Task W17_A_create_that_is_called_again_after_the_half_made_one_was_removed_makes_a_new_one()
    {
        await using var wired = await Wired.OpenAsync();
        wired.Sandbox.Options = wired.Sandbox.Options with { RejectedPasswords = [Stage.Password] };
        var half = Failures.Detail<ErrorResourceInitFailed>(await Failures.OfAsync(wired.CreateAsync(Wired.NamedInputs())));
        wired.Sandbox.Options = wired.Sandbox.Options with { RejectedPasswords = [] };
        Assert.True(wired.Sandbox.Remove(long.Parse(half.Id, System.Globalization.CultureInfo.InvariantCulture)));

        var made = await wired.CreateAsync(Wired.NamedInputs());

        Assert.NotEqual(half.Id, made.Id);
        Assert.Equal($"{Assert.Single(wired.Sandbox.Instances).Id}", made.Id);
    }
}
