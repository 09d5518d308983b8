// Processes that the engine simulator starts and ends.
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace InfoBip.EngineSimulator;

internal static class ChildProcess
{
    /// <summary>Starts an executable, or an assembly by <c>dotnet</c>; a variable that is null is taken away.</summary>
    public static Process Start(string path, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string?>> environment, string folder = "")
    {
        var isAssembly = path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
        var start = new ProcessStartInfo(isAssembly ? "dotnet" : path, isAssembly ? arguments.Prepend(path) : arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new EngineException($"{path} could not be started: {error.Message}", error);
        }
    }

    /// <summary>Sends SIGINT; on Windows, where that needs a shared console, ends the process.</summary>
    public static void Interrupt(Process process)
    {
        if (OperatingSystem.IsWindows())
        {
            process.Kill(entireProcessTree: true);
        }
        else if (!process.HasExited)
        {
            _ = Kill(process.Id, signal: 2);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
