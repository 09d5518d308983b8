// One at a time for each name.
namespace InfoBip.InstancesApi.Creation;

/// <summary>Lets those who bear the same name in one after another; others do not wait for them.</summary>
internal sealed class KeyedLock
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue> _queues = new(StringComparer.Ordinal);

    /// <summary>Waits for a turn; disposing of it ends it.</summary>
    /// <param name="name">The name; null never waits.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async ValueTask<IDisposable?> EnterAsync(string? name, CancellationToken cancellationToken)
    {
        if (name is null)
        {
            return null;
        }

        Queue queue;
        lock (_gate)
        {
            if (!_queues.TryGetValue(name, out queue!))
            {
                _queues[name] = queue = new Queue();
            }

            queue.Members++;
        }

        try
        {
            await queue.Door.WaitAsync(cancellationToken);
        }
        catch
        {
            Leave(name, queue);
            throw;
        }

        return new Turn(this, name, queue);
    }

    private void Leave(string name, Queue queue)
    {
        lock (_gate)
        {
            if (--queue.Members == 0)
            {
                _queues.Remove(name);
            }
        }
    }

    private sealed class Queue
    {
        public SemaphoreSlim Door { get; } = new(1, 1);

        public int Members { get; set; }
    }

    private sealed class Turn(KeyedLock turns, string name, Queue queue) : IDisposable
    {
        public void Dispose()
        {
            queue.Door.Release();
            turns.Leave(name, queue);
        }
    }
}
