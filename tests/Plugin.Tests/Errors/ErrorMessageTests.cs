// Each documented error, made to happen, reads as it is documented.

namespace InfoBip.Plugin.Tests.Errors;

public sealed class ErrorMessageTests
{
    private const int LineLength = 120;

    public static TheoryData<string> Codes { get; } = [.. ErrorMakers.All.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task The_message_reads_as_it_is_documented(string code)
    {
        var said = await ErrorMakers.All[code]();
        if (Environment.GetEnvironmentVariable("INFOBIP_WRITE_ERRORS") == "1")
        {
            ErrorDocument.Write(code, said);
        }

        var documented = ErrorDocument.Messages.GetValueOrDefault(code);
        Assert.True(said == documented, $"docs/errors.md has of {code}:\n{documented}\nbut the plugin says:\n{said}");
        Assert.EndsWith($" [{code}]", said, StringComparison.Ordinal);
    }

    /// <summary>What the service said, and how much of it, is not ours to shorten: here it says little.</summary>
    [Fact]
    public void No_message_is_longer_than_four_lines() => Assert.All(
        ErrorDocument.Messages, message => Assert.True(message.Value.Split('\n').Sum(line => (line.Length + LineLength - 1) / LineLength) <= 4, $"{message.Key}: {message.Value}"));

    /// <summary>A bug cannot be made to happen from outside; its message is held to the documentation where the call is guarded.</summary>
    [Fact]
    public void Every_documented_error_but_a_bug_is_made_to_happen() =>
        Assert.Equal(ErrorDocument.Messages.Keys.Order(StringComparer.Ordinal), ErrorMakers.All.Keys.Append("IB5004").Order(StringComparer.Ordinal));
}
