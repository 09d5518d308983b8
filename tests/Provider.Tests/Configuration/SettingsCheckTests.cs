// The check of the provider's settings: every mistake at once, and no secret in sight.
using InfoBip.Provider.Configuration;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using InfoBip.Provider.Tests.Support;

namespace InfoBip.Provider.Tests.Configuration;

public sealed class ConfigurationCheckTests
{
    [Theory]
    [InlineData("""{ "userSecret": "u", "organizationSecret": "o", "apiDialect": "element", "maxRetries": "0", "requestTimeoutSeconds": "600" }""")]
    [InlineData("""{ "apiDialect": "\"element\"", "maxConcurrentRequests": "10" }""")]
    [InlineData("""{ "maxConcurrentRequests": 1000, "maxRetries": 20, "requestTimeoutSeconds": 1 }""")]
    [InlineData("""{ "baseUrl": "https://api.openconnectors.us2.ext.hana.ondemand.com/elements/api-v2" }""")]
    [InlineData("""{ "baseUrl": "\"https://api.example.com\"" }""")]
    [InlineData("""{ "baseUrl": null, "maxRetries": null, "userSecret": null }""")]
    [InlineData("""{ "version": "1.2.3", "pluginDownloadURL": "https://example.com", "__internal": {} }""")]
    [InlineData("{}")]
    public void Settings_are_taken_as_text_as_JSON_text_and_in_their_own_type(string json) => Assert.Empty(Check(json).Failures);

    [Theory]
    [InlineData("http://localhost:8085/your_moms/api-v2")]
    [InlineData("http://LOCALHOST")]
    [InlineData("http://127.0.0.1:5000/x")]
    [InlineData("http://127.8.9.1")]
    [InlineData("http://[::1]:8085/elements/api-v2")]
    [InlineData("https://api.example.com/a/b/")]
    public void Plain_http_is_fine_for_a_loopback_host(string url) => Assert.Empty(Check($$"""{ "baseUrl": "{{url}}" }""").Failures);

