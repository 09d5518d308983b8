// A plugin as a process of its own, started and ended as the engine does.
using System.Diagnostics;

namespace InfoBip.EngineSimulator;

/// <summary>How a plugin is started.</summary>
/// <param name="Path">An executable, or a .dll that <c>dotnet</c> runs.</param>
public sealed record PluginProcessOptions(string Path)
{
    /// <summary>Arguments before the engine's address, such as <c>--logtostderr</c> and <c>-v=9</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Variables added to this process's own, and before those of the engine; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>How long to wait for the port line. The engine itself waits for ever; a test should not.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A launcher that starts this plugin whenever the given package is asked for.</summary>
    public PluginLauncher ToLauncher(string package) => async (launch, cancellationToken) => launch.Request.Package == package
        ? await StartAsync(launch, cancellationToken)
        : throw new PluginException($"There is no plugin for the package \"{launch.Request.Package}\" here: only \"{package}\" can be run.");

    internal async Task<IPlugin> StartAsync(PluginLaunch launch, CancellationToken cancellationToken)
    {
        var engine = launch.Environment.Select(entry => KeyValuePair.Create(entry.Key, (string?)entry.Value));
        return await PluginProcess.StartAsync(this with { Environment = Environment.Concat(engine).DistinctBy(entry => entry.Key).ToDictionary() }, launch.EngineAddress, cancellationToken);
    }
}

/// <summary>A plugin that runs as a process.</summary>
public sealed class PluginProcess : IPlugin
{
    /// <summary>What the engine grants between SIGINT and SIGKILL.</summary>
    private static readonly TimeSpan s_endLimit = TimeSpan.FromSeconds(5);
    private readonly Process _process;
    private readonly ProcessOutput _output;
    private readonly ProcessOutput _errors;
    private readonly Task _errorsDrained;
    private readonly Lazy<Task<PluginClosure>> _closure;
    private Task _outputDrained = Task.CompletedTask;
    private AttachedPlugin? _connection;

    private PluginProcess(Process process)
    {
        (_process, _output, _errors) = (process, new ProcessOutput(process.StandardOutput), new ProcessOutput(process.StandardError));
        _errorsDrained = _errors.DrainAsync();
        _closure = new Lazy<Task<PluginClosure>>(EndAsync);
    }

    public ResourceProvider.ResourceProviderClient Client => _connection!.Client;
    public ProviderHandshakeResponse Handshake => _connection!.Handshake;
    public int Port { get; private set; }

    /// <summary>Time from the start of the process to its port line.</summary>
    public TimeSpan TimeToPort { get; private set; }
    public int ProcessId => _process.Id;
    public bool HasExited => _process.HasExited;

    /// <summary>Everything on stdout after the port line, so far.</summary>
    public string Output => _output.Kept;
    public string ErrorOutput => _errors.Kept;

    /// <summary>Starts a plugin, reads its port, connects, and makes the engine's first two calls.</summary>
    public static async Task<PluginProcess> StartAsync(PluginProcessOptions options, string engineAddress, CancellationToken cancellationToken = default)
    {
        var began = Stopwatch.GetTimestamp();
        var plugin = new PluginProcess(Launch(options, engineAddress));
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(options.StartLimit);
            plugin.Port = await plugin.ReadPortAsync(limit.Token);
            plugin.TimeToPort = Stopwatch.GetElapsedTime(began);
            plugin._outputDrained = plugin._output.DrainAsync();
            plugin._connection = await AttachedPlugin.OpenAsync(plugin.Port, engineAddress, Path.GetDirectoryName(Path.GetFullPath(options.Path)), cancellationToken);
            return plugin;
        }
        catch (Exception error)
        {
            var closure = await plugin.CloseAsync();
            cancellationToken.ThrowIfCancellationRequested();
            var reason = error is OperationCanceledException ? $"it printed no port within {options.StartLimit.TotalSeconds:0} s." : error.Message;
            throw new PluginException(
                $"The plugin {Path.GetFileName(options.Path)} did not start: {reason} Exit code {closure.ExitCode}."
                + (closure.ErrorOutput.Length > 0 ? $" Its stderr says:\n{closure.ErrorOutput.TrimEnd()}" : ""),
                error);
        }
    }

    public Task<PluginClosure> CloseAsync() => _closure.Value;

    /// <summary>Closes the plugin's input, as happens when its engine is killed.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>Sends SIGINT (on Windows: ends the process).</summary>
    public void SendInterrupt() => ChildProcess.Interrupt(_process);

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _process.Dispose();
    }

    private static Process Launch(PluginProcessOptions options, string engineAddress)
    {
        try
        {
            return ChildProcess.Start(options.Path, [.. options.Arguments, engineAddress], options.Environment);
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or IOException)
        {
            throw new PluginException($"The plugin {options.Path} could not be started: {error.Message}", error);
        }
    }

    private async Task<int> ReadPortAsync(CancellationToken cancellationToken)
    {
        var (text, ended) = await _output.ReadLineAsync(cancellationToken);
        return (ended, text) switch
        {
            (true, _) when int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535 => port,
            (true, _) => throw new PluginException($"The first line on the plugin's stdout should be its port, 1 to 65535, but it is \"{text.Trim()}\"."),
            (_, "") => throw new PluginException("The plugin ended, or closed its stdout, before it printed its port."),
            _ => throw new PluginException($"The plugin printed \"{text.Trim()}\" and ended before it printed its port on a line of its own."),
        };
    }

    private async Task<PluginClosure> EndAsync()
    {
        var acknowledged = _connection is not null && (await _connection.CloseAsync()).CancelAcknowledged;
        SendInterrupt();
        using var limit = new CancellationTokenSource(s_endLimit);
        var killed = false;
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            killed = true;
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        await Task.WhenAll(_outputDrained, _errorsDrained);
        return new PluginClosure(acknowledged, _process.ExitCode, killed, Output, ErrorOutput);
    }
}
