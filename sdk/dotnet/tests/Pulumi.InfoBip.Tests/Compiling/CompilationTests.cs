// Programs in the compiler: what it warns about, and that the programs of the documentation compile.
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Pulumi.InfoBip.Tests.Support;

namespace Pulumi.InfoBip.Tests.Compiling;

public sealed partial class CompilationTests
{
    /// <summary>Where programs in C# are printed, and how many there are at least: fewer would mean that they are not found.</summary>
    private static readonly (string File, int AtLeast)[] Pages = [("package-README.md", 3), ("several-accounts.md", 1), ("_index.md", 1)];

    public static TheoryData<string> Described =>
    [
        .. from kind in (string[])["resources", "functions"] from entry in SchemaFile.Root.GetProperty(kind).EnumerateObject() select $"{kind}/{entry.Name}",
    ];

    [Theory]
    [InlineData("sms.Token.Apply(token => token.Length)")]
    [InlineData("sms.Name.Apply(name => name.Length)")]
    [InlineData("sms.Connector.Apply(connector => connector?.Key?.Length)")]
    [InlineData("InfoBip.GetInfoBipInstance.Invoke(new() { Id = sms.Id }).Apply(found => found.Name.Length)")]
    [InlineData("InfoBip.GetInfoBipInstances.Invoke().Apply(found => found.Instances.Length)")]
    public void What_is_always_there_needs_no_check_for_null(string use) => Assert.Empty(Compiler.Complaints(Program(use)));

    [Theory]
    [InlineData("sms.Password.Apply(password => password.Length)")]
    [InlineData("sms.CreatedDate.Apply(date => date.Length)")]
    [InlineData("sms.Connector.Apply(connector => connector.Key)")]
    [InlineData("InfoBip.GetInfoBipInstance.Invoke(new() { Id = sms.Id }).Apply(found => found.Sender.Length)")]
    public void What_may_be_absent_needs_one(string use) => Assert.Equal(["CS8602"], Compiler.Complaints(Program(use)));

    [Theory]
    [MemberData(nameof(Described))]
    public void The_example_of_the_schema_compiles(string path)
    {
        var described = path.Split('/').Aggregate(SchemaFile.Root, (owner, name) => owner.GetProperty(name));
        var examples = Blocks(described.GetProperty("description").GetString()!);

        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.Empty(Compiler.Complaints(example)));
    }

    [Fact]
    public void The_programs_of_the_documentation_compile()
    {
        foreach (var (file, atLeast) in Pages)
        {
            var blocks = Blocks(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file)));
            Assert.True(blocks.Count >= atLeast, $"{file} has {blocks.Count} programs in C#.");
            Assert.All(blocks.Where(block => !IsTest(block)), block => Assert.Empty(Compiler.Complaints(Whole(block))));
        }
    }

    /// <summary>It is compiled, and run, as a part of this project.</summary>
    [Fact]
    public void The_unit_test_of_the_documentation_is_the_one_that_runs_here()
    {
        var shown = Assert.Single(Blocks(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "package-README.md"))), IsTest);

        var file = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "MessagingTests.cs.txt"));
        Assert.Equal(file[(file.IndexOf('\n', StringComparison.Ordinal) + 1)..], shown);
    }

    /// <summary>The examples of the schema, and no others, are in the comments of the classes.</summary>
    [Theory]
    [MemberData(nameof(Described))]
    public void The_comment_of_the_class_has_the_example_of_the_schema(string path)
    {
        var described = path.Split('/').Aggregate(SchemaFile.Root, (owner, name) => owner.GetProperty(name));
        var comment = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Pulumi.InfoBip.xml")).Descendants("member")
            .Single(member => member.Attribute("name")!.Value == $"T:Pulumi.InfoBip.{SchemaFile.MemberOf(path.Split(':')[^1])}");

        var shown = comment.Descendants("code").Select(code => Indent().Replace(code.Value, "\n").TrimStart('\n').TrimEnd() + "\n");

        Assert.Equal(Blocks(described.GetProperty("description").GetString()!), shown);
    }

    private static bool IsTest(string block) => block.Contains("[Fact]", StringComparison.Ordinal);

    /// <summary>A block that is no whole program is put inside of one.</summary>
    private static string Whole(string block) => block.Contains("Deployment.RunAsync", StringComparison.Ordinal)
        ? block
        : $$"""
            using System.Collections.Generic;
            using System.Linq;
            using Pulumi;
            using InfoBip = Pulumi.InfoBip;

            return await Deployment.RunAsync(() =>
            {
                var config = new Config();
                var args = new InfoBip.InfoBipInstanceArgs { Sender = "", Username = "", Password = "", CallbackUrl = "" };
                {{block}}
            });
            """;

    private static string Program(string use) => $$"""
        using System.Collections.Generic;
        using Pulumi;
        using InfoBip = Pulumi.InfoBip;

        return await Deployment.RunAsync(() =>
        {
            var sms = new InfoBip.InfoBipInstance("sms", new() { Sender = "", Username = "", Password = "", CallbackUrl = "" });
            return new Dictionary<string, object?> { ["used"] = {{use}} };
        });
        """;

    private static List<string> Blocks(string text) => [.. CSharpBlock().Matches(text).Select(block => block.Groups["code"].Value)];

    /// <summary>The compiler writes comments with an indent of its own.</summary>
    [GeneratedRegex(@"\n {12} ?")]
    private static partial Regex Indent();

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CSharpBlock();
}
