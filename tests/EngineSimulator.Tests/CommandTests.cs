// The command line: a stack's life as a script writes it, and what is refused.
namespace InfoBip.EngineSimulator.Tests;

public sealed class CommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("engine-simulator-tests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("dance", "dance")]
    [InlineData("up --colour", "--colour")]
    [InlineData("up now", "now")]
    [InlineData("new", "new")]
    [InlineData("login", "login")]
    [InlineData("up --parallel 4", "--parallel")]
    [InlineData("import fake:Thing a", "'import'")]
    [InlineData("plugin install resource fake 1.2.3", "plugin")]
    [InlineData("stack rm dev --yes", "rm")]
    [InlineData("do fake:Thing create", "create")]
    public async Task What_it_cannot_do_ends_with_one_line_that_names_it(string words, string named)
    {
        var (code, output, errors) = await RunAsync(words.Split(' '));

        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith("error: ", errors, StringComparison.Ordinal);
        Assert.Contains(named, errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', errors.TrimEnd());
    }

    [Fact]
    public async Task A_stack_is_made_configured_deployed_shown_and_destroyed()
    {
        Write("name: demo\nruntime: yaml\nconfig: {pass: {secret: true}}\noutputs: {pass: \"${pass}\", one: 1, list: [a]}");
        await DoneAsync("stack", "init", "dev");
        await DoneAsync("config", "set", "--secret", "pass", "canary-pass");
        Assert.Equal("canary-pass\n", await DoneAsync("config", "get", "pass"));
        Assert.Contains("+ 1 to create", await DoneAsync("preview"), StringComparison.Ordinal);
        Assert.Contains("pass: [secret]", await DoneAsync("up", "--yes"), StringComparison.Ordinal);
        Assert.Contains("1 unchanged", await DoneAsync("up", "--yes", "--skip-preview", "--expect-no-changes"), StringComparison.Ordinal);
        Assert.Equal("[secret]\n", await DoneAsync("stack", "output", "pass"));
        Assert.Equal("canary-pass\n", await DoneAsync("stack", "output", "pass", "--show-secrets"));
        Assert.Contains("\"one\": 1", await DoneAsync("stack", "output", "--json"), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", await DoneAsync("stack", "export") + File.ReadAllText(Path.Combine(_folder.FullName, "Pulumi.dev.yaml")), StringComparison.Ordinal);
        Assert.Contains("canary", await DoneAsync("stack", "export", "--show-secrets"), StringComparison.Ordinal);
        Assert.Contains("- 1 deleted", await DoneAsync("destroy", "--yes"), StringComparison.Ordinal);
        Assert.Equal("NAME\ndev*\n", await DoneAsync("stack", "ls"));
    }

    [Fact]
    public async Task A_path_makes_structured_configuration()
    {
        Write("name: demo\nruntime: yaml\nconfig: {list: {type: array}}\noutputs: {second: \"${list[1]}\"}");
        await DoneAsync("stack", "init", "dev");
        await DoneAsync("config", "set", "--path", "list[0]", "a");
        await DoneAsync("config", "set", "--path", "list[1]", "b");
        await DoneAsync("config", "set", "--path", "pulumi:autonaming.pattern", "${name}-x");
        await DoneAsync("config", "set", "count", "5", "--type", "int");

        Assert.Contains("second: \"b\"", await DoneAsync("preview"), StringComparison.Ordinal);
        Assert.Equal("""{"pattern":"${name}-x"}""" + "\n", await DoneAsync("config", "get", "pulumi:autonaming"));
        Assert.Contains("demo:count: 5\n", File.ReadAllText(Path.Combine(_folder.FullName, "Pulumi.dev.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_done_for_good_without_yes()
    {
        Write("name: demo\nruntime: yaml");
        await DoneAsync("stack", "init", "dev");

        Assert.Contains("--yes or --skip-preview must be passed", (await RunAsync("up")).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_that_the_real_CLI_encrypted_is_refused_and_stays()
    {
        const string Config = "encryptionsalt: v1:Q1P\nconfig: {\"demo:pass\": {secure: \"v1:jQt\"}}\n";
        Write("name: demo\nruntime: yaml");
        await DoneAsync("stack", "init", "dev");
        File.WriteAllText(Path.Combine(_folder.FullName, "Pulumi.dev.yaml"), Config);

        var (code, _, errors) = await RunAsync("up", "--yes");

        Assert.Equal(1, code);
        Assert.Contains("'encryptionsalt' is not supported", errors, StringComparison.Ordinal);
        Assert.Equal(Config, File.ReadAllText(Path.Combine(_folder.FullName, "Pulumi.dev.yaml")));
    }

    [Fact]
    public void A_plugin_is_found_on_PATH_or_in_the_home()
    {
        string Make(string folder)
        {
            var file = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.FullName, folder)).FullName, "pulumi-resource-fake");
            File.WriteAllText(file, "#!/bin/sh\n");
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            return file;
        }

        string old = Make("plugins/resource-fake-v1.2.3"), newest = Make("plugins/resource-fake-v1.10.0"), onPath = Make("bin");
        var store = new PluginStore(_folder.FullName, "");

        Assert.Equal(newest, store.Find(new PluginRequest("fake")));
        Assert.Equal(old, store.Find(new PluginRequest("fake", "1.2.3")));
        Assert.Equal(onPath, new PluginStore(_folder.FullName, Path.GetDirectoryName(onPath)!).Find(new PluginRequest("fake", "1.2.3")));
        Assert.Contains("downloads none", Assert.Throws<EngineException>(() => store.Find(new PluginRequest("fake", "2.0.0"))).Message, StringComparison.Ordinal);
    }

    private void Write(string project) => File.WriteAllText(Path.Combine(_folder.FullName, "Pulumi.yaml"), project);

    private async Task<string> DoneAsync(params string[] words)
    {
        var (code, output, errors) = await RunAsync(words);
        Assert.True(code == 0, output + errors);
        return output;
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(params string[] words)
    {
        var start = new System.Diagnostics.ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "infobip-engine-simulator.dll"), .. words])
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PULUMI_HOME"] = Path.Combine(_folder.FullName, "home");
        start.Environment["PULUMI_BACKEND_URL"] = $"file://{_folder.FullName}";
        using var process = System.Diagnostics.Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output, await errors);
    }
}
