// The table of the errors is the documentation's.
using System.Text.RegularExpressions;
using ProviderHost.Resources;

namespace InfoBip.Provider.Tests;

public sealed partial class ErrorCodeTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "errors.md"));

    [Fact]
    public void Every_code_stands_in_the_documentation_once_and_no_other() =>
        Assert.Equal(InstanceErrors.All.Select(code => $"{InstanceErrors.Prefix}{code.Number}"), Heading().Matches(Document).Select(match => match.Groups[1].Value));

    [Fact]
    public void Every_code_is_in_the_table_once()
    {
        Assert.Distinct(InstanceErrors.All.Select(code => code.Number));
        Assert.Equal(
            typeof(InstanceErrors).GetFields().Where(field => field.FieldType == typeof(ErrorCode)).Select(field => (ErrorCode)field.GetValue(null)!).Union(HostErrors.All).OrderBy(code => code.Number),
            InstanceErrors.All);
    }

    /// <summary>A bug cannot be made to happen from outside, as every other documented error can.</summary>
    [Fact]
    public void A_bug_reads_as_it_is_documented() =>
        Assert.Contains(
            $"\n{HostTexts.Bug("infobip", new InvalidOperationException())} [{InstanceErrors.Prefix}{HostErrors.Bug.Number}]\n",
            Document,
            StringComparison.Ordinal);

    [GeneratedRegex(@"^### (IB\d{4}): ", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
