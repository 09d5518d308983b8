// What programs on the SDK ask for, as it arrives behind the plugin.
using InfoBip.EngineSimulator;

namespace Programs.Tests;

public sealed class SdkProgramTests
{
    [Fact]
    public async Task An_explicit_provider_serves_the_instances_that_are_given_it()
    {
        await using var stage = await Stage.OpenAsync(defaultProvider: false);
        var program = Stage.Program("explicit-provider");

        var preview = await stage.PreviewAsync(program);
        var up = await stage.UpAsync(program);
        stage.Reload();
        var again = await stage.UpAsync(program);

        Assert.True(preview.Succeeded, stage.Shown(preview));
        Assert.True(up.Succeeded, stage.Shown(up));
        Assert.False(again.HasChanges, stage.Shown(again));
        Assert.Contains("pulumi:providers:infobip::own::", stage.Stack.FindByName("sms")!.Provider, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", stage.Stack.Export("phrase") + stage.Shown(up), StringComparison.Ordinal);
        Assert.True((await stage.DestroyAsync()).Succeeded);
        Assert.Empty(stage.Sandbox.Instances);
    }

    [Fact]
    public async Task A_password_given_as_a_plain_string_is_a_secret_in_the_state()
    {
        await using var stage = await Stage.OpenAsync();

        var up = await stage.UpAsync(Stage.Program("plain-password"));

        Assert.True(up.Succeeded, stage.Shown(up));
        Assert.True(Wire.IsSecret(stage.Stack.FindByName("sms")!.Inputs.Fields["password"]));
        Assert.DoesNotContain("plain-canary", stage.Stack.Export("phrase") + stage.Shown(up), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resource_options_take_effect()
    {
        await using var stage = await Stage.OpenAsync();

        var up = await stage.UpAsync(Stage.Program("options"));

        Assert.True(up.Succeeded, stage.Shown(up));
        var state = stage.Stack.FindByName("sms")!;
        Assert.Equal(new CustomTimeouts(120, 0, 1.5), state.Timeouts);
        Assert.True(Wire.IsSecret(state.Outputs.Fields["username"]));
        Assert.True(Wire.IsSecret(stage.Stack.Outputs.Fields["username"]));
        Assert.True((await stage.DestroyAsync()).Succeeded);
        Assert.Single(stage.Sandbox.Instances);
    }

    [Fact]
    public async Task An_instance_that_exists_is_read_and_left_alone()
    {
        await using var stage = await Stage.OpenAsync();
        Assert.True((await stage.UpAsync(Stage.Program("plain-password"))).Succeeded);
        var made = Assert.Single(stage.Sandbox.Instances);
        await using var other = await Stage.OpenAsync();
        other.Config = stage.Config.With("id", $"{made.Id}");

        var up = await other.UpAsync(Stage.Program("get"));

        Assert.True(up.Succeeded, other.Shown(up));
        Assert.Equal(StepKind.Read, up.Step("found").Kind);
        Assert.Equal(made.Token, Wire.Reveal(other.Stack.Outputs.Fields["token"]).StringValue);
        Assert.True(Wire.IsSecret(other.Stack.Outputs.Fields["token"]));
        Assert.True((await other.DestroyAsync()).Succeeded);
        Assert.Single(stage.Sandbox.Instances);
    }

    [Fact]
    public async Task An_exception_in_the_program_fails_the_operation_once()
    {
        await using var stage = await Stage.OpenAsync();

        var up = await stage.UpAsync(Stage.Program("throws"));

        Assert.Contains("nothing works today", Assert.Single(up.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_input_fails_the_operation_once_and_the_program_ends_by_itself()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Config = stage.Config.With("infobip:userSecret", "wrong-secret", secret: true);

        var up = await stage.UpAsync(Stage.Program("plain-password"));

        Assert.Contains("401", Assert.Single(up.Errors).Message, StringComparison.Ordinal);
        Assert.Empty(stage.Sandbox.Instances);
    }
}
