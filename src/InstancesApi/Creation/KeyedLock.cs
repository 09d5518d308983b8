// One at a time for each key.
using System.Collections.Concurrent;

namespace InfoBip.InstancesApi.Creation;

/// <summary>Lets those who have the same key in one after another; others do not wait for them.</summary>
internal sealed class KeyedLock
{
    // Kept for good: there are no more keys than a deployment has instances.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _keys = new(StringComparer.Ordinal);

    /// <summary>Waits for the key to be free; disposing of what it returns frees it again.</summary>
    public async ValueTask<IDisposable> EnterAsync(string key, CancellationToken cancellationToken)
    {
        var free = _keys.GetOrAdd(key, static _ => new SemaphoreSlim(1, 1));
        await free.WaitAsync(cancellationToken);
        return new Holder(free);
    }

    private sealed class Holder(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}
