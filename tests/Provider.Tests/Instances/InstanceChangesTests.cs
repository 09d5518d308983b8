// Which calls an update needs.
using InfoBip.Provider.Instances;
using InfoBip.Provider.Tests.Support;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Tests.Instances;

public sealed class InstanceChangesTests
{
    private static readonly PropertyMap Olds = Some.CheckedInputs
        .With("tags", """["a"]""")
        .With("extraConfiguration", """{ "x.y": "1" }""");

    private static readonly PropertyMap State = Some.Definition.State(Olds, Some.Answer(Olds));

    [Theory]
    [InlineData("sender", "\"x\""), InlineData("username", "\"x\""), InlineData("password", "\"x\"")]
    [InlineData("callbackUrl", "\"https://x.example.com\"")]
    [InlineData("extraConfiguration", """{ "x.y": "2" }""")]
    [InlineData("extraConfiguration", "null")]
    public void A_changed_configuration_is_sent_whole(string input, string json)
    {
        var changes = Changes(Olds.With(input, json));
        Assert.True(changes.Configuration);
        Assert.True(changes.Patch.IsEmpty);
        Assert.Null(changes.Switch);
    }

    [Fact]
    public void A_changed_name_is_patched_alone()
    {
        var changes = Changes(Olds.With("name", PropertyValue.Of("new")));
        Assert.Equal((false, "new", null, null), (changes.Configuration, changes.Patch.Name, changes.Patch.Tags, changes.Switch));
    }

    [Theory]
    [InlineData("""["a", "b", "b"]""", "a b")]
    [InlineData("[]", ""), InlineData("null", "")]
    public void Changed_tags_are_patched_alone_and_removed_ones_are_cleared(string json, string expected)
    {
        var changes = Changes(Olds.With("tags", json));
        Assert.False(changes.Configuration);
        Assert.Null(changes.Patch.Name);
        Assert.Equal(expected, string.Join(' ', Assert.IsAssignableFrom<IReadOnlyList<string>>(changes.Patch.Tags)));
        Assert.Null(changes.Switch);
    }

    [Theory]
    [InlineData("null", "false", false), InlineData("false", "true", true), InlineData("false", "null", true)]
    [InlineData("null", "true", null), InlineData("false", "false", null)]
    public void The_switch_has_a_call_of_its_own(string before, string after, bool? expected)
    {
        var olds = Olds.With("enabled", before);
        var changes = Changes(Olds.With("enabled", after), olds, Some.Definition.State(olds, Some.Answer(olds)));
        Assert.Equal(expected, changes.Switch);
        Assert.False(changes.Configuration);
        Assert.True(changes.Patch.IsEmpty);
    }

    [Fact]
    public void Nothing_is_sent_for_nothing()
    {
        var changes = Changes(Olds);
        Assert.Equal((false, true, null), (changes.Configuration, changes.Patch.IsEmpty, changes.Switch));
    }

    [Fact]
    public void An_instance_whose_credentials_were_not_accepted_gets_its_configuration_again() =>
        Assert.True(Changes(Olds, state: State.With("valid", PropertyValue.Of(false))).Configuration);

    [Fact]
    public void An_instance_that_was_not_switched_after_all_is_switched_now()
    {
        var off = Olds.With("enabled", PropertyValue.Of(false));
        Assert.False(Changes(off, off, State).Switch);
        Assert.True(Changes(Olds, Olds, State.With("enabled", PropertyValue.Of(false))).Switch);
        Assert.Null(Changes(off, off, State, "enabled").Switch);
        Assert.Null(Changes(off, off, State, "*").Switch);
    }

    [Fact]
    public void What_is_to_be_left_alone_is_not_sent()
    {
        var news = Olds.With("name", PropertyValue.Of("new")).With("tags", PropertyValue.Of(["b"])).With("sender", PropertyValue.Of("x")).With("enabled", PropertyValue.Of(false));
        var changes = Changes(news, null, null, "name", "tags", "sender", "enabled");
        Assert.Equal((false, true, null), (changes.Configuration, changes.Patch.IsEmpty, changes.Switch));
    }

    private static InstanceChanges Changes(PropertyMap news, PropertyMap? olds = null, PropertyMap? state = null, params string[] ignored) =>
        InstanceChanges.Of(Some.Definition, new UpdateCall("12", state ?? State, olds ?? Olds, news, Some.Paths(ignored)));
}
