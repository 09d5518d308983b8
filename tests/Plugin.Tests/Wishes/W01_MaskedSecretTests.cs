// Wish 1: a secret that the service masks or leaves out is no change.
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests.Wishes;

public sealed class W01_MaskedSecretTests
{
    [Theory]
    [InlineData(MaskMode.Stars)]
    [InlineData(MaskMode.Empty)]
    [InlineData(MaskMode.Absent)]
    public async Task W01_A_masked_absent_or_empty_password_is_no_change(MaskMode masking)
    {
        await using var stage = await Stage.OpenAsync();
        stage.Sandbox.Options = stage.Sandbox.Options with { Masking = masking };
        var program = Stage.Program("tags: [production]");

        await stage.DeployAsync(program);
        await stage.PreviewQuietlyAsync(program);
        await stage.RefreshQuietlyAsync();
        await stage.PreviewQuietlyAsync(program);

        Assert.Equal(Stage.Password, Wire.Reveal(stage.State.Inputs.Fields["password"]).StringValue);
        Assert.Equal(Stage.Password, Wire.Reveal(stage.State.Outputs.Fields["password"]).StringValue);
    }

    [Theory]
    [InlineData(MaskMode.Stars)]
    [InlineData(MaskMode.Empty)]
    [InlineData(MaskMode.Absent)]
    public async Task W01_After_a_refresh_the_real_password_is_sent_and_never_the_mask(MaskMode masking)
    {
        await using var stage = await Stage.OpenAsync();
        stage.Sandbox.Options = stage.Sandbox.Options with { Masking = masking };
        await stage.DeployAsync(Stage.Program());
        await stage.RefreshQuietlyAsync();

        await stage.DeployAsync(Stage.Program("sender: \"+18888888888\""));

        Assert.Equal(Stage.Password, Assert.Single(stage.Sandbox.Instances).Configuration["messaging.sms.infobip.password"]);
        Assert.Equal(0, stage.Sandbox.MaskedValuesReceived);
    }
}
