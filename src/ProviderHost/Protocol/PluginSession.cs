// What one plugin process remembers between calls.
using ProviderHost.EngineClient;

namespace ProviderHost.Protocol;

/// <summary>The state of the process: the provider's parts, whether it was cancelled, and where notes go.</summary>
internal sealed class PluginSession(ProviderPackage package, ProviderParts parts, EngineLog log, CallTrace? trace = null) : IDisposable
{
    private readonly CancellationTokenSource _cancelled = new();

    /// <summary>The package.</summary>
    public ProviderPackage Package { get; } = package;

    /// <summary>The parts of the provider.</summary>
    public ProviderParts Parts { get; } = parts;

    /// <summary>The engine's log.</summary>
    public EngineLog Log { get; } = log;

    /// <summary>Where requests are traced; null where the user did not ask for it.</summary>
    public CallTrace? Trace { get; } = trace;

    /// <summary>Cancelled when the engine says so, for good: a plugin serves one deployment.</summary>
    public CancellationToken Cancelled => _cancelled.Token;

    /// <summary>Ends what runs and refuses what comes. The end of what runs is not awaited: it may be hundreds of calls.</summary>
    public void Cancel() => _ = _cancelled.CancelAsync();

    /// <inheritdoc/>
    public void Dispose()
    {
        Parts.Configuration.Dispose();
        _cancelled.Dispose();
        Log.Dispose();
    }
}
