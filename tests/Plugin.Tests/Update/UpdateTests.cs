// What an update sends: only what changed, everything where the configuration changed, and the switch by its own request.
using System.Text.Json.Nodes;
using InfoBip.EngineSimulator;

namespace InfoBip.Plugin.Tests.Update;

public sealed class UpdateTests
{
    private static readonly string[] s_first = ["name: Test", "tags: [a, b]"];

    private static readonly Dictionary<string, (string[] Then, string[] Calls, string? Body)> s_updates = new()
    {
        ["name"] = (["name: Renamed", "tags: [a, b]"], ["PATCH /instances/12"], """{"name":"Renamed"}"""),
        ["tags"] = (["name: Test", "tags: [b, c, c]"], ["PATCH /instances/12"], """{"tags":["b","c"]}"""),
        ["name and tags"] = (["name: Renamed", "tags: [c]"], ["PATCH /instances/12"], """{"name":"Renamed","tags":["c"]}"""),
        ["tags taken out"] = (["name: Test"], ["PATCH /instances/12"], """{"tags":[]}"""),
        ["tags emptied"] = (["name: Test", "tags: []"], ["PATCH /instances/12"], """{"tags":[]}"""),
        ["switched off"] = ([.. s_first, "enabled: false"], ["DELETE /instances/12/enabled"], null),
        ["switched on, which it is"] = ([.. s_first, "enabled: true"], [], null),
        ["name and switch"] = (["name: Renamed", "tags: [a, b]", "enabled: false"], ["PATCH /instances/12", "DELETE /instances/12/enabled"], null),
        ["sender"] = ([.. s_first, "sender: other"], ["PUT /instances/12"], Whole("other", "acme", "Test", ["a", "b"])),
        ["everything but the switch"] = (
            ["name: Renamed", "tags: [c]", "sender: other", "username: else"], ["PUT /instances/12"], Whole("other", "else", "Renamed", ["c"])),
        ["configuration and switch"] = ([.. s_first, "sender: other", "enabled: false"], ["PUT /instances/12", "DELETE /instances/12/enabled"], null),
        ["an entry added"] = (
            [.. s_first, "extraConfiguration: { event.vendor.type: polling }"],
            ["PUT /instances/12"],
            Whole("+17777777777", "acme", "Test", ["a", "b"], ("event.vendor.type", "polling"))),
    };

    public static TheoryData<string> Updates { get; } = [.. s_updates.Keys];

