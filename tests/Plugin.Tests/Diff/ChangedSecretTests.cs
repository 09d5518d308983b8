// A secret that did change is shown as the reason, and not its value.
using InfoBip.EngineSimulator;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Diff;

public sealed class ChangedSecretTests
{
    [Fact]
    public async Task A_changed_password_is_the_one_reason_and_renders_as_secret()
    {
        await using var fixture = await StackFixture.OpenAsync();
        var program = StackFixture.Program();
        await fixture.DeployAsync(program);
        fixture.Config = fixture.Config.With("password", "another-password", secret: true);

        var preview = await fixture.PreviewAsync(program);

        var step = preview.Step("sms");
        Assert.Equal(StepKind.Update, step.Kind);
        var change = Assert.Single(step.Changes);
        Assert.Equal("password", change.Path);
        Assert.Equal("[secret]", WireText.Render(change.Old));
        Assert.Equal("[secret]", WireText.Render(change.New));
        Assert.Equal(SampleSecrets.Password, Wire.Reveal(change.Old!).StringValue);
        Assert.Equal("another-password", Wire.Reveal(change.New!).StringValue);
    }

    [Fact]
    public async Task The_password_is_the_only_entry_of_the_detailed_diff()
    {
        await using var plugin = await PluginFixture.OpenAsync();

        var diff = await plugin.DiffAsync(SampleResource.Inputs(), SampleResource.Inputs(), SampleResource.Inputs(("password", Wire.Secret("another"))));

        Assert.Equal(DiffResponse.Types.DiffChanges.DiffSome, diff.Changes);
        Assert.True(diff.HasDetailedDiff);
        var (path, entry) = Assert.Single(diff.DetailedDiff);
        Assert.Equal("password", path);
        Assert.Equal(PropertyDiff.Types.Kind.Update, entry.Kind);
        Assert.Equal(["password"], diff.Diffs);
    }

    [Fact]
    public async Task A_password_that_is_merely_marked_secret_has_not_changed()
    {
        await using var plugin = await PluginFixture.OpenAsync();

        var diff = await plugin.DiffAsync(SampleResource.Inputs(), SampleResource.Inputs(("password", SampleSecrets.Password)), SampleResource.Inputs());

        Assert.Equal(DiffResponse.Types.DiffChanges.DiffNone, diff.Changes);
    }
}
