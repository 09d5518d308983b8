// What differs: found without changing anything, and said by the exit code 7.
using Tenants.Tests.Fixtures;
using Tenants.Tests.StandIn;

namespace Tenants.Tests;

public sealed class DriftTests
{
    [Fact]
    public async Task Drift_of_one_tenant_is_found_with_its_property_and_nothing_is_changed()
    {
        using Workplace place = new("ant", "bee") { Scenario = new Scenario { Drifted = ["bee"] } };
        await place.RunAsync("up");
        Assert.Equal(0, (await place.RunAsync("drift", "ant")).ExitCode);

        var ended = await place.RunAsync("drift", "--json");

        Assert.Equal(7, ended.ExitCode);
        Assert.Equal("ok", (string?)ended.End("ant")["result"]);
        Assert.Equal("changes", (string?)ended.End("bee")["result"]);
        Assert.Equal("name", (string?)ended.End("bee")["diff"]![0]);
        Assert.All(place.Operations.Where(call => call.Arguments[0] != "up"), call => Assert.StartsWith("preview --refresh ", call.Line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_weighs_more_than_a_difference()
    {
        using Workplace place = new("ant", "bee") { Scenario = new Scenario { Drifted = ["bee"], Failures = { ["preview ant"] = "IB3005 The service is not available." } } };
        await place.RunAsync("up");

        Assert.Equal(1, (await place.RunAsync("drift")).ExitCode);
    }

    [Fact]
    public async Task A_preview_makes_no_stack_and_its_differences_are_an_error_only_where_none_are_expected()
    {
        using Workplace place = new("ant", "bee");
        await place.RunAsync("up", "bee");

        var preview = await place.RunAsync("preview", "--json");

        Assert.Equal(0, preview.ExitCode);
        Assert.Equal("changes", (string?)preview.End("ant")["result"]);
        Assert.Equal("there is no stack", (string?)preview.End("ant")["error"]);
        Assert.Equal("ok", (string?)preview.End("bee")["result"]);
        Assert.Equal(7, (await place.RunAsync("preview", "--expect-no-changes")).ExitCode);
        Assert.Equal(0, (await place.RunAsync("preview", "bee", "--expect-no-changes")).ExitCode);
        Assert.DoesNotContain(place.Calls, call => call.Line.StartsWith("stack init ant", StringComparison.Ordinal));
    }

    [Fact]
    public async Task List_shows_who_has_a_stack_and_the_stacks_that_are_not_in_the_list()
    {
        using Workplace place = new("ant", "bee");
        await place.RunAsync("up", "bee");
        Directory.CreateDirectory(place.PathOf("stacks"));
        await File.WriteAllTextAsync(place.PathOf("stacks", "left"), "one", TestContext.Current.CancellationToken);

        var ended = await place.RunAsync("list", "--json");

        Assert.Equal(0, ended.ExitCode);
        Assert.Equal(
            ["ant True False", "bee True True", "left False True"],
            ended.Lines.Select(line => $"{(string)line["tenant"]!} {(bool)line["listed"]!} {(bool)line["stack"]!}"));
    }

    [Fact]
    public async Task Destroy_needs_a_yes_deletes_and_removes_the_stack_and_is_done_where_there_is_none()
    {
        using Workplace place = new("ant", "bee");
        await place.RunAsync("up", "ant");
        Assert.Equal(2, (await place.RunAsync("destroy")).ExitCode);
        Assert.Equal(["ant"], place.Deployed);

        var ended = await place.RunAsync("destroy", "--yes", "--json");

        Assert.Equal(0, ended.ExitCode);
        Assert.Empty(place.Deployed);
        Assert.Equal(1, (int?)ended.End("ant")["changes"]!["delete"]);
        Assert.Equal("there is no stack", (string?)ended.End("bee")["error"]);
        Assert.Contains(place.Calls, call => call.Line.StartsWith("stack rm --yes ant", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stack_whose_destroy_failed_is_not_removed()
    {
        using Workplace place = new("ant") { Scenario = new Scenario { Failures = { ["destroy ant"] = "IB3005 The service is not available." } } };
        await place.RunAsync("up");

        Assert.Equal(1, (await place.RunAsync("destroy", "--yes")).ExitCode);
        Assert.DoesNotContain(place.Calls, call => call.Line.StartsWith("stack rm", StringComparison.Ordinal));
    }
}
