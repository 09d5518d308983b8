// A page in Markdown, and how the tests read it.
using System.Text.RegularExpressions;

namespace InfoBip.Conventions.Tests.Support;

/// <summary>A block of code on a page.</summary>
/// <param name="Language">What is written behind the fence.</param>
/// <param name="Text">What is in it.</param>
/// <param name="Before">The line right above it.</param>
/// <param name="Line">The line of its fence, from 1.</param>
internal sealed record Block(string Language, string Text, string Before, int Line);

/// <param name="File">The file, by its path from the root.</param>
internal sealed partial record Page(string File)
{
    public string Text { get; } = Repository.Read(File);

    /// <summary>The pages that people read: those of the root, of docs, of the examples and of the SDK.</summary>
    public static IEnumerable<Page> All => Repository.Tracked().Where(file => file.EndsWith(".md", StringComparison.Ordinal)).Select(file => new Page(file));

    public IReadOnlyList<Block> Blocks
    {
        get
        {
            var lines = Text.Split('\n');
            List<Block> blocks = [];
            for (var number = 0; number < lines.Length; number++)
            {
                if (lines[number].StartsWith("```", StringComparison.Ordinal))
                {
                    var end = Array.IndexOf(lines, "```", number + 1);
                    Assert.True(end > 0, $"{File}:{number + 1} opens a block that nothing closes.");
                    blocks.Add(new Block(lines[number][3..], string.Concat(lines[(number + 1)..end].Select(line => line + "\n")), number > 0 ? lines[number - 1] : string.Empty, number + 1));
                    number = end;
                }
            }

            return blocks;
        }
    }

    /// <summary>The targets of links, outside of blocks of code.</summary>
    public IEnumerable<string> Links => Link().Matches(Fenced().Replace(Text, string.Empty)).Select(link => link.Groups["target"].Value);

    /// <summary>The places of the page that a link can lead to.</summary>
    public IReadOnlySet<string> Anchors => Heading().Matches(Fenced().Replace(Text, string.Empty))
        .Select(heading => NotInAnchors().Replace(heading.Groups["text"].Value.ToLowerInvariant(), string.Empty).Replace(' ', '-'))
        .ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fenced();

    [GeneratedRegex(@"^#+ (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchors();
}
