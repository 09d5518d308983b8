// The requests behind a call, written to the engine's log.
using ProviderHost.Resources;

namespace ProviderHost.Protocol;

/// <summary>
/// Writes notes beside the resource whose call they come from. A client of a service reports its requests wherever they are sent from, so the
/// resource is remembered along the call's own flow.
/// </summary>
/// <param name="log">Where notes go that belong to no call.</param>
/// <param name="severity">How loud they are.</param>
/// <param name="isDetailed">Whether everything is wanted that is known of a request, or one short line.</param>
public sealed class CallTrace(IResourceLog log, NoteSeverity severity, bool isDetailed)
{
    /// <summary>Whether everything is wanted that is known of a request, or one short line.</summary>
    public bool IsDetailed { get; } = isDetailed;

    private readonly AsyncLocal<(IResourceLog Log, string Urn)?> _about = new();

    /// <summary>Runs a call, whose notes go to its own log.</summary>
    /// <param name="urn">The resource that the call is about; empty for the provider as a whole.</param>
    /// <param name="callLog">The call's log.</param>
    /// <param name="call">The call.</param>
    public Task<T> AboutAsync<T>(string urn, IResourceLog callLog, Func<Task<T>> call)
    {
        _about.Value = (callLog, urn);
        return call();
    }

    /// <summary>Writes a note.</summary>
    public void Write(string note)
    {
        var (target, urn) = _about.Value ?? (log, string.Empty);
        _ = target.WriteAsync(severity, note, urn);
    }
}
