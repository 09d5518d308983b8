// An input that is a set of strings: order and repetition mean nothing, and what is left out is not managed.
using CsCheck;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using ProviderHost.Tests.Support;

namespace ProviderHost.Tests.Resources;

public sealed class TextSetInputTests
{
    private static readonly PropertyValue Unmanaged = PropertyValue.Of(["theirs"]);

    private static readonly TextSetInput s_lowered = new("labels") { SameText = static (one, other) => one.Equals(other, StringComparison.OrdinalIgnoreCase) };

    private static readonly PropertyValue Empty = PropertyValue.Of(Array.Empty<string>());

    [Theory]
    [InlineData("""["a", "a", "O’Brien’s", "a < b"]""", "")]
    [InlineData("[]", "")]
    [InlineData($"""["a", {WireJson.Unknown}]""", "")]
    [InlineData("\"a\"", "WrongType labels")]
    [InlineData("""["a", 1]""", "WrongType labels[1]")]
    [InlineData("""["a", null]""", "WrongType labels[1]")]
    [InlineData("""["ok", "a!", "b!"]""", "NotAllowed labels[1], NotAllowed labels[2]")]
    [InlineData("""[""]""", "InvalidText labels[0]")]
    public void Each_string_is_validated_at_its_place(string json, string errors) => Assert.Equal(errors, Topic.Labels.Errors(json));

    [Fact]
    public void An_error_in_a_set_that_holds_a_secret_names_no_property() => Assert.Equal("WrongType", Topic.Labels.Errors($$"""{ "x": {{WireJson.SecretJson("1")}} }"""));

    [Fact]
    public void Any_order_and_any_repetition_is_no_difference() => RandomInputs.SameSets.Sample(sets =>
    {
        Assert.Empty(Diff(sets.One, sets.Other));
        Assert.Empty(Diff(sets.Other, sets.One));
        Assert.True(Topic.Labels.IsSame(PropertyValue.Of(sets.One), PropertyValue.Of(sets.Other)));
    });

    [Fact]
    public void One_added_string_is_one_entry_at_its_place() => Gen.Select(RandomInputs.SameSets, Gen.Int[0, 100]).Sample((sets, number) =>
    {
        var place = number % (sets.Other.Length + 1);
        Assert.Equal($"Add labels[{place}]", Diff(sets.One, [.. sets.Other[..place], "NEW", .. sets.Other[place..]]));
    });

    [Fact]
    public void One_removed_string_is_one_entry_at_its_old_place() => Gen.Select(RandomInputs.SameSets, Gen.Int[0, 100]).Sample((sets, number) =>
    {
        var place = number % (sets.One.Length + 1);
        Assert.Equal($"Delete labels[{place}]", Diff([.. sets.One[..place], "OLD", .. sets.One[place..]], sets.Other));
    });

    [Theory]
    [InlineData("""["a"]""", """["b"]""", "Update labels[0]")]
    [InlineData("""["a", "b"]""", """["b", "c"]""", "Delete labels[0], Add labels[1]")]
    [InlineData("[]", """["a"]""", "Add labels[0]")]
    [InlineData("""["a"]""", "[]", "Delete labels[0]")]
    [InlineData(null, """["a"]""", "Add labels")]
    [InlineData("""["a"]""", null, ""), InlineData(null, null, ""), InlineData(null, "[]", "Add labels")]
    [InlineData("""["a"]""", $"""["a", {WireJson.Unknown}]""", "Update labels[1]")]
    [InlineData("""["a"]""", WireJson.Unknown, "Update labels")]
    [InlineData(null, WireJson.Unknown, "Add labels")]
    public void A_change_stands_where_it_is(string? before, string? after, string changes) => Assert.Equal(changes, Topic.Labels.Diff(before, after));

    [Theory]
    [InlineData("""["theirs"]""", """["theirs", "theirs"]""", ""), InlineData("[]", "[]", "")]
    [InlineData("""["theirs"]""", "[]", "Add labels")]
    public void A_set_that_is_added_is_compared_with_what_is_known(string held, string after, string changes) => Assert.Equal(changes, Topic.Labels.Diff(null, after, held));

    [Theory]
    [InlineData("""["a"]""", """["a", "b"]""", """["a"]""", """["a", "b"]""")]
    [InlineData("""["a"]""", """["a"]""", """["a", "theirs"]""", null)]
    [InlineData("""["a"]""", "[]", """["a"]""", "[]")]
    [InlineData("""["b", "a"]""", """["a", "b"]""", """["A", "B"]""", null)]
    [InlineData("""["a"]""", null, """["a", "theirs"]""", null)]
    public void A_set_is_sent_as_a_whole_where_it_changed(string? before, string? after, string? held, string? sent) =>
        One.Is(sent, s_lowered.ToSend(before, after, held));

