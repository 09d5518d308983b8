// The check of the provider's settings: every error at once, and no secret in sight.
using InfoBip.Provider.Configuration;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using ProviderHost.Tests.Support;

namespace InfoBip.Provider.Tests.Configuration;

public sealed class SettingsCheckTests
{
    [Theory]
    [InlineData("""{ "userSecret": "u", "organizationSecret": "o", "apiDialect": "element", "maxRetries": "0", "requestTimeoutSeconds": "600" }""")]
    [InlineData("""{ "apiDialect": "\"element\"", "maxConcurrentRequests": "10" }""")]
    [InlineData("""{ "maxConcurrentRequests": 1000, "maxRetries": 20, "requestTimeoutSeconds": 1 }""")]
    [InlineData("""{ "baseUrl": "https://api.openconnectors.us2.ext.hana.ondemand.com/elements/api-v2" }""")]
    [InlineData("""{ "baseUrl": "\"https://api.example.com/a/your_moms/api-v2/\"" }""")]
    [InlineData("""{ "baseUrl": "https://api.example.com/elements/api-v2/instances", "apiDialect": "element" }""")]
    [InlineData("""{ "baseUrl": "https://api.example.com/elements/api-v2/instances/", "apiDialect": "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }""")]
    [InlineData("""{ "baseUrl": null, "maxRetries": null, "userSecret": null }""")]
    [InlineData("""{ "version": "1.2.3", "pluginDownloadURL": "https://example.com", "__internal": {} }""")]
    [InlineData("{}")]
    public void Settings_are_taken_as_text_as_JSON_text_and_in_their_own_type(string json) => Assert.Empty(Check(json).Failures);

    [Theory]
    [InlineData("http://localhost:8085/your_moms/api-v2")]
    [InlineData("http://LOCALHOST/elements/api-v2")]
    [InlineData("http://127.0.0.1:5000/your_moms/api-v2/")]
    [InlineData("http://127.8.9.1/elements/api-v2")]
    [InlineData("http://[::1]:8085/elements/api-v2")]
    public void Plain_http_is_valid_for_a_loopback_host(string url) => Assert.Empty(Check($$"""{ "baseUrl": "{{url}}" }""").Failures);

    [Theory]
    [InlineData("http://api.example.com", Advice.PlainHttp)]
    [InlineData("http://127.0.0.1.example.com", Advice.PlainHttp)]
    [InlineData("http://localhost.example.com", Advice.PlainHttp)]
    [InlineData("http://localhost@example.com", Advice.PlainHttp)]
    [InlineData("http://10.0.0.1", Advice.PlainHttp)]
    [InlineData("ftp://localhost", Advice.NotAbsoluteUrl)]
    [InlineData("/elements/api-v2", Advice.NotAbsoluteUrl)]
    [InlineData("api.example.com", Advice.NotAbsoluteUrl)]
    [InlineData("https://", Advice.NotAbsoluteUrl)]
    [InlineData("https://api.example.com/x?y=1", Advice.QueryInUrl)]
    [InlineData("https://api.example.com/x#y", Advice.QueryInUrl)]
    [InlineData("https://me@api.example.com", Advice.UserInUrl)]
    [InlineData("https://api.example.com", Advice.NotTheApi), InlineData("https://api.example.com/elements/api-v2/instances/12", Advice.NotTheApi)]
    [InlineData("https://api.example.com/elements/api-v1", Advice.NotTheApi), InlineData("https://api.example.com/xelements/api-v2", Advice.NotTheApi)]
    public void A_base_URL_that_cannot_be_meant_is_an_error(string url, string error) =>
        Assert.Equal(Advice.Setting("baseUrl", error), Assert.Single(Check($$"""{ "baseUrl": "{{url}}" }""").Failures).Reason);

