// How the files of the repository look.
using System.Text.RegularExpressions;

namespace InfoBip.Conventions.Tests;

public sealed partial class SourceFileTests
{
    private const int MostLines = 400;

    private static readonly string[] Folders = ["src", "tools", "tests", "benchmarks", "examples", "sdk"];

    private static IEnumerable<string> Sources => Folders
        .Where(folder => Directory.Exists(Repository.PathOf(folder)))
        .SelectMany(folder => Repository.Files(folder, "*.cs"));

    [Fact]
    public void Every_source_file_says_in_its_first_line_what_it_is_about() =>
        AssertNone(Repository.Files("src", "*.cs").Concat(Repository.Files("tools", "*.cs")).Concat(Repository.Files("tools", "*.cs"))
            .Where(file => File.ReadLines(Repository.PathOf(file)).Take(2).ToList() is not [var first, ..] lines
                || !FirstLine().IsMatch(first)
                || (lines.Count > 1 && lines[1].StartsWith("//", StringComparison.Ordinal)))
            .Select(file => $"{file} does not begin with one line of comment"));

    [Fact]
    public void No_source_file_is_long() =>
        AssertNone(Sources
            .Select(file => (File: file, Lines: File.ReadLines(Repository.PathOf(file)).Count()))
            .Where(counted => counted.Lines > MostLines)
            .Select(counted => $"{counted.File} has {counted.Lines} lines; {MostLines} are the most"));

    [Fact]
    public void Nothing_is_left_undone_or_left_out() =>
        AssertNone(
            from file in Sources
            from line in File.ReadLines(Repository.PathOf(file)).Index()
            where Undone().IsMatch(line.Item)
            select $"{file}:{line.Index + 1} {line.Item.Trim()}");

    [Fact]
    public void Lines_end_with_a_line_feed_alone()
    {
        var tracked = Repository.Tracked();
        Assert.Contains("schema.json", tracked);
        AssertNone(
            from file in tracked
            let bytes = File.ReadAllBytes(Repository.PathOf(file))
            where !bytes.Contains((byte)0) && bytes.AsSpan().IndexOf("\r\n"u8) >= 0
            select $"{file} has a line that ends with CR LF");
    }

    private static void AssertNone(IEnumerable<string> wrong)
    {
        var list = wrong.Order(StringComparer.Ordinal).ToList();
        Assert.True(list.Count == 0, string.Join('\n', list));
    }

    [GeneratedRegex(@"^// \S.{5,}$")]
    private static partial Regex FirstLine();

    /// <summary>The words are written in two halves, or this file would find itself. A test may be skipped, and counted so, only where the system lacks what it is about.</summary>
    [GeneratedRegex(@"\b(?:TO" + @"DO|FIX" + @"ME|NotImplemented" + @"Exception)\b|\[(?:Fact|Theory|\w+Data)\(.*\bSkip\w*" + @"\s*=|\bAssert\.Ski" + @"p(?!Unless\()")]
    private static partial Regex Undone();
}
