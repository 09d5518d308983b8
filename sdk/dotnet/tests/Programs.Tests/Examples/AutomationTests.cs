// examples/automation if something that it needs is missing: exit codes for scripts, messages for people.
using System.Diagnostics;
using Programs.Tests.Fixtures;

namespace Programs.Tests.Examples;

public sealed class AutomationTests : IDisposable
{
    private readonly DirectoryInfo _empty = Directory.CreateTempSubdirectory("infobip-automation-test-");

    [Fact]
    public async Task Without_the_CLI_and_leave_to_install_it_the_exit_code_is_3()
    {
        await File.WriteAllTextAsync(Path.Combine(_empty.FullName, "pulumi-resource-infobip"), "", TestContext.Current.CancellationToken);

        var (exitCode, output, errors) = await RunAsync(["--no-install"], ("INFOBIP_PLUGIN_FOLDER", _empty.FullName));

        Assert.Equal(3, exitCode);
        Assert.StartsWith($"Plugin: {_empty.FullName}", output, StringComparison.Ordinal);
        Assert.Equal(
            "There is no 'pulumi' on the path.\nInstall it (https://www.pulumi.com/docs/install/), or leave out --no-install.\n",
            errors.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Without_the_plugin_the_exit_code_is_4()
    {
        var (exitCode, _, errors) = await RunAsync(["--no-install"], ("INFOBIP_PLUGIN_FOLDER", _empty.FullName));

        Assert.Equal(4, exitCode);
        Assert.Contains($"The plugin is not in {_empty.FullName}. Build it with 'make plugin'", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_argument_gives_the_exit_code_2_and_the_usage()
    {
        var (exitCode, _, errors) = await RunAsync(["--instal"]);

        Assert.Equal(2, exitCode);
        Assert.Contains("There is no argument '--instal'.", errors, StringComparison.Ordinal);
        Assert.Contains("Exit codes:", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_an_account_gives_the_exit_code_2_and_names_what_is_missing_and_no_secret()
    {
        var (exitCode, output, errors) = await RunAsync([], ("INFOBIP_USER_SECRET", "canary-secret"), ("INFOBIP_USERNAME", "acme"));

        Assert.Equal(2, exitCode);
        Assert.Contains("INFOBIP_ORGANIZATION_SECRET and INFOBIP_PASSWORD are not set", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", output + errors, StringComparison.Ordinal);
    }

    public void Dispose() => _empty.Delete(recursive: true);

    /// <summary>Runs the example with an empty PATH and none of the provider's variables but those given.</summary>
    private async Task<(int ExitCode, string Output, string Errors)> RunAsync(string[] arguments, params (string Name, string Value)[] variables)
    {
        ProcessStartInfo start = new(StackFixture.Automation, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _empty.FullName };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("INFOBIP_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["PATH"] = _empty.FullName;
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var cancelled = TestContext.Current.CancellationToken;
        await using var kill = cancelled.Register(() => process.Kill(entireProcessTree: true));
        var printed = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancelled), process.StandardError.ReadToEndAsync(cancelled));
        await process.WaitForExitAsync(cancelled);
        return (process.ExitCode, printed[0], printed[1]);
    }
}
