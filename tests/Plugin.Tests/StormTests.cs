// A small storm for every test run; `make chaos` runs the big one.
namespace InfoBip.Plugin.Tests;

public sealed class StormTests
{
    [Theory, InlineData(1), InlineData(2)]
    public async Task In_a_storm_nothing_is_lost_created_twice_or_leaked(int seed)
    {
        var outcome = await Storm.OfPluginAsync(Small(seed), PluginBinary.FilePath);

        Assert.True(outcome.Wrong == 0, $"Seed {seed}: {string.Join('\n', outcome.Details.Concat(outcome.Leaks))}");
        Assert.InRange(outcome.Share, 0.25, 0.5);
        Assert.True(outcome.Tally["adopted"] > 0);
    }

    /// <summary>The same storm makes duplicates and orphans where nothing prevents them.</summary>
    [Theory, InlineData(1), InlineData(2)]
    public async Task In_the_same_storm_a_plain_client_makes_duplicates_and_orphans(int seed)
    {
        var outcome = await Storm.OfPlainClientAsync(Small(seed));

        Assert.True(outcome.Duplicates > 0);
        Assert.True(outcome.Orphans > 0);
    }

    private static StormOptions Small(int seed) => new() { Seed = seed, Operations = 300, Parallel = [32], Interruptions = Enum.GetValues<Interruption>().ToDictionary(how => how, _ => 1) };
}
