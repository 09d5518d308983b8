// A clock that jumps over waits as soon as somebody waits, so that no test does.
using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace InfoBip.InstancesApi.Tests.Support;

/// <summary>Skips every wait that is shorter than <see cref="ShortestLimit"/>; longer timers are limits, and stay until a test fires them.</summary>
internal sealed class SkippingTime : FakeTimeProvider
{
    public static readonly TimeSpan ShortestLimit = TimeSpan.FromMinutes(10);

    private readonly ConcurrentQueue<TimeSpan> _waits = new();

    public SkippingTime()
        : base(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>The waits that were skipped, in their order.</summary>
    public IReadOnlyCollection<TimeSpan> Waits => _waits;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime < ShortestLimit)
        {
            _waits.Enqueue(dueTime);
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        }

        return timer;
    }
}
