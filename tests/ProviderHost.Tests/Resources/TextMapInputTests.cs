// An input that is a map of strings, each entry on its own; entries that the program does not have are not its concern.
using ProviderHost.PropertyValues;
using ProviderHost.Tests.Support;

namespace ProviderHost.Tests.Resources;

public sealed class TextMapInputTests
{
    private const string Secret1 = """{ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "1" }""";
    private const string Secret2 = """{ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "2" }""";

    [Theory]
    [InlineData("""{ "a.b": "1", "x": null }""", "")]
    [InlineData("{}", "")]
    [InlineData($$"""{ "a": {{WireJson.Unknown}} }""", "")]
    [InlineData("[]", "WrongType extra")]
    [InlineData("""{ "a.b": true, "c": 1 }""", "WrongType extra[\"a.b\"], WrongType extra.c")]
    [InlineData("""{ "topic.title": "x" }""", "NotAllowed extra[\"topic.title\"]")]
    [InlineData("""{ "x": "********" }""", "MaskedValue extra.x")]
    [InlineData("""{ "x": "", "y": " a\n\u202e" }""", "")]
    [InlineData("""{ "x": "<INSERT_IT>" }""", "InvalidText extra.x")]
    [InlineData("""{ " ": "x" }""", "InvalidText extra[\" \"]")]
    public void Each_entry_is_validated_at_its_key(string json, string errors) => Assert.Equal(errors, Topic.Extra.Errors(json));

    [Theory]
    [InlineData("""{ "a.b": "1" }""", """{ "a.b": "2" }""", "Update extra[\"a.b\"]")]
    [InlineData("""{ "a.b": "1", "c": "1" }""", """{ "c": "1" }""", "")]
    [InlineData(null, """{ "a.b": "1", "c": "2" }""", "Add extra[\"a.b\"], Add extra.c")]
    [InlineData("""{ "a": "1" }""", null, "")]
    [InlineData(null, "{}", "")]
    [InlineData("""{ "a": null }""", "{}", "")]
    [InlineData("""{ "a": "1", "b": "2" }""", """{ "b": "2", "a": "1" }""", "")]
    [InlineData("""{ "a": "1" }""", $$"""{ "a": {{WireJson.Unknown}} }""", "Update extra.a")]
    [InlineData("{}", WireJson.Unknown, "Update extra")]
    public void Each_entry_has_its_own_path(string? before, string? after, string changes) => Assert.Equal(changes, Topic.Extra.Diff(before, after));

    [Theory]
    [InlineData("""{ "a": "1" }""", """{ "a": "1" }""", """{ "a": "2" }""", """{ "a": "2" }""")]
    [InlineData("""{ "a": "1" }""", """{ "a": "1" }""", """{ "a": "1", "theirs": "x" }""", """{ "a": "1" }""")]
    [InlineData("""{ "a": "1", "b": "1" }""", """{ "a": "1", "b": "1" }""", """{ "b": "2" }""", """{ "a": "1", "b": "2" }""")]
    [InlineData("""{ "a": "x" }""", """{ "a": "X" }""", """{ "a": "X" }""", """{ "a": "x" }""")]
    [InlineData("""{ "a": "1" }""", null, null, """{ "a": "1" }""")]
    [InlineData(null, null, """{ "theirs": "x" }""", null)]
    [InlineData($$"""{ "a": {{Secret1}} }""", null, """{ "a": "2" }""", $$"""{ "a": {{Secret2}} }""")]
    public void Only_a_changed_entry_of_the_program_is_drift(string? given, string? lastKnown, string? observed, string? refreshed) =>
        One.Is(refreshed, Topic.Extra.Refresh(One.Value(given), One.Value(lastKnown), One.Value(observed)));

    [Theory]
    [InlineData("""{ "interval": "60", "a": "1" }""", """{ "a": "1" }""")]
    [InlineData("""{ "interval": "30" }""", """{ "interval": "30" }""")]
    [InlineData("""{ "interval": "60" }""", null)]
    [InlineData("{}", null), InlineData(null, null)]
    public void An_import_leaves_out_what_the_service_sets_by_itself(string? observed, string? imported) => One.Is(imported, Topic.Extra.Import(One.Value(observed)));

