// How many requests a second are let in.
namespace InfoBip.Sandbox;

/// <summary>Lets requests in at an even rate, after a first burst of one second's worth.</summary>
internal sealed class RateLimit
{
    private readonly Lock _lock = new();
    private double _nextSlot;

    /// <summary>Null lets the request in; otherwise how long the client has to wait.</summary>
    public TimeSpan? Refuse(SandboxOptions options)
    {
        if (options.RequestsPerSecond is not { } rate)
        {
            return null;
        }

        lock (_lock)
        {
            var now = (double)options.Time.GetTimestamp() / options.Time.TimestampFrequency;
            var slot = Math.Max(_nextSlot, now);
            var early = slot - now - ((Math.Max(1, Math.Ceiling(rate)) - 1) / rate);
            // A clock counts in ticks, so a request exactly on time may seem early by less than one of them.
            if (early > 1e-6)
            {
                return TimeSpan.FromSeconds(early);
            }

            _nextSlot = slot + (1 / rate);
            return null;
        }
    }
}
