// Wish 38: what the compiler tells the author of a program, and that the programs we print compile.
using System.Text.RegularExpressions;
using Pulumi.InfoBip.Tests.Support;

namespace Pulumi.InfoBip.Tests.Wishes;

public sealed partial class W38_CompileTimeTests
{
    /// <summary>Where programs in C# are printed, and how many there are at least: fewer would mean that they are not found.</summary>
    private static readonly (string File, int AtLeast)[] Pages = [("package-README.md", 3), ("repository-README.md", 1), ("_index.md", 1)];

    public static TheoryData<string> RequiredInputs => [.. SchemaFile.Names(SchemaFile.Instance, "requiredInputs")];

    public static TheoryData<string> Described =>
    [
        .. from kind in (string[])["resources", "functions"] from entry in SchemaFile.Root.GetProperty(kind).EnumerateObject() select $"{kind}/{entry.Name}",
    ];

    [Fact]
    public void W38_A_program_with_every_required_input_compiles() => Assert.Empty(Compiler.Complaints(Program(without: "")));

    [Theory]
    [MemberData(nameof(RequiredInputs))]
    public void W38_A_program_that_leaves_out_a_required_input_does_not_compile(string input) =>
        Assert.Equal(["CS9035"], Compiler.Complaints(Program(without: input)));

    [Theory]
    [InlineData("sms.Token.Apply(token => token.Length)")]
    [InlineData("sms.Name.Apply(name => name.Length)")]
    [InlineData("sms.Connector.Apply(connector => connector?.Key?.Length)")]
    [InlineData("InfoBip.GetInfoBipInstance.Invoke(new() { Id = sms.Id }).Apply(found => found.Token.Length)")]
    [InlineData("InfoBip.ListInfoBipInstances.Invoke().Apply(found => found.Instances.Length)")]
    public void W38_What_is_always_there_needs_no_check_for_null(string use) => Assert.Empty(Compiler.Complaints(Program(without: "", use)));

    [Theory]
    [InlineData("sms.Password.Apply(password => password.Length)")]
    [InlineData("sms.CreatedDate.Apply(date => date.Length)")]
    [InlineData("sms.Connector.Apply(connector => connector.Key)")]
    [InlineData("InfoBip.GetInfoBipInstance.Invoke(new() { Id = sms.Id }).Apply(found => found.Sender.Length)")]
    public void W38_What_may_be_absent_needs_one(string use) => Assert.Equal(["CS8602"], Compiler.Complaints(Program(without: "", use)));

    [Theory]
    [MemberData(nameof(Described))]
    public void W38_The_example_of_the_schema_compiles(string path)
    {
        var described = path.Split('/').Aggregate(SchemaFile.Root, (owner, name) => owner.GetProperty(name));
        var examples = Blocks(described.GetProperty("description").GetString()!);

        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.Empty(Compiler.Complaints(example)));
    }

    [Fact]
    public void W38_The_programs_of_the_documentation_compile()
    {
        foreach (var (file, atLeast) in Pages)
        {
            var blocks = Blocks(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, file)));
            Assert.True(blocks.Count >= atLeast, $"{file} has {blocks.Count} programs in C#.");
            Assert.All(blocks, block => Assert.Empty(Compiler.Complaints(Whole(block))));
        }
    }

    /// <summary>A page may go on from its program: what it then prints stands for lines inside of it.</summary>
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

    private static string Program(string without, string use = "sms.Id")
    {
        var inputs = SchemaFile.Properties(SchemaFile.Instance.GetProperty("inputProperties"))
            .Where(input => RequiredInputs.Any(required => required.Data == input.Name) && input.Name != without)
            .Select(input => $"{input.Member} = \"value\",");
        return $$"""
            using System.Collections.Generic;
            using Pulumi;
            using InfoBip = Pulumi.InfoBip;

            return await Deployment.RunAsync(() =>
            {
                var sms = new InfoBip.InfoBipInstance("sms", new InfoBip.InfoBipInstanceArgs
                {
                    {{string.Join(' ', inputs)}}
                });
                return new Dictionary<string, object?> { ["used"] = {{use}} };
            });
            """;
    }

    private static List<string> Blocks(string text) => [.. CSharpBlock().Matches(text).Select(block => block.Groups["code"].Value)];

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CSharpBlock();
}
