// The command line.
namespace InfoBip.EngineSimulator.Tests;

public sealed class CommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("engine-simulator-tests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("dance")]
    [InlineData("up now")]
    [InlineData("import fake:Thing a")]
    [InlineData("up --config novalue")]
    [InlineData("up --plugin")]
    [InlineData("up --parallel none")]
    [InlineData("up --colour")]
    [InlineData("up --clear-pending-creates")]
    [InlineData("destroy --clear-pending-creates")]
    [InlineData("list")]
    [InlineData("list fake:index:Thing --all --count 3")]
    [InlineData("list fake:index:Thing --query name")]
    [InlineData("plugin install resource fake")]
    [InlineData("plugin remove resource fake 1.2.3 --file x")]
    [InlineData("plugin install resource fake 1.2.3")]
    [InlineData("plugin install resource fake 1.2.3 --file x --server https://plugins.example.com")]
    public async Task Wrong_usage_ends_with_2_and_shows_the_usage(string words)
    {
        var (code, _, errors) = await RunAsync(words.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, code);
        Assert.Contains("Usage:", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_no_failure()
    {
        var (code, output, _) = await RunAsync("--help");

        Assert.Equal(0, code);
        Assert.Contains("Usage:", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_not_there_ends_with_1_and_is_named()
    {
        var (code, _, errors) = await RunAsync("preview", "--program", "nowhere", "--plugin", "none");

        Assert.Equal(1, code);
        Assert.Contains("There is no program at nowhere", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_state_is_not_overwritten()
    {
        var state = Path.Combine(_folder.FullName, "state.json");
        await File.WriteAllTextAsync(state, "broken", TestContext.Current.CancellationToken);

        var (code, _, errors) = await RunAsync("destroy", "--state", state, "--plugin", "none");

        Assert.Equal(1, code);
        Assert.Contains("cannot be read", errors, StringComparison.Ordinal);
        Assert.Equal("broken", await File.ReadAllTextAsync(state, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Outputs_hide_secrets_unless_asked_for()
    {
        var state = Path.Combine(_folder.FullName, "state.json");
        await using (var fixture = new SimulatorFixture())
        {
            await fixture.GivenAsync(SimulatorFixture.OneThing("{}", "outputs: {token: \"${a.token}\"}"));
            await File.WriteAllTextAsync(state, fixture.Stack.Export(""), TestContext.Current.CancellationToken);
        }

        Assert.Contains("token: [secret]", (await RunAsync("outputs", "--state", state)).Output, StringComparison.Ordinal);
        Assert.Contains("token: \"token-of-101\"", (await RunAsync("outputs", "--state", state, "--show-secrets")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("token-of-101", (await RunAsync("export", "--state", state)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refresh_clears_pending_creates_on_request_and_names_them()
    {
        var state = Path.Combine(_folder.FullName, "state.json");
        await using (var fixture = new SimulatorFixture())
        {
            fixture.LeavePending("creating");
            await File.WriteAllTextAsync(state, fixture.Stack.Export(""), TestContext.Current.CancellationToken);
        }

        Assert.DoesNotContain("pending", (await RunAsync("refresh", "--state", state, "--plugin", "none")).Output, StringComparison.Ordinal);
        Assert.Contains("interrupted while creating", (await RunAsync("destroy", "--state", state, "--plugin", "none")).Output, StringComparison.Ordinal);

        var cleared = await RunAsync("refresh", "--clear-pending-creates", "--state", state, "--plugin", "none");

        Assert.Equal(0, cleared.Code);
        Assert.Contains("info: Cleared: 1 pending create", cleared.Output, StringComparison.Ordinal);
        Assert.Contains($"* {SimulatorFixture.UrnOf("a")}, interrupted while creating", cleared.Output, StringComparison.Ordinal);
        Assert.Contains("\"pendingOperations\": []", (await RunAsync("export", "--state", state)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stack_lives_from_preview_to_destroy_with_the_plugin_that_the_project_names()
    {
        await using var home = new PluginHome();
        home.Folder("dist");
        await File.WriteAllTextAsync(
            home.InFolder("Pulumi.yaml"),
            """
            name: demo
            runtime: yaml
            plugins: {providers: [{name: fake, path: ./dist}]}
            config: {tag: {type: string}, pass: {type: string, secret: true}}
            resources: {a: {type: "fake:Thing", properties: {tag: "${tag}", pass: "${pass}"}}}
            outputs: {id: "${a.id}", token: "${a.token}"}
            """,
            TestContext.Current.CancellationToken);
        var state = home.InFolder("state", "dev.json");
        string[] options = ["--program", home.InFolder(), "--state", state, "--config", "tag=x", "--secret", "pass=hidden-value", "--parallel", "2"];

        Assert.Contains("Resources: + 1 to create", (await RunAsync(["preview", .. options])).Output, StringComparison.Ordinal);
        Assert.False(File.Exists(state));

        var up = await RunAsync(["up", .. options]);
        Assert.Contains("+  fake:index:Thing  a  create", up.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-value", up.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-value", await File.ReadAllTextAsync(state, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync(["up", "--expect-no-changes", .. options])).Code);

        var changed = await RunAsync(["up", "--expect-no-changes", .. options, "--config", "tag=y"]);
        Assert.Equal(1, changed.Code);
        Assert.Contains("~ tag: \"x\" => \"y\"", changed.Output, StringComparison.Ordinal);
        Assert.Contains("no changes were expected", changed.Errors, StringComparison.Ordinal);

        Assert.Contains("Listed: 0", (await RunAsync(["list", "fake:index:Thing", "--all", "--query", "name=a", .. options])).Output, StringComparison.Ordinal);
        Assert.Contains("There is no fake:index:Thing with the id '7'", (await RunAsync(["import", "fake:index:Thing", "b", "7", .. options])).Output, StringComparison.Ordinal);

        // The small plugin keeps its things in memory: the next process has none.
        Assert.Contains("a  found gone", (await RunAsync(["refresh", "--verbose", .. options])).Output, StringComparison.Ordinal);
        Assert.Contains("Resources: none", (await RunAsync(["destroy", .. options])).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_plugin_the_places_are_named_where_it_was_looked_for()
    {
        await using var home = new PluginHome();
        await File.WriteAllTextAsync(home.InFolder("Pulumi.yaml"), SimulatorFixture.OneThing("{}"), TestContext.Current.CancellationToken);

        var (code, output, _) = await RunAsync("preview", "--program", home.InFolder(), "--state", home.InFolder("state.json"), "--home", home.Home);

        Assert.Equal(1, code);
        Assert.Contains($"it is not installed in {home.Home}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_is_installed_from_a_file_once_unless_asked_again()
    {
        await using var home = new PluginHome();
        var file = Path.Combine(home.Folder("dist"), "pulumi-resource-fake");
        string[] install = ["plugin", "install", "resource", "fake", "1.2.3", "--file", file, "--home", home.Home];

        Assert.StartsWith("Installed the plugin fake 1.2.3", (await RunAsync(install)).Output, StringComparison.Ordinal);
        Assert.Contains("is installed already", (await RunAsync(install)).Output, StringComparison.Ordinal);
        Assert.StartsWith("Installed", (await RunAsync([.. install, "--reinstall"])).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_is_installed_from_a_server_and_refused_with_another_checksum()
    {
        await using var home = new PluginHome();
        var url = await home.ServeAsync($"/{PluginPlatform.Current.ArchiveOf("fake", "1.2.3")}", PluginHome.Archive(home.Folder("dist")));
        string[] install = ["plugin", "install", "resource", "fake", "1.2.3", "--server", url, "--home", home.Home];

        var (code, _, errors) = await RunAsync([.. install, "--checksum", "00"]);
        Assert.Equal(1, code);
        Assert.Contains("SHA-256", errors, StringComparison.Ordinal);

        Assert.Equal(0, (await RunAsync(install)).Code);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] words)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await new CommandRunner(Consoles.Plain(output), errors).RunAsync(words);
        return (code, output.ToString(), errors.ToString());
    }
}
