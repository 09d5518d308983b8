// What ignoreChanges names is left alone on the wire, too.
namespace InfoBip.Plugin.Tests.Update;

public sealed class IgnoreChangesTests
{
    [Fact]
    public async Task Ignored_tags_stay_as_edited_when_the_name_changes()
    {
        await using var fixture = await StackFixture.OpenAsync();
        var options = new[] { "ignoreChanges: [tags]" };
        await fixture.DeployAsync(StackFixture.Program(["name: Test", "tags: [a, b]"], options));
        fixture.Sandbox.Edit(12, instance => instance.Tags.Add("by hand"));
        fixture.Sandbox.ClearRequests();

        await fixture.DeployAsync(StackFixture.Program(["name: Renamed", "tags: [a, b, c]"], options));

        Assert.Equal("""{"name":"Renamed"}""", Assert.Single(fixture.Requests).Body);
        Assert.Equal(["a", "b", "by hand"], Assert.Single(fixture.Sandbox.Instances).Tags);
    }

    [Fact]
    public async Task Ignored_tags_stay_as_edited_when_the_whole_instance_is_sent()
    {
        await using var fixture = await StackFixture.OpenAsync();
        var options = new[] { "ignoreChanges: [tags]" };
        await fixture.DeployAsync(StackFixture.Program(["tags: [a, b]"], options));
        fixture.Sandbox.Edit(12, instance => instance.Tags.Add("by hand"));

        await fixture.DeployAsync(StackFixture.Program(["tags: [c]", "sender: other"], options));

        var instance = Assert.Single(fixture.Sandbox.Instances);
        Assert.Equal("other", instance.Configuration[SampleInstance.SenderKey]);
        Assert.Equal(["a", "b", "by hand"], instance.Tags);
    }

    [Fact]
    public async Task An_ignored_configuration_entry_stays_as_edited()
    {
        await using var fixture = await StackFixture.OpenAsync();
        var options = new[] { "ignoreChanges: [sender]" };
        await fixture.DeployAsync(StackFixture.Program([], options));
        fixture.Sandbox.Edit(12, instance => instance.Configuration[SampleInstance.SenderKey] = "by hand");

        await fixture.DeployAsync(StackFixture.Program(["sender: ours", "username: other"], options));

        var configuration = Assert.Single(fixture.Sandbox.Instances).Configuration;
        Assert.Equal("by hand", configuration[SampleInstance.SenderKey]);
        Assert.Equal("other", configuration[SampleInstance.UsernameKey]);
    }

    [Fact]
    public async Task An_ignored_extra_entry_stays_as_edited_and_its_neighbour_changes()
    {
        await using var fixture = await StackFixture.OpenAsync();
        var options = new[] { "ignoreChanges: ['extraConfiguration[\"event.vendor.type\"]']" };
        await fixture.DeployAsync(StackFixture.Program(["extraConfiguration: { event.vendor.type: polling, x: \"1\" }"], options));
        fixture.Sandbox.Edit(12, instance => instance.Configuration["event.vendor.type"] = "webhook");

        await fixture.DeployAsync(StackFixture.Program(["extraConfiguration: { event.vendor.type: ours, x: \"2\" }"], options));

        Assert.Equal("""{"configuration":{"x":"2"}}""", fixture.Requests[^1].Body);
        Assert.Equal("webhook", Assert.Single(fixture.Sandbox.Instances).Configuration["event.vendor.type"]);
    }

    [Fact]
    public async Task An_ignored_name_stays_as_edited_when_the_whole_instance_is_sent()
    {
        await using var fixture = await StackFixture.OpenAsync();
        var options = new[] { "ignoreChanges: [name]" };
        await fixture.DeployAsync(StackFixture.Program(["name: Test"], options));
        fixture.Sandbox.Edit(12, instance => instance.Name = "by hand");

        await fixture.DeployAsync(StackFixture.Program(["name: Ours", "sender: other"], options));

        Assert.Equal("by hand", Assert.Single(fixture.Sandbox.Instances).Name);
    }

    [Fact]
    public async Task An_ignored_switch_is_not_touched()
    {
        await using var fixture = await StackFixture.OpenAsync();
        var options = new[] { "ignoreChanges: [enabled]" };
        await fixture.DeployAsync(StackFixture.Program(["enabled: true"], options));
        fixture.Sandbox.Edit(12, instance => instance.Disabled = true);

        await fixture.DeployAsync(StackFixture.Program(["enabled: true", "sender: other"], options));

        Assert.True(Assert.Single(fixture.Sandbox.Instances).Disabled);
        Assert.DoesNotContain(fixture.Calls, call => call.EndsWith("/enabled", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sender", "sender: other")]
    [InlineData("tags", "tags: [other]")]
    [InlineData("tags[0]", "tags: [other, b]")]
    [InlineData("extraConfiguration.x", "extraConfiguration: { x: \"2\" }")]
    [InlineData("enabled", "enabled: false")]
    [InlineData("password", "password: other")]
    public async Task An_ignored_change_alone_is_no_change(string ignored, string property)
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.DeployAsync(StackFixture.Program("tags: [a, b]", "enabled: true", "extraConfiguration: { x: \"1\" }"));
        fixture.Sandbox.ClearRequests();
        string[] rest = ["tags: [a, b]", "enabled: true", "extraConfiguration: { x: \"1\" }"];

        var up = await fixture.DeployAsync(StackFixture.Program(
            [property, .. rest.Where(line => line.Split(':')[0] != property.Split(':')[0])],
            [$"ignoreChanges: ['{ignored}']"]));

        Assert.False(up.HasChanges, StackFixture.Changes(up));
        Assert.Empty(fixture.Calls);
    }
}
