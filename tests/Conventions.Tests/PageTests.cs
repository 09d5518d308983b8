// What people read: short, without dead links, and with commands that are run.
using System.Text.RegularExpressions;
using InfoBip.Conventions.Tests.Support;

namespace InfoBip.Conventions.Tests;

public sealed partial class PageTests
{
    private static readonly string[] Languages = ["typescript", "python", "csharp", "go", "java", "yaml"];

    private static readonly string[] RegistryPages = ["docs/_index.md", "docs/installation-configuration.md"];

    private static readonly string[] OfTheEngine = ["the stack is currently locked", "interrupted while creating"];

    private static readonly string Blob = $"{System.Text.Json.JsonDocument.Parse(Repository.Read("schema.json")).RootElement.GetProperty("homepage").GetString()}/";

    public static TheoryData<string> Files() => [.. Page.All.Select(page => page.File)];

    [Fact]
    public void The_README_has_at_most_700_words() =>
        Assert.InRange(Repository.Read("README.md").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length, 1, 700);

    [Fact]
    public void The_first_Pulumi_command_of_the_README_is_within_40_lines() =>
        Assert.InRange(Array.FindIndex(Repository.Read("README.md").Split('\n'), line => line.StartsWith("pulumi ", StringComparison.Ordinal)) + 1, 1, 40);

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_link_leads_somewhere(string file)
    {
        Page page = new(file);
        foreach (var link in page.Links.Where(link => !IsElsewhere(link)))
        {
            var (target, anchor) = Inside(link).Split('#', 2) switch { [var to, var place] => (to, place), var whole => (whole[0], null) };
            var path = target.Length == 0 ? file
                : link.StartsWith("https://", StringComparison.Ordinal) ? target
                : Path.GetRelativePath(Repository.Root, Path.GetFullPath(target, Path.GetDirectoryName(Repository.PathOf(file))!)).Replace('\\', '/');
            Assert.True(Path.Exists(Repository.PathOf(path)), $"{file} links to {link}, and there is no {path}");
            if (anchor is not null)
            {
                Assert.Contains(anchor, new Page(path).Anchors);
            }
        }
    }

    /// <summary>Tables that begin with what a reader sees.</summary>
    [Theory]
    [InlineData("README.md", "## Troubleshooting\n", "\n## ")]
    [InlineData("docs/how-to/on-call.md", "# On call\n", "\n## ")]
    public void A_message_that_a_page_explains_is_one_of_the_errors_or_of_the_engine(string file, string from, string to)
    {
        var text = Repository.Read(file).Split(from)[1].Split(to)[0];
        var messages = FirstCell().Matches(text).Select(row => row.Groups["message"].Value).ToList();

        Assert.True(messages.Count >= 5, $"{file} explains {messages.Count} messages.");
        Assert.All(messages.Except(OfTheEngine), message => Assert.Contains(message, Repository.Read("docs/errors.md"), StringComparison.Ordinal));
    }

    /// <summary>A block of commands is run by the CI, or says why it is not.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Every_command_is_run_or_says_why_not(string file)
    {
        if (MarkdownFile().Matches(Repository.Read(".ci/run")).Any(found => found.Value == file)
            || !(file == "README.md" || file.StartsWith("docs/", StringComparison.Ordinal) || file.StartsWith("examples/", StringComparison.Ordinal) || file.StartsWith("sdk/", StringComparison.Ordinal)))
        {
            return;
        }

        var unmarked = new Page(file).Blocks.Where(block => block.Language == "sh" && !NotRun().IsMatch(block.Before) && !IsRunByTests(block, file)).Select(block => $"{file}:{block.Line}");
        Assert.True(!unmarked.Any(), $"Neither run nor marked: {string.Join(", ", unmarked)}");
    }

    /// <summary>A test project that is said to run the commands of a page at least reads it.</summary>
    private static bool IsRunByTests(Block block, string file) =>
        RunBy().Match(block.Before) is { Success: true } mark
        && Repository.Tracked().Any(source => source.StartsWith($"{mark.Groups["tests"].Value}/", StringComparison.Ordinal) && Repository.Read(source).Contains($"\"{file}\"", StringComparison.Ordinal));

    [Fact]
    public void Commands_are_in_blocks_of_sh() =>
        Assert.DoesNotContain(Page.All.SelectMany(page => page.Blocks), block => block.Language is "bash" or "shell" or "console" or "zsh");

