// Whole lives of fleets: fifty stacks of the stand-in, and some whose programs it runs against the plugin and a sandbox.
using System.Globalization;
using InfoBip.Sandbox;
using Tenants.Tests.Fixtures;
using Tenants.Tests.StandIn;

namespace Tenants.Tests;

public sealed class ManyTenantsTests
{
    /// <summary>How many tenants are deployed for real. Each costs seconds of processor time here; INFOBIP_FLEET=50 was run by hand.</summary>
    private static int Real { get; } = int.Parse(Environment.GetEnvironmentVariable("INFOBIP_FLEET") ?? "6", CultureInfo.InvariantCulture);

    /// <summary>The published plugin, which is what tenants get: `make plugin` builds it.</summary>
    private static string Plugin { get; } = Path.Combine(Workplace.Root, "bin", "pulumi-resource-infobip");

    [Fact]
    public async Task Fifty_tenants_are_deployed_checked_for_drift_and_destroyed_each_once()
    {
        using Workplace place = new(Names(50)) { Scenario = new Scenario { Drifted = ["tenant-07", "tenant-42"] } };

        Assert.Equal(0, (await place.RunAsync("up", "--parallel", "8", "--canary", "1")).ExitCode);
        Assert.Equal(place.Tenants, place.Deployed);
        Assert.Equal(place.Tenants, place.Operations.Select(call => call.Stack).Order(StringComparer.Ordinal));

        var drift = await place.RunAsync("drift", "--json", "--parallel", "8");
        Assert.Equal(7, drift.ExitCode);
        Assert.Equal(["tenant-07", "tenant-42"], drift.Lines.Where(line => (string?)line["result"] == "changes").Select(line => (string)line["tenant"]!).Order(StringComparer.Ordinal));
        Assert.Equal(place.Tenants, place.Operations.Where(call => call.Arguments[0] == "preview").Select(call => call.Stack).Order(StringComparer.Ordinal));

        Assert.Equal(0, (await place.RunAsync("destroy", "--yes", "--parallel", "8")).ExitCode);
        Assert.Empty(Directory.GetFiles(place.PathOf("stacks")));
        Assert.Equal(place.Tenants, place.Operations.Where(call => call.Arguments[0] == "destroy").Select(call => call.Stack).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task With_the_plugin_and_a_sandbox_each_instance_is_created_and_deleted_once_and_drift_is_what_was_changed_by_hand()
    {
        using Workplace place = new(Names(Real)) { Scenario = new Scenario { Plugin = Plugin } };
        await using var sandbox = await SandboxAsync(place);

        var up = await place.RunAsync("up", "--json");

        Assert.True(up.ExitCode == 0, $"{up}");
        Assert.Equal(place.Tenants.Select(name => $"texts-{name}"), sandbox.Instances.Select(instance => instance.Name).Order(StringComparer.Ordinal));
        Assert.Equal(Real, sandbox.Requests.Count(request => request.Method == "POST"));

        var changed = sandbox.Instances.Where((_, index) => index % 5 == 0).ToList();
        changed.ForEach(instance => sandbox.Edit(instance.Id, edited => edited.Name += "-by-hand"));
        var drift = await place.RunAsync("drift", "--json");

        Assert.True(drift.ExitCode == 7, $"{drift}");
        var found = drift.Lines.Where(line => (string?)line["result"] == "changes").ToList();
        Assert.Equal(changed.Select(instance => instance.Name["texts-".Length..]).Order(StringComparer.Ordinal), found.Select(line => (string)line["tenant"]!).Order(StringComparer.Ordinal));
        Assert.All(found, line => Assert.Equal("name", (string?)line["diff"]![0]));

        var destroy = await place.RunAsync("destroy", "--yes", "--json");

        Assert.True(destroy.ExitCode == 0, $"{destroy}");
        Assert.Empty(sandbox.Instances);
        Assert.Equal((Real, Real), (sandbox.Requests.Count(request => request.Method == "POST"), sandbox.Requests.Count(request => request.Method == "DELETE")));
    }

    [Fact]
    public async Task A_password_reaches_the_service_and_no_state_log_or_line_of_output_shows_it()
    {
        using Workplace place = new("ant") { Scenario = new Scenario { Plugin = Plugin } };
        await using var sandbox = await SandboxAsync(place);

        var ended = await place.RunAsync("up", "--json");

        Assert.True(ended.ExitCode == 0, $"{ended}");
        Assert.Contains(sandbox.Requests, request => request.Body.Contains($"{Workplace.Password}ant", StringComparison.Ordinal));
        var state = await File.ReadAllTextAsync(place.PathOf("stacks", "ant"), TestContext.Current.CancellationToken);
        Assert.Contains("texts-ant", state, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", $"{state}{place.Log("ant")}{ended}", StringComparison.Ordinal);
        Assert.DoesNotContain(sandbox.Instances.Single().Token, $"{state}{place.Log("ant")}{ended}", StringComparison.Ordinal);
    }

    /// <summary>What `make demo-pulumi` does with the real CLI: among other things, SIGINT to the group in a slow create loses nothing.</summary>
    [Fact]
    public async Task The_demo_deploys_finds_drift_is_interrupted_in_a_slow_create_and_leaves_nothing()
    {
        using Workplace place = new() { Scenario = new Scenario { Plugin = Plugin } };
        place.Variables["TENANTS"] = Workplace.Built;
        using var process = StartedProcess.Start("bash", [Path.Combine(Workplace.Root, "eng", "demo-pulumi.sh")], place.Folder, place.Variables);

        var ended = await process.EndAsync();

        Assert.True(ended.ExitCode == 0, $"{ended}");
        Assert.EndsWith("Done; nothing is left.\n", ended.Output, StringComparison.Ordinal);
        Assert.Equal(2, place.Operations.Count(call => call.Signals.Length > 0));
        Assert.All(place.Operations.Where(call => call.Signals.Length > 0), call => Assert.Equal(["SIGINT"], call.Signals));
    }

    private static string[] Names(int count) => [.. Enumerable.Range(1, count).Select(number => $"tenant-{number:00}")];

    private static async Task<SandboxServer> SandboxAsync(Workplace place)
    {
        var sandbox = await SandboxServer.StartAsync(
            new SandboxOptions { UserSecret = Workplace.UserSecret, OrganizationSecret = Workplace.OrganizationSecret }, TestContext.Current.CancellationToken);
        place.Variables["INFOBIP_BASE_URL"] = $"{sandbox.BaseUrl("your_mom")}";
        place.Variables["INFOBIP_JOURNAL"] = place.PathOf("pending");
        return sandbox;
    }
}