    [Theory]
    [InlineData("""["B", "a"]""", ""), InlineData(null, "")]
    [InlineData("""["old"]""", "NotApplied labels"), InlineData("[]", "Rewritten labels")]
    public void The_old_set_was_not_applied_and_a_third_one_is_rewritten(string? observed, string outcome) =>
        Assert.Equal(outcome, s_lowered.Compare("""["a", "b"]""", """["old"]""", observed));

    [Fact]
    public void Strings_that_the_service_writes_in_another_form_are_no_drift()
    {
        Assert.Equal(Words("a b"), s_lowered.Refresh(Words("a b"), null, Words("B A")));
        Assert.Equal(Words("b C"), s_lowered.Refresh(Words("a b"), null, Words("B C")));
    }

    [Fact]
    public void Only_strings_are_validated_that_are_not_recorded() =>
        Assert.Equal(["labels[1]"], Topic.Labels.Validate(Words("a! b! c"), Words("c a!")).Select(failure => failure.Property));

    [Fact]
    public void Another_order_is_no_drift_and_the_programs_order_stays() => RandomInputs.SameSets.Sample(sets =>
    {
        var (given, observed) = (PropertyValue.Of(sets.One), PropertyValue.Of(sets.Other));
        Assert.Equal(given, Topic.Labels.Refresh(given, given, observed));
        Assert.Equal(given, Topic.Labels.Output(given, observed, null));
    });

    [Theory]
    [InlineData("b a c", "b a c"), InlineData("c a b", "b a c"), InlineData("a", "a"), InlineData("", "")]
    [InlineData("z b", "b z")]
    public void Drift_keeps_the_programs_order(string observed, string refreshed) =>
        Assert.Equal(Words(refreshed), Topic.Labels.Refresh(Words("b a"), Words("b a"), Words(observed)));

    [Fact]
    public void What_the_service_writes_in_its_own_way_is_no_drift_until_it_changes_again()
    {
        Assert.Equal(Words("b a"), Topic.Labels.Refresh(Words("b a"), Words("A B"), Words("B A")));
        Assert.Equal(Words("A"), Topic.Labels.Refresh(Words("b a"), Words("A B"), Words("A")));
    }

    [Fact]
    public void What_is_left_out_or_not_returned_is_no_drift()
    {
        Assert.Null(Topic.Labels.Refresh(null, null, Unmanaged));
        Assert.Equal(Words("a"), Topic.Labels.Refresh(Words("a"), Words("a"), null));
    }

    [Fact]
    public void An_import_leaves_an_empty_set_out()
    {
        Assert.Equal(Words("a b"), Topic.Labels.Import(Words("a b")));
        Assert.Null(Topic.Labels.Import(Empty));
        Assert.Null(Topic.Labels.Import(null));
    }

    [Fact]
    public void The_output_is_the_services_set_or_else_what_is_known()
    {
        Assert.Equal(Words("c"), Topic.Labels.Output(Words("a"), Words("c"), Words("x")));
        Assert.Equal(Unmanaged, Topic.Labels.Output(null, Unmanaged, Words("x")));
        Assert.Equal(Words("a"), Topic.Labels.Output(Words("a"), null, Words("x")));
        Assert.Equal(Words("x"), Topic.Labels.Output(null, null, Words("x")));
    }

    [Fact]
    public void A_preview_keeps_a_set_that_is_not_managed()
    {
        Assert.Equal(Unmanaged, Topic.Labels.Preview(null, Unmanaged));
        Assert.Equal(Words("a"), Topic.Labels.Preview(Words("a"), Unmanaged));
        Assert.Null(Topic.Labels.Preview(null, null));
    }

    /// <summary>Items of a list have no successors, so all of it is secret where one of them was.</summary>
    [Fact]
    public void A_set_with_a_secret_in_it_is_followed_by_a_secret_one()
    {
        var given = PropertyValue.Of([PropertyValue.Of("a"), WireJson.Secret("b")]);
        Assert.Equal(PropertyValue.Secret(Words("a c")), Topic.Labels.Refresh(given, null, Words("a c")));
        Assert.Equal(PropertyValue.Secret(Words("a c")), Topic.Labels.Output(given, Words("a c"), null));
    }

    private static PropertyValue Words(string text) => PropertyValue.Of(text.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string Diff(string[] before, string[] after) => Topic.Labels.Diff(Json(before), Json(after));

    private static string Json(string[] items) => $"[{string.Join(',', items.Select(item => $"\"{item}\""))}]";
}
