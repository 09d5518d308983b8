// A plugin process that can be cancelled or killed, and then is another one.
using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Core;
using InfoBip.EngineSimulator;
using Pulumirpc;

namespace InfoBip.Chaos;

/// <summary>One provider of the storm's engine: it starts its process, restarts it, and keeps what it said.</summary>
internal sealed class PluginHost(string path, EngineHost engine, ConfigureRequest settings, string journals, Func<Task> quiet) : IAsyncDisposable
{
    private readonly Dictionary<string, string?> _environment = new()
    {
        ["INFOBIP_USER_SECRET"] = null,
        ["INFOBIP_ORGANIZATION_SECRET"] = null,
        ["INFOBIP_API_DIALECT"] = null,
        ["INFOBIP_BASE_URL"] = null,
        ["INFOBIP_JOURNAL"] = journals,
    };

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _lock = new();
    private TaskCompletionSource _open = Done();
    private TaskCompletionSource _idle = Done();
    private int _running;
    private PluginProcess? _plugin;

    /// <summary>What the processes printed beside their port.</summary>
    public ConcurrentQueue<string> Printed { get; } = new();

    public double PeakMebibytes { get; private set; }

    /// <summary>How many processes were killed so far: a call that sees another number than at its beginning may have failed by it.</summary>
    public int Kills { get; private set; }

    /// <summary>Which process it is, from 1.</summary>
    public int Generation { get; private set; }

    public async Task StartAsync()
    {
        _plugin = await PluginProcess.StartAsync(new PluginProcessOptions(path) { Environment = _environment }, engine.Address);
        await _plugin.Client.ConfigureAsync(settings);
        Generation++;
    }

    /// <summary>Makes a call of the process that runs now, or only of a certain one: an operation of the engine does not outlive its plugin.</summary>
    public async Task<T> CallAsync<T>(Func<ResourceProvider.ResourceProviderClient, Task<T>> call, int? generation)
    {
        while (true)
        {
            Task open;
            lock (_lock)
            {
                open = _open.Task;
                if (generation is { } wanted && (wanted != Generation || !open.IsCompleted))
                {
                    throw new RpcException(new Status(StatusCode.Cancelled, "The plugin of this operation is gone."));
                }

                if (open.IsCompleted)
                {
                    if (_running++ == 0)
                    {
                        _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    }

                    break;
                }
            }

            await open;
        }

        try
        {
            return await call(_plugin!.Client);
        }
        finally
        {
            lock (_lock)
            {
                if (--_running == 0)
                {
                    _idle.TrySetResult();
                }
            }
        }
    }

    /// <summary>Ends the process in the middle of its work, as Ctrl-C does or as a crash does, and starts another.</summary>
    public async Task InterruptAsync(bool kill)
    {
        await _turn.WaitAsync();
        try
        {
            Measure();
            if (kill)
            {
                // Marked before, so that a call that fails by it finds the mark.
                Kills++;
                Close();
                Process.GetProcessById(_plugin!.ProcessId).Kill();
            }
            else
            {
                await _plugin!.Client.CancelAsync(new Google.Protobuf.WellKnownTypes.Empty());
                Close();
            }

            await Idle();
            await EndAsync();
            await quiet();
            await StartAsync();
        }
        finally
        {
            lock (_lock)
            {
                _open.TrySetResult();
            }

            _turn.Release();
        }
    }

    public async Task EndAsync()
    {
        if (_plugin is { } plugin)
        {
            Measure();
            _plugin = null;
            var closure = await plugin.CloseAsync();
            Printed.Enqueue(closure.Output);
            Printed.Enqueue(closure.ErrorOutput);
            await plugin.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _turn.Dispose();
    }

    private static TaskCompletionSource Done()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        done.SetResult();
        return done;
    }

    private void Close()
    {
        lock (_lock)
        {
            _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private Task Idle()
    {
        lock (_lock)
        {
            return _idle.Task;
        }
    }

    private void Measure()
    {
        if (_plugin!.HasExited)
        {
            return;
        }

        using var process = Process.GetProcessById(_plugin.ProcessId);
        PeakMebibytes = Math.Max(PeakMebibytes, process.PeakWorkingSet64 / 1048576.0);
    }
}
