// The SDK's public surface against the one that Pulumi's generator made of the schema before differences.txt.
namespace Pulumi.InfoBip.Tests.Surface;

public sealed class SurfaceTests
{
    private static readonly string[] Generated = Lines("expected-surface.txt");

    private static readonly string[] Differences = Lines("differences.txt");

    private static IEnumerable<string> Removed => Marked("- ");

    private static IEnumerable<string> Added => Marked("+ ");

    private static IEnumerable<(string Old, string New)> Renamed => Marked("~ ").Select(names => names.Split(" => ")).Select(names => (names[0], names[1]));

    [Fact]
    public void The_surface_is_that_of_the_generator_but_for_the_listed_differences()
    {
        var expected = Generated.Except(Removed)
            .Select(line => Renamed.Aggregate(line, (text, names) => text.Replace(names.Old, names.New, StringComparison.Ordinal)))
            .Concat(Added);
        var sources = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "sources"), "*.cs", SearchOption.AllDirectories);
        var actual = sources.SelectMany(file => SourceSurface.Lines(File.ReadAllText(file)));

        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_listed_difference_is_one()
    {
        Assert.All(Removed, line => Assert.Contains(line, Generated));
        Assert.All(Added, line => Assert.DoesNotContain(line, Generated));
        Assert.All(Renamed, names => Assert.Contains(Generated, line => line.Contains(names.Old, StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_difference_stands_below_a_reason()
    {
        var groups = string.Join('\n', Differences).Split("# ", StringSplitOptions.RemoveEmptyEntries).Select(group => group.Trim().Split('\n')).ToList();

        Assert.StartsWith("# ", Differences[0], StringComparison.Ordinal);
        Assert.All(groups, group => Assert.True(group.Length > 1, $"Nothing stands below '{group[0]}'."));
        Assert.All(groups.SelectMany(group => group.Skip(1)), line => Assert.Matches("^[-+~] ", line));
    }

    private static IEnumerable<string> Marked(string mark) =>
        Differences.Where(line => line.StartsWith(mark, StringComparison.Ordinal)).Select(line => line[mark.Length..]);

    private static string[] Lines(string file) =>
        [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Surface", file)).Where(line => line.Length > 0)];
}
