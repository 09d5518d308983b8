// What a plugin remembers of one engine between calls.
using ProviderHost.EngineClient;

namespace ProviderHost.Protocol;

/// <summary>The state of a session: the provider's parts, whether it was cancelled, and where notes go.</summary>
internal sealed class PluginSession(ProviderPackage package, ProviderParts parts, EngineLog log, CallTrace? trace = null) : IDisposable
{
    private readonly CancellationTokenSource _cancelled = new();
    private readonly CancellationTokenSource _ending = new();
    private int _running;
    private int _closed;
    private volatile bool _isDisconnected;

    /// <summary>The package.</summary>
    public ProviderPackage Package { get; } = package;

    /// <summary>The parts of the provider.</summary>
    public ProviderParts Parts { get; } = parts;

    /// <summary>The engine's log.</summary>
    public EngineLog Log { get; } = log;

    /// <summary>Where requests are traced; null where the user did not ask for it.</summary>
    public CallTrace? Trace { get; } = trace;

    /// <summary>Whether it has ended in order.</summary>
    public bool IsClosed => Volatile.Read(ref _closed) != 0;

    /// <summary>Cancelled when the engine says so, for good: a session is one deployment.</summary>
    public CancellationToken Cancelled => _cancelled.Token;

    /// <summary>Cancelled when the process ends: what outlives a cancelled session ends as well.</summary>
    public CancellationToken Ending => _ending.Token;

    /// <summary>A call begins; disposing of what it returns ends it.</summary>
    public Running Begin()
    {
        Interlocked.Increment(ref _running);
        return new Running(this);
    }

    /// <summary>
    /// Ends what runs and refuses what comes. The end of what runs is not awaited: it may be hundreds of calls. Every close of a plugin says this as well: only where
    /// calls run is the session interrupted.
    /// </summary>
    public void Cancel()
    {
        if (Volatile.Read(ref _running) > 0)
        {
            Parts.Configuration.Interrupt();
        }

        _ = _cancelled.CancelAsync();
    }

    /// <summary>The process ends now.</summary>
    public void End()
    {
        Cancel();
        _ = _ending.CancelAsync();
    }

    /// <summary>Its engine is gone. Where that had closed it, the session ends as soon as nothing runs any more.</summary>
    public void Disconnect()
    {
        _isDisconnected = true;
        CloseWhenOver();
    }

    /// <summary>Ends it in order; false where it has ended before.</summary>
    public bool Close()
    {
        var isFirst = Interlocked.Exchange(ref _closed, 1) == 0;
        if (isFirst)
        {
            Parts.Configuration.Close();
        }

        return isFirst;
    }

    private void CloseWhenOver()
    {
        if (_isDisconnected && _cancelled.IsCancellationRequested && Volatile.Read(ref _running) == 0 && Close())
        {
            // The sources of its tokens stay: somebody may be cancelling them right now.
            Parts.Configuration.Dispose();
            Log.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Parts.Configuration.Dispose();
        _cancelled.Dispose();
        _ending.Dispose();
        Log.Dispose();
    }

    /// <summary>A call that runs.</summary>
    internal readonly struct Running(PluginSession session) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose()
        {
            Interlocked.Decrement(ref session._running);
            session.CloseWhenOver();
        }
    }
}
