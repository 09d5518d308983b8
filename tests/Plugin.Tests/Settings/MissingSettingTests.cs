// Every missing or misspelt setting is named at once, with what to do.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using InfoBip.EngineSimulator;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Settings;

public sealed class MissingSettingTests
{
    [Fact]
    public async Task No_configuration_names_every_missing_key_its_variable_and_the_command()
    {
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { Configured = false });

        var failure = await Failures.OfAsync(plugin.ConfigureAsync(new Struct()));

        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        var missing = Failures.Detail<ConfigureErrorMissingKeys>(failure).MissingKeys;
        Assert.Equal(["infobip:userSecret", "infobip:organizationSecret"], missing.Select(key => key.Name));
        foreach (var (key, variable) in missing.Zip(["INFOBIP_USER_SECRET", "INFOBIP_ORGANIZATION_SECRET"]))
        {
            Assert.Contains($"`pulumi config set --secret {key.Name} <value>`", key.Description, StringComparison.Ordinal);
            Assert.Contains(variable, key.Description, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_user_sees_both_in_one_failed_up_and_nothing_is_sent()
    {
        await using var fixture = await StackFixture.OpenAsync();
        fixture.Config = StackConfig.Empty.With("password", SampleSecrets.Password, secret: true);

        var up = await fixture.UpAsync(StackFixture.Program());

        Assert.False(up.Succeeded);
        Assert.Contains("infobip:userSecret", StackFixture.Text(up), StringComparison.Ordinal);
        Assert.Contains("infobip:organizationSecret", StackFixture.Text(up), StringComparison.Ordinal);
        Assert.Empty(fixture.Calls);
    }

    [Theory]
    [InlineData("userSecrte", "userSecret")]
    [InlineData("usersecret", "userSecret")]
    [InlineData("organisationSecret", "organizationSecret")]
    [InlineData("baseURL", "baseUrl")]
    [InlineData("maxRetry", "maxRetries")]
    public async Task A_misspelt_setting_is_named_with_a_suggestion(string written, string meant)
    {
        await using var fixture = await StackFixture.OpenAsync();
        fixture.Config = fixture.Config.With($"infobip:{written}", "5");

        var preview = await fixture.PreviewAsync(StackFixture.Program());

        Assert.False(preview.Succeeded);
        Failures.AssertError(StackFixture.Text(preview), "IB1002", $"infobip:{written} (in Pulumi.", $"'{meant}'");
    }

    [Fact]
    public async Task All_validation_errors_of_the_settings_are_reported_at_once()
    {
        await using var fixture = await StackFixture.OpenAsync();
        fixture.Config = fixture.Config
            .With("infobip:apiDialect", "elements")
            .With("infobip:baseUrl", "http://api.example.com")
            .With("infobip:maxRetries", "many")
            .With("infobip:requestTimeoutSeconds", "0");

        var text = StackFixture.Text(await fixture.PreviewAsync(StackFixture.Program()));

        Failures.AssertError(text, "IB1003", "apiDialect", "'element'", "baseUrl", "maxRetries", "from 0 to 20", "requestTimeoutSeconds", "from 1 to 600");
    }

    [Theory]
    [InlineData("your_mom")]
    [InlineData("element")]
    public async Task The_environment_serves_for_every_setting_that_has_a_variable(string dialect)
    {
        await using var fixture = await StackFixture.OpenAsync();
        fixture.Config = StackConfig.Empty.With("password", SampleSecrets.Password, secret: true);
        fixture.Environment["INFOBIP_USER_SECRET"] = SampleSecrets.User;
        fixture.Environment["INFOBIP_ORGANIZATION_SECRET"] = SampleSecrets.Organization;
        fixture.Environment["INFOBIP_API_DIALECT"] = dialect;
        fixture.Environment["INFOBIP_BASE_URL"] = fixture.Sandbox.BaseUrl(dialect).ToString();

        await fixture.DeployAsync(StackFixture.Program());

        Assert.Contains($"\"{dialect}\":{{\"key\":\"infobip\"}}", fixture.Requests[^1].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INFOBIP_API_DIALECT", "elements")]
    [InlineData("INFOBIP_BASE_URL", "ftp://x")]
    public async Task An_error_in_the_environment_names_the_variable(string variable, string value)
    {
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { Configured = false, Environment = new Dictionary<string, string?> { [variable] = value } });

        var failure = await Failures.OfAsync(plugin.ConfigureAsync(Wire.Map(("userSecret", "u"), ("organizationSecret", "o"))));

        Failures.AssertError(failure, "IB1004", variable);
    }

    [Fact]
    public async Task Settings_in_the_forms_of_every_language_are_understood()
    {
        foreach (var (dialect, retries) in new (object, object)[] { ("your_mom", 0), ("\"your_mom\"", "0"), ("your_mom", "\"0\""), ("your_mom", 0.0) })
        {
            await using var plugin = await PluginFixture.OpenAsync(new PluginSetup { Settings = [("apiDialect", dialect), ("maxRetries", retries)] });
            Assert.NotEmpty((await plugin.CreateAsync(SampleResource.Inputs())).Id);
        }
    }
}
