// An input that is a string: a plain one, an optional one with a rule, and a secret that the service masks.
using ProviderHost.PropertyValues;
using ProviderHost.Tests.Support;
using static ProviderHost.Tests.Support.Topic;

namespace ProviderHost.Tests.Resources;

public sealed class TextInputTests
{
    [Theory]
    [InlineData("\"x\"", ""), InlineData(WireJson.Unknown, ""), InlineData("5", "WrongType title")]
    [InlineData("true", "WrongType title")]
    [InlineData("[]", "WrongType title"), InlineData("{}", "WrongType title")]
    [InlineData("\"  \"", "InvalidText title")]
    [InlineData("\"<INSERT_TITLE>\"", "InvalidText title")]
    public void A_text_is_validated(string json, string errors) => Assert.Equal(errors, Title.Errors(json));

    [Theory]
    [InlineData("\"a\"", "")]
    [InlineData("\"a!\"", "NotAllowed name")]
    [InlineData("\"!\\n\"", "InvalidText name")]
    public void A_rule_of_its_own_comes_after_those_of_every_text(string json, string errors) => Assert.Equal(errors, Name.Errors(json));

    /// <summary>The engine prints the value of a property that a failure names.</summary>
    [Theory]
    [InlineData("\"********\"", "MaskedValue")]
    [InlineData("\"*********\"", ""), InlineData("7", "WrongType"), InlineData("\"\"", "InvalidText")]
    public void An_error_in_a_secret_names_no_property(string json, string errors)
    {
        Assert.Equal(errors, Key.Errors(json));
        Assert.All(Key.Validate(WireJson.Value(json)), failure => Assert.StartsWith("'key' (topic.key) ", failure.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void An_error_in_a_value_that_the_program_marks_secret_names_no_property() => Assert.Equal("WrongType", Title.Errors(WireJson.SecretJson("5")));

    [Fact]
    public void Only_a_secret_input_is_marked()
    {
        Assert.Equal(WireJson.Secret("x"), Key.Marked(Text("x")));
        Assert.Equal(PropertyValue.Secret(PropertyValue.Unknown), Key.Marked(PropertyValue.Unknown));
        Assert.Null(Key.Marked(null));
        Assert.Equal(Text("x"), Title.Marked(Text("x")));
    }

    [Theory]
    [InlineData("\"A\"", "\"A\"", "")]
    [InlineData("\"A\"", "\"A/\"", "Update title")]
    [InlineData(null, "\"A\"", "Add title")]
    [InlineData("\"A\"", null, "")]
    [InlineData("\"A\"", WireJson.Unknown, "Update title")]
    [InlineData(WireJson.Unknown, WireJson.Unknown, "Update title")]
    public void Another_text_is_a_difference(string? before, string? after, string changes) => Assert.Equal(changes, Title.Diff(before, after));

    [Fact]
    public void What_is_added_and_known_already_is_no_difference()
    {
        Assert.Equal("", Title.Diff(null, "\"A/\"", held: "\"A\""));
        Assert.Equal("Add title", Title.Diff(null, "\"B\"", held: "\"A\""));
    }

    [Fact]
    public void A_secret_mark_is_no_difference() => Assert.Equal("", Title.Diff("\"A\"", WireJson.SecretJson("\"A\"")));

    /// <summary>A secret is known only from what was sent.</summary>
    [Theory]
    [InlineData("\"A\"", "\"B\"", "\"A\"", "\"B\"")]
    [InlineData("\"A\"", "\"A\"", null, null)]
    [InlineData(null, "\"A\"", null, "\"A\"")]
    [InlineData("\"A\"", "\"A\"", "\"A\"", null), InlineData("\"A\"", null, "\"A\"", null)]
    public void A_secret_is_sent_where_it_changed(string? before, string? after, string? held, string? sent)
    {
        One.Is(sent, Key.ToSend(before, after, held));
        Assert.Equal(before != after && after is not null, Key.Diff(before, after, held).Length > 0);
    }

    [Theory]
    [InlineData("\"A\"", "\"A\"", null, null)]
    [InlineData("\"A\"", "\"A\"", "\"A/\"", null)]
    [InlineData("\"A\"", "\"A\"", "\"B\"", null)]
    [InlineData("\"A\"", "\"B\"", "\"B\"", "\"B\"")]
    public void A_text_is_sent_where_it_changed(string? before, string? after, string? held, string? sent) =>
        One.Is(sent, Title.ToSend(before, after, held));

    [Theory]
    [InlineData("\"new\"", ""), InlineData("\"new/\"", ""), InlineData(null, "")]
    [InlineData("\"old\"", "NotApplied title"), InlineData("\"old/\"", "NotApplied title")]
    [InlineData("\"NEW\"", "Rewritten title")]
    public void The_old_text_was_not_applied_and_a_third_one_is_rewritten(string? observed, string outcome) =>
        Assert.Equal(outcome, Title.Compare("\"new\"", "\"old\"", observed));

    [Fact]
    public void What_is_recorded_is_valid()
    {
        Assert.Empty(Name.Validate(Text("a!")!, Text("a!")));
        Assert.Single(Name.Validate(Text("a!!")!, Text("a!")));
        Assert.Empty(Key.Validate(Text(Mask)!, WireJson.Secret(Mask)));
    }

    [Theory]
    [InlineData("A", "A", "A", "A"), InlineData("A", "A", null, "A"), InlineData("A", "A", "B", "B")]
    [InlineData("A", "A", "A/", "A"), InlineData("A", "a", "a", "A"), InlineData("A", "a", "b", "b")]
    [InlineData("A", "B", "A", "A"), InlineData("A", null, "B", "B"), InlineData(null, null, "B", null)]
    public void Drift_is_what_differs_from_the_input_and_from_the_last_known_state(string? given, string? lastKnown, string? observed, string? refreshed) =>
        Assert.Equal(Text(refreshed), Title.Refresh(Text(given), Text(lastKnown), Text(observed)));

    [Fact]
    public void An_optional_text_that_the_program_leaves_out_does_not_drift() => Assert.Null(Name.Refresh(null, Text("A"), Text("B")));

    [Fact]
    public void A_secret_that_the_service_does_not_return_stays_secret_in_a_refresh() => Assert.Equal(WireJson.Secret("A"), Key.Refresh(Text("A"), null, null));

    [Fact]
    public void An_import_takes_what_the_service_returned_but_no_secret()
    {
        Assert.Equal(Text("A"), Title.Import(Text("A")));
        Assert.Null(Title.Import(null));
        Assert.Null(Key.Import(Text("A")));
    }

    [Theory]
    [InlineData("A", "B", "B"), InlineData("A", null, "A"), InlineData(null, "B", "B"), InlineData(null, null, "C")]
    public void The_output_is_what_the_service_returned_or_else_what_was_sent_or_was_known(string? given, string? observed, string? output) =>
        Assert.Equal(Text(output), Title.Output(Text(given), Text(observed), Text("C")));

    [Fact]
    public void The_output_of_a_secret_is_what_was_sent_last() => Assert.Equal(
        (WireJson.Secret("A"), WireJson.Secret("C")), (Key.Output(Text("A"), Text("B"), Text("C")), Key.Output(null, Text("B"), Text("C"))));

    [Fact]
    public void A_preview_shows_the_input_or_else_what_is_known()
    {
        Assert.Equal(Text("A"), Title.Preview(Text("A"), Text("B")));
        Assert.Equal(PropertyValue.Unknown, Title.Preview(PropertyValue.Unknown, Text("B")));
        Assert.Equal(Text("B"), Title.Preview(null, Text("B")));
        Assert.Equal(WireJson.Secret("A"), Key.Preview(Text("A"), null));
    }

    [Fact]
    public void What_the_program_keeps_secret_stays_secret_where_the_service_returns_it()
    {
        Assert.Equal(WireJson.Secret("B"), Title.Refresh(WireJson.Secret("A"), null, Text("B")));
        Assert.Equal(WireJson.Secret("B"), Title.Output(WireJson.Secret("A"), Text("B"), null));
    }

    private static PropertyValue? Text(string? text) => text is null ? null : PropertyValue.Of(text);
}
