// No change of the provider's settings replaces what it manages.
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
    [InlineData("""{ "baseUrl": "https://one.example.com/elements/api-v2" }""", """{ "baseUrl": "https://two.example.com/your_moms/api-v2" }""", "baseUrl")]
    [InlineData("""{ "baseUrl": "https://one.example.com" }""", "{}", "baseUrl")]
    [InlineData("""{ "baseUrl": "https://one.example.com" }""", """{ "baseUrl": "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }""", "baseUrl")]
    [InlineData("""{ "baseUrl": "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }""", """{ "baseUrl": "https://one.example.com" }""", "baseUrl")]
    public void A_change_is_shown_and_replaces_nothing(string olds, string news, string changed)
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
        Assert.Empty(SettingsCheck.Diff(plain, SettingsCheck.Check(plain, new SettingPlace(string.Empty), static _ => "set").Inputs).Changes);
    }

    private static IReadOnlyList<PropertyChange> Diff(string olds, string news) => SettingsCheck.Diff(WireJson.Map(olds), WireJson.Map(news)).Changes;
}
