// The published single files, on a machine that has no .NET as far as they can see.
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;
using Tenants.Tests.Fixtures;
using Tenants.Tests.StandIn;

namespace Tenants.Tests;

public sealed class SingleFileTests(SingleFiles files)
{
    [Fact]
    public async Task Tenants_is_one_file_that_deploys_and_destroys_without_NET()
    {
        using Workplace place = new("ant", "bee") { Program = await files.TenantsAsync() };
        WithoutDotnet(place);

        var up = await place.RunAsync("up", "--json");

        Assert.True(up.ExitCode == 0, $"{up}");
        Assert.Equal(["ant", "bee"], place.Deployed);
        Assert.Equal(0, (await place.RunAsync("destroy", "--yes")).ExitCode);
        Assert.Empty(place.Deployed);
        Assert.Empty(new DirectoryInfo(Path.GetDirectoryName(place.Program)!).GetFiles("*.dll"));
    }

    [Fact]
    public async Task The_single_file_loads_nothing_of_an_installed_NET_and_passes_a_signal_on_once()
    {
        using Workplace place = new("ant") { Program = await files.TenantsAsync(), Scenario = new Scenario { Slow = ["ant"] } };
        WithoutDotnet(place);
        using var process = place.Start(["up", "--json", "--backend", place.Backend]);
        await process.WaitAsync(() => File.Exists(place.PathOf("running-ant")), "the tenant ran");

        Assert.DoesNotContain(Installed, await LoadedAsync(process), StringComparison.Ordinal);
        await SignalTests.SendAsync(process.Id, "TERM");

        Assert.Equal(143, (await process.EndAsync()).ExitCode);
        Assert.Equal(["SIGINT"], Assert.Single(place.Operations).Signals);
    }

    [Fact]
    public async Task What_needs_an_installed_NET_is_seen_to_load_it()
    {
        using Workplace place = new("ant") { Scenario = new Scenario { Slow = ["ant"] } };
        using var process = place.Start(["up", "--backend", place.Backend]);
        await process.WaitAsync(() => File.Exists(place.PathOf("running-ant")), "the tenant ran");

        Assert.Contains(Installed, await LoadedAsync(process), StringComparison.Ordinal);
        await SignalTests.SendAsync(process.Id, "TERM");
        await process.EndAsync();
    }

    [Fact]
    public async Task The_example_in_CSharp_is_one_file_that_the_engine_runs_as_a_binary_without_NET()
    {
        var binary = await files.ProgramAsync();
        await using var sandbox = await SandboxServer.StartAsync(
            new SandboxOptions { UserSecret = Workplace.UserSecret, OrganizationSecret = Workplace.OrganizationSecret }, TestContext.Current.CancellationToken);
        Deployment deployment = new(new DeploymentOptions
        {
            Launcher = new PluginProcessOptions(Path.Combine(Workplace.Root, "bin", "pulumi-resource-infobip")).ToLauncher("infobip"),
            Stack = new Stack("dev", "infobip-sms"),
            Program = new ProcessProgram("infobip-sms", binary) { Environment = SingleFiles.NoDotnet.Append(new("PATH", "/nonexistent")).ToDictionary(variable => variable.Key, variable => (string?)variable.Value) },
            Config = StackConfig.Empty.With("infobipPassword", "any", secret: true).With("infobip:userSecret", Workplace.UserSecret, secret: true)
                .With("infobip:organizationSecret", Workplace.OrganizationSecret, secret: true).With("infobip:baseUrl", $"{sandbox.BaseUrl("your_mom")}"),
        });

        var up = await deployment.UpAsync(TestContext.Current.CancellationToken);

        Assert.True(up.Succeeded, string.Join('\n', up.Errors.Select(error => error.Message)));
        Assert.Equal(2, sandbox.Instances.Count);
        Assert.True((await deployment.DestroyAsync(cancellationToken: TestContext.Current.CancellationToken)).Succeeded);
        Assert.Empty(sandbox.Instances);
    }

    /// <summary>The folder of the .NET that runs these tests.</summary>
    private static string Installed { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));

    private static Task<string> LoadedAsync(StartedProcess process) => File.ReadAllTextAsync($"/proc/{process.Id}/maps", TestContext.Current.CancellationToken);

    /// <summary>The stand-in is a .NET program itself, so it alone is shown where .NET is.</summary>
    private static void WithoutDotnet(Workplace place)
    {
        foreach (var (name, value) in SingleFiles.NoDotnet)
        {
            place.Variables[name] = value;
        }

        place.ShowDotnetToTheStandIn(Installed);
        place.Variables["PATH"] = place.PathOf("bin");
        File.CreateSymbolicLink(place.PathOf("bin", "setsid"), "/usr/bin/setsid");
        File.CreateSymbolicLink(place.PathOf("bin", "sh"), "/bin/sh");
    }
}