    [Theory]
    [InlineData("your_mom", "https://api.example.com/elements/api-v2", "/elements/api-v2", "element")]
    [InlineData("element", "https://api.example.com/x/your_moms/api-v2/", "/x/your_moms/api-v2", "your_mom")]
    public void A_dialect_that_contradicts_the_address_is_an_error(string dialect, string url, string path, string other)
    {
        var failure = Assert.Single(Check($$"""{ "baseUrl": "{{url}}", "apiDialect": "{{dialect}}" }""").Failures);
        Assert.Equal(
            (HostErrors.InvalidSetting, "apiDialect", Advice.Setting("apiDialect", Advice.DialectContradictsAddress(dialect, path, other))), (failure.Code, failure.Property, failure.Reason));
    }

    [Theory]
    [InlineData("maxConcurrentRequests", "0", 1, 1000)]
    [InlineData("maxConcurrentRequests", "1001", 1, 1000)]
    [InlineData("maxRetries", "-1", 0, 20)]
    [InlineData("maxRetries", "21", 0, 20)]
    [InlineData("maxRetries", "2.5", 0, 20)]
    [InlineData("requestTimeoutSeconds", "601", 1, 600)]
    [InlineData("requestTimeoutSeconds", "\"soon\"", 1, 600)]
    [InlineData("requestTimeoutSeconds", "\"NaN\"", 1, 600)]
    [InlineData("requestTimeoutSeconds", "\"Infinity\"", 1, 600)]
    [InlineData("requestTimeoutSeconds", "true", 1, 600)]
    public void A_number_has_to_be_whole_and_in_its_range(string setting, string json, int least, int most)
    {
        var failure = Assert.Single(Check($$"""{ "{{setting}}": {{json}} }""").Failures);
        Assert.Equal((HostErrors.InvalidSetting, setting), (failure.Code, failure.Property));
        Assert.Equal(Advice.Setting(setting, Advice.NotInRange(least, most)), failure.Reason);
    }

    [Theory]
    [InlineData("apiDialect", "\"elements\"")]
    [InlineData("apiDialect", "\"Your_Mom\"")]
    [InlineData("apiDialect", "\"“element”\"")]
    [InlineData("baseUrl", "\"  \""), InlineData("maxRetries", "[1]"), InlineData("baseUrl", "{}")]
    public void A_value_that_is_not_valid_is_an_error_of_its_setting(string setting, string json)
    {
        var failure = Assert.Single(Check($$"""{ "{{setting}}": {{json}} }""").Failures);
        Assert.Equal((HostErrors.InvalidSetting, setting), (failure.Code, failure.Property));
    }

