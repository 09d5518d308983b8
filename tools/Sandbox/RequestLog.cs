// The log of requests: bounded, and with a way to wait for one.
namespace InfoBip.Sandbox;

/// <summary>Keeps the last requests and completes waits for one.</summary>
internal sealed class RequestLog(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Queue<RecordedRequest> _requests = new();
    private readonly List<(Func<RecordedRequest, bool> Wanted, TaskCompletionSource<RecordedRequest> Seen)> _waiting = [];

    public IReadOnlyList<RecordedRequest> Snapshot()
    {
        lock (_lock)
        {
            return [.. _requests];
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _requests.Clear();
        }
    }

    public void Add(RecordedRequest request)
    {
        lock (_lock)
        {
            _requests.Enqueue(request);
            if (_requests.Count > capacity)
            {
                _requests.Dequeue();
            }

            Announce(request);
        }
    }

    public void Change(RecordedRequest request, Action<RecordedRequest> change)
    {
        lock (_lock)
        {
            change(request);
            Announce(request);
        }
    }

    public async Task<RecordedRequest> WaitAsync(Func<RecordedRequest, bool> wanted, CancellationToken cancellationToken)
    {
        TaskCompletionSource<RecordedRequest> seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_requests.FirstOrDefault(wanted) is { } already)
            {
                return already;
            }

            _waiting.Add((wanted, seen));
        }

        try
        {
            return await seen.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            lock (_lock)
            {
                _waiting.RemoveAll(one => one.Seen == seen);
            }
        }
    }

    private void Announce(RecordedRequest request)
    {
        foreach (var (wanted, seen) in _waiting)
        {
            if (wanted(request))
            {
                seen.TrySetResult(request);
            }
        }
    }
}
