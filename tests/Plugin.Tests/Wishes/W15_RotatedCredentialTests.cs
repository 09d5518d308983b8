// Wish 15: rotated credentials just work, and values from the environment are never frozen in the state.
using Google.Protobuf.WellKnownTypes;
using InfoBip.EngineSimulator;

namespace InfoBip.Plugin.Tests.Wishes;

public sealed class W15_RotatedCredentialTests
{
    [Fact]
    public async Task W15_CheckConfig_writes_nothing_of_the_environment()
    {
        await using var wired = await Wired.OpenAsync(new Wiring
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

        var check = await wired.CheckConfigAsync(new Struct());

        Assert.Empty(check.Failures);
        Assert.Empty(check.Inputs.Fields);
    }

    [Fact]
    public async Task W15_Secrets_rotated_in_the_environment_serve_refresh_and_destroy()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Config = StackConfig.Empty.With("password", Stage.Password, secret: true);
        stage.Environment["INFOBIP_USER_SECRET"] = Stage.UserSecret;
        stage.Environment["INFOBIP_ORGANIZATION_SECRET"] = Stage.OrganizationSecret;
        stage.Environment["INFOBIP_BASE_URL"] = stage.Sandbox.BaseUrl("your_mom").ToString();
        await stage.DeployAsync(Stage.Program());
        Assert.Empty(new SecretSearch(Stage.UserSecret, Stage.OrganizationSecret).In(StateText(stage.Stack)));

        stage.Sandbox.Options = stage.Sandbox.Options with { UserSecret = "rotated-user", OrganizationSecret = "rotated-organization" };
        Assert.False((await stage.RefreshAsync()).Succeeded);
        stage.Environment["INFOBIP_USER_SECRET"] = "rotated-user";
        stage.Environment["INFOBIP_ORGANIZATION_SECRET"] = "rotated-organization";

        await stage.RefreshQuietlyAsync();
        var destroy = await stage.DestroyAsync();
        Assert.True(destroy.Succeeded, Stage.Text(destroy));
        Assert.Empty(stage.Sandbox.Instances);
    }

    [Fact]
    public async Task W15_A_setting_wins_over_the_environment()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Environment["INFOBIP_USER_SECRET"] = "not this one";
        stage.Environment["INFOBIP_BASE_URL"] = "https://environment.example.com";

        await stage.DeployAsync(Stage.Program());

        Assert.Single(stage.Sandbox.Instances);
    }

    [Fact]
    public async Task W15_A_plain_secret_in_the_arguments_of_an_explicit_provider_is_encrypted_in_the_state()
    {
        await using var stage = await Stage.OpenAsync();

        await stage.DeployAsync(Programs.WithProvider(stage.Sandbox.BaseUrl("your_mom"), Stage.UserSecret, Stage.OrganizationSecret));

        Assert.Single(stage.Sandbox.Instances);
        Assert.Empty(new SecretSearch(Stage.UserSecret, Stage.OrganizationSecret).In(stage.Stack.Export("passphrase")));
    }

    /// <summary>The whole state in clear: what is not in it cannot be in any export.</summary>
    private static string StateText(Stack stack) =>
        string.Join('\n', stack.Resources.Select(resource => $"{resource.Inputs}\n{resource.Outputs}"));
}
