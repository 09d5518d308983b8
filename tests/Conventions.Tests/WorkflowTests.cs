// What the workflows of the repository take from elsewhere, and what they may do.
using System.Text.RegularExpressions;

namespace InfoBip.Conventions.Tests;

public sealed partial class WorkflowTests
{
    private static IReadOnlyList<string> Workflows => Repository.Files(".github/workflows", "*.yml");

    [Fact]
    public void Every_action_is_pinned_by_its_commit_and_says_its_version()
    {
        var uses = (from file in Workflows
                    from line in File.ReadLines(Repository.PathOf(file))
                    let found = Uses().Match(line)
                    where found.Success && !found.Groups["what"].Value.StartsWith("./", StringComparison.Ordinal)
                    select (File: file, What: found.Groups["what"].Value)).ToList();

        Assert.NotEmpty(uses);
        Assert.All(uses, use => Assert.Matches(@"^[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", use.What));
    }

    /// <summary>An action in two versions is one that was forgotten in an update.</summary>
    [Fact]
    public void An_action_has_the_same_commit_everywhere() =>
        Assert.All(
            from file in Workflows
            from Match found in Uses().Matches(Repository.Read(file))
            group found.Groups["what"].Value by found.Groups["what"].Value.Split('@')[0],
            versions => Assert.Single(versions.Distinct()));

    [Fact]
    public void A_workflow_may_only_read_unless_a_job_says_otherwise() =>
        Assert.All(Workflows, file => Assert.Contains("\npermissions:\n  contents: read\n", Repository.Read(file), StringComparison.Ordinal));

    /// <summary>What such an expression brings along would be run as a part of the script.</summary>
    [Fact]
    public void No_script_of_a_workflow_holds_text_that_somebody_else_writes() =>
        Assert.All(Workflows, file => Assert.DoesNotMatch(@"\$\{\{\s*(?:github\.(?:event\.|head_ref|ref_name|actor)|inputs\.)(?!name\b)", Repository.Read(file)));

    [Fact]
    public void Nothing_is_published_before_everything_was_tried()
    {
        var jobs = Regex.Split(Repository.Read(".github/workflows/release.yml"), @"(?m)^  (?=[a-z]+:$)").Skip(1).ToDictionary(job => job[..job.IndexOf(':', StringComparison.Ordinal)]);
        var publishing = jobs.Where(job => Regex.IsMatch(job.Value, "environment: release")).Select(job => job.Key).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(["go", "npm", "nuget", "pypi", "release"], publishing);
        Assert.Contains("needs: [check, ci, archive, package, sdks]", jobs["release"], StringComparison.Ordinal);
        Assert.Contains("needs: [check, release]", jobs["install"], StringComparison.Ordinal);
        Assert.All(publishing.Where(job => job != "release"), job => Assert.Contains("needs: [check, install]", jobs[job], StringComparison.Ordinal));
        Assert.All(jobs.Where(job => !publishing.Contains(job.Key)), job => Assert.DoesNotMatch(@":\s*write\b", job.Value));
    }

    [GeneratedRegex(@"^\s*(?:- )?uses: (?<what>.+)$", RegexOptions.Multiline)]
    private static partial Regex Uses();
}
