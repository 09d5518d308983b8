// What an update sends: only what changed, and the switch by its own request.
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
        ["tags taken out"] = (["name: Test"], [], null),
        ["a name taken out"] = (["tags: [a, b]"], [], null),
        ["tags emptied"] = (["name: Test", "tags: []"], ["PATCH /instances/12"], """{"tags":[]}"""),
        ["switched off"] = ([.. s_first, "enabled: false"], ["DELETE /instances/12/enabled"], null),
        ["switched on, which it is"] = ([.. s_first, "enabled: true"], [], null),
        ["name and switch"] = (["name: Renamed", "tags: [a, b]", "enabled: false"], ["PATCH /instances/12", "DELETE /instances/12/enabled"], null),
        ["sender"] = ([.. s_first, "sender: other"], ["PATCH /instances/12"], """{"configuration":{"messaging.sms.infobip.sender":"other"}}"""),
        ["everything but the switch"] = (
            ["name: Renamed", "tags: [c]", "sender: other", "username: else"],
            ["PATCH /instances/12"],
            """{"configuration":{"messaging.sms.infobip.sender":"other","messaging.sms.infobip.username":"else"},"tags":["c"],"name":"Renamed"}"""),
        ["configuration and switch"] = ([.. s_first, "sender: other", "enabled: false"], ["PATCH /instances/12", "DELETE /instances/12/enabled"], null),
        ["an entry added"] = (
            [.. s_first, "extraConfiguration: { event.vendor.type: polling }"], ["PATCH /instances/12"], """{"configuration":{"event.vendor.type":"polling"}}"""),
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
            var sent = fixture.Requests[0].Body;
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(body), JsonNode.Parse(sent)), sent);
        }

        Assert.Equal("12", fixture.State.Id);
        Assert.Equal(token, fixture.State.Outputs.Fields["token"]);
        await fixture.PreviewQuietlyAsync(StackFixture.Program(then));
        await fixture.RefreshQuietlyAsync();
        await fixture.PreviewQuietlyAsync(StackFixture.Program(then));
    }

    [Fact]
    public async Task Tags_that_the_program_does_not_manage_stay()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.DeployAsync(StackFixture.Program());
        fixture.Sandbox.Edit(12, instance => instance.Tags.Add("by hand"));

        await fixture.DeployAsync(StackFixture.Program("sender: other"));

        Assert.Equal(["by hand"], Assert.Single(fixture.Sandbox.Instances).Tags);
    }

    [Fact]
    public async Task What_is_taken_out_of_the_program_stays_and_a_note_says_so()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.DeployAsync(StackFixture.Program("tags: [a]", "enabled: false", "name: Test"));

        await fixture.DeployAsync(StackFixture.Program("sender: other"));

        var one = Assert.Single(fixture.Sandbox.Instances);
        Assert.Equal(["a"], one.Tags);
        Assert.Equal((true, "Test"), (one.Disabled, one.Name));
        Assert.Contains(fixture.Messages, message => message.Contains("'name', 'tags', 'enabled'", StringComparison.Ordinal));
        await fixture.PreviewQuietlyAsync(StackFixture.Program("sender: other"));
        await fixture.RefreshQuietlyAsync();
    }

    [Fact]
    public async Task An_entry_that_is_taken_out_stays()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.DeployAsync(StackFixture.Program("extraConfiguration: { event.notification.enabled: \"true\", x: \"1\" }"));

        await fixture.DeployAsync(StackFixture.Program("extraConfiguration: { x: \"1\" }"));

        var configuration = Assert.Single(fixture.Sandbox.Instances).Configuration;
        Assert.Equal("true", configuration["event.notification.enabled"]);
        Assert.Equal("1", configuration["x"]);
        await fixture.RefreshQuietlyAsync();
        await fixture.PreviewQuietlyAsync(StackFixture.Program("extraConfiguration: { x: \"1\" }"));
    }

    [Fact]
    public async Task The_switch_goes_both_ways_and_stays_where_it_is_left_out()
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
        Assert.True(Assert.Single(fixture.Sandbox.Instances).Disabled);
        Assert.False(fixture.State.Outputs.Fields["enabled"].BoolValue);
        Assert.False(fixture.State.Inputs.Fields.ContainsKey("enabled"));
        await fixture.PreviewQuietlyAsync(StackFixture.Program("enabled: false"));
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
    public async Task A_provider_that_moves_to_another_service_replaces_nothing_and_is_refused()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await using var other = await Sandbox.SandboxServer.StartAsync(new Sandbox.SandboxOptions { Seed = 2 }, TestContext.Current.CancellationToken);
        await fixture.DeployAsync(ProviderPrograms.WithProvider(fixture.Sandbox.BaseUrl("your_mom"), SampleSecrets.User, SampleSecrets.Organization));

        var preview = await fixture.PreviewAsync(ProviderPrograms.WithProvider(other.BaseUrl("your_mom"), SampleSecrets.User, SampleSecrets.Organization));

        Assert.DoesNotContain(preview.Steps, step => step.Kind == StepKind.Replace);
        Failures.AssertError(StackFixture.Text(preview), "IB4010", fixture.Sandbox.BaseUrl("your_mom").ToString(), other.BaseUrl("your_mom").ToString());
    }
}
