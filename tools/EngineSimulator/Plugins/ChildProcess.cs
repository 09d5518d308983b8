// Processes that the engine simulator starts and ends, and what they print.
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

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

        return Process.Start(start)!;
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

/// <summary>What a process prints: its first line where it is asked for, everything else for the record.</summary>
internal sealed class ProcessOutput(StreamReader reader)
{
    private readonly StringBuilder _kept = new();

    public string Kept
    {
        get
        {
            lock (_kept)
            {
                return _kept.ToString();
            }
        }
    }

    /// <summary>Everything up to the first line feed; whether there was one.</summary>
    public async Task<(string Text, bool Ended)> ReadLineAsync(CancellationToken cancellationToken)
    {
        var (line, one) = (new StringBuilder(), new char[1]);
        while (await reader.ReadAsync(one, cancellationToken) == 1 && one[0] != '\n')
        {
            line.Append(one[0]);
        }

        return (line.ToString(), one[0] == '\n');
    }

    /// <summary>Keeps everything until the stream ends.</summary>
    public async Task DrainAsync()
    {
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer) is > 0 and var count)
        {
            lock (_kept)
            {
                _kept.Append(buffer, 0, count);
            }
        }
    }
}
