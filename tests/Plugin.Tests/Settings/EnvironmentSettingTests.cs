// Rotated credentials work, and no value from the environment enters the state.
using Google.Protobuf.WellKnownTypes;
using InfoBip.EngineSimulator;

namespace InfoBip.Plugin.Tests.Settings;

public sealed class EnvironmentSettingTests
{
    [Fact]
    public async Task CheckConfig_writes_nothing_of_the_environment()
    {
        await using var plugin = await PluginFixture.OpenAsync(new PluginSetup
        {
            Configured = false,
            Environment = new Dictionary<string, string?>
            {
                ["INFOBIP_USER_SECRET"] = "from-the-environment",
                ["INFOBIP_ORGANIZATION_SECRET"] = "from-the-environment",
                ["INFOBIP_API_DIALECT"] = "element",
                ["INFOBIP_BASE_URL"] = "https://environment.example.com",
            },
        });

        var check = await plugin.CheckConfigAsync(new Struct());

        Assert.Empty(check.Failures);
        Assert.Empty(check.Inputs.Fields);
    }

    [Fact]
    public async Task Secrets_rotated_in_the_environment_serve_refresh_and_destroy()
    {
        await using var fixture = await StackFixture.OpenAsync();
        fixture.Config = StackConfig.Empty.With("password", SampleSecrets.Password, secret: true);
        fixture.Environment["INFOBIP_USER_SECRET"] = SampleSecrets.User;
        fixture.Environment["INFOBIP_ORGANIZATION_SECRET"] = SampleSecrets.Organization;
        fixture.Environment["INFOBIP_BASE_URL"] = fixture.Sandbox.BaseUrl("your_mom").ToString();
        await fixture.DeployAsync(StackFixture.Program());
        Assert.Empty(new SecretSearch(SampleSecrets.User, SampleSecrets.Organization).In(StateText(fixture.Stack)));

        fixture.Sandbox.Options = fixture.Sandbox.Options with { UserSecret = "rotated-user", OrganizationSecret = "rotated-organization" };
        Assert.False((await fixture.RefreshAsync()).Succeeded);
        fixture.Environment["INFOBIP_USER_SECRET"] = "rotated-user";
        fixture.Environment["INFOBIP_ORGANIZATION_SECRET"] = "rotated-organization";

        await fixture.RefreshQuietlyAsync();
        var destroy = await fixture.DestroyAsync();
        Assert.True(destroy.Succeeded, StackFixture.Text(destroy));
        Assert.Empty(fixture.Sandbox.Instances);
    }

    [Fact]
    public async Task A_setting_wins_over_the_environment()
    {
        await using var fixture = await StackFixture.OpenAsync();
        fixture.Environment["INFOBIP_USER_SECRET"] = "not this one";
        fixture.Environment["INFOBIP_BASE_URL"] = "https://environment.example.com";

        await fixture.DeployAsync(StackFixture.Program());

        Assert.Single(fixture.Sandbox.Instances);
    }

    [Fact]
    public async Task A_plain_secret_in_the_arguments_of_an_explicit_provider_is_a_secret_in_the_state()
    {
        await using var fixture = await StackFixture.OpenAsync();

        await fixture.DeployAsync(ProviderPrograms.WithProvider(fixture.Sandbox.BaseUrl("your_mom"), SampleSecrets.User, SampleSecrets.Organization));

        Assert.Single(fixture.Sandbox.Instances);
        Assert.Empty(new SecretSearch(SampleSecrets.User, SampleSecrets.Organization).In(fixture.ExportInClear));
    }

    /// <summary>The whole state in clear: what is not in it cannot be in any export.</summary>
    private static string StateText(Stack stack) =>
        string.Join('\n', stack.Resources.Select(resource => $"{resource.Inputs}\n{resource.Outputs}"));
}
