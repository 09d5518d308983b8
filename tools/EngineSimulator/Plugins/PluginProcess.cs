// A plugin's process, started and ended as the engine does, or one that runs already, as with PULUMI_DEBUG_PROVIDERS; and the connection to it.
using System.Diagnostics;
using Grpc.Net.Client;

namespace InfoBip.EngineSimulator;

/// <param name="Path">An executable, or a .dll that <c>dotnet</c> runs.</param>
public sealed record PluginProcessOptions(string Path)
{
    /// <summary>Arguments before the engine's address, such as <c>--logtostderr</c> and <c>-v=9</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Variables added to this process's own, and before those of the engine; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>A launcher that starts this plugin whenever the given package is asked for.</summary>
    public PluginLauncher ToLauncher(string package) => launch => launch.Request.Package == package
        ? StartAsync(launch)
        : throw new EngineException($"There is no plugin for the package \"{launch.Request.Package}\" here: only \"{package}\" can be run.");

    internal Task<PluginProcess> StartAsync(PluginLaunch launch) =>
        PluginProcess.StartAsync(this with { Environment = Environment.Concat(launch.Environment).DistinctBy(entry => entry.Key).ToDictionary() }, launch.EngineAddress);
}

/// <summary>How a plugin ended.</summary>
/// <param name="CancelAcknowledged">False if Cancel failed: the engine then shows the plugin's output as a bug of the provider.</param>
/// <param name="ExitCode">The process's exit code; null for a plugin that was attached to, not started.</param>
/// <param name="Output">Everything on stdout after the port line.</param>
public sealed record PluginClosure(bool CancelAcknowledged, int? ExitCode, bool Killed, string Output, string ErrorOutput);

/// <summary>A running plugin after Handshake and GetPluginInfo.</summary>
public sealed class PluginProcess : IAsyncDisposable
{
    /// <summary>The engine itself waits for a port for ever; a test should not.</summary>
    private static readonly TimeSpan s_portLimit = TimeSpan.FromSeconds(30);

    /// <summary>What the engine grants for the connection and the Handshake together, for Cancel, and between SIGINT and SIGKILL.</summary>
    private static readonly TimeSpan s_handshakeLimit = TimeSpan.FromSeconds(10), s_cancelLimit = TimeSpan.FromSeconds(30), s_endLimit = TimeSpan.FromSeconds(5);
    private readonly Process? _process;
    private readonly Task<string> _errors;
    private readonly Lazy<Task<PluginClosure>> _closure;
    private Task<string> _output = Task.FromResult("");
    private GrpcChannel? _channel;

    private PluginProcess(Process? process)
    {
        (_process, _errors) = (process, process?.StandardError.ReadToEndAsync(CancellationToken.None) ?? _output);
        _closure = new Lazy<Task<PluginClosure>>(EndAsync);
    }

    /// <summary>A plugin whose calls are answered by something else than a process.</summary>
    internal PluginProcess(CallInvoker calls, ProviderHandshakeResponse handshake)
        : this(process: null) => (Client, Handshake) = (new ResourceProvider.ResourceProviderClient(calls), handshake);

    public ResourceProvider.ResourceProviderClient Client { get; private set; } = null!;

    /// <summary>What the plugin said in the Handshake.</summary>
    public ProviderHandshakeResponse Handshake { get; private set; } = new();
    public int Port { get; private set; }

    /// <summary>Time from the start of the process to its port line.</summary>
    public TimeSpan TimeToPort { get; private set; }

    /// <summary>The process while it is not closed, unless the plugin was attached to.</summary>
    public Process Process => _process!;

