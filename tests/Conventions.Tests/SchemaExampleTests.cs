// The examples and metadata of the schema: as examples/schema has them, in every language.
using System.Text.RegularExpressions;
using InfoBip.Conventions.Tests.Support;
using static InfoBip.Conventions.Tests.Support.PackageSchema;

namespace InfoBip.Conventions.Tests;

public sealed partial class SchemaExampleTests
{
    private static readonly (string Language, string Extension)[] Languages =
        [("typescript", "ts"), ("python", "py"), ("csharp", "cs"), ("go", "go"), ("java", "java"), ("yaml", "yaml")];

    public static TheoryData<string> Described() =>
        [.. from kind in (string[])["resources", "functions"] from token in Names(Schema.GetProperty(kind)) select $"{kind}/{token}"];

    [Theory]
    [MemberData(nameof(Described))]
    public void The_description_has_the_program_in_every_language_and_under_its_title(string path)
    {
        var description = Description(path.Split('/').Aggregate(Schema, (owner, name) => owner.GetProperty(name)));
        var examples = Languages.Select(language => (language.Language, Example: Example(path.Split(':')[^1], language.Language))).ToList();

        Assert.Single(examples.Select(example => example.Example.Title).Distinct());
        Assert.Contains($"## Example Usage\n{{{{% example %}}}}\n### {examples[0].Example.Title}\n\n", description, StringComparison.Ordinal);
        Assert.Equal(
            examples.Select(example => (example.Language, example.Example.Code)),
            Block().Matches(description).Select(block => (block.Groups["language"].Value, block.Groups["code"].Value)).Where(block => block.Item1 != "sh"));
    }

    [Fact]
    public void The_script_writes_what_is_there()
    {
        using ReleaseFolder folder = new();

        var written = folder.Run("eng/schema.sh");

        Assert.Equal((0, string.Empty), (written.ExitCode, written.Errors));
        Assert.Equal(Repository.Read("schema.json"), folder.Read("schema.json"));
    }

    [Fact]
    public void Another_program_is_written_into_the_schema()
    {
        using ReleaseFolder folder = new();
        folder.Write("examples/schema/getInfoBipInstance.py", "# An instance by its name, and its token\nprint(\"a\\tb\" & 'x')\n");

        Assert.Equal(0, folder.Run("eng/schema.sh").ExitCode);

        var description = System.Text.Json.JsonDocument.Parse(folder.Read("schema.json")).RootElement.GetProperty("functions").GetProperty("infobip:index:getInfoBipInstance").GetProperty("description").GetString();
        Assert.Contains("```python\nprint(\"a\\tb\" & 'x')\n```", description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nodejs")]
    [InlineData("python")]
    public void The_readme_of_a_generated_SDK_is_that_of_the_file(string language) =>
        Assert.Equal(Repository.Read($"examples/schema/readme.{language}.md").TrimEnd('\n'), Schema.GetProperty("language").GetProperty(language).GetProperty("readme").GetString());

    [Theory]
    [InlineData("homepage")]
    [InlineData("repository")]
    [InlineData("logoUrl")]
    [InlineData("pluginDownloadURL")]
    [InlineData("publisher")]
    public void The_schema_says_where_the_package_comes_from(string member) =>
        Assert.NotEmpty(Schema.GetProperty(member).GetString()!);

    /// <summary>Generators download it; what is not there stops them.</summary>
    [Fact]
    public void The_logo_is_a_picture_of_the_repository()
    {
        var path = Schema.GetProperty("logoUrl").GetString()!.Split("/main/")[1];

        Assert.Equal("PNG", System.Text.Encoding.ASCII.GetString(File.ReadAllBytes(Repository.PathOf(path))[1..4]));
    }

    /// <summary>An example: its first line, a comment, is the title.</summary>
    internal static (string Title, string Code) Example(string name, string language)
    {
        var text = Repository.Read($"examples/schema/{name}.{Languages.Single(known => known.Language == language).Extension}");
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return (Title().Match(text[..end]).Groups["title"].Value, text[(end + 1)..]);
    }

    [GeneratedRegex("^```(?<language>\\w+)\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex("^(?://|#) (?<title>.+)$")]
    private static partial Regex Title();
}
