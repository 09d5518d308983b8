// An input that is a boolean; a new resource is on where it is left out.
using ProviderHost.PropertyValues;
using ProviderHost.Tests.Support;

namespace ProviderHost.Tests.Resources;

public sealed class FlagInputTests
{
    [Theory]
    [InlineData("false", ""), InlineData(WireJson.Unknown, "")]
    [InlineData("\"true\"", "WrongType active")]
    [InlineData("1", "WrongType active")]
    public void A_flag_is_validated(string json, string errors) => Assert.Equal(errors, Topic.Active.Errors(json));

    [Theory]
    [InlineData("true", "true", null, "")]
    [InlineData("true", "false", null, "Update active")]
    [InlineData("false", null, null, "")]
    [InlineData(null, "false", null, "Add active"), InlineData(null, "false", "true", "Add active")]
    [InlineData(null, "false", "false", "")]
    [InlineData(null, WireJson.Unknown, null, "Add active")]
    public void Left_out_it_is_not_managed_and_added_it_is_compared_with_what_is_known(string? before, string? after, string? held, string changes) =>
        Assert.Equal(changes, Topic.Active.Diff(before, after, held));

    [Theory]
    [InlineData(null, "true", null), InlineData(null, "false", null), InlineData(null, null, null)]
    [InlineData("true", "false", "false"), InlineData("true", null, "true"), InlineData("false", "true", "true")]
    [InlineData("false", "false", "false")]
    public void Another_value_than_the_program_wants_is_drift(string? given, string? observed, string? refreshed)
    {
        One.Is(refreshed, Topic.Active.Refresh(One.Value(given), null, One.Value(observed)));
        One.Is(refreshed, Topic.Active.Refresh(One.Value(given), lastKnown: One.Value(observed), One.Value(observed)));
    }

    [Theory]
    [InlineData("true", "false", "false", "false")]
    [InlineData("false", "false", "true", null)]
    [InlineData("false", "false", "false", null), InlineData("false", null, "true", null)]
    public void It_is_sent_where_it_changed(string? before, string? after, string? held, string? sent) => One.Is(sent, Topic.Active.ToSend(before, after, held));

    [Theory]
    [InlineData("true", null), InlineData("false", "false"), InlineData(null, null)]
    public void An_import_leaves_the_default_out(string? observed, string? imported) => One.Is(imported, Topic.Active.Import(One.Value(observed)));

    [Theory]
    [InlineData(null, null, "true"), InlineData("false", null, "false"), InlineData("true", "false", "false")]
    public void The_output_is_known_also_where_the_service_does_not_return_it(string? given, string? observed, string output) =>
        One.Is(output, Topic.Active.Output(One.Value(given), One.Value(observed), null));

    [Theory]
    [InlineData(null, null, "true"), InlineData(null, "false", "false")]
    [InlineData("true", "false", "true")]
    [InlineData(WireJson.Unknown, "false", WireJson.Unknown)]
    public void A_preview_shows_the_default_for_a_new_resource_alone(string? given, string? lastKnown, string preview) =>
        One.Is(preview, Topic.Active.Preview(One.Value(given), One.Value(lastKnown)));

    [Fact]
    public void A_flag_that_the_program_keeps_secret_stays_secret()
    {
        var (off, secretOn) = (PropertyValue.Of(false), PropertyValue.Secret(PropertyValue.Of(true)));
        Assert.Equal(PropertyValue.Secret(off), Topic.Active.Refresh(secretOn, null, off));
        Assert.Equal(PropertyValue.Secret(off), Topic.Active.Output(secretOn, off, null));
    }
}