    [Theory]
    [InlineData("""{ "a": "1", "b": "1" }""", """{ "a": "2", "theirs": "x" }""", """{ "a": "2", "b": "1" }""")]
    [InlineData("""{ "a": "1" }""", null, """{ "a": "1" }""")]
    [InlineData(null, """{ "theirs": "x" }""", null)]
    [InlineData($$"""{ "a": {{Secret1}} }""", """{ "a": "2" }""", $$"""{ "a": {{Secret2}} }""")]
    public void The_output_has_the_programs_entries_alone(string? given, string? observed, string? output) =>
        One.Is(output, Topic.Extra.Output(One.Value(given), One.Value(observed), One.Value("""{ "gone": "1" }""")));

    [Fact]
    public void A_map_that_is_secret_as_a_whole_stays_so()
    {
        var secret = PropertyValue.Secret(WireJson.Value("""{ "a": "1" }"""));
        Assert.True(Topic.Extra.Refresh(secret, null, WireJson.Value("""{ "a": "2" }"""))!.IsSecret);
        Assert.True(Topic.Extra.Output(secret, WireJson.Value("""{ "a": "2" }"""), null)!.IsSecret);
    }

    [Theory]
    [InlineData("""{ "a.b": "1", "b": "1", "c": "1" }""", """{ "b": "2" }""", "extra[\"a.b\"], extra.c")]
    [InlineData("""{ "a": "1" }""", null, "extra.a")]
    [InlineData(null, """{ "a": "1" }""", ""), InlineData("""{ "a": "1" }""", WireJson.Unknown, "")]
    public void Entries_that_are_left_out_are_named(string? before, string? after, string leftOut) =>
        Assert.Equal(leftOut, string.Join(", ", Topic.Extra.LeftOut(One.Value(before), One.Value(after))));

    [Theory]
    [InlineData("""{ "a": "1", "b": "1" }""", """{ "a": "1", "b": "2" }""", """{ "a": "1", "b": "1" }""", """{ "b": "2" }""")]
    [InlineData("""{ "a": "1", "b": "1" }""", """{ "a": "1", "b": "1" }""", """{ "a": "0", "b": "1" }""", null)]
    [InlineData("""{ "a": "1" }""", """{ "a": "1", "n": null }""", """{ "a": "1" }""", null)]
    [InlineData("""{ "a": "1" }""", null, """{ "a": "0" }""", null)]
    [InlineData(null, $$"""{ "a": {{Secret1}} }""", null, $$"""{ "a": {{Secret1}} }""")]
    public void Only_entries_are_sent_that_changed(string? before, string? after, string? held, string? sent) =>
        One.Is(sent, Topic.Extra.ToSend(before, after, held));

    [Fact]
    public void Each_entry_that_was_sent_is_compared_on_its_own() => Assert.Equal(
        "NotApplied extra.a, Rewritten extra.b",
        Topic.Extra.Compare("""{ "a": "1", "b": "1", "c": "1", "d": "1" }""", """{ "a": "0" }""", """{ "a": "0", "b": "2", "c": "1", "theirs": "x" }"""));

    [Fact]
    public void Only_entries_are_validated_that_are_not_recorded() =>
        Assert.Equal(["extra.y"], Topic.Extra.Validate(WireJson.Value("""{ "x": "********", "y": "********" }"""), WireJson.Value("""{ "x": "********", "y": "1" }""")).Select(failure => failure.Property));

    [Fact]
    public void A_preview_has_the_programs_entries_alone()
    {
        One.Is("""{ "a": "1" }""", Topic.Extra.Preview(One.Value("""{ "a": "1" }"""), One.Value("""{ "b": "1" }""")));
        Assert.Null(Topic.Extra.Preview(null, One.Value("""{ "b": "1" }""")));
    }
}
