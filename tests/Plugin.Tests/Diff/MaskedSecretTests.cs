// A secret that the service masks or leaves out is no change.
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests.Diff;

public sealed class MaskedSecretTests
{
    [Theory]
    [InlineData(MaskMode.Stars)]
    [InlineData(MaskMode.Empty)]
    [InlineData(MaskMode.Absent)]
    public async Task A_masked_absent_or_empty_password_is_no_change(MaskMode masking)
    {
        await using var fixture = await StackFixture.OpenAsync();
        fixture.Sandbox.Options = fixture.Sandbox.Options with { Masking = masking };
        var program = StackFixture.Program("tags: [production]");

        await fixture.DeployAsync(program);
        await fixture.PreviewQuietlyAsync(program);
        await fixture.RefreshQuietlyAsync();
        await fixture.PreviewQuietlyAsync(program);

        Assert.Equal(SampleSecrets.Password, Wire.Reveal(fixture.State.Inputs.Fields["password"]).StringValue);
        Assert.Equal(SampleSecrets.Password, Wire.Reveal(fixture.State.Outputs.Fields["password"]).StringValue);
    }

    [Theory]
    [InlineData(MaskMode.Stars)]
    [InlineData(MaskMode.Empty)]
    [InlineData(MaskMode.Absent)]
    public async Task After_a_refresh_the_real_password_is_sent_and_never_the_mask(MaskMode masking)
    {
        await using var fixture = await StackFixture.OpenAsync();
        fixture.Sandbox.Options = fixture.Sandbox.Options with { Masking = masking };
        await fixture.DeployAsync(StackFixture.Program());
        await fixture.RefreshQuietlyAsync();

        await fixture.DeployAsync(StackFixture.Program("sender: \"+18888888888\""));

        Assert.Equal(SampleSecrets.Password, Assert.Single(fixture.Sandbox.Instances).Configuration[SampleInstance.PasswordKey]);
        Assert.Equal(0, fixture.Sandbox.MaskedValuesReceived);
    }
}
