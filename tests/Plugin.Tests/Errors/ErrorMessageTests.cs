// Each documented error, made to happen, reads as it is documented.

namespace InfoBip.Plugin.Tests.Errors;

public sealed class ErrorMessageTests
{
    public static TheoryData<string> Codes { get; } = [.. ErrorMakers.All.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task The_message_reads_as_it_is_documented(string code)
    {
        var said = await ErrorMakers.All[code]();
        var documented = ErrorDocument.Messages.GetValueOrDefault(code);
        Assert.True(said == documented, $"docs/errors.md has of {code}:\n{documented}\nbut the plugin says:\n{said}");
        Assert.EndsWith($" [{code}]", said, StringComparison.Ordinal);
    }

    /// <summary>A bug cannot be made to happen from outside; its message is held to the documentation where the call is guarded.</summary>
    [Fact]
    public void Every_documented_error_but_a_bug_is_made_to_happen() =>
        Assert.Equal(ErrorDocument.Messages.Keys.Order(StringComparer.Ordinal), ErrorMakers.All.Keys.Append("IB5004").Order(StringComparer.Ordinal));
}
