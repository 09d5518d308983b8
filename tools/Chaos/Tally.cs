// The counts of a storm.
using System.Collections.Concurrent;

namespace InfoBip.Chaos;

/// <summary>Counts by name, from many threads.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public int this[string what] => _counts.GetValueOrDefault(what);

    public void Add(string what, int count = 1) => _counts.AddOrUpdate(what, count, (_, sum) => sum + count);
}

/// <summary>What a storm left, for one way of managing instances.</summary>
internal sealed record Outcome
{
    public required string Who { get; init; }

    public required Tally Tally { get; init; }

    public required IReadOnlyList<(string Kind, int Count)> Faults { get; init; }

    public required int Requests { get; init; }

    public required int LookUps { get; init; }

    public int Hits => Faults.Sum(fault => fault.Count);

    public double Share => Requests == 0 ? 0 : (double)Hits / Requests;

    /// <summary>Instances too many: more than one has the marker of one create.</summary>
    public required int Duplicates { get; init; }

    /// <summary>Instances that no state holds and no message named.</summary>
    public required int Orphans { get; init; }

    /// <summary>Resources whose token is missing, or not the instance's.</summary>
    public required int LostTokens { get; init; }

    /// <summary>Resources that hold another's instance, or one that was there before.</summary>
    public required int MixedUp { get; init; }

    /// <summary>Resources whose instance is gone although nothing deleted it, or whose state is not the service's.</summary>
    public required int Lost { get; init; }

    /// <summary>Places where a secret was found.</summary>
    public required IReadOnlyList<string> Leaks { get; init; }

    /// <summary>Doubts whose message does not lead to what they left.</summary>
    public required int Silent { get; init; }

    /// <summary>Instances that no state holds, each named by a note of a deployment that followed, or as a duplicate.</summary>
    public required int LeftNamed { get; init; }

    /// <summary>Instances of creates whose session could not record any.</summary>
    public required int LeftUnrecorded { get; init; }

    /// <summary>Instances of creates on which the service acted after their deadline.</summary>
    public required int LeftLate { get; init; }

    /// <summary>What is wrong, one by one.</summary>
    public required IReadOnlyList<string> Details { get; init; }

    public TimeSpan Time { get; init; }

    public double PeakMebibytes { get; init; }

    /// <summary>What must be nothing.</summary>
    public int Wrong => Duplicates + Orphans + LostTokens + MixedUp + Lost + Silent + Leaks.Count;
}