    [Theory]
    [InlineData(""), InlineData("   "), InlineData("cAnArY "), InlineData(" cAnArY"), InlineData("cAnArY\\n")]
    [InlineData("cAn\\u0007ArY"), InlineData("cAnArYé"), InlineData("cAnArY,more"), InlineData("“cAnArY”")]
    [InlineData("<INSERT_cAnArY>")]
    public void A_secret_that_cannot_be_right_is_an_error_that_does_not_show_it(string secret)
    {
        foreach (var setting in new[] { "userSecret", "organizationSecret" })
        {
            var failure = Assert.Single(Check($$"""{ "{{setting}}": "{{secret}}" }""").Failures);
            Assert.Equal((HostErrors.InvalidSetting, string.Empty), (failure.Code, failure.Property));
            Assert.StartsWith($"infobip:{setting} ", failure.Reason, StringComparison.Ordinal);
            Assert.DoesNotContain("cAnArY", failure.Reason, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void All_errors_are_found_at_once()
    {
        var failures = Check(
            """
            { "userSecret": "a,b", "organizationSecret": "", "apiDialect": "x", "baseUrl": "x", "maxConcurrentRequests": 0,
              "maxRetries": 99, "requestTimeoutSeconds": 0, "organisationSecret": "x" }
            """).Failures;
        Assert.Equal(8, failures.Count);
        Assert.All(
            SettingDefinition.All.Select(setting => setting.Name).Append("organisationSecret"),
            name => Assert.Single(failures, failure => failure.Reason.StartsWith(Advice.Setting(name, string.Empty), StringComparison.Ordinal)));
    }

    /// <summary>The engine prints the value of the property that a failure names, in clear.</summary>
    [Theory]
    [InlineData("\"cAnArY\"")]
    [InlineData("{ \"userSecret\": \"cAnArY\" }")]
    [InlineData("[\"cAnArY\"]"), InlineData("12345678")]
    public void A_setting_that_does_not_exist_may_be_a_misspelt_secret_and_is_not_shown(string json)
    {
        var failure = Assert.Single(Check($$"""{ "secrets": {{json}} }""").Failures);
        Assert.Equal((HostErrors.UnknownSetting, string.Empty), (failure.Code, failure.Property));
        Assert.DoesNotContain("cAnArY", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_in_the_base_URL_is_not_shown()
    {
        var failure = Assert.Single(Check("""{ "baseUrl": "https://me:cAnArY@api.example.com" }""").Failures);
        Assert.Equal(string.Empty, failure.Property);
        Assert.DoesNotContain("cAnArY", failure.Reason, StringComparison.Ordinal);
    }

    [Theory, InlineData("12345678"), InlineData("1e+20"), InlineData("true")]
    public void A_secret_that_is_no_text_is_refused(string json) =>
        Assert.Equal($"infobip:userSecret {Advice.SecretNotAText}", Assert.Single(Check($$"""{ "userSecret": {{json}} }""").Failures).Reason);

    [Theory]
    [InlineData("{}", "", "userSecret,organizationSecret"), InlineData("""{ "userSecret": null }""", "", "userSecret,organizationSecret")]
    [InlineData("""{ "userSecret": "u" }""", "", "organizationSecret"), InlineData("{}", "INFOBIP_USER_SECRET", "organizationSecret")]
    [InlineData("{}", "INFOBIP_USER_SECRET,INFOBIP_ORGANIZATION_SECRET", "")]
    public void A_secret_that_is_neither_set_nor_in_the_environment_is_missing_once(string json, string environment, string missing)
    {
        var place = new SettingPlace(string.Empty);
        var failures = SettingsCheck.Check(WireJson.Map(json), place, variable => environment.Split(',').Contains(variable) ? "set" : "").Failures;
        Assert.All(failures, failure => Assert.Equal((HostErrors.MissingSetting, string.Empty), (failure.Code, failure.Property)));
        Assert.Equal(missing, string.Join(',', failures.Select(failure => failure.Reason.Split(' ')[0]["infobip:".Length..])));
        Assert.All(failures, failure => Assert.Contains("`pulumi config set --secret infobip:", failure.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_secret_hides_no_other_error() => Assert.Equal(
        [HostErrors.InvalidSetting, HostErrors.MissingSetting],
        SettingsCheck.Check(
            WireJson.Map("""{ "userSecret": "u", "apiDialect": "your_mom", "baseUrl": "https://api.example.com/elements/api-v2" }"""), new SettingPlace(string.Empty), static _ => null)
            .Failures.Select(failure => failure.Code));

    [Fact]
    public void What_is_unknown_passes_each_and_all_together()
    {
        var all = new PropertyMap(SettingDefinition.All.Select(setting => KeyValuePair.Create(setting.Name, PropertyValue.Unknown)));
        foreach (var settings in SettingDefinition.All.Select(setting => PropertyMap.Empty.With(setting.Name, PropertyValue.Unknown)).Append(all))
        {
            var answer = SettingsCheck.Check(settings, new SettingPlace(string.Empty), static _ => "set");
            Assert.Empty(answer.Failures);
            Assert.Equal(settings.Keys, answer.Inputs.Keys);
            Assert.All(answer.Inputs.Values, value => Assert.True(value.IsUnknown));
        }
    }

    [Fact]
    public void Secrets_are_marked_and_nothing_else_is_changed()
    {
        var settings = WireJson.Map("""{ "userSecret": "u", "organizationSecret": "o", "apiDialect": "element", "maxRetries": "3", "version": "1.0.0" }""");
        Assert.Equal(settings.With("userSecret", WireJson.Secret("u")).With("organizationSecret", WireJson.Secret("o")), SettingsCheck.Check(settings, new SettingPlace(string.Empty), static _ => "set").Inputs);
    }

    private static CheckedInputs Check(string json) => SettingsCheck.Check(WireJson.Map(json), new SettingPlace(string.Empty), static _ => "set");
}
