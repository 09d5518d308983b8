// The notes of one call, in the order in which they came.
using ProviderHost.Resources;

namespace ProviderHost.Protocol;

/// <summary>
/// Writes one note after the other, also where their writers do not wait. They are written before the call is answered: an engine that has its answer closes, and
/// shows nothing more.
/// </summary>
internal sealed class CallLog(IResourceLog log, Func<string, string> redact) : IResourceLog
{
    private readonly Lock _gate = new();
    private Task _last = Task.CompletedTask;

    /// <inheritdoc/>
    public Task WriteAsync(NoteSeverity severity, string message, string urn, bool ephemeral = false)
    {
        lock (_gate)
        {
            return _last = WriteAfterAsync(_last, severity, message, urn, ephemeral);
        }
    }

    /// <summary>Ends when all notes so far are written.</summary>
    public Task WrittenAsync()
    {
        lock (_gate)
        {
            return _last;
        }
    }

    private async Task WriteAfterAsync(Task last, NoteSeverity severity, string message, string urn, bool ephemeral)
    {
        await last;
        await log.WriteAsync(severity, redact(message), urn, ephemeral);
    }
}
