// A plugin process that can be cancelled or killed, and then is another one.
using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Core;
using InfoBip.EngineSimulator;
using Pulumirpc;

namespace InfoBip.Chaos;

/// <summary>How the processes of one stack are started.</summary>
/// <param name="Path">The plugin.</param>
/// <param name="Settings">What the engine configures it with; the id in it names the stack.</param>
/// <param name="Journals">Where creates are recorded.</param>
/// <param name="Unrecorded">The share of sessions that cannot record any.</param>
internal sealed record PluginSetUp(string Path, ConfigureRequest Settings, DirectoryInfo Journals, double Unrecorded);

/// <summary>One provider of the storm's engine: it starts its process, restarts it, and keeps what it said.</summary>
internal sealed class PluginHost(PluginSetUp setUp, EngineHost engine, Random random, Func<Task> quiet) : IAsyncDisposable
{
    private readonly Dictionary<string, string?> _environment = new()
    {
        ["INFOBIP_USER_SECRET"] = null,
        ["INFOBIP_ORGANIZATION_SECRET"] = null,
        ["INFOBIP_API_DIALECT"] = null,
        ["INFOBIP_BASE_URL"] = null,
        ["INFOBIP_JOURNAL"] = setUp.Journals.FullName,
    };

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _lock = new();
    private TaskCompletionSource _open = Done();
    private TaskCompletionSource _idle = Done();
    private int _running;
    private PluginProcess? _plugin;
    private JournalBlock? _block;

    /// <summary>What the processes printed beside their port.</summary>
    public ConcurrentQueue<string> Printed { get; } = new();

    public double PeakMebibytes { get; private set; }

    /// <summary>How many processes ended in the middle of their calls so far: a call that sees another number than at its beginning may have failed by it.</summary>
    public int Breaks { get; private set; }

    /// <summary>Which process it is, from 1.</summary>
    public int Generation { get; private set; }

    /// <summary>Whether this session can record creates.</summary>
    public bool Records => _block is null;

    /// <summary>Starts a session.</summary>
    /// <param name="follows">Whether it only sees what others left: then nothing is in its way.</param>
    public async Task StartAsync(bool follows = false)
    {
        var (blocks, permission) = (random.NextDouble() < setUp.Unrecorded, random.Next(2) == 0);
        if (blocks && !follows)
        {
            var folder = Path.Combine(setUp.Journals.FullName, setUp.Settings.Id);
            _block = JournalBlock.Put(folder, Path.Combine(setUp.Journals.Parent!.FullName, setUp.Settings.Id), permission);
        }

        _plugin = await PluginProcess.StartAsync(new PluginProcessOptions(setUp.Path) { Environment = _environment }, engine.Address);
        await _plugin.Client.ConfigureAsync(setUp.Settings);
        Generation++;
    }

    /// <summary>Makes a call of the process that runs now, or only of a certain one: an operation of the engine does not outlive its plugin.</summary>
    public async Task<T> CallAsync<T>(Func<ResourceProvider.ResourceProviderClient, Task<T>> call, int? generation)
    {
        PluginProcess plugin;
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

                    plugin = _plugin!;
                    break;
                }
            }

            await open;
        }

        try
        {
            return await call(plugin.Client);
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

    /// <summary>Ends the process in the middle of its work, and starts another.</summary>
    /// <param name="how">How.</param>
    /// <param name="gap">What lies between the first and the second signal, where there are two.</param>
    public async Task InterruptAsync(Interruption how, TimeSpan gap)
    {
        await _turn.WaitAsync();
        try
        {
            Measure();
            if (how is Interruption.Cancel or Interruption.CancelTwice)
            {
                await _plugin!.Client.CancelAsync(new Google.Protobuf.WellKnownTypes.Empty());
            }

            if (how == Interruption.CancelTwice)
            {
                await Task.Delay(gap, TimeProvider.System, CancellationToken.None);
            }

            // Marked before, so that a call that fails by it finds the mark.
            Breaks += how == Interruption.Cancel ? 0 : 1;
            Close();
            switch (how)
            {
                case Interruption.Kill: _plugin!.Process.Kill(); break;
                case Interruption.Signal: _plugin!.SendInterrupt(); break;
                case Interruption.CancelTwice: await EndAsync(); break;
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
            _block?.Dispose();
            _block = null;
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
        try
        {
            using var process = Process.GetProcessById(_plugin!.Process.Id);
            PeakMebibytes = Math.Max(PeakMebibytes, process.PeakWorkingSet64 / 1048576.0);
        }
        catch (Exception ended) when (ended is InvalidOperationException or ArgumentException)
        {
            // It ended by itself, or is about to.
        }
    }
}
