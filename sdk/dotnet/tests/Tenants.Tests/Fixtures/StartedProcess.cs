// A process of a test: what it prints is collected while it runs, and it does not outlive the test.
using System.Diagnostics;
using System.Text;

namespace Tenants.Tests.Fixtures;

internal sealed class StartedProcess : IDisposable
{
    private static readonly string[] Inherited = ["DOTNET_ROOT", "DOTNET_ROOT_X64", "TMPDIR", "HOME", "LANG"];

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly CancellationTokenRegistration _kill;

    private StartedProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(_errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _kill = TestContext.Current.CancellationToken.Register(() => process.Kill(entireProcessTree: true));
    }

    public int Id => _process.Id;

    public StreamWriter Input => _process.StandardInput;

    public string Printed
    {
        get
        {
            lock (_output)
            {
                return $"{_output}{_errors}";
            }
        }
    }

    /// <param name="program">What to start.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Where.</param>
    /// <param name="variables">Its whole environment.</param>
    public static StartedProcess Start(string program, IReadOnlyList<string> arguments, string folder, IReadOnlyDictionary<string, string> variables)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var inherited = Inherited.Where(name => start.Environment.TryGetValue(name, out _)).ToDictionary(name => name, name => start.Environment[name]);
        start.Environment.Clear();
        foreach (var (name, value) in inherited.Concat(variables.Select(variable => KeyValuePair.Create(variable.Key, (string?)variable.Value))))
        {
            start.Environment[name] = value;
        }

        return new StartedProcess(Process.Start(start)!);
    }

    /// <summary>Waits until something is so.</summary>
    public async Task WaitAsync(Func<bool> isSo, string what)
    {
        while (!isSo())
        {
            Assert.False(_process.HasExited, $"The process ended before {what}:\n{Printed}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public async Task<Ended> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        lock (_output)
        {
            return new Ended(_process.ExitCode, $"{_output}", $"{_errors}");
        }
    }

    public void Dispose()
    {
        _kill.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private void Append(StringBuilder to, string? line)
    {
        lock (_output)
        {
            _ = line is null ? to : to.Append(line).Append('\n');
        }
    }
}
