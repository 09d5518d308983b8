// Which texts are the mistakes of copying, and which names are near each other.
using ProviderHost.Resources;

namespace InfoBip.Provider.Tests.Resources;

public sealed class TextRulesTests
{
    [Theory]
    [InlineData("sms")]
    [InlineData("O’Brien's team")]
    [InlineData("a < b")]
    [InlineData("<b>")]
    [InlineData("\"quoted\"")]
    [InlineData("+17777777777")]
    [InlineData("INSERT_SOMETHING")]
    public void A_text_that_may_be_meant_is_fine(string text) => Assert.Null(TextRules.Mistake(text));

    [Theory]
    [InlineData("", "blank")]
    [InlineData(" \t", "blank")]
    [InlineData("a\nb", "control character")]
    [InlineData("a\r", "control character")]
    [InlineData("a\0", "control character")]
    [InlineData("“sms”", "curly quote")]
    [InlineData("sms’", "curly quote")]
    [InlineData("‘sms", "curly quote")]
    [InlineData("<INSERT_INFOBIP_USERNAME>", "placeholder")]
    [InlineData("my <insert_tags>", "placeholder")]
    public void A_mistake_of_copying_is_named(string text, string reason) => Assert.Contains(reason, TextRules.Mistake(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("sendr", "sender")]
    [InlineData("SENDER", "sender")]
    [InlineData("sedner", "sender")]
    [InlineData("senders", "sender")]
    [InlineData("callbackURL", "callbackUrl")]
    public void The_name_that_was_meant_is_found(string given, string meant) =>
        Assert.Equal(meant, Spelling.Nearest(given, ["callbackUrl", "password", "sender"]));

    [Theory]
    [InlineData("")]
    [InlineData("color")]
    [InlineData("messaging.sms.infobip.sender")]
    public void A_name_that_is_like_no_other_is_left_alone(string given) => Assert.Null(Spelling.Nearest(given, ["callbackUrl", "password", "sender"]));

    [Fact]
    public void A_name_of_any_length_is_judged() => Assert.Null(Spelling.Nearest(new string('x', 1_000_000), ["sender"]));

    [Fact]
    public void Of_two_equally_near_names_the_choice_is_always_the_same() =>
        Assert.Equal(Spelling.Nearest("tagz", ["tagb", "taga"]), Spelling.Nearest("tagz", ["taga", "tagb"]));
}
