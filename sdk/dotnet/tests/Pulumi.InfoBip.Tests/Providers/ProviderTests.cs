// An explicit provider, and the plugin that registrations ask for.
using Pulumi.InfoBip.Tests.Support;

namespace Pulumi.InfoBip.Tests.Providers;

public sealed class ProviderTests
{
    [Fact]
    public async Task Every_setting_is_sent_under_its_name_in_the_schema_and_as_JSON_if_it_is_no_plain_string()
    {
        Recorder mocks = new();
        await mocks.RunAsync(() => _ = new Provider("europe", new ProviderArgs
        {
            UserSecret = "user",
            OrganizationSecret = "organization",
            ApiDialect = "element",
            BaseUrl = "https://api.example.com/elements/api-v2",
            MaxConcurrentRequests = 8,
            MaxRetries = 0,
            RequestTimeoutSeconds = 60,
        }));

        var sent = mocks.Only.Inputs;
        Assert.Equal(SchemaFile.Properties(SchemaFile.Provider.GetProperty("inputProperties")).Select(setting => setting.Name).Order(), sent.Keys.Order());
        Assert.Equal(
            ("user", "organization", "\"element\"", "https://api.example.com/elements/api-v2", "8", "0", "60"),
            (sent["userSecret"], sent["organizationSecret"], sent["apiDialect"], sent["baseUrl"], sent["maxConcurrentRequests"], sent["maxRetries"], sent["requestTimeoutSeconds"]));
    }

    [Fact]
    public async Task A_dialect_of_the_enum_is_sent_like_its_text()
    {
        Recorder mocks = new();
        await mocks.RunAsync(() => _ = new Provider("europe", new ProviderArgs { ApiDialect = ApiDialect.YourMom }));

        Assert.Equal("\"your_mom\"", mocks.Only.Inputs["apiDialect"]);
    }

    [Fact]
    public async Task A_provider_without_settings_sends_none_not_even_from_the_environment()
    {
        using EnvironmentScope environment = new(new() { ["INFOBIP_USER_SECRET"] = "rotated-later", ["INFOBIP_BASE_URL"] = "https://api.example.com" });
        Recorder mocks = new();

        await mocks.RunAsync(() => _ = new Provider("plain"));

        Assert.Equal("pulumi:providers:infobip", mocks.Only.Type);
        Assert.Empty(mocks.Only.Inputs);
    }

    [Fact]
    public async Task An_instance_is_made_by_the_provider_it_names()
    {
        var run = await WireRun.OfAsync(() =>
        {
            var europe = new Provider("europe", new ProviderArgs { ApiDialect = "element" });
            _ = new InfoBipInstance("sms", Programs.Required(), new CustomResourceOptions { Provider = europe });
            return new Dictionary<string, object?>();
        });

        Assert.Equal("urn:pulumi:dev::messaging::pulumi:providers:infobip::europe::12", run.Of(SchemaFile.InstanceToken).Provider);
    }

    [Fact]
    public async Task The_engine_is_asked_for_the_plugin_of_the_same_version()
    {
        var run = await WireRun.OfAsync(() =>
        {
            _ = new Provider("europe");
            _ = new InfoBipInstance("sms", Programs.Required());
            _ = InfoBipInstance.Get("legacy", "4711");
            return new Dictionary<string, object?>();
        });

        var version = SchemaFile.Root.GetProperty("version").GetString();
        Assert.Equal(version, run.Of("pulumi:providers:infobip").Version);
        Assert.Equal(version, run.Of(SchemaFile.InstanceToken).Version);
        Assert.Equal(version, Assert.Single(run.Readings).Version);
    }

    /// <summary>A read has none: the package Pulumi does not send it.</summary>
    [Fact]
    public async Task Registrations_and_calls_have_the_download_URL_of_the_schema()
    {
        var run = await WireRun.OfAsync(() =>
        {
            _ = new Provider("europe");
            _ = new InfoBipInstance("sms", Programs.Required());
            return new Dictionary<string, object?> { ["found"] = GetInfoBipInstances.Invoke().Apply(found => found.Instances.Length) };
        });

        string[] sent =
        [
            run.Of("pulumi:providers:infobip").PluginDownloadUrl,
            run.Of(SchemaFile.InstanceToken).PluginDownloadUrl,
            Assert.Single(run.Calls).PluginDownloadUrl,
        ];
        Assert.All(sent, url => Assert.Equal(SchemaFile.DownloadUrl, url));
    }

    [Fact]
    public async Task A_version_that_the_program_asks_for_wins()
    {
        var run = await WireRun.OfAsync(() =>
        {
            _ = new InfoBipInstance("sms", Programs.Required(), new CustomResourceOptions { Version = "0.0.9" });
            return new Dictionary<string, object?>();
        });

        Assert.Equal("0.0.9", run.Of(SchemaFile.InstanceToken).Version);
    }
}
