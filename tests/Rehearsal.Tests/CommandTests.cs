// The command line.
namespace InfoBip.Rehearsal.Tests;

public sealed class CommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rehearsal-tests-");

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
        await using (var bench = new Bench())
        {
            await bench.GivenAsync(Bench.OneThing("{}", "outputs: {token: \"${a.token}\"}"));
            await File.WriteAllTextAsync(state, bench.Stack.Export(""), TestContext.Current.CancellationToken);
        }

        Assert.Contains("token: [secret]", (await RunAsync("outputs", "--state", state)).Output, StringComparison.Ordinal);
        Assert.Contains("token: \"token-of-101\"", (await RunAsync("outputs", "--state", state, "--show-secrets")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("token-of-101", (await RunAsync("export", "--state", state)).Output, StringComparison.Ordinal);
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