    [Fact]
    public void Pages_whose_commands_are_run_exist() =>
        Assert.All(MarkdownFile().Matches(Repository.Read(".ci/run")).Select(found => found.Value), file => Assert.NotEmpty(new Page(file).Blocks));

    /// <summary>As the checks of the Pulumi Registry want it: links there lead out of the page, since it shows no others of ours.</summary>
    [Fact]
    public void Pages_of_the_Registry_have_a_front_matter_and_links_that_hold_there() =>
        Assert.All(RegistryPages, file =>
        {
            Page page = new(file);
            Assert.Matches(@"\A---\ntitle: .+\nmeta_desc: .+\nlayout: package\n---\n", page.Text);
            Assert.All(page.Links, link => Assert.Matches("^https://", link));
            Assert.DoesNotMatch(@"<img|!\[|<a ", page.Text);
        });

    [Fact]
    public void The_index_of_the_Registry_shows_the_example_of_the_schema_in_every_language()
    {
        var blocks = new Page("docs/_index.md").Blocks;

        Assert.Equal(Languages, blocks.Select(block => block.Language));
        Assert.All(blocks, block => Assert.Equal(SchemaExampleTests.Example("InfoBipInstance", block.Language).Code, block.Text));
        Assert.Contains($$$"""{{< chooser language "{{{string.Join(',', Languages)}}}" >}}""", new Page("docs/_index.md").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_installation_page_links_to_every_SDK_and_names_the_server()
    {
        Page page = new("docs/installation-configuration.md");
        var schema = System.Text.Json.JsonDocument.Parse(Repository.Read("schema.json")).RootElement;
        var language = schema.GetProperty("language");

        Assert.Subset(
            page.Links.ToHashSet(),
            new HashSet<string>
            {
                $"https://www.npmjs.com/package/{language.GetProperty("nodejs").GetProperty("packageName").GetString()}",
                "https://pypi.org/project/pulumi-infobip/",
                $"https://pkg.go.dev/{language.GetProperty("go").GetProperty("importBasePath").GetString()}",
                "https://www.nuget.org/packages/Pulumi.InfoBip",
            });
        Assert.Contains(
            $"pulumi plugin install resource infobip {schema.GetProperty("version").GetString()} --server {schema.GetProperty("pluginDownloadURL").GetString()}\n", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void No_page_sends_a_reader_to_a_version_that_is_not_this_one(string file)
    {
        var version = System.Text.Json.JsonDocument.Parse(Repository.Read("schema.json")).RootElement.GetProperty("version").GetString();
        if (file != "CHANGELOG.md")
        {
            Assert.All(Installed().Matches(Repository.Read(file)), found => Assert.Equal(version, found.Groups["version"].Value));
        }
    }

    [Fact]
    public void The_programs_ask_for_this_version()
    {
        var version = System.Text.Json.JsonDocument.Parse(Repository.Read("schema.json")).RootElement.GetProperty("version").GetString();
        var asked = Repository.Files("examples", "Pulumi.yaml").SelectMany(file => Installed().Matches(Repository.Read(file))).Select(found => found.Groups["version"].Value).ToList();

        Assert.Equal(4, asked.Count);
        Assert.All(asked, found => Assert.Equal(version, found));
    }

    private static bool IsElsewhere(string link) => link.Contains("://", StringComparison.Ordinal) && !link.StartsWith($"{Blob}blob/main/", StringComparison.Ordinal) && !link.StartsWith($"{Blob}tree/main/", StringComparison.Ordinal);

    /// <summary>A link to a file of this repository at its host, as a path from the root.</summary>
    private static string Inside(string link) => link.StartsWith(Blob, StringComparison.Ordinal) ? link[(Blob.Length + "blob/main/".Length)..] : link;

    [GeneratedRegex(@"^\| `(?<message>[^`]+)`", RegexOptions.Multiline)]
    private static partial Regex FirstCell();

    [GeneratedRegex(@"[\w./-]+\.md\b")]
    private static partial Regex MarkdownFile();

    [GeneratedRegex(@"^<!-- run by (?<tests>tests/[\w.]+) -->$")]
    private static partial Regex RunBy();

    [GeneratedRegex(@"^<!-- not run: \S.{5,} -->$")]
    private static partial Regex NotRun();

    [GeneratedRegex(@"(?:install resource infobip |infobip@)(?<version>\d[\w.-]*)")]
    private static partial Regex Installed();
}
