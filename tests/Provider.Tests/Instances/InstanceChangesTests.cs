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
        .With("extraConfiguration", """{ "x.y": "1", "z": "1" }""");

    private static readonly PropertyMap State = Some.Definition.State(Olds, Some.Answer(Olds));

    [Theory]
    [InlineData("sender", "\"x\"", "messaging.sms.infobip.sender=x")]
    [InlineData("password", "\"x\"", "messaging.sms.infobip.password=x")]
    [InlineData("extraConfiguration", """{ "x.y": "2", "z": "1" }""", "x.y=2")]
    [InlineData("extraConfiguration", """{ "new": "2" }""", "new=2")]
    [InlineData("name", "\"new\"", "name new")]
    [InlineData("tags", """["a", "b", "b"]""", "tags a b"), InlineData("tags", "[]", "tags ")]
    [InlineData("enabled", "false", "off")]
    public void Exactly_what_changed_is_sent(string input, string json, string sent) => Assert.Equal(sent, Sent(Changes(Olds.With(input, json))));

    [Theory]
    [InlineData("tags"), InlineData("enabled"), InlineData("extraConfiguration"), InlineData("name"), InlineData("none")]
    public void What_is_left_out_is_not_sent_whatever_the_service_has(string input)
    {
        var olds = Olds.With("enabled", "false");
        Assert.Equal("", Sent(Changes(olds.Without(input), olds, Some.Definition.State(olds, Some.Answer(olds)))));
    }

    [Fact]
    public void A_generated_name_is_not_sent()
    {
        var named = Olds.With(NameGenerator.Generated, Olds["name"]);
        Assert.Equal("", Sent(Changes(named, named, State.With("name", "\"renamed\""))));
    }

    [Theory]
    [InlineData("null", "false", "off"), InlineData("false", "true", "on")]
    [InlineData("null", "true", ""), InlineData("false", "false", ""), InlineData("false", "null", "")]
    public void The_switch_has_a_call_of_its_own(string before, string after, string sent)
    {
        var olds = Olds.With("enabled", before);
        Assert.Equal(sent, Sent(Changes(Olds.With("enabled", after), olds, Some.Definition.State(olds, Some.Answer(olds)))));
    }

    [Theory]
    [InlineData("password", "messaging.sms.infobip.password=s3cret")]
    [InlineData("sender", "messaging.sms.infobip.sender=+17777777777")]
    [InlineData("extraConfiguration", "x.y=1, z=1")]
    [InlineData("name", "name orders")]
    [InlineData("tags", "tags a")]
    public void What_an_earlier_call_could_not_put_into_force_is_sent_again(string input, string sent) =>
        Assert.Equal(sent, Sent(Changes(Olds, state: Unsent.Put(State, [input]))));

    [Theory]
    [InlineData("sender", "\"theirs\""), InlineData("name", "\"theirs\""), InlineData("tags", """["theirs"]"""), InlineData("extraConfiguration", """{ "x.y": "0" }""")]
    public void What_somebody_else_changed_is_not_sent_along_with_another_change(string output, string known) =>
        Assert.Equal("messaging.sms.infobip.username=you", Sent(Changes(Olds.With("username", "\"you\""), state: State.With(output, known))));

    [Fact]
    public void A_switch_that_was_not_thrown_after_all_is_thrown_now()
    {
        var off = Olds.With("enabled", "false");
        Assert.Equal("off", Sent(Changes(off, off)));
        Assert.Equal("", Sent(Changes(Olds, Olds, State.With("enabled", "false"))));
    }

    [Fact]
    public void An_instance_whose_credentials_were_not_accepted_gets_all_of_the_programs_configuration_again() =>
        Assert.Equal(
            "messaging.sms.infobip.sender=+17777777777, messaging.sms.infobip.username=me, messaging.sms.infobip.password=s3cret, "
            + "messaging.sms.infobip.callback.url=https://www.example.com/auth, x.y=1, z=1",
            Sent(Changes(Olds, state: State.With("valid", "false"))));

    private static string Sent(InstanceChanges changes)
    {
        var (name, tags, configuration) = changes.Patch;
        Assert.Equal(configuration!.Count > 0, changes.SendsConfiguration);
        string?[] parts =
        [
            .. configuration.Select(entry => $"{entry.Key}={entry.Value}"),
            name is null ? null : $"name {name}",
            tags is null ? null : $"tags {string.Join(' ', tags)}",
            changes.Switch switch { true => "on", false => "off", null => null },
        ];
        return string.Join(", ", parts.OfType<string>());
    }

    private static InstanceChanges Changes(PropertyMap news, PropertyMap? olds = null, PropertyMap? state = null) =>
        InstanceChanges.Of(Some.Definition, new UpdateCall("12", state ?? State, olds ?? Olds, news));
}
