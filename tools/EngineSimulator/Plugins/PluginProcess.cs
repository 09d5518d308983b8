// A plugin as a process of its own, from its start to its end.
using System.Diagnostics;
using Pulumirpc;

namespace InfoBip.EngineSimulator;

/// <summary>How a plugin is started.</summary>
/// <param name="Path">An executable, or a .dll that <c>dotnet</c> runs.</param>
public sealed record PluginProcessOptions(string Path)
{
    /// <summary>Arguments before the engine's address, such as <c>--logtostderr</c> and <c>-v=9</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Variables added to this process's own; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The folder to start in; this process's own when null.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>How long to wait for the port line. The engine itself waits for ever; a test should not.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>A launcher that starts this plugin whenever the given package is asked for.</summary>
    /// <param name="package">The only package that the plugin serves.</param>
    public PluginLauncher ToLauncher(string package) => async (launch, cancellationToken) =>
        launch.Request.Package == package
            ? await StartAsync(launch, cancellationToken)
            : throw new PluginException($"There is no plugin for the package \"{launch.Request.Package}\" here: only \"{package}\" can be run.");

    /// <summary>Starts this plugin for an engine.</summary>
    /// <exception cref="PluginException">It does not start.</exception>
    internal async Task<IPlugin> StartAsync(PluginLaunch launch, CancellationToken cancellationToken) =>
        await PluginProcess.StartAsync(this with { Environment = Merge(launch.Environment) }, launch.EngineAddress, cancellationToken);

    private Dictionary<string, string?> Merge(IReadOnlyDictionary<string, string> engine)
    {
        var merged = engine.ToDictionary(entry => entry.Key, entry => (string?)entry.Value, StringComparer.Ordinal);
        foreach (var (name, value) in Environment)
        {
            merged[name] = value;
        }

        return merged;
    }
}

/// <summary>A plugin that runs as a process, started and ended as the engine does.</summary>
public sealed class PluginProcess : IPlugin
{
    /// <summary>What the engine grants between SIGINT and SIGKILL (protocol file, 1.5).</summary>
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly TimeProvider _time;
    private readonly ProcessOutput _output;
    private readonly ProcessOutput _errors;
    private readonly Task _errorsDrained;
    private readonly Lazy<Task<PluginClosure>> _closure;
    private Task _outputDrained = Task.CompletedTask;
    private PluginConnection? _connection;

    private PluginProcess(Process process, TimeProvider time)
    {
        _process = process;
        _time = time;
        _output = new ProcessOutput(process.StandardOutput.BaseStream);
        _errors = new ProcessOutput(process.StandardError.BaseStream);
        _errorsDrained = _errors.DrainAsync();
        _closure = new Lazy<Task<PluginClosure>>(EndAsync);
    }

    /// <inheritdoc/>
    public ResourceProvider.ResourceProviderClient Client => _connection!.Client;

    /// <inheritdoc/>
    public ProviderHandshakeResponse Handshake => _connection!.Handshake;

    /// <inheritdoc/>
    public string Version => _connection!.Version;

    /// <summary>The port that the plugin listens on.</summary>
    public int Port { get; private set; }

    /// <summary>Time from the start of the process to its port line.</summary>
    public TimeSpan TimeToPort { get; private set; }

    /// <summary>The process's id.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Whether the process has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Everything on stdout after the port line, so far.</summary>
    public string Output => _output.Kept;

    /// <summary>Everything on stderr, so far.</summary>
    public string ErrorOutput => _errors.Kept;

    /// <summary>Starts a plugin, reads its port, connects, and makes the engine's first two calls.</summary>
    /// <param name="options">What to start, and how.</param>
    /// <param name="engineAddress">Where the engine's service listens; the last argument of the plugin.</param>
    /// <param name="cancellationToken">Gives up and ends the process.</param>
    /// <exception cref="PluginException">It does not start, prints something else first, or does not shake hands.</exception>
    public static async Task<PluginProcess> StartAsync(
        PluginProcessOptions options, string engineAddress, CancellationToken cancellationToken = default)
    {
        var began = options.Time.GetTimestamp();
        var plugin = new PluginProcess(Launch(options, engineAddress), options.Time);
        try
        {
            using var timer = new CancellationTokenSource(options.StartLimit, options.Time);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
            plugin.Port = await plugin._output.ReadPortAsync(limit.Token);
            plugin.TimeToPort = options.Time.GetElapsedTime(began);
            plugin._outputDrained = plugin._output.DrainAsync();
            var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(options.Path))!;
            plugin._connection = await PluginConnection.OpenAsync(plugin.Port, new ProviderHandshakeRequest
            {
                EngineAddress = engineAddress,
                RootDirectory = folder,
                ProgramDirectory = folder,
                ConfigureWithUrn = true,
                SupportsRefreshBeforeUpdate = true,
                InvokeWithPreview = true,
                AcceptsByteString = true,
            }, options.Time, attach: false, cancellationToken);
            return plugin;
        }
        catch (Exception error)
        {
            var closure = await plugin.CloseAsync();
            cancellationToken.ThrowIfCancellationRequested();
            var reason = error is OperationCanceledException ? $"it printed no port within {options.StartLimit.TotalSeconds:0} s." : error.Message;
            throw new PluginException(
                $"The plugin {System.IO.Path.GetFileName(options.Path)} did not start: {reason} Exit code {closure.ExitCode}."
                + (closure.ErrorOutput.Length > 0 ? $" Its stderr says:\n{closure.ErrorOutput.TrimEnd()}" : ""),
                error);
        }
    }

    /// <inheritdoc/>
    public Task<PluginClosure> CloseAsync() => _closure.Value;

    /// <summary>Closes the plugin's input, as happens when its engine is killed.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>Sends SIGINT (on Windows: ends the process).</summary>
    public void SendInterrupt() => ChildProcess.Interrupt(_process);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _process.Dispose();
    }

    private static Process Launch(PluginProcessOptions options, string engineAddress)
    {
        try
        {
            return ChildProcess.Start(options.Path, [.. options.Arguments, engineAddress], options.Environment, options.WorkingDirectory);
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or IOException)
        {
            throw new PluginException($"The plugin {options.Path} could not be started: {error.Message}", error);
        }
    }

    private async Task<PluginClosure> EndAsync()
    {
        var acknowledged = _connection is not null && await _connection.CancelAsync();
        _connection?.Dispose();
        SendInterrupt();
        var killed = false;
        using (var limit = new CancellationTokenSource(EndLimit, _time))
        {
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                killed = true;
                _process.Kill(entireProcessTree: true);
                await _process.WaitForExitAsync();
            }
        }

        await Task.WhenAll(_outputDrained, _errorsDrained);
        return new PluginClosure(acknowledged, _process.ExitCode, killed, Output, ErrorOutput);
    }
}
