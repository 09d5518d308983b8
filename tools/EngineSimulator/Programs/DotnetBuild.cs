// A C# program built as the language host builds it.
using System.ComponentModel;

namespace InfoBip.EngineSimulator;

internal static class DotnetBuild
{
    /// <summary>Builds the project in a folder.</summary>
    /// <returns>The assembly.</returns>
    public static async Task<string> RunAsync(string folder, CancellationToken cancellationToken)
    {
        await DotnetAsync(folder, ["build", "-nologo", "-verbosity:quiet"], cancellationToken);
        return (await DotnetAsync(folder, ["msbuild", "-nologo", "-getProperty:TargetPath"], cancellationToken)).Trim();
    }

    private static async Task<string> DotnetAsync(string folder, string[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            using var process = ChildProcess.Start("dotnet", arguments, folder: folder);
            var (output, errors) = (new ProcessOutput(process.StandardOutput.BaseStream), new ProcessOutput(process.StandardError.BaseStream));
            await using var kill = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
            await Task.WhenAll(output.DrainAsync(), errors.DrainAsync(), process.WaitForExitAsync(CancellationToken.None));
            cancellationToken.ThrowIfCancellationRequested();
            return process.ExitCode == 0 ? output.Kept : throw new ProgramException($"dotnet {arguments[0]} failed in {folder}:\n{(output.Kept + errors.Kept).Trim()}");
        }
        catch (Win32Exception error)
        {
            throw new ProgramException($"'dotnet' is needed to build the program in {folder}, and could not be started: {error.Message}", null, error);
        }
    }
}
