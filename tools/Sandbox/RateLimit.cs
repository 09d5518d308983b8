// How many requests a second are let in.
namespace InfoBip.Sandbox;

/// <summary>Lets requests in at an even rate, after a first burst of one second's worth.</summary>
internal sealed class RateLimit
{
    private readonly Lock _lock = new();
    private TimeProvider? _clock;
    private long _nextSlot;

    /// <summary>Null lets the request in; otherwise how long the client has to wait.</summary>
    public TimeSpan? Refuse(SandboxOptions options)
    {
        if (options.RequestsPerSecond is not { } rate)
        {
            return null;
        }

        lock (_lock)
        {
            // Whole ticks of the clock: a sum of fractions would call a request early that is exactly on time.
            var ticks = (long)Math.Max(1, options.Time.TimestampFrequency / rate);
            var burst = ticks * (long)(Math.Max(1, Math.Ceiling(rate)) - 1);
            var now = options.Time.GetTimestamp();
            var slot = _clock == options.Time ? Math.Max(_nextSlot, now) : now;
            var early = slot - now - burst;
            if (early > 0)
            {
                return TimeSpan.FromSeconds((double)early / options.Time.TimestampFrequency);
            }

            (_clock, _nextSlot) = (options.Time, slot + ticks);
            return null;
        }
    }
}
