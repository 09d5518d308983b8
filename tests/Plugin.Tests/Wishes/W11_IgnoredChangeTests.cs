// Wish 11: what ignoreChanges names is left alone on the wire, too.
using System.Text.Json.Nodes;

namespace InfoBip.Plugin.Tests.Wishes;

public sealed class W11_IgnoredChangeTests
{
    private const string Prefix = "messaging.sms.infobip.";

    [Fact]
    public async Task W11_Ignored_tags_stay_as_edited_when_the_name_changes()
    {
        await using var stage = await Stage.OpenAsync();
        var options = new[] { "ignoreChanges: [tags]" };
        await stage.DeployAsync(Stage.Program(["name: Test", "tags: [a, b]"], options));
        stage.Sandbox.Edit(12, instance => instance.Tags.Add("by hand"));
        stage.Sandbox.ClearRequests();

        await stage.DeployAsync(Stage.Program(["name: Renamed", "tags: [a, b, c]"], options));

        Assert.Equal("""{"name":"Renamed"}""", Assert.Single(stage.Sandbox.Requests).Body);
        Assert.Equal(["a", "b", "by hand"], Assert.Single(stage.Sandbox.Instances).Tags);
    }

    [Fact]
    public async Task W11_Ignored_tags_stay_as_edited_when_the_whole_instance_is_sent()
    {
        await using var stage = await Stage.OpenAsync();
        var options = new[] { "ignoreChanges: [tags]" };
        await stage.DeployAsync(Stage.Program(["tags: [a, b]"], options));
        stage.Sandbox.Edit(12, instance => instance.Tags.Add("by hand"));

        await stage.DeployAsync(Stage.Program(["tags: [c]", "sender: other"], options));

        var instance = Assert.Single(stage.Sandbox.Instances);
        Assert.Equal("other", instance.Configuration[Prefix + "sender"]);
        Assert.Equal(["a", "b", "by hand"], instance.Tags);
    }

    [Fact]
    public async Task W11_An_ignored_configuration_entry_stays_as_edited()
    {
        await using var stage = await Stage.OpenAsync();
        var options = new[] { "ignoreChanges: [sender]" };
        await stage.DeployAsync(Stage.Program([], options));
        stage.Sandbox.Edit(12, instance => instance.Configuration[Prefix + "sender"] = "by hand");

        await stage.DeployAsync(Stage.Program(["sender: ours", "username: other"], options));

        var configuration = Assert.Single(stage.Sandbox.Instances).Configuration;
        Assert.Equal("by hand", configuration[Prefix + "sender"]);
        Assert.Equal("other", configuration[Prefix + "username"]);
    }

    [Fact]
    public async Task W11_An_ignored_extra_entry_stays_as_edited_and_its_neighbour_changes()
    {
        await using var stage = await Stage.OpenAsync();
        var options = new[] { "ignoreChanges: ['extraConfiguration[\"event.vendor.type\"]']" };
        await stage.DeployAsync(Stage.Program(["extraConfiguration: { event.vendor.type: polling, x: \"1\" }"], options));
        stage.Sandbox.Edit(12, instance => instance.Configuration["event.vendor.type"] = "webhook");

        await stage.DeployAsync(Stage.Program(["extraConfiguration: { event.vendor.type: ours, x: \"2\" }"], options));

        var put = JsonNode.Parse(stage.Sandbox.Requests[^1].Body)!["configuration"]!;
        Assert.Equal("webhook", (string?)put["event.vendor.type"]);
        Assert.Equal("2", (string?)put["x"]);
    }

    [Fact]
    public async Task W11_An_ignored_name_stays_as_edited_when_the_whole_instance_is_sent()
    {
        await using var stage = await Stage.OpenAsync();
        var options = new[] { "ignoreChanges: [name]" };
        await stage.DeployAsync(Stage.Program(["name: Test"], options));
        stage.Sandbox.Edit(12, instance => instance.Name = "by hand");

        await stage.DeployAsync(Stage.Program(["name: Ours", "sender: other"], options));

        Assert.Equal("by hand", Assert.Single(stage.Sandbox.Instances).Name);
    }

    [Fact]
    public async Task W11_An_ignored_switch_is_not_touched()
    {
        await using var stage = await Stage.OpenAsync();
        var options = new[] { "ignoreChanges: [enabled]" };
        await stage.DeployAsync(Stage.Program(["enabled: true"], options));
        stage.Sandbox.Edit(12, instance => instance.Disabled = true);

        await stage.DeployAsync(Stage.Program(["enabled: true", "sender: other"], options));

        Assert.True(Assert.Single(stage.Sandbox.Instances).Disabled);
        Assert.DoesNotContain(stage.Calls, call => call.EndsWith("/enabled", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sender", "sender: other")]
    [InlineData("tags", "tags: [other]")]
    [InlineData("tags[0]", "tags: [other, b]")]
    [InlineData("extraConfiguration.x", "extraConfiguration: { x: \"2\" }")]
    [InlineData("enabled", "enabled: false")]
    [InlineData("password", "password: other")]
    public async Task W11_An_ignored_change_alone_is_no_change(string ignored, string property)
    {
        await using var stage = await Stage.OpenAsync();
        await stage.DeployAsync(Stage.Program("tags: [a, b]", "enabled: true", "extraConfiguration: { x: \"1\" }"));
        stage.Sandbox.ClearRequests();
        string[] rest = ["tags: [a, b]", "enabled: true", "extraConfiguration: { x: \"1\" }"];

        var up = await stage.DeployAsync(Stage.Program(
            [property, .. rest.Where(line => line.Split(':')[0] != property.Split(':')[0])],
            [$"ignoreChanges: ['{ignored}']"]));

        Assert.False(up.HasChanges, Stage.Changes(up));
        Assert.Empty(stage.Calls);
    }
}
