// How many requests may be under way at once: fewer for a while after the service said "too many".
namespace InfoBip.InstancesApi.Http;

/// <summary>
/// A limit that all calls of a client share. A 429 makes every call wait as long as the refused one has to, and halves the number of
/// requests at a time; each full round of successes raises it by one. Without this, hundreds of resources at once would use up their
/// attempts against each other.
/// </summary>
internal sealed class ConcurrencyLimit(int max, TimeProvider time)
{
    private readonly int _max = max;
    private readonly Lock _lock = new();
    private readonly PriorityQueue<TaskCompletionSource, (int, long)> _waiting = new();
    private int _limit = max;
    private int _underWay;
    private int _successes;
    private long _arrivals;
    private long _pausedFrom;
    private TimeSpan _pause;
    private bool _isResuming;

    private bool IsRoom => _underWay < _limit && PauseLeft() <= TimeSpan.Zero;

    /// <summary>Waits for a place. The caller gives it back by <see cref="Leave"/>.</summary>
    /// <param name="attempts">How often the call was sent before. What was refused most often goes first: it has the fewest attempts left.</param>
    /// <param name="keptPlace">Whether the call has kept its place since it was refused, and gives it back now that it is in line again, so that none overtakes it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task EnterAsync(int attempts, bool keptPlace, CancellationToken cancellationToken)
    {
        TaskCompletionSource place;
        lock (_lock)
        {
            _underWay -= keptPlace ? 1 : 0;
            if (_waiting.Count == 0 && IsRoom && !cancellationToken.IsCancellationRequested)
            {
                _underWay++;
                return;
            }

            place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!cancellationToken.IsCancellationRequested)
            {
                _waiting.Enqueue(place, (-attempts, _arrivals++));
            }

            GiveOut();
        }

        await using (cancellationToken.UnsafeRegister(static (source, token) => ((TaskCompletionSource)source!).TrySetCanceled(token), place))
        {
            await place.Task;
        }
    }

    public void Leave()
    {
        lock (_lock)
        {
            _underWay--;
            GiveOut();
        }
    }

    public void Succeeded()
    {
        lock (_lock)
        {
            if (_limit < _max && ++_successes >= _limit)
            {
                _successes = 0;
                _limit++;
                GiveOut();
            }
        }
    }

    /// <summary>The service said "too many requests", to be asked again after the pause.</summary>
    public void Slow(TimeSpan pause)
    {
        lock (_lock)
        {
            // Requests that were under way together are refused together: that is one reason to slow down, not many.
            if (PauseLeft() <= TimeSpan.Zero)
            {
                _limit = Math.Max(1, _limit / 2);
                _successes = 0;
            }

            if (pause > PauseLeft())
            {
                _pausedFrom = time.GetTimestamp();
                _pause = pause;
            }

            if (!_isResuming)
            {
                _isResuming = true;
                _ = ResumeAsync();
            }
        }
    }

    // In a pause no place is given out: who was refused is in line again when it ends, before those that came later.
    private async Task ResumeAsync()
    {
        while (true)
        {
            TimeSpan left;
            lock (_lock)
            {
                left = PauseLeft();
                if (left <= TimeSpan.Zero)
                {
                    _isResuming = false;
                    GiveOut();
                    return;
                }
            }

            // A delay drops what is less than a millisecond.
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), time);
        }
    }

    // Those who were cancelled while they waited are passed over.
    private void GiveOut()
    {
        while (IsRoom && _waiting.TryDequeue(out var next, out _))
        {
            if (next.TrySetResult())
            {
                _underWay++;
            }
        }
    }

    private TimeSpan PauseLeft()
    {
        lock (_lock)
        {
            return _pause == TimeSpan.Zero ? TimeSpan.Zero : _pause - time.GetElapsedTime(_pausedFrom);
        }
    }
}
