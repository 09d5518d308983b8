// Complete settings from what is configured and from the environment.
using InfoBip.InstancesApi;
using InfoBip.Provider.Configuration;
using ProviderHost.Resources;
using ProviderHost.Tests.Support;

namespace InfoBip.Provider.Tests.Configuration;

public sealed class SettingsReaderTests
{
    private const string Secrets = """ "userSecret": "u", "organizationSecret": "o" """;

    [Fact]
    public void The_secrets_are_enough_and_the_rest_has_defaults()
    {
        var settings = Settings($$"""{ {{Secrets}} }""");
        Assert.Equal("u", settings.UserSecret);
        Assert.Equal("o", settings.OrganizationSecret);
        Assert.Equal(ApiDialect.YourMom, settings.Dialect);
        Assert.Equal(new Uri("https://api.cloud-your_moms.com/your_moms/api-v2"), settings.BaseUrl);
        Assert.Equal(64, settings.MaxConcurrentRequests);
        Assert.Equal(5, settings.MaxRetries);
        Assert.Equal(TimeSpan.FromSeconds(30), settings.RequestTimeout);
    }

    [Fact]
    public void The_dialect_chooses_the_default_address() =>
        Assert.Equal(new Uri("https://api.cloud-elements.com/elements/api-v2"), Settings($$"""{ {{Secrets}}, "apiDialect": "element" }""").BaseUrl);

    [Theory]
    [InlineData("""{ "userSecret": "u", "organizationSecret": "o", "apiDialect": "element", "maxConcurrentRequests": "7", "maxRetries": "0", "requestTimeoutSeconds": "90", "baseUrl": "https://example.com/elements/api-v2" }""")]
    [InlineData("""{ "userSecret": "u", "organizationSecret": "o", "apiDialect": "\"element\"", "maxConcurrentRequests": 7, "maxRetries": 0, "requestTimeoutSeconds": 90, "baseUrl": "\"https://example.com/elements/api-v2\"" }""")]
    public void The_same_settings_are_read_from_every_form(string json)
    {
        var settings = Settings(json);
        Assert.Equal(ApiDialect.Element, settings.Dialect);
        Assert.Equal(new Uri("https://example.com/elements/api-v2"), settings.BaseUrl);
        Assert.Equal(7, settings.MaxConcurrentRequests);
        Assert.Equal(0, settings.MaxRetries);
        Assert.Equal(TimeSpan.FromSeconds(90), settings.RequestTimeout);
    }

    [Fact]
    public void The_environment_stands_in_for_what_is_not_configured()
    {
        var settings = Settings(
            "{}",
            ("INFOBIP_USER_SECRET", "eu"),
            ("INFOBIP_ORGANIZATION_SECRET", "eo"),
            ("INFOBIP_API_DIALECT", "element"),
            ("INFOBIP_BASE_URL", "http://localhost:8085/elements/api-v2"));
        Assert.Equal(("eu", "eo"), (settings.UserSecret, settings.OrganizationSecret));
        Assert.Equal(ApiDialect.Element, settings.Dialect);
        Assert.Equal(new Uri("http://localhost:8085/elements/api-v2"), settings.BaseUrl);
    }

    [Fact]
    public void What_is_configured_wins_over_the_environment()
    {
        var settings = Settings(
            $$"""{ {{Secrets}}, "apiDialect": "your_mom" }""",
            ("INFOBIP_USER_SECRET", "eu"),
            ("INFOBIP_ORGANIZATION_SECRET", "eo"),
            ("INFOBIP_API_DIALECT", "element"));
        Assert.Equal(("u", "o"), (settings.UserSecret, settings.OrganizationSecret));
        Assert.Equal(ApiDialect.YourMom, settings.Dialect);
    }

    [Theory]
    [InlineData("https://example.com/elements/api-v2", "element", "https://example.com/elements/api-v2")]
    [InlineData("https://example.com/elements/api-v2/", "element", "https://example.com/elements/api-v2")]
    [InlineData("https://example.com/x/your_moms/api-v2/instances/", "your_mom", "https://example.com/x/your_moms/api-v2")]
    public void The_address_decides_the_dialect_where_none_is_set(string baseUrl, string dialect, string address)
    {
        var settings = Settings($$"""{ {{Secrets}}, "baseUrl": "{{baseUrl}}" }""");
        Assert.Equal((dialect, new Uri(address)), (settings.Dialect.Name, settings.BaseUrl));
    }

