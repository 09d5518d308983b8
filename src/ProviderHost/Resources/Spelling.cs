// The right name for a misspelt one.
namespace ProviderHost.Resources;

/// <summary>Finds the name that a user may have meant.</summary>
public static class Spelling
{
    /// <summary>The candidate nearest to the name, where one is near enough: a third of its letters may differ, and case never counts.</summary>
    public static string? Nearest(string name, IEnumerable<string> candidates)
    {
        var best = candidates
            .Select(candidate => (Candidate: candidate, Distance: Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .OrderBy(scored => scored.Distance)
            .ThenBy(scored => scored.Candidate, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Candidate is { } found && best.Distance <= Math.Max(1, found.Length / 3) ? found : null;
    }

    /// <summary>A hint to stand behind a message, or nothing.</summary>
    public static string Hint(string name, IEnumerable<string> candidates) =>
        Nearest(name, candidates) is { } nearest ? $" Did you mean '{nearest}'?" : string.Empty;

    /// <summary>How many letters must be added, left out, changed or swapped with their neighbour.</summary>
    private static int Distance(string a, string b)
    {
        // A name that is much longer than all of ours means none of them, and the table below grows with it.
        if (a.Length > 200)
        {
            return int.MaxValue;
        }

        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            table[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            table[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                table[i, j] = Math.Min(Math.Min(table[i - 1, j] + 1, table[i, j - 1] + 1), table[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
                }
            }
        }

        return table[a.Length, b.Length];
    }
}
