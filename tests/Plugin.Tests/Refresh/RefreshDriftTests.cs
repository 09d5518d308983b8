// A refresh notices what was changed elsewhere, shows exactly that, and the next up restores it.
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests.Refresh;

public sealed class RefreshDriftTests
{
    private static readonly string s_program = StackFixture.Program("name: Test", "tags: [a, b]", "enabled: true", "extraConfiguration: { event.vendor.type: polling }");

    private static readonly Dictionary<string, (Action<SandboxInstance> Edit, string[] Paths)> s_edits = new()
    {
        ["name"] = (instance => instance.Name = "Renamed", ["name"]),
        ["one more tag"] = (instance => instance.Tags.Add("c"), ["tags[2]"]),
        ["no tags"] = (instance => instance.Tags.Clear(), ["tags[0]", "tags[1]"]),
        ["sender"] = (instance => instance.Configuration[SampleInstance.SenderKey] = "+1", ["sender"]),
        ["username"] = (instance => instance.Configuration[SampleInstance.UsernameKey] = "eve", ["username"]),
        ["callback URL"] = (instance => instance.Configuration[SampleInstance.CallbackUrlKey] = "https://example.org", ["callbackUrl"]),
        ["an extra entry"] = (instance => instance.Configuration["event.vendor.type"] = "webhook", ["extraConfiguration[\"event.vendor.type\"]"]),
        ["the switch"] = (instance => instance.Disabled = true, ["enabled"]),
        ["several"] = (
            instance =>
            {
                instance.Name = "Renamed";
                instance.Disabled = true;
                instance.Configuration[SampleInstance.SenderKey] = "+1";
            },
            ["enabled", "name", "sender"]),
    };

    public static TheoryData<string> Edits { get; } = [.. s_edits.Keys];

    [Theory]
    [MemberData(nameof(Edits))]
    public async Task An_edit_elsewhere_is_shown_by_one_refresh_and_restored_by_the_next_up(string what)
    {
        var (edit, paths) = s_edits[what];
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.DeployAsync(s_program);
        var before = Assert.Single(fixture.Sandbox.Instances);
        fixture.Sandbox.Edit(before.Id, edit);

        var refresh = await fixture.RefreshAsync();
        Assert.True(refresh.Succeeded, StackFixture.Text(refresh));
        Assert.Equal(paths, StackFixture.Paths(refresh));

        var up = await fixture.DeployAsync(s_program);
        Assert.Equal(paths.Length, up.Step("sms").Changes.Count);
        var after = Assert.Single(fixture.Sandbox.Instances);
        Assert.Equal(before.Name, after.Name);
        Assert.Equal(before.Tags, after.Tags);
        Assert.Equal(before.Configuration, after.Configuration);
        Assert.Equal(before.Disabled, after.Disabled);
        await fixture.RefreshQuietlyAsync();
    }

    [Fact]
    public async Task A_name_and_a_switch_that_the_program_leaves_out_stay_as_they_were_edited()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.DeployAsync(StackFixture.Program());
        fixture.Sandbox.Edit(12, instance => (instance.Name, instance.Disabled) = ("Renamed", true));

        await fixture.RefreshQuietlyAsync();
        await fixture.DeployAsync(StackFixture.Program("sender: other"));

        var one = Assert.Single(fixture.Sandbox.Instances);
        Assert.Equal(("Renamed", true), (one.Name, one.Disabled));
        Assert.Equal("Renamed", fixture.State.Outputs.Fields["name"].StringValue);
    }

    [Fact]
    public async Task What_the_program_does_not_manage_is_no_drift_but_shows_in_the_outputs()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.DeployAsync(StackFixture.Program());
        fixture.Sandbox.Edit(12, instance =>
        {
            instance.Tags.Add("by hand");
            instance.Configuration["event.vendor.type"] = "webhook";
        });

        await fixture.RefreshQuietlyAsync();

        Assert.Equal("by hand", Assert.Single(fixture.State.Outputs.Fields["tags"].ListValue.Values).StringValue);
        await fixture.PreviewQuietlyAsync(StackFixture.Program());
    }

    [Fact]
    public async Task A_password_edited_elsewhere_cannot_be_found()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.DeployAsync(StackFixture.Program());
        fixture.Sandbox.Edit(12, instance => instance.Configuration[SampleInstance.PasswordKey] = "changed elsewhere");

        await fixture.RefreshQuietlyAsync();
    }

    [Fact]
    public async Task An_instance_that_is_gone_is_found_gone_and_made_again()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.DeployAsync(s_program);
        fixture.Sandbox.Remove(12);

        var refresh = await fixture.RefreshAsync();
        Assert.Equal(StepKind.Delete, refresh.Step("sms").Kind);

        var up = await fixture.DeployAsync(s_program);
        Assert.Equal(StepKind.Create, up.Step("sms").Kind);
        Assert.Equal("13", fixture.State.Id);
    }
}