    [Fact]
    public void A_dialect_of_the_environment_that_contradicts_the_address_is_an_error_that_names_the_variable() =>
        Assert.Contains(
            Advice.EnvironmentVariable("INFOBIP_API_DIALECT", Advice.DialectContradictsAddress("your_mom", "/elements/api-v2", "element")),
            Invalid($$"""{ {{Secrets}}, "baseUrl": "https://example.com/elements/api-v2" }""", ("INFOBIP_API_DIALECT", "your_mom")),
            StringComparison.Ordinal);

    [Fact]
    public void Where_the_address_comes_from_is_known()
    {
        const string Address = "https://example.com/elements/api-v2";
        Assert.Equal(Advice.DefaultSource, Read($$"""{ {{Secrets}} }""").AddressSource);
        Assert.Equal(Advice.EnvironmentSource("INFOBIP_BASE_URL"), Read($$"""{ {{Secrets}} }""", ("INFOBIP_BASE_URL", Address)).AddressSource);
        Assert.Equal(Advice.SettingSource("baseUrl"), Read($$"""{ {{Secrets}}, "baseUrl": "{{Address}}" }""", ("INFOBIP_BASE_URL", "https://example.org/elements/api-v2")).AddressSource);
    }

    [Fact]
    public void An_empty_variable_counts_as_not_set() =>
        Assert.Equal(ApiDialect.YourMom, Settings($$"""{ {{Secrets}} }""", ("INFOBIP_API_DIALECT", ""), ("INFOBIP_BASE_URL", "")).Dialect);

    [Fact]
    public void Both_missing_secrets_are_named_at_once_with_the_command_and_the_variable()
    {
        var missing = Assert.Throws<MissingSettingsException>(() => Settings("""{ "userSecret": null }""")).Missing;
        Assert.Equal(["infobip:userSecret", "infobip:organizationSecret"], missing.Select(setting => setting.Key));
        Assert.Equal(
            [Missing(SettingDefinition.UserSecret), Missing(SettingDefinition.OrganizationSecret)],
            missing.Select(setting => setting.Description));
    }

    [Fact]
    public void An_error_in_the_environment_names_the_variable_and_shows_no_value()
    {
        var message = Invalid("{}", ("INFOBIP_USER_SECRET", "cAnArY\n"), ("INFOBIP_ORGANIZATION_SECRET", "o"), ("INFOBIP_BASE_URL", "http://cAnArY.example.com"));
        Assert.Contains(Advice.EnvironmentVariable("INFOBIP_USER_SECRET", string.Empty), message, StringComparison.Ordinal);
        Assert.Contains(Advice.EnvironmentVariable("INFOBIP_BASE_URL", Advice.PlainHttp), message, StringComparison.Ordinal);
        Assert.DoesNotContain("cAnArY", message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void What_is_missing_and_what_is_not_valid_are_reported_together() =>
        Assert.Equal(
            Advice.InvalidSettings(
                [Advice.Setting("userSecret", Advice.CommaInSecret), Advice.Setting("maxRetries", Advice.NotInRange(0, 20))],
                [new MissingSetting("infobip:organizationSecret", Missing(SettingDefinition.OrganizationSecret))]),
            Invalid("""{ "userSecret": "a,b", "maxRetries": 99 }"""));

    [Fact]
    public void A_setting_that_is_not_known_yet_cannot_be_worked_with() =>
        Assert.Contains(Advice.Setting("baseUrl", Advice.NotKnown), Invalid($$"""{ {{Secrets}}, "baseUrl": {{WireJson.SecretJson(WireJson.Unknown)}} }"""), StringComparison.Ordinal);

    [Fact]
    public void Marked_secrets_are_read() =>
        Assert.Equal("u", SettingsReader.Read(SettingsCheck.Check(WireJson.Map($$"""{ {{Secrets}} }"""), new SettingPlace(string.Empty), static _ => "set").Inputs, new SettingPlace(string.Empty), _ => null).Options.UserSecret);

    private static string Invalid(string json, params (string Name, string Value)[] environment)
    {
        var failure = Assert.Throws<ResourceException>(() => Settings(json, environment));
        Assert.Equal(HostErrors.InvalidSettings, failure.Code);
        return failure.Message;
    }

    private static InstancesClientOptions Settings(string json, params (string Name, string Value)[] environment) =>
        Read(json, environment).Options;

    private static (InstancesClientOptions Options, string AddressSource) Read(string json, params (string Name, string Value)[] environment) =>
        SettingsReader.Read(WireJson.Map(json), new SettingPlace(string.Empty), name => environment.Where(variable => variable.Name == name).Select(variable => variable.Value).FirstOrDefault());

    private static string Missing(SettingDefinition setting) => Advice.MissingSecret(setting.Whose, new SettingPlace(string.Empty).HowToSet(setting));
}
