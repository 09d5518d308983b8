// Which change of the provider's settings replaces what it manages: another service, and nothing else.
using InfoBip.Provider.Configuration;
using ProviderHost.Resources;
using ProviderHost.Tests.Support;

namespace InfoBip.Provider.Tests.Configuration;

public sealed class SettingsDiffTests
{
    [Theory]
    [InlineData("""{ "userSecret": "a" }""", """{ "userSecret": "b" }""", "userSecret")]
    [InlineData("""{ "organizationSecret": "a" }""", """{ "organizationSecret": "b" }""", "organizationSecret")]
    [InlineData("""{ "apiDialect": "element" }""", """{ "apiDialect": "your_mom" }""", "apiDialect")]
    [InlineData("""{ "maxRetries": 1 }""", """{ "maxRetries": 2 }""", "maxRetries")]
    [InlineData("{}", """{ "requestTimeoutSeconds": 2 }""", "requestTimeoutSeconds")]
    [InlineData("""{ "maxConcurrentRequests": 2 }""", "{}", "maxConcurrentRequests")]
    [InlineData("""{ "baseUrl": "https://one.example.com/a" }""", """{ "baseUrl": "https://one.example.com/b" }""", "baseUrl")]
    [InlineData("""{ "baseUrl": "https://one.example.com" }""", """{ "baseUrl": "https://ONE.example.com:443/" }""", "baseUrl")]
    [InlineData("{}", """{ "baseUrl": "https://one.example.com" }""", "baseUrl")]
    [InlineData("""{ "baseUrl": "https://one.example.com" }""", "{}", "baseUrl")]
    [InlineData("""{ "baseUrl": "https://one.example.com" }""", """{ "baseUrl": "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }""", "baseUrl")]
    [InlineData("""{ "baseUrl": "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }""", """{ "baseUrl": "https://one.example.com" }""", "baseUrl")]
    public void A_change_within_one_service_replaces_nothing(string olds, string news, string changed)
    {
        var change = Assert.Single(Diff(olds, news));
        Assert.Equal(changed, change.Path.ToString());
        Assert.False(change.Replaces);
    }

    [Theory]
    [InlineData("""{ "version": "0.1.0" }""", """{ "version": "0.2.0" }""")]
    [InlineData("""{ "version": "0.1.0" }""", "{}")]
    [InlineData("""{ "userSecret": "a", "baseUrl": null }""", """{ "userSecret": "a" }""")]
    public void Another_version_of_the_plugin_is_no_difference(string olds, string news) => Assert.Empty(Diff(olds, news));

    [Fact]
    public void A_secret_that_is_marked_now_is_no_difference()
    {
        var plain = WireJson.Map("""{ "userSecret": "a", "organizationSecret": "b" }""");
        Assert.Empty(SettingsCheck.Diff(plain, SettingsCheck.Check(plain).Inputs).Changes);
    }

    [Theory]
    [InlineData("https://one.example.com/elements/api-v2", "https://two.example.com/elements/api-v2")]
    [InlineData("http://localhost:8085", "http://localhost:8086")]
    [InlineData("http://localhost:8085/your_moms/api-v2", "https://api.cloud-elements.com/elements/api-v2")]
    public void Another_host_replaces_since_the_ids_mean_nothing_there(string before, string after)
    {
        var changes = Diff($$"""{ "baseUrl": "{{before}}", "userSecret": "a" }""", $$"""{ "baseUrl": "{{after}}", "userSecret": "b" }""");
        Assert.Equal(["userSecret", "baseUrl"], changes.Select(change => change.Path.ToString()));
        Assert.Equal([false, true], changes.Select(change => change.Replaces));
    }

    private static IReadOnlyList<PropertyChange> Diff(string olds, string news) => SettingsCheck.Diff(WireJson.Map(olds), WireJson.Map(news)).Changes;
}
