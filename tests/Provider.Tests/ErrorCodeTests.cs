// The table of the errors is the documentation's.
using System.Text.RegularExpressions;
using ProviderHost.Resources;
using InfoBip.Provider.Tests.Support;

namespace InfoBip.Provider.Tests.Resources;

public sealed partial class ErrorCodeTests
{
    [Fact]
    public void Every_code_stands_in_the_documentation_once_and_no_other() =>
        Assert.Equal(ErrorCode.All.Select(code => code.Id), Heading().Matches(Some.ErrorDocument).Select(match => match.Groups[1].Value));

    [Fact]
    public void Every_code_is_in_the_table() =>
        Assert.Equal(
            typeof(ErrorCode).GetFields().Where(field => field.FieldType == typeof(ErrorCode)).Select(field => field.GetValue(null)),
            ErrorCode.All);

    [Fact]
    public void The_code_stands_at_the_end_of_the_message() => Assert.Equal("it failed. [IB3008]", ErrorCode.ServiceProblem.Mark("it failed."));

    [GeneratedRegex(@"^### (IB\d{4}): ", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
