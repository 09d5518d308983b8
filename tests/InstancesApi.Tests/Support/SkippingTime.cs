// A clock that jumps over waits, or that a test moves from one wait to the next, so that no test sleeps.
using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace InfoBip.InstancesApi.Tests.Support;

/// <summary>
/// Skips every wait as soon as it begins. Limits, which are timers of cancellation sources, stay until a test fires them, and so do the waits that are kept.
/// </summary>
/// <param name="keeps">Which waits are kept. By default the first of a create, which ends with its answer.</param>
internal sealed class SkippingTime(Func<TimeSpan, bool>? keeps = null) : FakeTimeProvider(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero))
{
    /// <summary>How long a create waits for its answer before it says so.</summary>
    public static readonly TimeSpan ForAnswer = TimeSpan.FromSeconds(5);

    private readonly Func<TimeSpan, bool> _keeps = keeps ?? (static wait => wait == ForAnswer);
    private readonly ConcurrentQueue<TimeSpan> _skipped = new();
    private readonly Channel<TimeSpan> _kept = Channel.CreateUnbounded<TimeSpan>();
    private readonly Lock _moving = new();
    private long _set;

    /// <summary>The waits that were skipped, in their order.</summary>
    public IReadOnlyCollection<TimeSpan> Waits => _skipped;

    public IEnumerable<double> WaitedSeconds => _skipped.Select(wait => wait.TotalSeconds);

    /// <summary>Sets the clock, as a person, a time server or a sleep that timers do not count does: timers and time stamps go on from where they are.</summary>
    public void SetClock(DateTimeOffset now)
    {
        Interlocked.Add(ref _set, (now - GetUtcNow()).Ticks);
        AdjustTime(now);
    }

    public override long GetTimestamp() => base.GetTimestamp() - Interlocked.Read(ref _set);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (state is not Task || dueTime <= TimeSpan.Zero)
        {
            return timer;
        }

        if (_keeps(dueTime))
        {
            _kept.Writer.TryWrite(dueTime);
        }
        else
        {
            // Taken after the timer was made, which another wait's end may have come before: it is never earlier than the timer's own.
            var end = GetUtcNow() + dueTime;
            _skipped.Enqueue(dueTime);
            ThreadPool.QueueUserWorkItem(_ => MoveTo(end));
        }

        return timer;
    }

    /// <summary>Ends when the next wait that is kept has begun, which must be one of this length.</summary>
    public async Task BeganAsync(double seconds)
    {
        var next = await _kept.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(seconds, next.TotalSeconds);
    }

    /// <summary>Passes the next waits that are kept, one after the other.</summary>
    public async Task PassAsync(params double[] seconds)
    {
        foreach (var wait in seconds)
        {
            await BeganAsync(wait);
            Advance(TimeSpan.FromSeconds(wait));
        }
    }

    /// <summary>Passes every wait that is kept, as it begins, until a call has ended.</summary>
    public async Task PassUntilAsync(Task call)
    {
        var cancel = TestContext.Current.CancellationToken;
        while (!call.IsCompleted)
        {
            var next = _kept.Reader.ReadAsync(cancel).AsTask();
            await Task.WhenAny(call, next).WaitAsync(TimeSpan.FromSeconds(30), cancel);
            if (next.IsCompleted)
            {
                Advance(await next);
            }
        }
    }

    // Waits that began together end together.
    private void MoveTo(DateTimeOffset end)
    {
        lock (_moving)
        {
            if (end - GetUtcNow() is { Ticks: > 0 } left)
            {
                Advance(left);
            }
        }
    }
}
