// Wish 7: a refresh notices what was changed elsewhere, shows exactly that, and the next up restores it.
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests.Wishes;

public sealed class W07_DriftTests
{
    private const string Prefix = "messaging.sms.infobip.";

    private static readonly string s_program = Stage.Program("name: Test", "tags: [a, b]", "extraConfiguration: { event.vendor.type: polling }");

    private static readonly Dictionary<string, (Action<SandboxInstance> Edit, string[] Paths)> s_edits = new()
    {
        ["name"] = (instance => instance.Name = "Renamed", ["name"]),
        ["one more tag"] = (instance => instance.Tags.Add("c"), ["tags[2]"]),
        ["no tags"] = (instance => instance.Tags.Clear(), ["tags[0]", "tags[1]"]),
        ["sender"] = (instance => instance.Configuration[Prefix + "sender"] = "+1", ["sender"]),
        ["username"] = (instance => instance.Configuration[Prefix + "username"] = "eve", ["username"]),
        ["callback URL"] = (instance => instance.Configuration[Prefix + "callback.url"] = "https://example.org", ["callbackUrl"]),
        ["an extra entry"] = (instance => instance.Configuration["event.vendor.type"] = "webhook", ["extraConfiguration[\"event.vendor.type\"]"]),
        ["the switch"] = (instance => instance.Disabled = true, ["enabled"]),
        ["several"] = (
            instance =>
            {
                instance.Name = "Renamed";
                instance.Disabled = true;
                instance.Configuration[Prefix + "sender"] = "+1";
            },
            ["enabled", "name", "sender"]),
    };

    public static TheoryData<string> Edits { get; } = [.. s_edits.Keys];

    [Theory]
    [MemberData(nameof(Edits))]
    public async Task W07_An_edit_elsewhere_is_shown_by_one_refresh_and_restored_by_the_next_up(string what)
    {
        var (edit, paths) = s_edits[what];
        await using var stage = await Stage.OpenAsync();
        await stage.DeployAsync(s_program);
        var before = Assert.Single(stage.Sandbox.Instances);
        stage.Sandbox.Edit(before.Id, edit);

        var refresh = await stage.RefreshAsync();
        Assert.True(refresh.Succeeded, Stage.Text(refresh));
        Assert.Equal(paths, Stage.Paths(refresh));

        var up = await stage.DeployAsync(s_program);
        Assert.Equal(paths.Length, up.Step("sms").Changes.Count);
        var after = Assert.Single(stage.Sandbox.Instances);
        Assert.Equal(before.Name, after.Name);
        Assert.Equal(before.Tags, after.Tags);
        Assert.Equal(before.Configuration, after.Configuration);
        Assert.Equal(before.Disabled, after.Disabled);
        await stage.RefreshQuietlyAsync();
    }

    [Fact]
    public async Task W07_An_edited_name_that_the_plugin_had_made_is_found_and_restored()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.DeployAsync(Stage.Program());
        var made = Assert.Single(stage.Sandbox.Instances).Name;
        stage.Sandbox.Edit(12, instance => instance.Name = "Renamed");

        Assert.Equal(["name"], Stage.Paths(await stage.RefreshAsync()));
        await stage.DeployAsync(Stage.Program());

        Assert.Equal(made, Assert.Single(stage.Sandbox.Instances).Name);
    }

    [Fact]
    public async Task W07_What_the_program_does_not_manage_is_no_drift_but_shows_in_the_outputs()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.DeployAsync(Stage.Program());
        stage.Sandbox.Edit(12, instance =>
        {
            instance.Tags.Add("by hand");
            instance.Configuration["event.vendor.type"] = "webhook";
        });

        await stage.RefreshQuietlyAsync();

        Assert.Equal("by hand", Assert.Single(stage.State.Outputs.Fields["tags"].ListValue.Values).StringValue);
        await stage.PreviewQuietlyAsync(Stage.Program());
    }

    [Fact]
    public async Task W07_A_password_edited_elsewhere_cannot_be_found_and_the_schema_says_so()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.DeployAsync(Stage.Program());
        stage.Sandbox.Edit(12, instance => instance.Configuration[Prefix + "password"] = "changed elsewhere");

        await stage.RefreshQuietlyAsync();

        var schema = await File.ReadAllTextAsync(Path.Combine(PluginBinary.RepositoryRoot, "schema.json"), TestContext.Current.CancellationToken);
        Assert.Contains("The service never tells it, so a change made elsewhere cannot be found.", schema, StringComparison.Ordinal);
    }

    [Fact]
    public async Task W07_An_instance_that_is_gone_is_found_gone_and_made_again()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.DeployAsync(s_program);
        stage.Sandbox.Remove(12);

        var refresh = await stage.RefreshAsync();
        Assert.Equal(StepKind.Delete, refresh.Step("sms").Kind);

        var up = await stage.DeployAsync(s_program);
        Assert.Equal(StepKind.Create, up.Step("sms").Kind);
        Assert.Equal("13", stage.State.Id);
    }
}
