// Programs on the SDK, deployed by the plugin.
using InfoBip.EngineSimulator;
using Programs.Tests.Fixtures;

namespace Programs.Tests.Deployments;

public sealed class SdkProgramTests
{
    [Fact]
    public async Task An_explicit_provider_serves_the_instances_that_are_given_it()
    {
        await using var fixture = await StackFixture.OpenAsync(defaultProvider: false);
        var program = StackFixture.Program("explicit-provider");

        var preview = await fixture.PreviewAsync(program);
        var up = await fixture.UpAsync(program);
        fixture.Reload();
        var again = await fixture.UpAsync(program);

        Assert.True(preview.Succeeded, fixture.Shown(preview));
        Assert.True(up.Succeeded, fixture.Shown(up));
        Assert.False(again.HasChanges, fixture.Shown(again));
        Assert.Contains("pulumi:providers:infobip::own::", fixture.Stack.FindByName("sms")!.Provider, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", StackFile.Write(fixture.Stack) + fixture.Shown(up), StringComparison.Ordinal);
        Assert.True((await fixture.DestroyAsync()).Succeeded);
        Assert.Empty(fixture.Sandbox.Instances);
    }

    [Fact]
    public async Task A_password_given_as_a_plain_string_is_a_secret_in_the_state()
    {
        await using var fixture = await StackFixture.OpenAsync();

        var up = await fixture.UpAsync(StackFixture.Program("plain-password"));

        Assert.True(up.Succeeded, fixture.Shown(up));
        Assert.True(Wire.IsSecret(fixture.Stack.FindByName("sms")!.Inputs.Fields["password"]));
        Assert.DoesNotContain("plain-canary", StackFile.Write(fixture.Stack) + fixture.Shown(up), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resource_options_take_effect()
    {
        await using var fixture = await StackFixture.OpenAsync();

        var up = await fixture.UpAsync(StackFixture.Program("options"));

        Assert.True(up.Succeeded, fixture.Shown(up));
        var state = fixture.Stack.FindByName("sms")!;
        Assert.Equal(new CustomTimeouts(120, 0, 1.5), state.Timeouts);
        Assert.True(Wire.IsSecret(state.Outputs.Fields["username"]));
        Assert.True(Wire.IsSecret(fixture.Stack.Outputs.Fields["username"]));
        Assert.True((await fixture.DestroyAsync()).Succeeded);
        Assert.Single(fixture.Sandbox.Instances);
    }

    [Fact]
    public async Task An_instance_that_exists_is_read_and_left_alone()
    {
        await using var fixture = await StackFixture.OpenAsync();
        Assert.True((await fixture.UpAsync(StackFixture.Program("plain-password"))).Succeeded);
        var made = Assert.Single(fixture.Sandbox.Instances);
        await using var other = await StackFixture.OpenAsync();
        other.Config = fixture.Config.With("id", $"{made.Id}");

        var up = await other.UpAsync(StackFixture.Program("get"));

        Assert.True(up.Succeeded, other.Shown(up));
        Assert.Equal(StepKind.Read, up.Step("found").Kind);
        Assert.Equal(made.Token, Wire.Reveal(other.Stack.Outputs.Fields["token"]).StringValue);
        Assert.True(Wire.IsSecret(other.Stack.Outputs.Fields["token"]));
        Assert.True((await other.DestroyAsync()).Succeeded);
        Assert.Single(fixture.Sandbox.Instances);
    }

    [Fact]
    public async Task An_instance_that_exists_is_found_by_name_and_its_token_is_the_only_secret()
    {
        await using var fixture = await StackFixture.OpenAsync();
        Assert.True((await fixture.UpAsync(StackFixture.Program("plain-password"))).Succeeded);
        var made = Assert.Single(fixture.Sandbox.Instances);
        await using var other = await StackFixture.OpenAsync();
        other.Config = fixture.Config.With("name", made.Name);

        var up = await other.UpAsync(StackFixture.Program("look-up"));

        Assert.True(up.Succeeded, other.Shown(up));
        var outputs = other.Stack.Outputs.Fields;
        Assert.Equal((made.Token, $"{made.Id}", $"{made.Id} {made.Name} True"), (Wire.Reveal(outputs["token"]).StringValue, outputs["id"].StringValue, outputs["listed"].StringValue));
        Assert.True(Wire.IsSecret(outputs["token"]));
    }

    [Fact]
    public async Task An_exception_in_the_program_fails_the_operation_once()
    {
        await using var fixture = await StackFixture.OpenAsync();

        var up = await fixture.UpAsync(StackFixture.Program("throws"));

        Assert.Contains("nothing works today", Assert.Single(up.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_input_fails_the_operation_once_and_the_program_ends_by_itself()
    {
        await using var fixture = await StackFixture.OpenAsync();
        fixture.Config = fixture.Config.With("infobip:userSecret", "wrong-secret", secret: true);

        var up = await fixture.UpAsync(StackFixture.Program("plain-password"));

        Assert.Contains("401", Assert.Single(up.Errors).Message, StringComparison.Ordinal);
        Assert.Empty(fixture.Sandbox.Instances);
    }
}
