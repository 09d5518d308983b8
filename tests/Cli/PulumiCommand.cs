// The `pulumi` command of this machine: where it is, and one run of it.
using System.Diagnostics;
using System.Text;

namespace InfoBip.Cli.Tests;

/// <summary>The command that PULUMI_CLI names, otherwise the one on the PATH.</summary>
internal static class PulumiCommand
{
    /// <summary>Longer than any run here takes on a loaded machine: a command that hangs fails its test with what it printed.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);

    /// <summary>The executable; null where there is none.</summary>
    public static string? FilePath { get; } = Environment.GetEnvironmentVariable("PULUMI_CLI") is { Length: > 0 } named ? named : OnPath("pulumi");

    /// <summary>Skips the test on a machine without the command.</summary>
    public static void Require() => Need(
        FilePath is not null, "There is no `pulumi` on the PATH and none in PULUMI_CLI. Install the CLI (https://www.pulumi.com/docs/install/), then run this project again.");

    /// <summary>Skips the test on a machine without a program that it needs beside the command.</summary>
    public static void RequireProgram(string name) => Need(OnPath(name) is not null, $"There is no `{name}` on the PATH. Install it, then run this project again.");

    /// <summary>Skips the test on Windows, which has no signals for groups of processes, and whose `bash` may be that of another system.</summary>
    public static void RequireShell() => Assert.SkipUnless(!OperatingSystem.IsWindows(), "This needs the shell and the signals of Linux or macOS. Run it there.");

    /// <summary>A workflow that installs everything sets INFOBIP_CLI_TESTS=required, so that nothing is skipped there unseen.</summary>
    private static void Need(bool isThere, string how)
    {
        if (!isThere && Environment.GetEnvironmentVariable("INFOBIP_CLI_TESTS") == "required")
        {
            Assert.Fail(how);
        }

        Assert.SkipUnless(isThere, how);
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<CommandResult> RunAsync(
        string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string?> environment, Action<string>? line = null)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        ended.CancelAfter(s_longest);
        using var process = Process.Start(StartInfo(program, arguments, folder, environment))!;
        process.StandardInput.Close();
        StringBuilder output = new(), errors = new();
        try
        {
            await Task.WhenAll(ReadAsync(process.StandardOutput, output), ReadAsync(process.StandardError, errors));
            await process.WaitForExitAsync(ended.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} did not end:\n{output}\n{errors}");
        }

        return new CommandResult(process.ExitCode, output.ToString(), errors.ToString());

        async Task ReadAsync(StreamReader reader, StringBuilder text)
        {
            while (await reader.ReadLineAsync(ended.Token) is { } read)
            {
                text.Append(read).Append('\n');
                line?.Invoke(read);
            }
        }
    }

    /// <summary>How a process of the tests is started: its three streams are pipes, and a variable that is null is removed.</summary>
    public static ProcessStartInfo StartInfo(string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string?> environment)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static string? OnPath(string name) =>
        (from folder in (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
         from file in OperatingSystem.IsWindows() ? [$"{name}.exe", $"{name}.cmd"] : (string[])[name]
         select Path.Combine(folder, file)).FirstOrDefault(File.Exists);
}

/// <summary>What a command printed, and how it ended.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    public string Text => $"{Output}\n{Errors}";
}
