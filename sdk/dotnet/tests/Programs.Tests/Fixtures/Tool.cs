// Commands of the .NET SDK and the shell.
using System.Diagnostics;

namespace Programs.Tests.Fixtures;

internal static class Tool
{
    /// <summary>Runs a program in a folder and gives what it printed; its exit code must be the expected one.</summary>
    public static async Task<string> RunAsync(string folder, string program, IReadOnlyList<string> arguments, int exitCode = 0)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };

        // No build server may outlive the test: it would hold these pipes open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var cancelled = TestContext.Current.CancellationToken;
        await using var kill = cancelled.Register(() => process.Kill(entireProcessTree: true));
        var printed = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancelled), process.StandardError.ReadToEndAsync(cancelled));
        await process.WaitForExitAsync(cancelled);
        var text = string.Concat(printed);
        Assert.True(process.ExitCode == exitCode, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{text}");
        return text;
    }
}
