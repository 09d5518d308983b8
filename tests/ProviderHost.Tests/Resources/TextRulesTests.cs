// Which texts look badly copied, and which names are near each other.
using ProviderHost.Resources;

namespace ProviderHost.Tests.Resources;

public sealed class TextRulesTests
{
    [Theory]
    [InlineData("sms"), InlineData("O’Brien's team"), InlineData("a < b"), InlineData("<b>"), InlineData("\"quoted\"")]
    [InlineData("+17777777777"), InlineData("INSERT_SOMETHING")]
    public void A_text_that_may_be_meant_is_valid(string text) => Assert.Null(TextRules.Check(text));

    [Theory]
    [InlineData("", HostTexts.Blank), InlineData(" \t", HostTexts.Blank)]
    [InlineData("a\nb", HostTexts.ControlCharacter)]
    [InlineData("a\r", HostTexts.ControlCharacter)]
    [InlineData("a\0", HostTexts.ControlCharacter)]
    [InlineData("“sms”", HostTexts.CurlyQuote)]
    [InlineData("sms’", HostTexts.CurlyQuote)]
    [InlineData("‘sms", HostTexts.CurlyQuote)]
    [InlineData("<INSERT_USERNAME>", HostTexts.Placeholder)]
    [InlineData("my <insert_tags>", HostTexts.Placeholder)]
    public void A_badly_copied_text_is_an_error(string text, string error) => Assert.Equal(error, TextRules.Check(text));

    [Theory]
    [InlineData("sendr", "sender"), InlineData("SENDER", "sender"), InlineData("sedner", "sender")]
    [InlineData("senders", "sender")]
    [InlineData("callbackURL", "callbackUrl")]
    public void The_name_that_was_meant_is_found(string given, string meant) =>
        Assert.Equal(meant, Spelling.Nearest(given, ["callbackUrl", "password", "sender"]));

    [Theory]
    [InlineData(""), InlineData("color")]
    [InlineData("messaging.sms.infobip.sender")]
    public void A_name_that_is_like_no_other_is_left_alone(string given) => Assert.Null(Spelling.Nearest(given, ["callbackUrl", "password", "sender"]));

    [Fact]
    public void A_name_of_any_length_is_compared() => Assert.Null(Spelling.Nearest(new string('x', 1_000_000), ["sender"]));

    [Fact]
    public void Of_two_equally_near_names_the_choice_is_always_the_same() =>
        Assert.Equal(Spelling.Nearest("tagz", ["tagb", "taga"]), Spelling.Nearest("tagz", ["taga", "tagb"]));
}
