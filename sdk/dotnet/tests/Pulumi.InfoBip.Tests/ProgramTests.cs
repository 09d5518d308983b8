// What the compiler tells the author of a program (W38), and that the programs we print compile.
using System.Text.RegularExpressions;
using Pulumi.InfoBip.Tests.Support;

namespace Pulumi.InfoBip.Tests;

public sealed partial class ProgramTests
{
    public static TheoryData<string> RequiredInputs => [.. SchemaFile.Names(SchemaFile.Instance, "requiredInputs")];

    [Fact]
    public void A_program_with_every_required_input_compiles() => Assert.Empty(Compiler.Complaints(Program(without: "")));

    [Theory]
    [MemberData(nameof(RequiredInputs))]
    public void A_program_that_leaves_out_a_required_input_does_not_compile(string input) =>
        Assert.Equal(["CS9035"], Compiler.Complaints(Program(without: input)));

    [Theory]
    [InlineData("sms.Token.Apply(token => token.Length)")]
    [InlineData("sms.Name.Apply(name => name.Length)")]
    [InlineData("sms.Connector.Apply(connector => connector?.Key?.Length)")]
    public void What_is_always_there_needs_no_check_for_null(string use) => Assert.Empty(Compiler.Complaints(Program(without: "", use)));

    [Theory]
    [InlineData("sms.Password.Apply(password => password.Length)")]
    [InlineData("sms.CreatedDate.Apply(date => date.Length)")]
    [InlineData("sms.Connector.Apply(connector => connector.Key)")]
    public void What_may_be_absent_needs_one(string use) => Assert.Equal(["CS8602"], Compiler.Complaints(Program(without: "", use)));

    [Fact]
    public void The_program_in_the_readme_compiles()
    {
        var blocks = CSharpBlock().Matches(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md")));

        Assert.Empty(Compiler.Complaints(blocks[0].Groups["code"].Value));
    }

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

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CSharpBlock();
}