    [Theory]
    [InlineData("http://api.example.com", "plain http")]
    [InlineData("http://127.0.0.1.example.com", "plain http")]
    [InlineData("http://localhost.example.com", "plain http")]
    [InlineData("http://localhost@example.com", "plain http")]
    [InlineData("http://10.0.0.1", "plain http")]
    [InlineData("ftp://localhost", "not an absolute URL")]
    [InlineData("/elements/api-v2", "not an absolute URL")]
    [InlineData("api.example.com", "not an absolute URL")]
    [InlineData("https://", "not an absolute URL")]
    [InlineData("https://api.example.com/x?y=1", "query or a fragment")]
    [InlineData("https://api.example.com/x#y", "query or a fragment")]
    [InlineData("https://me@api.example.com", "user name or password")]
    [InlineData("  ", "blank")]
    public void A_base_URL_that_cannot_be_meant_is_refused(string url, string reason)
    {
        var failure = Assert.Single(Check($$"""{ "baseUrl": "{{url}}" }""").Failures);
        Assert.Contains(reason, failure.Reason, StringComparison.Ordinal);
        Assert.Contains("'baseUrl'", failure.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("maxConcurrentRequests", "0", "from 1 to 1000")]
    [InlineData("maxConcurrentRequests", "1001", "from 1 to 1000")]
    [InlineData("maxRetries", "-1", "from 0 to 20")]
    [InlineData("maxRetries", "21", "from 0 to 20")]
    [InlineData("maxRetries", "2.5", "from 0 to 20")]
    [InlineData("requestTimeoutSeconds", "601", "from 1 to 600")]
    [InlineData("requestTimeoutSeconds", "\"soon\"", "from 1 to 600")]
    [InlineData("requestTimeoutSeconds", "\"NaN\"", "from 1 to 600")]
    [InlineData("requestTimeoutSeconds", "\"Infinity\"", "from 1 to 600")]
    [InlineData("requestTimeoutSeconds", "true", "from 1 to 600")]
    [InlineData("apiDialect", "\"elements\"", "Did you mean 'element'?")]
    [InlineData("apiDialect", "\"Your_Mom\"", "Did you mean 'your_mom'?")]
    [InlineData("apiDialect", "\"soap\"", "not one of 'your_mom', 'element'")]
    [InlineData("apiDialect", "\"“element”\"", "curly quote")]
    [InlineData("maxRetries", "[1]", "a list or an object")]
    [InlineData("baseUrl", "{}", "a list or an object")]
    public void A_wrong_value_is_named_with_what_would_be_right(string setting, string json, string reason)
    {
        var failure = Assert.Single(Check($$"""{ "{{setting}}": {{json}} }""").Failures);
        Assert.Equal(setting, failure.Property);
        Assert.Contains(reason, failure.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("cAnArY ")]
    [InlineData(" cAnArY")]
    [InlineData("cAnArY\\n")]
    [InlineData("cAn\\u0007ArY")]
    [InlineData("cAnArYé")]
    [InlineData("cAnArY,more")]
    [InlineData("“cAnArY”")]
    [InlineData("<INSERT_cAnArY>")]
    public void A_secret_that_cannot_be_right_is_refused_without_being_shown(string secret)
    {
        foreach (var setting in new[] { "userSecret", "organizationSecret" })
        {
            var failure = Assert.Single(Check($$"""{ "{{setting}}": "{{secret}}" }""").Failures);
            Assert.Equal(string.Empty, failure.Property);
            Assert.Contains($"'{setting}'", failure.Reason, StringComparison.Ordinal);
            Assert.DoesNotContain("cAnArY", failure.Reason, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var failures = Check(
            """
            { "userSecret": "a,b", "organizationSecret": "", "apiDialect": "x", "baseUrl": "x", "maxConcurrentRequests": 0,
              "maxRetries": 99, "requestTimeoutSeconds": 0, "organisationSecret": "x" }
            """).Failures;
        Assert.Equal(8, failures.Count);
        Assert.All(
            SettingDefinition.All.Select(setting => setting.Name).Append("organisationSecret"),
            name => Assert.Single(failures, failure => failure.Reason.StartsWith($"the setting '{name}' ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("organisationSecret", "organizationSecret")]
    [InlineData("usersecret", "userSecret")]
    [InlineData("baseURL", "baseUrl")]
    [InlineData("maxRetrys", "maxRetries")]
    [InlineData("apiDailect", "apiDialect")]
    public void A_misspelt_setting_is_named_with_the_right_spelling(string given, string meant)
    {
        var failure = Assert.Single(Check($$"""{ "{{given}}": "x" }""").Failures);
        Assert.Contains($"'{given}'", failure.Reason, StringComparison.Ordinal);
        Assert.Contains($"Did you mean '{meant}'?", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_setting_that_is_like_no_other_gets_no_suggestion() =>
        Assert.DoesNotContain("Did you mean", Assert.Single(Check("""{ "colour": "blue" }""").Failures).Reason, StringComparison.Ordinal);

    /// <summary>The engine prints the value of the property that a failure names, in clear.</summary>
    [Theory]
    [InlineData("\"cAnArY\"")]
    [InlineData("{ \"userSecret\": \"cAnArY\" }")]
    [InlineData("[\"cAnArY\"]")]
    [InlineData("12345678")]
    public void A_setting_with_an_unknown_name_may_be_a_misspelt_secret_and_is_not_shown(string json) =>
        Assert.Equal(string.Empty, Assert.Single(Check($$"""{ "secrets": {{json}} }""").Failures).Property);

    [Fact]
    public void A_password_in_the_base_URL_is_not_shown()
    {
        var failure = Assert.Single(Check("""{ "baseUrl": "https://me:cAnArY@api.example.com" }""").Failures);
        Assert.Equal(string.Empty, failure.Property);
        Assert.DoesNotContain("cAnArY", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknowns_pass_each_and_all_together()
    {
        var all = new PropertyMap(SettingDefinition.All.Select(setting => KeyValuePair.Create(setting.Name, PropertyValue.Unknown)));
        foreach (var settings in SettingDefinition.All.Select(setting => PropertyMap.Empty.With(setting.Name, PropertyValue.Unknown)).Append(all))
        {
            var answer = ConfigurationCheck.Check(settings);
            Assert.Empty(answer.Failures);
            Assert.Equal(settings.Keys, answer.Inputs.Keys);
            Assert.All(answer.Inputs.Values, value => Assert.True(value.IsUnknown));
        }
    }

    [Fact]
    public void Secrets_are_marked_in_the_answer_and_nothing_else_is_changed()
    {
        var settings = Wire.Map("""{ "userSecret": "u", "organizationSecret": "o", "apiDialect": "element", "maxRetries": "3", "version": "1.0.0" }""");
        var expected = settings
            .With("userSecret", PropertyValue.Secret(PropertyValue.Of("u")))
            .With("organizationSecret", PropertyValue.Secret(PropertyValue.Of("o")));
        Assert.Equal(expected, ConfigurationCheck.Check(settings).Inputs);
    }

    private static CheckedInputs Check(string json) => ConfigurationCheck.Check(Wire.Map(json));
}