    /// <summary>Starts a plugin, reads its port, connects, and makes the engine's first two calls.</summary>
    public static async Task<PluginProcess> StartAsync(PluginProcessOptions options, string engineAddress, CancellationToken cancellationToken = default)
    {
        var began = Stopwatch.GetTimestamp();
        var process = ChildProcess.Start(options.Path, [.. options.Arguments, engineAddress], options.Environment);
        var plugin = new PluginProcess(process);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(s_portLimit);
            var line = await process.StandardOutput.ReadLineAsync(limit.Token) ?? throw new EngineException("it ended, or closed its stdout, before it printed its port.");
            plugin.TimeToPort = Stopwatch.GetElapsedTime(began);
            plugin._output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            plugin.Port = int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535
                ? port
                : throw new EngineException($"the first line on its stdout should be its port, 1 to 65535, but it is \"{line}\".");
            return await plugin.ConnectAsync(engineAddress, Path.GetDirectoryName(Path.GetFullPath(options.Path)), cancellationToken);
        }
        catch (Exception error) when (error is EngineException or OperationCanceledException)
        {
            var closure = await plugin.CloseAsync();
            cancellationToken.ThrowIfCancellationRequested();
            var reason = error is EngineException ? error.Message : $"it printed no port within {s_portLimit.TotalSeconds} s.";
            throw new EngineException($"The plugin {Path.GetFileName(options.Path)} did not start: {reason} Exit code {closure.ExitCode}. Its stderr says:\n{closure.ErrorOutput.TrimEnd()}", error);
        }
    }

    /// <summary>Connects to a plugin that listens; closing it only cancels and disconnects.</summary>
    public static Task<PluginProcess> AttachAsync(int port, string engineAddress, CancellationToken cancellationToken = default) =>
        new PluginProcess(process: null) { Port = port }.ConnectAsync(engineAddress, folder: null, cancellationToken);

    /// <summary>Ends the plugin as the engine does: Cancel, close the connection, SIGINT, five seconds, SIGKILL.</summary>
    /// <returns>How it ended; the same answer when asked again.</returns>
    public Task<PluginClosure> CloseAsync() => _closure.Value;

    public void SendInterrupt() => ChildProcess.Interrupt(_process!);

    public async ValueTask DisposeAsync() => await CloseAsync();

    /// <param name="engineAddress">Where the engine's service listens. The engine has others for mappings, schemas and packages; nothing of ours asks them.</param>
    /// <param name="folder">The plugin's folder; null for a plugin that the engine attaches to.</param>
    private async Task<PluginProcess> ConnectAsync(string engineAddress, string? folder, CancellationToken cancellationToken)
    {
        _channel = GrpcChannel.ForAddress($"http://127.0.0.1:{Port}", new GrpcChannelOptions
        {
            MaxReceiveMessageSize = EngineHost.MessageLimit,
            MaxSendMessageSize = null,
            DisposeHttpClient = true,
            HttpHandler = new SocketsHttpHandler { UseProxy = false },
        });
        Client = new ResourceProvider.ResourceProviderClient(_channel);
        var request = new ProviderHandshakeRequest
        {
            EngineAddress = engineAddress,
            MapperTarget = engineAddress,
            LoaderTarget = engineAddress,
            ResolverTarget = engineAddress,
            ConfigureWithUrn = true,
            SupportsViews = true,
            SupportsRefreshBeforeUpdate = true,
            InvokeWithPreview = true,
            AcceptsByteString = true,
            SendsOldOutputsToCheck = true,
            AcceptsOutputsInInvoke = true,
            AcceptsOutputsInCall = true,
        };
        if (folder is not null)
        {
            (request.RootDirectory, request.ProgramDirectory) = (folder, folder);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_handshakeLimit);
        try
        {
            // Waiting for readiness is how the engine's retries of Unavailable look from outside.
            Handshake = await Client.HandshakeAsync(request, new CallOptions(cancellationToken: limit.Token).WithWaitForReady());
            await (folder is null ? Client.AttachAsync(new PluginAttach { Address = engineAddress }, cancellationToken: limit.Token).ResponseAsync : Task.CompletedTask);
            await Client.GetPluginInfoAsync(new Empty(), cancellationToken: limit.Token);
            return this;
        }
        catch (RpcException error)
        {
            throw new EngineException($"The plugin listens, but its first calls failed: {error.StatusCode}: {error.Status.Detail}", error);
        }
    }

    private async Task<PluginClosure> EndAsync()
    {
        var (acknowledged, killed) = (Client is not null && await CancelAsync(), false);
        _channel?.Dispose();
        if (_process is not null)
        {
            SendInterrupt();
            using var limit = new CancellationTokenSource(s_endLimit);
            await _process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (killed = !_process.HasExited)
            {
                _process.Kill(entireProcessTree: true);
                await _process.WaitForExitAsync(CancellationToken.None);
            }
        }

        var closure = new PluginClosure(acknowledged, _process?.ExitCode, killed, await _output, await _errors);
        _process?.Dispose();
        return closure;
    }

    /// <summary>OK and Unimplemented both acknowledge.</summary>
    private async Task<bool> CancelAsync()
    {
        using var limit = new CancellationTokenSource(s_cancelLimit);
        try
        {
            await Client.CancelAsync(new Empty(), cancellationToken: limit.Token);
            return true;
        }
        catch (RpcException error)
        {
            return error.StatusCode == StatusCode.Unimplemented;
        }
    }
}
