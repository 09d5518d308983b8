// The page of documentation about the switches.
namespace InfoBip.Sandbox.Tests;

public sealed class PageTests
{
    [Fact]
    public void The_page_has_a_row_for_every_switch_in_the_words_of_the_code()
    {
        var rows = Repository.Read("docs/sandbox.md").Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal));

        Assert.Equal(SandboxBehaviours.All.Select(one => $"| `{one.Name}` | `{one.Default}` | {one.Values} | {one.Meaning} |"), rows);
    }
}
