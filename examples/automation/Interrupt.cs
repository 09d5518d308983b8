// What a signal does: nothing new is started, then each `pulumi` gets one SIGINT, and all of them are awaited.
using System.Runtime.InteropServices;

internal sealed class Interrupt : IDisposable
{
    private readonly ConcurrentDictionary<string, Operation> _operations = new();
    private readonly CancellationTokenSource _starting = new();
    private readonly Lock _lock = new();
    private readonly Options _options;
    private readonly IDisposable[] _owned;
    private int _stage; // 1: nothing new is started, 2: what runs is cancelled in order, 3: the risk is said, 4: what runs is ended
    private DateTime _said;

    public Interrupt(Options options)
    {
        _options = options;
        var signals = new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, On));
        _owned = [.. signals, new Timer(_ => Report.Try(Look), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(100))];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Starting => _starting.Token;

    /// <summary>128 and the number of the first signal.</summary>
    public int? ExitCode { get; private set; }

    public string? CancelledWhy(string tenant) => _operations.GetValueOrDefault(tenant)?.CancelledWhy;

    public Operation Watch(string tenant, string pidFile)
    {
        lock (_lock) { return _stage >= 2 ? throw new OperationCanceledException() : _operations[tenant] = new Operation(pidFile, DateTime.UtcNow.AddSeconds(_options.Number("timeout"))); }
    }

    public void Dispose() => Array.ForEach(_owned, owned => owned.Dispose());

    /// <summary>
    /// At a terminal there is time: the first Ctrl-C lets finish what runs. Without one (CI kills seconds after its SIGINT), and after SIGTERM or
    /// a closed terminal, what runs is cancelled at once. Only a repeated Ctrl-C goes further.
    /// </summary>
    private void On(PosixSignalContext context)
    {
        context.Cancel = true;
        lock (_lock)
        {
            ExitCode ??= context.Signal switch { PosixSignal.SIGINT => 130, PosixSignal.SIGTERM => 143, _ => 129 };
            _stage = context.Signal == PosixSignal.SIGINT ? Math.Min(4, Math.Max(_stage + 1, Console.IsInputRedirected ? 2 : 1)) : Math.Max(_stage, 2);
            Say(_stage switch
            {
                1 => "No further tenant is started, and what runs is finished; Ctrl-C again cancels it in order.",
                2 => "What runs is cancelled in order: it finishes what it has begun.",
                3 => "One more Ctrl-C ends pulumi at once: instances that are being created may then be missing in the states, and locks may stay. "
                    + "The next 'tenants up' finds such instances if it has this machine's folder of pending creates (docs/pending-creates.md).",
                _ => "What runs is ended at once.",
            });
        }

        _starting.Cancel();
    }

    private void Say(string what)
    {
        _said = DateTime.UtcNow;
        var running = _operations.Where(operation => !operation.Value.Ended).Select(operation => operation.Key).Order(StringComparer.Ordinal);
        Report.Note($"{what} Running: {string.Join(", ", running.DefaultIfEmpty("nothing"))}.");
    }

    private void Look()
    {
        lock (_lock)
        {
            foreach (var operation in _operations.Values.Where(operation => !operation.Ended))
            {
                var late = DateTime.UtcNow > operation.Deadline;
                if (operation.Sent >= (_stage == 4 ? 2 : _stage >= 2 || late ? 1 : 0) || operation.Pid is not { } pid) { continue; }

                (operation.Sent, operation.CancelledWhy) = (operation.Sent + 1, operation.CancelledWhy ?? (late ? $"cancelled, not done after {_options["timeout"]}" : "cancelled"));
                _ = kill(pid, 2);
            }

            if (_stage > 0 && DateTime.UtcNow > _said.AddSeconds(_options.Number("grace"))) { Say("Still waiting."); }
        }
    }

    [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);
}

/// <summary>A `pulumi` at work on a stack. Its id is null until the script has written it.</summary>
internal sealed record Operation(string PidFile, DateTime Deadline) : IDisposable
{
    public int? Pid => File.Exists(PidFile) && int.TryParse(File.ReadAllText(PidFile), out var pid) ? pid : null;
    public int Sent { get; set; }
    public string? CancelledWhy { get; set; }
    public bool Ended { get; private set; }

    public void Dispose() => Ended = true;
}
