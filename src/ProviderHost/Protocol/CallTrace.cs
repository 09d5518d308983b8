// The requests behind a call, written to the engine's debug log.
using ProviderHost.Resources;

namespace ProviderHost.Protocol;

/// <summary>
/// Writes debug notes beside the resource whose call they come from. A client of a service reports its requests wherever they are sent from, so the
/// resource is remembered along the call's own flow.
/// </summary>
public sealed class CallTrace(IResourceLog log)
{
    private readonly AsyncLocal<Page?> _page = new();

    /// <summary>Runs a call; its notes are in the log before it ends, so that the engine does not close before.</summary>
    /// <param name="urn">The resource that the call is about; empty for the provider as a whole.</param>
    /// <param name="call">The call.</param>
    public async Task<T> AboutAsync<T>(string urn, Func<Task<T>> call)
    {
        var page = _page.Value = new Page(log, urn);
        try
        {
            return await call();
        }
        finally
        {
            await page.WrittenAsync();
        }
    }

    /// <summary>Writes a note.</summary>
    public void Write(string note) => (_page.Value ?? new Page(log, string.Empty)).Write(note);

    /// <summary>The notes of one call, in the order in which they came.</summary>
    private sealed class Page(IResourceLog log, string urn)
    {
        private readonly Lock _gate = new();
        private Task _last = Task.CompletedTask;

        public void Write(string note)
        {
            lock (_gate)
            {
                _last = WriteAfterAsync(_last, note);
            }
        }

        public Task WrittenAsync()
        {
            lock (_gate)
            {
                return _last;
            }
        }

        private async Task WriteAfterAsync(Task last, string note)
        {
            await last;
            await log.WriteAsync(NoteSeverity.Debug, note, urn);
        }
    }
}
