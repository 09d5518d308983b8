// Signals: whatever shape they come in, each `pulumi` gets exactly one SIGINT, and the run ends in order.
using System.Diagnostics;
using Tenants.Tests.Fixtures;
using Tenants.Tests.StandIn;

namespace Tenants.Tests;

public sealed class SignalTests
{
    [Theory]
    [InlineData("the process alone", "INT", 130)]
    [InlineData("the process alone", "TERM", 143)]
    [InlineData("the process alone", "HUP", 129)]
    [InlineData("the group", "INT", 130)]
    [InlineData("the group", "TERM", 143)]
    public async Task Without_a_terminal_each_pulumi_gets_one_SIGINT_and_no_other_tenant_is_started(string shape, string signal, int exitCode)
    {
        using Workplace place = new("ant", "bee", "cat") { Scenario = new Scenario { Slow = ["ant", "bee", "cat"] } };
        using var process = StartedProcess.Start("setsid", [Workplace.Built, "up", "--json", "--parallel", "2", "--backend", place.Backend], place.Folder, place.Variables);
        await process.WaitAsync(() => Running(place) == 2, "two tenants ran");

        await SendAsync(shape == "the group" ? -process.Id : process.Id, signal);
        var ended = await process.EndAsync();

        Assert.Equal(exitCode, ended.ExitCode);
        Assert.Equal(2, place.Operations.Count);
        Assert.All(place.Operations, call => Assert.Equal(["SIGINT"], call.Signals));
        Assert.All(place.Operations, call => Assert.Equal(call.Process, call.Session));
        Assert.Equal(["cancelled", "cancelled"], place.Operations.Select(call => (string?)ended.End(call.Stack!)["result"]));
        Assert.Equal(1, (int?)ended.Summary["notStarted"]);
        Assert.Equal(exitCode, (int?)ended.Summary["exit"]);
        Assert.DoesNotContain(place.Calls, call => call.Signals.Length > 0 && call.Arguments is not ["up", ..]);
    }

    [Fact]
    public async Task At_a_terminal_the_first_Ctrl_C_lets_finish_what_runs()
    {
        using Workplace place = new("ant", "bee") { Scenario = new Scenario { Slow = ["ant"] } };
        using var terminal = Terminal(place);
        await terminal.WaitAsync(() => Running(place) == 1, "a tenant ran");

        await PressCtrlCAsync(terminal, "No further tenant is started");
        await File.WriteAllTextAsync(place.PathOf("go-ant"), "", TestContext.Current.CancellationToken);
        var ended = await terminal.EndAsync();

        Assert.Equal(130, ended.ExitCode);
        Assert.Empty(Assert.Single(place.Operations).Signals);
        Assert.Equal(["ant"], place.Deployed);
    }

    [Fact]
    public async Task At_a_terminal_the_second_Ctrl_C_sends_the_one_SIGINT_and_the_third_only_says_what_a_further_one_risks()
    {
        using Workplace place = new("ant", "bee") { Scenario = new Scenario { Slow = ["ant"], Stubborn = true } };
        using var terminal = Terminal(place);
        await terminal.WaitAsync(() => Running(place) == 1, "a tenant ran");

        await PressCtrlCAsync(terminal, "No further tenant is started");
        await PressCtrlCAsync(terminal, "What runs is cancelled in order");
        await terminal.WaitAsync(() => Signals(place).Count == 1, "the SIGINT came");
        await PressCtrlCAsync(terminal, "instances that are being created may then be missing in the states");
        Assert.Equal(["SIGINT"], Signals(place));

        await PressCtrlCAsync(terminal, "What runs is ended at once");
        var ended = await terminal.EndAsync();

        Assert.Equal(130, ended.ExitCode);
        Assert.Equal(["SIGINT", "SIGINT"], Signals(place));
    }

    [Fact]
    public async Task A_repeated_SIGTERM_goes_no_further_than_the_first()
    {
        using Workplace place = new("ant") { Scenario = new Scenario { Slow = ["ant"], Stubborn = true } };
        using var process = StartedProcess.Start(Workplace.Built, ["up", "--backend", place.Backend], place.Folder, place.Variables);
        await process.WaitAsync(() => Running(place) == 1, "the tenant ran");

        await SendAsync(process.Id, "TERM");
        await process.WaitAsync(() => Signals(place).Count == 1, "the SIGINT came");
        for (var times = 2; times < 5; times++)
        {
            await SendAsync(process.Id, "TERM");
            await process.WaitAsync(() => process.Printed.Split("What runs is cancelled in order").Length == times + 1, "the signal was seen");
        }

        Assert.Equal(["SIGINT"], Signals(place));
        await SendAsync(place.Operations.Single().Process, "INT");
        Assert.Equal(143, (await process.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task A_tenant_that_takes_too_long_is_cancelled_in_order_and_the_others_go_on()
    {
        using Workplace place = new("ant", "bee") { Scenario = new Scenario { Slow = ["ant"] } };

        var ended = await place.RunAsync("up", "--json", "--timeout", "15s");

        Assert.Equal(1, ended.ExitCode);
        Assert.Equal(["SIGINT"], place.Operations.Single(call => call.Stack == "ant").Signals);
        Assert.Contains("not done after 15s", (string?)ended.End("ant")["error"], StringComparison.Ordinal);
        Assert.Equal("ok", (string?)ended.End("bee")["result"]);
    }

    [Fact]
    public async Task Who_waits_for_a_lock_when_the_signal_comes_is_not_started_again()
    {
        using Workplace place = new("ant") { Scenario = new Scenario { Locks = { ["ant"] = int.MaxValue } } };
        using var process = StartedProcess.Start(Workplace.Built, ["up", "--json", "--backend", place.Backend], place.Folder, place.Variables);
        await process.WaitAsync(() => process.Printed.Contains("\"locked\"", StringComparison.Ordinal), "the lock was met");

        await SendAsync(process.Id, "TERM");
        var ended = await process.EndAsync();

        Assert.Equal(143, ended.ExitCode);
        Assert.NotEqual("ok", (string?)ended.End("ant")["result"]);
    }

    private static int Running(Workplace place) => Directory.GetFiles(place.Folder, "running-*").Length;

    private static IReadOnlyList<string> Signals(Workplace place) => [.. place.Operations.SelectMany(call => call.Signals)];

    /// <summary>`script` gives it a terminal; what is written to its input is typed there.</summary>
    private static StartedProcess Terminal(Workplace place) =>
        StartedProcess.Start("script", ["--quiet", "--return", "--command", $"{Workplace.Built} up --parallel 1 --backend {place.Backend}", "/dev/null"], place.Folder, place.Variables);

    private static async Task PressCtrlCAsync(StartedProcess terminal, string until)
    {
        await terminal.Input.WriteAsync('\u0003');
        await terminal.Input.FlushAsync();
        await terminal.WaitAsync(() => terminal.Printed.Contains(until, StringComparison.Ordinal), $"it said: {until}");
    }

    internal static async Task SendAsync(int process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", "--", $"{process}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }
}
