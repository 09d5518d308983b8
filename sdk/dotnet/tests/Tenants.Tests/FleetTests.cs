// Many tenants in one run: each gets its own result, whatever happens to the others.
using Tenants.Tests.Fixtures;
using Tenants.Tests.StandIn;

namespace Tenants.Tests;

public sealed class FleetTests
{
    [Fact]
    public async Task Two_of_five_fail_and_the_other_three_are_deployed()
    {
        using Workplace place = new("ant", "bee", "cat", "dog", "elk")
        {
            Scenario = new Scenario { Failures = { ["up bee"] = "IB3002 The service refused the sender.", ["up dog"] = "IB3005 The service is not available." } },
        };

        var ended = await place.RunAsync("up", "--json");

        Assert.Equal(1, ended.ExitCode);
        Assert.Equal(["ant", "cat", "elk"], place.Deployed);
        Assert.Equal("failed", (string?)ended.End("bee")["result"]);
        Assert.Equal("IB3002", (string?)ended.End("bee")["code"]);
        Assert.Equal("IB3005 The service is not available.", (string?)ended.End("dog")["error"]);
        Assert.Equal("ok", (string?)ended.End("elk")["result"]);
        Assert.Equal(1, (int?)ended.End("elk")["changes"]!["create"]);
        Assert.Equal((3, 2, 1), ((int)ended.Summary["ok"]!, (int)ended.Summary["failed"]!, (int)ended.Summary["exit"]!));
    }

    [Fact]
    public async Task A_canary_that_fails_keeps_the_others_from_starting()
    {
        using Workplace place = new("ant", "bee", "cat") { Scenario = new Scenario { Failures = { ["up ant"] = "IB3002 The service refused the sender." } } };

        var ended = await place.RunAsync("up", "--canary", "1", "--json");

        Assert.Equal(1, ended.ExitCode);
        Assert.Equal(["ant"], place.Operations.Select(call => call.Stack));
        Assert.Equal(2, (int?)ended.Summary["notStarted"]);
    }

    [Fact]
    public async Task Canaries_that_go_well_let_all_others_start_and_none_runs_twice()
    {
        using Workplace place = new("ant", "bee", "cat", "dog");

        var ended = await place.RunAsync("up", "--canary", "2");

        Assert.Equal(0, ended.ExitCode);
        Assert.Equal(["ant", "bee", "cat", "dog"], place.Operations.Select(call => call.Stack).Order(StringComparer.Ordinal));
        Assert.Equal(["ant", "bee"], place.Operations.Take(2).Select(call => call.Stack).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Only_the_tenants_that_are_named_are_run_and_a_limit_takes_the_first()
    {
        using Workplace place = new("ant", "bee", "cat", "dog");

        Assert.Equal(0, (await place.RunAsync("up", "dog", "bee")).ExitCode);
        Assert.Equal(["bee", "dog"], place.Deployed);
        Assert.Equal(0, (await place.RunAsync("up", "--limit", "1")).ExitCode);
        Assert.Equal(["ant", "bee", "dog"], place.Deployed);
    }

    [Fact]
    public async Task The_plugin_is_installed_once_and_before_the_first_tenant()
    {
        using Workplace place = new("ant", "bee", "cat");

        await place.RunAsync("up", "--plugin-server", "https://example.com/plugins");

        var install = Assert.Single(place.Calls, call => call.Arguments is ["plugin", ..]);
        Assert.StartsWith($"plugin install resource infobip {Workplace.Version} --server https://example.com/plugins", install.Line, StringComparison.Ordinal);
        Assert.DoesNotContain(place.Calls.TakeWhile(call => call.Process != install.Process), call => call.Arguments[0] is "stack" or "up");
    }

    [Fact]
    public async Task A_deployment_that_succeeded_is_a_success_whatever_the_outputs_and_the_history_say()
    {
        using Workplace place = new("ant") { Scenario = new Scenario { FailingCommands = ["stack output", "stack history"] } };

        var ended = await place.RunAsync("up", "--json");

        Assert.True(ended.ExitCode == 0, $"{ended}");
        Assert.Equal(1, (int?)ended.End("ant")["changes"]!["create"]);
    }

    [Fact]
    public async Task A_log_that_cannot_be_written_and_events_that_cannot_be_read_change_no_outcome()
    {
        using Workplace place = new("ant", "bee") { Scenario = new Scenario { OddEvents = true } };
        Directory.CreateDirectory(place.PathOf("tenants-logs"));
        File.CreateSymbolicLink(place.PathOf("tenants-logs", "ant.log"), "/dev/full");

        var ended = await place.RunAsync("up", "--json");

        Assert.True(ended.ExitCode == 0, $"{ended}");
        Assert.Equal(["ant", "bee"], place.Deployed);
        Assert.Contains("The log of ant cannot be written", ended.Errors, StringComparison.Ordinal);
        Assert.Contains("$ pulumi up", place.Log("bee"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operation_that_is_killed_has_an_unknown_outcome_and_the_signal_is_named()
    {
        using Workplace place = new("ant", "bee") { Scenario = new Scenario { Killed = { ["up ant"] = 9 } } };

        var ended = await place.RunAsync("up", "--json");

        Assert.Equal(1, ended.ExitCode);
        Assert.Equal("unknown", (string?)ended.End("ant")["result"]);
        Assert.Contains("ended by signal 9", (string?)ended.End("ant")["error"], StringComparison.Ordinal);
        Assert.Equal("ok", (string?)ended.End("bee")["result"]);
    }

    [Fact]
    public async Task For_people_there_is_a_line_a_tenant_and_the_whole_output_is_in_a_file_a_tenant()
    {
        using Workplace place = new("ant", "bee") { Scenario = new Scenario { Failures = { ["up bee"] = "IB3002 The service refused the sender." } } };

        var ended = await place.RunAsync("up");

        var lines = ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.Contains(lines, line => line.StartsWith("ok         ant ", StringComparison.Ordinal) && line.Contains("create 1", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("failed     bee ", StringComparison.Ordinal) && line.EndsWith("IB3002 The service refused the sender.", StringComparison.Ordinal));
        Assert.Contains("error: update failed", place.Log("bee"), StringComparison.Ordinal);
        Assert.DoesNotContain("bee", place.Log("ant"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_stack_shares_its_folder_with_another_and_nothing_is_built()
    {
        using Workplace place = new("ant", "bee");

        await place.RunAsync("up");

        Assert.Equal(2, place.Operations.Select(call => call.Folder).Distinct().Count());
        Assert.All(place.Operations, call => Assert.False(Directory.Exists(call.Folder), "The work folders are removed at the end."));
        Assert.All(place.Operations, call => Assert.Contains("--client=127.0.0.1:", call.Line, StringComparison.Ordinal));
    }
}
