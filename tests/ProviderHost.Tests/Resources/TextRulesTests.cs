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
    [InlineData("sms ", HostTexts.OuterBlanks), InlineData("\u00a0sms", HostTexts.OuterBlanks)]
    [InlineData("s\u200bms", HostTexts.InvisibleCharacter), InlineData("\ufeffsms", HostTexts.InvisibleCharacter), InlineData("a\u2028b", HostTexts.InvisibleCharacter)]
    [InlineData("a\u202eb", HostTexts.InvisibleCharacter), InlineData("a\u2066b", HostTexts.InvisibleCharacter)]
    [InlineData("+4.91570000007e+11", HostTexts.Exponent), InlineData("4.91570000007e+11", HostTexts.Exponent), InlineData("1e+15", HostTexts.Exponent)]
    [InlineData("sms-4.9157e+11", HostTexts.Exponent), InlineData("https://x.com/4.9157e+11/a", HostTexts.Exponent)]
    public void A_line_that_cannot_come_back_as_it_was_meant_is_an_error(string text, string error)
    {
        Assert.Equal(error, TextRules.Check(text));
        Assert.Null(TextRules.Check(text, TextKind.Value));
    }

    [Theory]
    [InlineData("a1e+10b"), InlineData("https://x.com?q=e+10"), InlineData("1e10"), InlineData("b64/3e+1"), InlineData("e+11"), InlineData("ae+11")]
    public void What_is_no_number_in_exponent_form_is_valid(string text) => Assert.Null(TextRules.Check(text));

    [Theory]
    [InlineData("Calling [ToString] on an [Output<T>] is not supported.\n\nTo get the value of an Output<T> as an Output<string> consider:")]
    [InlineData("sms-Calling [toString] on an [Output<T>] is not supported.\n"), InlineData("Calling [toJSON] on an [Output<T>] is not supported.")]
    [InlineData("https://x.com/Calling __str__ on an Output[T] is not supported.\n"), InlineData("Pulumi.Input`1[System.String]"), InlineData("[object Promise]")]
    public void An_output_in_a_string_is_recognised_in_a_text_of_any_kind(string text)
    {
        Assert.Equal(HostTexts.OutputInText, TextRules.Check(text));
        Assert.Equal(HostTexts.OutputInText, TextRules.Check(text, TextKind.Value));
    }

    [Theory]
    [InlineData(""), InlineData(" \t\r\n"), InlineData("\0\u0001"), InlineData("“a”"), InlineData("a\u200b")]
    public void A_value_may_be_anything_that_JSON_carries(string text) => Assert.Null(TextRules.Check(text, TextKind.Value));

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
