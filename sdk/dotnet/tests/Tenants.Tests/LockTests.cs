// A stack on which somebody else works: waited for, skipped, or named as the failure that it is.
using Tenants.Tests.Fixtures;
using Tenants.Tests.StandIn;

namespace Tenants.Tests;

public sealed class LockTests
{
    private const string Holder = "locked by eve@laptop (pid 4711) at 2026-11-26T20:00:00Z";

    [Fact]
    public async Task A_lock_is_waited_for_and_its_holder_named()
    {
        using Workplace place = new("ant") { Scenario = new Scenario { Locks = { ["ant"] = 1 } } };

        var ended = await place.RunAsync("up", "--json");

        Assert.True(ended.ExitCode == 0, $"{ended}");
        Assert.Equal(2, place.Operations.Count);
        Assert.Equal(Holder, (string?)ended.Lines.Single(line => (string?)line["event"] == "locked")["error"]);
    }

    [Theory]
    [InlineData("skip", "10m", "locked", 6)]
    [InlineData("wait", "0s", "locked", 6)]
    [InlineData("fail", "10m", "failed", 1)]
    public async Task A_stack_that_stays_locked_stops_none_of_the_others(string how, string atMost, string result, int exitCode)
    {
        using Workplace place = new("ant", "bee") { Scenario = new Scenario { Locks = { ["ant"] = int.MaxValue } } };

        var ended = await place.RunAsync("up", "--json", "--lock", how, "--lock-timeout", atMost);

        Assert.Equal(exitCode, ended.ExitCode);
        Assert.Equal(result, (string?)ended.End("ant")["result"]);
        Assert.Equal(Holder, (string?)ended.End("ant")["error"]);
        Assert.Equal(["bee"], place.Deployed);
        Assert.DoesNotContain(place.Calls, call => call.Arguments is ["cancel", ..]);
    }

    [Fact]
    public async Task Unlock_cancels_for_the_named_tenants_alone_and_only_with_a_yes()
    {
        using Workplace place = new("ant", "bee");
        await place.RunAsync("up");

        Assert.Equal(2, (await place.RunAsync("unlock", "--yes")).ExitCode);
        Assert.Equal(2, (await place.RunAsync("unlock", "ant")).ExitCode);
        Assert.DoesNotContain(place.Calls, call => call.Arguments is ["cancel", ..]);

        Assert.Equal(0, (await place.RunAsync("unlock", "ant", "--yes")).ExitCode);
        Assert.Equal("ant", Assert.Single(place.Calls, call => call.Arguments is ["cancel", ..]).Stack);
    }
}
