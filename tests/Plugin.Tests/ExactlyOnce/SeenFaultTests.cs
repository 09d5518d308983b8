// What was seen with the real engine and the public record of the service: an instance lost, doubled or overwritten. One test for each, of its kind.
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;
using static InfoBip.Plugin.Tests.ExactlyOnce.SeenFaults;

namespace InfoBip.Plugin.Tests.ExactlyOnce;

public sealed class SeenFaultTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_instance_of_the_same_id_at_another_address_is_neither_changed_nor_deleted()
    {
        await using var fixture = await OpenAsync();
        await using var elsewhere = await SandboxServer.StartAsync(Behaving("first-id=12") with { Seed = 2 }, Cancel);
        var strangers = elsewhere.Add("stranger's", "infobip", SampleInstance.Configuration());
        fixture.Config = Config(null);
        fixture.Environment["INFOBIP_BASE_URL"] = fixture.Sandbox.BaseUrl("your_mom").ToString();
        await fixture.DeployAsync(StackFixture.Program());
        Assert.Equal($"{strangers.Id}", fixture.State.Id);

        fixture.Config = Config(elsewhere);
        var preview = await fixture.PreviewAsync(StackFixture.Program("sender: other"));
        var up = await fixture.UpAsync(StackFixture.Program("sender: other"));
        fixture.Environment["INFOBIP_BASE_URL"] = elsewhere.BaseUrl("your_mom").ToString();
        var destroy = await fixture.DestroyAsync();

        foreach (var result in (DeploymentResult[])[preview, up, destroy])
        {
            Assert.False(result.Succeeded);
            Failures.AssertError(StackFixture.Text(result), "IB4010", fixture.Sandbox.BaseUrl("your_mom").ToString(), elsewhere.BaseUrl("your_mom").ToString());
        }

        Assert.Equal(strangers.Configuration, Assert.Single(elsewhere.Instances).Configuration);
        Assert.Single(fixture.Sandbox.Instances);
    }

    [Fact]
    public async Task An_address_that_is_corrected_or_spelt_differently_replaces_nothing()
    {
        await using var fixture = await OpenAsync();
        await fixture.DeployAsync(StackFixture.Program());
        var token = fixture.Sandbox.Instances[0].Token;
        fixture.Config = fixture.Config.With("infobip:baseUrl", fixture.Sandbox.BaseUrl("your_mom").ToString().Replace("127.0.0.1", "localhost", StringComparison.Ordinal));

        var up = await fixture.DeployAsync(StackFixture.Program());

        Assert.False(up.Steps.Any(step => step.Name == "sms" && step.Kind != StepKind.Same), StackFixture.Changes(up));
        Assert.Equal(token, Assert.Single(fixture.Sandbox.Instances).Token);
    }

    [Theory]
    [InlineData("043")]
    [InlineData("0")]
    [InlineData("+43")]
    [InlineData(" 43")]
    [InlineData("4_3")]
    public async Task An_id_has_one_spelling(string id)
    {
        await using var plugin = await PluginFixture.OpenAsync();

        var failure = await Failures.OfAsync(plugin.ReadAsync(id));

        Failures.AssertError(failure, "IB2012");
        Assert.Empty(plugin.Sandbox.Requests);
    }

    [Fact]
    public async Task What_another_account_does_not_see_is_not_taken_for_gone()
    {
        await using var service = await SandboxServer.StartAsync(
            Behaving("invisible=404") with { UserSecret = null, OrganizationSecret = null, Accounts = [new(SampleSecrets.User, SampleSecrets.Organization), new("another-user", "another-org")] }, Cancel);
        await using var owner = await OnAsync(service, JournalFolder.New());
        var inputs = SampleResource.InputsWithGeneratedName();
        var created = await owner.CreateAsync(inputs);
        await using var other = await PluginFixture.OpenAsync(
            new PluginSetup { BaseUrl = _ => service.BaseUrl("your_mom"), UserSecret = "another-user", OrganizationSecret = "another-org" });

        Failures.AssertError(await Failures.OfAsync(other.ReadAsync(created.Id, inputs, created.Properties)), "IB4011", created.Id);
        Failures.AssertError(await Failures.OfAsync(other.DeleteAsync(created.Id, created.Properties)), "IB4011", created.Id);

        Assert.Single(service.Instances);
    }

    [Theory]
    [InlineData("/instances", true)]
    [InlineData("/", true)]
    [InlineData("/instances/", true)]
    [InlineData("/../..", false)]
    [InlineData("/..", false)]
    [InlineData("/v2", false)]
    public async Task An_address_is_forgiven_or_refused_but_never_asked_in_vain(string more, bool forgiven)
    {
        await using var service = await SandboxServer.StartAsync(Behaving(), Cancel);
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { Configured = false });
        var instance = service.Add("one", "infobip", SampleInstance.Configuration());
        var settings = plugin.Settings.Clone();
        settings.Fields["baseUrl"] = Wire.Of(service.BaseUrl("your_mom") + more);

        Assert.Equal(forgiven, (await plugin.CheckConfigAsync(settings)).Failures.Count == 0);
        if (forgiven)
        {
            await plugin.ConfigureAsync(settings);
            Assert.Equal($"{instance.Id}", (await plugin.ReadAsync($"{instance.Id}")).Id);
        }
        else
        {
            Failures.AssertError(await Failures.OfAsync(plugin.ConfigureAsync(settings)), "IB1004", "baseUrl");
        }
    }

    [Fact]
    public async Task A_404_of_the_vendor_deletes_nothing()
    {
        await using var plugin = await PluginFixture.OpenAsync();
        var created = await plugin.CreateAsync(SampleResource.InputsWithGeneratedName());
        plugin.Sandbox.Behave("vendor-error=404", "vendor-error-on=delete");

        var failure = await Failures.OfAsync(plugin.DeleteAsync(created.Id, created.Properties));

        Failures.AssertError(failure, "IB3015");
        Assert.Single(plugin.Sandbox.Instances);
    }

    [Fact]
    public async Task A_change_of_one_entry_leaves_alone_what_the_console_changed()
    {
        await using var fixture = await OpenAsync("put-configuration=replace", "put=whole");
        string[] options = ["ignoreChanges: [password]"];
        await fixture.DeployAsync(StackFixture.Program(["tags: [a]"], options));
        fixture.Sandbox.Edit(12, instance => instance.Configuration["event.notification.enabled"] = "true");
        fixture.Sandbox.Edit(12, instance => instance.Configuration[SampleInstance.PasswordKey] = "rotated");

        await fixture.DeployAsync(StackFixture.Program(["sender: other"], options));

        var instance = Assert.Single(fixture.Sandbox.Instances);
        Assert.Equal("other", instance.Configuration[SampleInstance.SenderKey]);
        Assert.Equal("true", instance.Configuration["event.notification.enabled"]);
        Assert.Equal("rotated", instance.Configuration[SampleInstance.PasswordKey]);
        Assert.Equal(["a"], instance.Tags);
        Assert.DoesNotContain(fixture.Calls, call => call == "PUT /instances/12");
    }

    [Fact]
    public async Task A_tag_beside_an_ignored_one_is_sent()
    {
        await using var fixture = await OpenAsync();
        string[] options = ["ignoreChanges: [\"tags[0]\"]"];
        await fixture.DeployAsync(StackFixture.Program(["tags: [a, b]"], options));

        await fixture.DeployAsync(StackFixture.Program(["tags: [a, b, c]", "sender: other"], options));

        Assert.Equal(["a", "b", "c"], Assert.Single(fixture.Sandbox.Instances).Tags);
        await fixture.PreviewQuietlyAsync(StackFixture.Program(["tags: [a, b, c]", "sender: other"], options));
    }

    [Fact]
    public async Task An_empty_answer_to_a_change_is_no_error()
    {
        await using var fixture = await OpenAsync("answer=empty");
        await fixture.DeployAsync(StackFixture.Program());

        await fixture.DeployAsync(StackFixture.Program("sender: other", "tags: [a]"));

        Assert.Equal("other", Assert.Single(fixture.Sandbox.Instances).Configuration[SampleInstance.SenderKey]);
        await fixture.RefreshQuietlyAsync();
    }

    [Fact]
    public async Task A_change_that_was_accepted_and_not_applied_is_sent_again_by_the_next_deployment()
    {
        await using var fixture = await OpenAsync("patch=ignored");
        await fixture.DeployAsync(StackFixture.Program());

        var up = await fixture.UpAsync(StackFixture.Program("sender: other"));
        Assert.False(up.Succeeded);
        Failures.AssertError(StackFixture.Text(up), "IB4012", "'sender'");
        fixture.Sandbox.Behave("patch=applied");
        await fixture.DeployAsync(StackFixture.Program("sender: other"));

        Assert.Equal("other", Assert.Single(fixture.Sandbox.Instances).Configuration[SampleInstance.SenderKey]);
        await fixture.PreviewQuietlyAsync(StackFixture.Program("sender: other"));
    }

    private static StackConfig Config(SandboxServer? service)
    {
        var config = StackConfig.Empty
            .With("infobip:userSecret", SampleSecrets.User, secret: true)
            .With("infobip:organizationSecret", SampleSecrets.Organization, secret: true)
            .With("password", SampleSecrets.Password, secret: true);
        return service is null ? config : config.With("infobip:baseUrl", service.BaseUrl("your_mom").ToString());
    }
}
