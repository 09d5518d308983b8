// Processes that the engine simulator starts and ends.
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace InfoBip.EngineSimulator;

/// <summary>Starts executables and assemblies with redirected streams, and interrupts them.</summary>
internal static class ChildProcess
{
    private const int InterruptSignal = 2;

    /// <summary>Starts a program; a .dll is run by <c>dotnet</c>.</summary>
    /// <param name="path">The executable or assembly.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables to set; null removes one.</param>
    /// <param name="folder">Where to start; this process's folder when null.</param>
    public static Process Start(
        string path, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? folder = null)
    {
        var isAssembly = path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
        var start = new ProcessStartInfo(isAssembly ? "dotnet" : path)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            WorkingDirectory = folder ?? "",
        };
        foreach (var argument in isAssembly ? arguments.Prepend(path) : arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            if (value is null)
            {
                start.Environment.Remove(name);
            }
            else
            {
                start.Environment[name] = value;
            }
        }

        return Process.Start(start)!;
    }

    /// <summary>Sends SIGINT; on Windows, where that needs a shared console, ends the process.</summary>
    public static void Interrupt(Process process)
    {
        if (process.HasExited)
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            process.Kill(entireProcessTree: true);
        }
        else
        {
            _ = Kill(process.Id, InterruptSignal);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
