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
    [InlineData("\"A\"", null, "Delete title")]
    [InlineData("\"A\"", WireJson.Unknown, "Update title")]
    [InlineData(WireJson.Unknown, WireJson.Unknown, "Update title")]
    public void Another_text_is_a_difference(string? before, string? after, string changes) => Assert.Equal(changes, Title.Diff(before, after));

    [Fact]
    public void A_secret_mark_is_no_difference() => Assert.Equal("", Title.Diff("\"A\"", WireJson.SecretJson("\"A\"")));

    /// <summary>The service does not return it, so there is nothing to compare it with.</summary>
    [Theory]
    [InlineData(null, "\"A\"", true, "")]
    [InlineData(null, "\"A\"", false, "Add key")]
    [InlineData("\"A\"", "\"B\"", true, "Update key")]
    [InlineData("\"A\"", null, true, "Delete key")]
    public void What_is_required_to_create_completes_an_import_without_a_difference(string? before, string? after, bool inputsAreKnown, string changes) =>
        Assert.Equal(changes, Key.Diff(before, after, inputsAreKnown: inputsAreKnown));

    [Theory]
    [InlineData("A", "A", "A", "A"), InlineData("A", "A", null, "A"), InlineData("A", "A", "B", "B")]
    [InlineData("A", "A", "A/", "A"), InlineData("A", "a", "a", "A"), InlineData("A", "a", "b", "b")]
    [InlineData("A", "B", "A", "A"), InlineData("A", null, "B", "B"), InlineData(null, null, "B", "B")]
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
    [InlineData("A", "B", "B"), InlineData("A", null, "A"), InlineData(null, "B", "B"), InlineData(null, null, null)]
    public void The_output_is_what_the_service_returned_or_else_what_was_sent(string? given, string? observed, string? output) =>
        Assert.Equal(Text(output), Title.Output(Text(given), Text(observed), Text("C")));

    [Fact]
    public void The_output_of_a_secret_is_what_was_sent() => Assert.Equal(WireJson.Secret("A"), Key.Output(Text("A"), Text("B"), Text("C")));

    [Fact]
    public void A_preview_shows_the_input()
    {
        Assert.Equal(Text("A"), Title.Preview(Text("A"), Text("B")));
        Assert.Equal(PropertyValue.Unknown, Title.Preview(PropertyValue.Unknown, Text("B")));
        Assert.Null(Title.Preview(null, Text("B")));
        Assert.Equal(WireJson.Secret("A"), Key.Preview(Text("A"), null));
    }

    [Theory]
    [InlineData("title", "theirs", "theirs")]
    [InlineData("*", "theirs", "theirs")]
    [InlineData("title.x", "theirs", "mine")]
    [InlineData("name", "theirs", "mine"), InlineData("title", null, "mine")]
    public void A_text_that_is_left_alone_is_what_the_service_holds(string ignored, string? observed, string expected) =>
        Assert.Equal(Text(expected), Title.LeaveAlone(Text("mine"), Text(observed), Paths(ignored)));

    [Fact]
    public void What_the_program_keeps_secret_stays_secret_where_the_service_returns_it()
    {
        Assert.Equal(WireJson.Secret("B"), Title.Refresh(WireJson.Secret("A"), null, Text("B")));
        Assert.Equal(WireJson.Secret("B"), Title.Output(WireJson.Secret("A"), Text("B"), null));
        Assert.Equal(WireJson.Secret("B"), Title.LeaveAlone(WireJson.Secret("A"), Text("B"), Paths("title")));
    }

    private static PropertyValue? Text(string? text) => text is null ? null : PropertyValue.Of(text);
}
