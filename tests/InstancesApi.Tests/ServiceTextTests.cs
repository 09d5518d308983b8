// Which texts are one to the service, and what it can search for.
namespace InfoBip.InstancesApi.Tests;

public sealed class ServiceTextTests
{
    public static TheoryData<string, string> Same => new()
    {
        { "sms", "sms" },
        { " \t sms \r\n", "sms" },
        { "a \u00A0 \t b", "a b" },
        { "<b>sms</b>", "sms" },
        { "a<<b>c>", "a" },
        { "sms <draft", "sms" },
        { "sms</p", "sms" },
        { "a &amp; b &lt; c &#39;d&quot;", "a & b < c 'd\"" },
        { "Zo\u00EB", "Zoe\u0308" },
        { "\u1EC7", "e\u0323\u0302" },
        { "\u0439\u0451\u0457", "\u0438\u0306\u0435\u0308\u0456\u0308" },
        { "\u0386", "\u0391\u0301" },
        { "", " \u00A0" },
    };

    [Theory, MemberData(nameof(Same))]
    public void What_the_service_may_have_rewritten_has_one_normal_form(string text, string rewritten)
    {
        Assert.Equal(ServiceText.NormalForm(rewritten), ServiceText.NormalForm(text));
        Assert.Equal(ServiceText.NormalForm(text), ServiceText.NormalForm(ServiceText.NormalForm(text)));
    }

    [Theory]
    [InlineData("sms", "SMS")]
    [InlineData("a b", "ab")]
    [InlineData("Zo\u00EB", "Zoe")]
    [InlineData("\u0438", "\u0439")]
    [InlineData("\u65E5\u672C", "\u65E5")]
    [InlineData("1 < 2", "1")]
    public void Texts_that_differ_stay_apart(string text, string other) =>
        Assert.NotEqual(ServiceText.NormalForm(other), ServiceText.NormalForm(text));

    [Theory]
    [InlineData("sms", "sms")]
    [InlineData("orders-sms-3f2a91c", "3f2a91c")]
    [InlineData("one two", "one")]
    [InlineData("R&D department", "department")]
    [InlineData("Zo\u00EBs", "Zo")]
    [InlineData("Zoe\u0308s", "Zo")]
    [InlineData("e\u0301", null)]
    [InlineData("\u043A\u0440\u0430\u0439 7", "7")]
    [InlineData("\u043A\u0440\u0430\u0439", null)]
    [InlineData(" -_. ", null)]
    [InlineData("", null)]
    public void A_search_is_for_the_longest_run_that_no_rewriting_touches(string text, string? part) =>
        Assert.Equal(part, ServiceText.SearchPart(text));

    [Theory]
    [InlineData("sms", true)]
    [InlineData("orders: sms (3/4) = 75 %", true)]
    [InlineData("", true)]
    [InlineData(" sms", false)]
    [InlineData("a  b", false)]
    [InlineData("a\tb", false)]
    [InlineData("R&D", false)]
    [InlineData("1 < 2", false)]
    [InlineData("it's", false)]
    [InlineData("Zo\u00EB", false)]
    [InlineData("\u043A", false)]
    public void A_plain_text_is_kept_as_it_is(string text, bool kept) => Assert.Equal(kept, ServiceText.IsKept(text));

    [Theory]
    [InlineData("<b>", true)]
    [InlineData("a <x y", true)]
    [InlineData("a </", true)]
    [InlineData("a <!-- b", true)]
    [InlineData("1 <2 <", false)]
    [InlineData("I <3 you", false)]
    [InlineData("a > b < c", false)]
    [InlineData("a > b <c>", true)]
    [InlineData("&lt;b&gt;", false)]
    public void Markup_is_what_the_service_strips(string text, bool markup) => Assert.Equal(markup, ServiceText.HasMarkup(text));

    [Theory]
    [InlineData("Zo\u00EB", "Zoe\u0308", true)]
    [InlineData("Zo\u00EB", "Zo\u00E9", false)]
    [InlineData("Zoe\u0308", "Zoe\u0301", false)]
    public void Accents_that_are_written_in_one_way_are_compared_as_they_are(string text, string other, bool same) =>
        Assert.Equal(same, ServiceText.MayBeSame(text, other));
}
