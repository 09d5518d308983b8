// Where a tenant's secrets are to be found: in the environment of its own `pulumi`, and nowhere else.
using Tenants.Tests.Fixtures;
using Tenants.Tests.StandIn;

namespace Tenants.Tests;

public sealed class SecretTests
{
    [Fact]
    public async Task No_secret_is_in_an_argument_a_log_a_line_of_output_or_a_file()
    {
        using Workplace place = new("ant", "bee") { Scenario = new Scenario { Failures = { ["up bee"] = $"IB3002 refused: {Workplace.Password}bee" } } };

        var ended = await place.RunAsync("up", "--json");
        await place.RunAsync("destroy", "--yes");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("[secret]", (string?)ended.End("bee")["error"], StringComparison.Ordinal);
        Assert.DoesNotContain("canary", $"{ended}", StringComparison.Ordinal);
        Assert.All(place.Calls, call => Assert.DoesNotContain("canary", call.Line, StringComparison.Ordinal));
        Assert.DoesNotContain("canary", place.Log("ant") + place.Log("bee"), StringComparison.Ordinal);
        Assert.All(place.Calls, call => Assert.False(call.Arguments is ["config", ..], call.Line));
    }

    [Fact]
    public async Task The_plugin_gets_the_account_by_the_environment_and_no_process_gets_another_tenants_password()
    {
        using Workplace place = new("ant", "bee");
        place.Variables["TENANT_BEE_USER_SECRET"] = "canary-of-bee-alone";

        await place.RunAsync("up");

        Assert.All(place.Operations, call => Assert.Equal(call.Stack == "bee" ? "canary-of-bee-alone" : Workplace.UserSecret, call.Variables["INFOBIP_USER_SECRET"]));
        Assert.All(place.Operations, call => Assert.Equal(Workplace.OrganizationSecret, call.Variables["INFOBIP_ORGANIZATION_SECRET"]));
        Assert.All(place.Calls, call => Assert.DoesNotContain(call.Variables.Values, value => value.StartsWith(Workplace.Password, StringComparison.Ordinal)));
        Assert.All(place.Calls.Where(call => call.Stack != "bee"), call => Assert.DoesNotContain("canary-of-bee-alone", call.Variables.Values));
    }

    [Fact]
    public async Task A_missing_secret_is_named_by_its_variable_before_anything_starts()
    {
        using Workplace place = new("ant", "new-tenant");
        place.Variables.Remove("TENANT_NEW_TENANT_PASSWORD");

        var ended = await place.RunAsync("up");

        Assert.Equal(2, ended.ExitCode);
        Assert.Equal("A secret is missing: TENANT_NEW_TENANT_PASSWORD.\n", ended.Errors);
        Assert.Empty(place.Calls);
    }

    [Fact]
    public async Task A_command_gives_the_secrets_of_one_tenant_after_the_other_and_its_failure_is_that_tenants()
    {
        using Workplace place = new("ant", "bee");
        const string Command = """exec:if [ $TENANT = bee ]; then echo canary-on-stderr >&2; exit 3; fi; printf '{"password":"canary-of-%s","userSecret":"canary-own"}' $TENANT""";

        var ended = await place.RunAsync("up", "--json", "--secrets", Command);

        Assert.Equal(1, ended.ExitCode);
        Assert.Equal(["ant"], place.Deployed);
        Assert.Equal("the command of --secrets ended with 3", (string?)ended.End("bee")["error"]);
        Assert.Equal("canary-own", Assert.Single(place.Operations).Variables["INFOBIP_USER_SECRET"]);
        Assert.DoesNotContain("canary", $"{ended}{place.Log("ant")}", StringComparison.Ordinal);
    }
}
