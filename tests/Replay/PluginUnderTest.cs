// The plugin as a process, driven call by call.
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Grpc.Net.Client;
using Pulumirpc;

namespace InfoBip.Replay.Tests;

/// <summary>One plugin process and the connection to it.</summary>
internal sealed class PluginUnderTest : IAsyncDisposable
{
    private const int InterruptSignal = 2;

    // What the engine grants before it kills a plugin.
    private static readonly TimeSpan s_endLimit = TimeSpan.FromSeconds(5);

    // No recorded call takes longer; without a limit a plugin that hangs would hang the tests.
    private static readonly TimeSpan s_callLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly GrpcChannel _channel;
    private readonly ResourceProvider.ResourceProviderClient _client;

    private PluginUnderTest(Process process, int port)
    {
        _process = process;
        _channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}", new GrpcChannelOptions
        {
            MaxReceiveMessageSize = null,
            HttpHandler = new SocketsHttpHandler { UseProxy = false },
            DisposeHttpClient = true,
        });
        _client = new ResourceProvider.ResourceProviderClient(_channel);
    }

    /// <summary>Starts the plugin.</summary>
    /// <param name="engineAddress">The engine's address; null for a plugin that engines attach to.</param>
    /// <param name="environment">Variables to set; null removes one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<PluginUnderTest> StartAsync(string? engineAddress, IReadOnlyDictionary<string, string?> environment, CancellationToken cancellationToken)
    {
        string[] command = ReplayFiles.Plugin.EndsWith(".dll", StringComparison.Ordinal) ? ["dotnet", ReplayFiles.Plugin] : [ReplayFiles.Plugin];
        var start = new ProcessStartInfo(command[0], [.. command[1..], .. engineAddress is null ? Array.Empty<string>() : [engineAddress]])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken);
        return new PluginUnderTest(process, int.Parse(line ?? "", CultureInfo.InvariantCulture));
    }

    /// <summary>Sends a request and returns the answer in the form of <see cref="RecordedCall.Answer"/>.</summary>
    public async Task<JsonObject> SendAsync(string method, JsonObject request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_callLimit);
        return await RpcMethod.All[method].SendAsync(_client, request, limit.Token);
    }

    /// <summary>Kills the process: it has no chance to do anything.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Goes away as a killed engine does: the connection and the pipe to the plugin's stdin close, no signal comes.</summary>
    public async Task AbandonAsync()
    {
        _channel.Dispose();
        _process.StandardInput.Close();
        await EndAsync();
    }

    /// <summary>Closes the connection and ends the process as the engine does, with SIGINT.</summary>
    public async Task InterruptAsync()
    {
        _channel.Dispose();
        if (OperatingSystem.IsWindows())
        {
            // Where SIGINT needs a shared console, the engine kills as well.
            _process.Kill();
        }
        else if (!_process.HasExited)
        {
            _ = Kill(_process.Id, InterruptSignal);
        }

        await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task EndAsync()
    {
        using var limit = new CancellationTokenSource(s_endLimit);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException($"The plugin did not end within {s_endLimit.TotalSeconds} s.");
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
