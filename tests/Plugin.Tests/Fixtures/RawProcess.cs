// The plugin as a bare process: its bytes on stdout and stderr, its signals, its end.
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace InfoBip.Plugin.Tests;

/// <summary>A plugin process without an engine's conveniences between it and the test.</summary>
internal sealed class RawProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<byte[]> _errors;

    private RawProcess(Process process)
    {
        _process = process;
        _errors = ReadAsync(process.StandardError.BaseStream);
    }

    public int ExitCode => _process.ExitCode;

    public static RawProcess Start(IEnumerable<string> arguments, params IEnumerable<(string Name, string Value)> environment) =>
        Start([.. Command, .. arguments], environment);

    /// <summary>Starts a script in the plugin's place, which finds the plugin's command line in its arguments.</summary>
    public static RawProcess StartScript(string script, params IEnumerable<string> arguments) =>
        Start(["bash", "-c", script, "bash", .. Command, .. arguments], []);

    private static string[] Command => PluginBinary.FilePath.EndsWith(".dll", StringComparison.Ordinal) ? ["dotnet", PluginBinary.FilePath] : [PluginBinary.FilePath];

    private static RawProcess Start(string[] command, IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new RawProcess(Process.Start(start)!);
    }

    /// <summary>The first bytes on stdout, up to and with the line feed; fewer where it ends before.</summary>
    public async Task<byte[]> FirstLineAsync()
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await _process.StandardOutput.BaseStream.ReadAsync(one, TestContext.Current.CancellationToken) == 1)
        {
            line.Add(one[0]);
            if (one[0] == (byte)'\n')
            {
                break;
            }
        }

        return [.. line];
    }

    /// <summary>What is left on stdout until the process ends.</summary>
    public Task<byte[]> RestAsync() => ReadAsync(_process.StandardOutput.BaseStream);

    public async Task<string> ErrorsAsync() => Encoding.UTF8.GetString(await _errors);

    /// <summary>Closes the pipe to the process's stdin.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>Ends the process, and none of those that it started, without a chance to do anything.</summary>
    public void Kill() => _process.Kill();

    public void Signal(PosixSignal signal) => Assert.Equal(0, Kill(_process.Id, signal == PosixSignal.SIGINT ? 2 : 15));

    /// <summary>Waits for the end and returns how long it took.</summary>
    public async Task<TimeSpan> EndAsync()
    {
        var began = Stopwatch.GetTimestamp();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return Stopwatch.GetElapsedTime(began);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static async Task<byte[]> ReadAsync(Stream stream)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        return bytes.ToArray();
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
