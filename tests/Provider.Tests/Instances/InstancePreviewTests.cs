// What a preview shows of an instance: what is known stays known, the rest is unknown, the token always secret.
using InfoBip.Provider.Instances;
using ProviderHost.PropertyValues;
using InfoBip.Provider.Tests.Support;

namespace InfoBip.Provider.Tests.Instances;

public sealed class InstancePreviewTests
{
    private static readonly PropertyMap LastKnown = InstanceState.After(Some.CheckedInputs.With("tags", PropertyValue.Of(["a"])), Some.Answer(Some.CheckedInputs));

    [Fact]
    public void A_new_instance_shows_its_inputs_and_nothing_that_only_the_service_knows()
    {
        var preview = InstanceState.Preview(Some.CheckedInputs);
        Assert.Equal(Some.CheckedInputs["sender"], preview["sender"]);
        Assert.Equal((true, false), (preview["enabled"].AsBool, preview["disabled"].AsBool));
        Assert.Equal(PropertyValue.Secret(PropertyValue.Unknown), preview["token"]);
        Assert.All(["valid", "connector", "maxCacheSize", "createdDate"], name => Assert.True(preview[name].IsUnknown, name));
        Assert.False(preview.ContainsKey("tags"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_switch_is_known_before_it_is_set(bool enabled)
    {
        var preview = InstanceState.Preview(Some.CheckedInputs.With("enabled", PropertyValue.Of(enabled)), LastKnown);
        Assert.Equal((enabled, !enabled), (preview["enabled"].AsBool, preview["disabled"].AsBool));
    }

    [Fact]
    public void An_unknown_switch_leaves_both_unknown()
    {
        var preview = InstanceState.Preview(Some.CheckedInputs.With("enabled", PropertyValue.Unknown));
        Assert.True(preview["enabled"].IsUnknown);
        Assert.True(preview["disabled"].IsUnknown);
    }

    [Fact]
    public void An_instance_that_exists_keeps_its_token_and_the_tags_that_nobody_manages()
    {
        var preview = InstanceState.Preview(Some.CheckedInputs.Without("name"), LastKnown);
        Assert.Equal(LastKnown["token"], preview["token"]);
        Assert.Equal(LastKnown["connector"], preview["connector"]);
        Assert.Equal(LastKnown["tags"], preview["tags"]);
        Assert.False(preview.ContainsKey("name"));
        Assert.Equal(PropertyValue.Of(["b"]), InstanceState.Preview(Some.CheckedInputs.With("tags", PropertyValue.Of(["b"])), LastKnown)["tags"]);
    }

    [Fact]
    public void Where_the_service_does_not_tell_the_switch_the_program_does()
    {
        var silent = Some.Answer(Some.CheckedInputs) with { Disabled = null };
        Assert.False(InstanceState.After(Some.CheckedInputs.With("enabled", PropertyValue.Of(false)), silent)["enabled"].AsBool);
        Assert.True(InstanceState.After(Some.CheckedInputs, silent)["enabled"].AsBool);
    }
}
