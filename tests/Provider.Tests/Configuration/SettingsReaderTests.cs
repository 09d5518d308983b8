// Complete settings from what is configured and from the environment.
using InfoBip.InstancesApi;
using InfoBip.Provider.Configuration;
using ProviderHost.PropertyValues;
using InfoBip.Provider.Tests.Support;

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
        Assert.Equal(32, settings.MaxConcurrentRequests);
        Assert.Equal(5, settings.MaxRetries);
        Assert.Equal(TimeSpan.FromSeconds(30), settings.RequestTimeout);
    }

    [Fact]
    public void The_dialect_chooses_the_default_address() =>
        Assert.Equal(new Uri("https://api.cloud-elements.com/elements/api-v2"), Settings($$"""{ {{Secrets}}, "apiDialect": "element" }""").BaseUrl);

    [Theory]
    [InlineData("""{ "userSecret": "u", "organizationSecret": "o", "apiDialect": "element", "maxConcurrentRequests": "7", "maxRetries": "0", "requestTimeoutSeconds": "90", "baseUrl": "https://example.com/x" }""")]
    [InlineData("""{ "userSecret": "u", "organizationSecret": "o", "apiDialect": "\"element\"", "maxConcurrentRequests": 7, "maxRetries": 0, "requestTimeoutSeconds": 90, "baseUrl": "\"https://example.com/x\"" }""")]
    public void The_same_settings_are_read_from_every_form(string json)
    {
        var settings = Settings(json);
        Assert.Equal(ApiDialect.Element, settings.Dialect);
        Assert.Equal(new Uri("https://example.com/x"), settings.BaseUrl);
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

    [Fact]
    public void An_empty_variable_counts_as_not_set() =>
        Assert.Equal(ApiDialect.YourMom, Settings($$"""{ {{Secrets}} }""", ("INFOBIP_API_DIALECT", ""), ("INFOBIP_BASE_URL", "")).Dialect);

    [Fact]
    public void Both_secrets_are_missed_at_once_with_the_command_and_the_variable()
    {
        var reading = Read("""{ "userSecret": null }""");
        Assert.Null(reading.Settings);
        Assert.Empty(reading.Mistakes);
        Assert.Equal(["infobip:userSecret", "infobip:organizationSecret"], reading.Missing.Select(missing => missing.Name));
        Assert.Contains("--secret infobip:userSecret", reading.Missing[0].Description, StringComparison.Ordinal);
        Assert.Contains("INFOBIP_USER_SECRET", reading.Missing[0].Description, StringComparison.Ordinal);
        Assert.Contains("--secret infobip:organizationSecret", reading.Missing[1].Description, StringComparison.Ordinal);
        Assert.Contains("INFOBIP_ORGANIZATION_SECRET", reading.Missing[1].Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_in_the_environment_names_the_variable_and_shows_no_value()
    {
        var reading = Read("{}", ("INFOBIP_USER_SECRET", "cAnArY\n"), ("INFOBIP_ORGANIZATION_SECRET", "o"), ("INFOBIP_BASE_URL", "http://cAnArY.example.com"));
        Assert.Null(reading.Settings);
        Assert.Equal(2, reading.Mistakes.Count);
        Assert.Contains("INFOBIP_USER_SECRET", reading.Mistakes[0], StringComparison.Ordinal);
        Assert.Contains("INFOBIP_BASE_URL", reading.Mistakes[1], StringComparison.Ordinal);
        Assert.DoesNotContain(reading.Mistakes, mistake => mistake.Contains("cAnArY", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void What_is_missing_and_what_is_wrong_are_told_together()
    {
        var reading = Read("""{ "userSecret": "a,b", "maxRetries": 99 }""");
        Assert.Equal("infobip:organizationSecret", Assert.Single(reading.Missing).Name);
        Assert.Equal(2, reading.Mistakes.Count);
    }

    [Fact]
    public void A_setting_that_is_not_known_yet_cannot_be_worked_with()
    {
        var reading = SettingsReader.Read(
            Wire.Map($$"""{ {{Secrets}} }""").With("baseUrl", PropertyValue.Secret(PropertyValue.Unknown)), _ => null);
        Assert.Null(reading.Settings);
        Assert.Contains("'baseUrl' is not known yet", Assert.Single(reading.Mistakes), StringComparison.Ordinal);
    }

    [Fact]
    public void Marked_secrets_are_read() =>
        Assert.Equal("u", SettingsReader.Read(ConfigurationCheck.Check(Wire.Map($$"""{ {{Secrets}} }""")).Inputs, _ => null).Settings?.UserSecret);

    [Fact]
    public void Settings_do_not_show_the_secrets() =>
        Assert.DoesNotContain("cAnArY", new ProviderSettings("cAnArY", "cAnArY").ToString(), StringComparison.Ordinal);

    private static ProviderSettings Settings(string json, params (string Name, string Value)[] environment)
    {
        var reading = Read(json, environment);
        Assert.Empty(reading.Missing);
        Assert.Empty(reading.Mistakes);
        return Assert.IsType<ProviderSettings>(reading.Settings);
    }

    private static SettingsReading Read(string json, params (string Name, string Value)[] environment) =>
        SettingsReader.Read(Wire.Map(json), name => environment.Where(variable => variable.Name == name).Select(variable => variable.Value).FirstOrDefault());
}
