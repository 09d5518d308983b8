// Wish 23: every missing or misspelt setting is named at once, with what to do.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using InfoBip.EngineSimulator;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Wishes;

public sealed class W23_MissingSettingTests
{
    [Fact]
    public async Task W23_No_configuration_names_every_missing_key_its_variable_and_the_command()
    {
        await using var wired = await Wired.OpenAsync(new Wiring { Configured = false });

        var failure = await Failures.OfAsync(wired.ConfigureAsync(new Struct()));

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
    public async Task W23_The_user_sees_both_in_one_failed_up_and_nothing_is_sent()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Config = StackConfig.Empty.With("password", Stage.Password, secret: true);

        var up = await stage.UpAsync(Stage.Program());

        Assert.False(up.Succeeded);
        Assert.Contains("infobip:userSecret", Stage.Text(up), StringComparison.Ordinal);
        Assert.Contains("infobip:organizationSecret", Stage.Text(up), StringComparison.Ordinal);
        Assert.Empty(stage.Calls);
    }

    [Theory]
    [InlineData("userSecrte", "userSecret")]
    [InlineData("usersecret", "userSecret")]
    [InlineData("organisationSecret", "organizationSecret")]
    [InlineData("baseURL", "baseUrl")]
    [InlineData("maxRetry", "maxRetries")]
    public async Task W23_A_misspelt_setting_is_named_with_a_suggestion(string written, string meant)
    {
        await using var stage = await Stage.OpenAsync();
        stage.Config = stage.Config.With($"infobip:{written}", "5");

        var preview = await stage.PreviewAsync(Stage.Program());

        Assert.False(preview.Succeeded);
        Assert.Contains($"the setting '{written}' is not a setting of the infobip provider. Did you mean '{meant}'?", Stage.Text(preview), StringComparison.Ordinal);
    }

    [Fact]
    public async Task W23_All_mistakes_in_the_settings_are_told_at_once()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Config = stage.Config
            .With("infobip:apiDialect", "elements")
            .With("infobip:baseUrl", "http://api.example.com")
            .With("infobip:maxRetries", "many")
            .With("infobip:requestTimeoutSeconds", "0");

        var text = Stage.Text(await stage.PreviewAsync(Stage.Program()));

        foreach (var told in new[] { "Did you mean 'element'?", "is plain http", "from 0 to 20", "from 1 to 600" })
        {
            Assert.Contains(told, text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("your_mom")]
    [InlineData("element")]
    public async Task W23_The_environment_serves_for_every_setting_that_has_a_variable(string dialect)
    {
        await using var stage = await Stage.OpenAsync();
        stage.Config = StackConfig.Empty.With("password", Stage.Password, secret: true);
        stage.Environment["INFOBIP_USER_SECRET"] = Stage.UserSecret;
        stage.Environment["INFOBIP_ORGANIZATION_SECRET"] = Stage.OrganizationSecret;
        stage.Environment["INFOBIP_API_DIALECT"] = dialect;
        stage.Environment["INFOBIP_BASE_URL"] = stage.Sandbox.BaseUrl(dialect).ToString();

        await stage.DeployAsync(Stage.Program());

        Assert.Contains($"\"{dialect}\":{{\"key\":\"infobip\"}}", stage.Sandbox.Requests[^1].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INFOBIP_API_DIALECT", "elements", "the environment variable INFOBIP_API_DIALECT is not one of")]
    [InlineData("INFOBIP_BASE_URL", "ftp://x", "the environment variable INFOBIP_BASE_URL is not an absolute URL")]
    public async Task W23_A_mistake_in_the_environment_names_the_variable(string variable, string value, string told)
    {
        await using var wired = await Wired.OpenAsync(new Wiring { Configured = false, Environment = new Dictionary<string, string?> { [variable] = value } });

        var failure = await Failures.OfAsync(wired.ConfigureAsync(Wire.Map(("userSecret", "u"), ("organizationSecret", "o"))));

        Assert.Contains(told, failure.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task W23_Settings_in_the_forms_of_every_language_are_understood()
    {
        foreach (var (dialect, retries) in new (object, object)[] { ("your_mom", 0), ("\"your_mom\"", "0"), ("your_mom", "\"0\""), ("your_mom", 0.0) })
        {
            await using var wired = await Wired.OpenAsync(new Wiring { Settings = [("apiDialect", dialect), ("maxRetries", retries)] });
            Assert.NotEmpty((await wired.CreateAsync(Wired.Inputs())).Id);
        }
    }
}
