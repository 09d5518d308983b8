// What is checked before the first tenant: the CLI, the backend, the plugin. What is wrong there has an exit code of its own.
using Tenants.Tests.Fixtures;
using Tenants.Tests.StandIn;

namespace Tenants.Tests;

public sealed class BackendTests
{
    [Fact]
    public async Task Another_backend_in_the_environment_is_refused_before_any_process_is_started()
    {
        using Workplace place = new("ant");
        place.Variables["PULUMI_BACKEND_URL"] = "s3://somebody-elses";

        var ended = await place.RunAsync("up");

        Assert.Equal(5, ended.ExitCode);
        Assert.Contains(place.Backend, ended.Errors, StringComparison.Ordinal);
        Assert.Contains("s3://somebody-elses", ended.Errors, StringComparison.Ordinal);
        Assert.Empty(place.Calls);
    }

    [Fact]
    public async Task A_CLI_that_uses_another_backend_is_refused_before_any_stack_is_touched()
    {
        using Workplace place = new("ant") { Scenario = new Scenario { Url = "file:///elsewhere" } };

        var ended = await place.RunAsync("up");

        Assert.Equal(5, ended.ExitCode);
        Assert.Contains("file:///elsewhere", ended.Errors, StringComparison.Ordinal);
        Assert.All(place.Calls, call => Assert.True(call.Arguments is ["version", ..] or ["whoami", ..], call.Line));
    }

    [Fact]
    public async Task Every_call_names_the_backend_and_nothing_selects_a_stack_from_outside()
    {
        using Workplace place = new("ant");
        place.Variables["PULUMI_STACK"] = "production";

        await place.RunAsync("up");

        Assert.All(place.Calls.Where(call => call.Arguments is not ["version"]), call => Assert.Equal(place.Backend, call.Variables["PULUMI_BACKEND_URL"]));
        Assert.All(place.Calls.Where(call => call.Arguments is not ["version"]), call => Assert.DoesNotContain("PULUMI_STACK", call.Variables.Keys));
    }

    [Fact]
    public async Task With_an_organization_every_stack_is_one_of_that_organization()
    {
        using Workplace place = new("ant");

        await place.RunAsync("up", "--org", "acme");
        await place.RunAsync("destroy", "--org", "acme", "--yes");

        Assert.All(place.Calls.Where(call => call.Stack is not null), call => Assert.Equal("acme/ant", call.Stack));
        Assert.Equal(["up", "destroy"], place.Operations.Select(call => call.Arguments[0]));
    }

    [Theory]
    [InlineData("https://api.pulumi.com", "https://app.pulumi.com/acme", 0)]
    [InlineData("https://api.pulumi.com", "https://app.example.com/acme", 5)]
    [InlineData("https://pulumi.example.com", "https://pulumi.example.com/acme", 0)]
    [InlineData("s3://states?region=eu-west-1", "s3://states?region=eu-west-1", 0)]
    public async Task Backends_are_compared_as_the_CLI_writes_them(string asked, string actual, int exitCode)
    {
        using Workplace place = new("ant") { Scenario = new Scenario { Url = actual } };
        using var process = place.Start(["list", "--backend", asked]);

        Assert.Equal(exitCode, (await process.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task A_backend_must_be_named_and_one_that_keeps_secrets_by_itself_needs_a_passphrase_or_a_key()
    {
        using Workplace place = new("ant");
        using var unnamed = place.Start(["up"]);
        Assert.Equal(2, (await unnamed.EndAsync()).ExitCode);

        place.Variables.Remove("PULUMI_CONFIG_PASSPHRASE");
        Assert.Equal(5, (await place.RunAsync("up")).ExitCode);
        Assert.Equal(5, (await place.RunAsync("up", "--secrets-provider", "passphrase")).ExitCode);
        Assert.Empty(place.Calls);
        Assert.Equal(0, (await place.RunAsync("up", "--secrets-provider", "awskms://alias/states")).ExitCode);
        Assert.Contains(place.Calls, call => call.Line.StartsWith("stack init ant --secrets-provider awskms://alias/states", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_backend_and_every_other_option_can_come_from_the_environment()
    {
        using Workplace place = new("ant", "bee");
        place.Variables["TENANTS_BACKEND"] = place.Backend;
        place.Variables["TENANTS_ONLY"] = "bee";
        place.Variables["TENANTS_JSON"] = "true";
        using var process = place.Start(["up"]);

        var ended = await process.EndAsync();

        Assert.Equal(0, ended.ExitCode);
        Assert.Equal("ok", (string?)ended.End("bee")["result"]);
        Assert.Equal(["bee"], place.Deployed);
    }

    [Fact]
    public async Task Without_a_CLI_or_with_one_that_is_too_old_the_exit_code_is_3()
    {
        using Workplace place = new("ant") { Scenario = new Scenario { Version = "v3.205.0" } };
        Assert.Equal(3, (await place.RunAsync("up")).ExitCode);
        Assert.Equal("version", Assert.Single(place.Calls).Line);

        File.Delete(place.PathOf("bin", "pulumi"));
        var ended = await place.RunAsync("up");
        Assert.Equal(3, ended.ExitCode);
        Assert.Equal("There is no 'pulumi' on the PATH. Install it: https://www.pulumi.com/docs/install/\n", ended.Errors);
    }

    [Fact]
    public async Task A_pulumi_that_would_be_started_past_the_PATH_is_refused()
    {
        using Workplace place = new("ant");
        File.WriteAllText(place.PathOf("pulumi"), "not the one on the PATH");

        Assert.Equal(3, (await place.RunAsync("up")).ExitCode);
        Assert.Empty(place.Calls);
    }

    [Fact]
    public async Task A_plugin_that_cannot_be_installed_has_the_exit_code_4_and_a_missing_login_5()
    {
        using Workplace place = new("ant") { Scenario = new Scenario { FailingCommands = ["plugin install"] } };
        var noPlugin = await place.RunAsync("up");
        Assert.Equal(4, noPlugin.ExitCode);
        Assert.Contains("--plugin-server", noPlugin.Errors, StringComparison.Ordinal);

        place.Scenario = new Scenario { FailingCommands = ["whoami"] };
        Assert.Equal(5, (await place.RunAsync("up")).ExitCode);
        Assert.Empty(place.Operations);
    }
}