    [Theory]
    [MemberData(nameof(Updates))]
    public async Task An_update_sends_what_changed_and_no_more(string what)
    {
        var (then, calls, body) = s_updates[what];
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.DeployAsync(StackFixture.Program(s_first));
        var token = fixture.State.Outputs.Fields["token"];
        fixture.Sandbox.ClearRequests();

        await fixture.DeployAsync(StackFixture.Program(then));

        Assert.Equal(calls, fixture.Calls);
        if (body is not null)
        {
            var sent = fixture.Sandbox.Requests[0].Body;
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(body), JsonNode.Parse(sent)), sent);
        }

        Assert.Equal("12", fixture.State.Id);
        Assert.Equal(token, fixture.State.Outputs.Fields["token"]);
        await fixture.PreviewQuietlyAsync(StackFixture.Program(then));
        await fixture.RefreshQuietlyAsync();
        await fixture.PreviewQuietlyAsync(StackFixture.Program(then));
    }

    [Fact]
    public async Task Tags_that_the_program_does_not_manage_survive_a_whole_replacement()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.DeployAsync(StackFixture.Program());
        fixture.Sandbox.Edit(12, instance => instance.Tags.Add("by hand"));

        await fixture.DeployAsync(StackFixture.Program("sender: other"));

        Assert.Equal(["by hand"], Assert.Single(fixture.Sandbox.Instances).Tags);
    }

    [Fact]
    public async Task Tags_that_were_taken_out_are_cleared_by_a_whole_replacement_too()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.DeployAsync(StackFixture.Program("tags: [a]"));

        await fixture.DeployAsync(StackFixture.Program("sender: other"));

        Assert.Empty(Assert.Single(fixture.Sandbox.Instances).Tags);
        await fixture.PreviewQuietlyAsync(StackFixture.Program("sender: other"));
    }

    [Fact]
    public async Task An_entry_that_is_taken_out_is_gone_and_the_services_default_returns()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.DeployAsync(StackFixture.Program("extraConfiguration: { event.notification.enabled: \"true\", x: \"1\" }"));

        await fixture.DeployAsync(StackFixture.Program("extraConfiguration: { x: \"1\" }"));

        var configuration = Assert.Single(fixture.Sandbox.Instances).Configuration;
        Assert.Equal("false", configuration["event.notification.enabled"]);
        Assert.Equal("1", configuration["x"]);
        await fixture.RefreshQuietlyAsync();
        await fixture.PreviewQuietlyAsync(StackFixture.Program("extraConfiguration: { x: \"1\" }"));
    }

    [Fact]
    public async Task The_switch_goes_both_ways_and_a_removed_false_switches_on()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.DeployAsync(StackFixture.Program("enabled: false"));
        Assert.True(Assert.Single(fixture.Sandbox.Instances).Disabled);
        Assert.False(fixture.State.Outputs.Fields["enabled"].BoolValue);

        await fixture.DeployAsync(StackFixture.Program("enabled: true"));
        Assert.False(Assert.Single(fixture.Sandbox.Instances).Disabled);
        Assert.True(fixture.State.Outputs.Fields["enabled"].BoolValue);

        await fixture.DeployAsync(StackFixture.Program("enabled: false"));
        await fixture.DeployAsync(StackFixture.Program());
        Assert.False(Assert.Single(fixture.Sandbox.Instances).Disabled);
        Assert.True(fixture.State.Outputs.Fields["enabled"].BoolValue);
        Assert.False(fixture.State.Inputs.Fields.ContainsKey("enabled"));
        await fixture.PreviewQuietlyAsync(StackFixture.Program("enabled: true"));
    }

    [Fact]
    public async Task A_generated_name_stays_and_one_that_the_program_gives_takes_its_place()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.DeployAsync(StackFixture.Program());
        var made = Assert.Single(fixture.Sandbox.Instances).Name;
        Assert.Matches("^sms-[0-9a-f]{7}$", made);

        await fixture.DeployAsync(StackFixture.Program("sender: other"));
        Assert.Equal(made, Assert.Single(fixture.Sandbox.Instances).Name);

        await fixture.DeployAsync(StackFixture.Program("sender: other", "name: Mine"));
        Assert.Equal("Mine", Assert.Single(fixture.Sandbox.Instances).Name);
    }

    [Fact]
    public async Task Explicit_providers_manage_instances_of_different_services()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await using var other = await Sandbox.SandboxServer.StartAsync(new Sandbox.SandboxOptions { Seed = 2 }, TestContext.Current.CancellationToken);
        var program = ProviderPrograms.WithTwoProviders(fixture.Sandbox.BaseUrl("your_mom"), other.BaseUrl("your_mom"));

        await fixture.DeployAsync(program);

        Assert.Equal(Assert.Single(fixture.Sandbox.Instances).Id.ToString(System.Globalization.CultureInfo.InvariantCulture), fixture.Stack.FindByName("here")!.Id);
        Assert.Equal(Assert.Single(other.Instances).Id.ToString(System.Globalization.CultureInfo.InvariantCulture), fixture.Stack.FindByName("there")!.Id);
        await fixture.PreviewQuietlyAsync(program);
        var destroy = await fixture.DestroyAsync();
        Assert.True(destroy.Succeeded, StackFixture.Text(destroy));
        Assert.Empty(fixture.Sandbox.Instances);
        Assert.Empty(other.Instances);
    }

    [Fact]
    public async Task A_provider_that_moves_to_another_host_takes_its_instance_along_by_a_replacement()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await using var other = await Sandbox.SandboxServer.StartAsync(new Sandbox.SandboxOptions { Seed = 2 }, TestContext.Current.CancellationToken);
        await fixture.DeployAsync(ProviderPrograms.WithProvider(fixture.Sandbox.BaseUrl("your_mom"), SampleSecrets.User, SampleSecrets.Organization));

        var preview = await fixture.PreviewAsync(ProviderPrograms.WithProvider(other.BaseUrl("your_mom"), SampleSecrets.User, SampleSecrets.Organization));

        Assert.Equal(StepKind.Replace, preview.Step("own").Kind);
        Assert.Equal(StepKind.Replace, preview.Step("sms").Kind);
    }

    /// <summary>The body of a whole replacement.</summary>
    private static string Whole(string sender, string username, string name, string[] tags, params (string Key, string Value)[] more)
    {
        var body = SampleInstance.Request(name, tags: tags);
        foreach (var (key, value) in more.Prepend((SampleInstance.UsernameKey, username)).Prepend((SampleInstance.SenderKey, sender)))
        {
            body["configuration"]![key] = value;
        }

        return body.ToJsonString();
    }
}
