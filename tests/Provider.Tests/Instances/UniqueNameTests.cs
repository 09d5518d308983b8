// Which names nobody else can bear: only an instance of such a name is taken for ours without a look beforehand.
using InfoBip.Provider.Instances;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using InfoBip.Provider.Tests.Support;

namespace InfoBip.Provider.Tests.Instances;

public sealed class UniqueNameTests
{
    [Theory]
    [InlineData("sms-0123abc", true)]
    [InlineData("-0123abc", true)]
    [InlineData("sms-0123abC", false)]
    [InlineData("sms-0123abg", false)]
    [InlineData("sms-123abc", false)]
    [InlineData("sms0-123abcd", true)]
    [InlineData("sms_0123abc", false)]
    [InlineData("0123abc", false)]
    [InlineData("abc", false)]
    [InlineData("dev-sms", false)]
    public void A_made_name_is_unique_where_it_ends_with_a_random_part(string name, bool unique) =>
        Assert.Equal(unique, InstanceName.IsUnique(Some.Inputs.With("name", PropertyValue.Of(name)).With(InstanceProperties.GeneratedName, PropertyValue.Of(name))));

    [Fact]
    public void A_name_that_the_program_chose_is_not_unique()
    {
        var named = Some.Inputs.With("name", PropertyValue.Of("sms-0123abc"));
        Assert.False(InstanceName.IsUnique(named));
        Assert.False(InstanceName.IsUnique(named.With(InstanceProperties.GeneratedName, PropertyValue.Of("sms-4567def"))));
    }

    [Fact]
    public void A_proposal_of_which_nothing_is_left_is_followed_by_a_made_name()
    {
        var answer = Some.Check(Some.Inputs.Without("name"), autonaming: new Autonaming("<>", AutonamingMode.Propose));
        Assert.Matches("^sms-[0-9a-f]{7}$", answer.Inputs["name"].AsString);
        Assert.True(InstanceName.IsUnique(answer.Inputs));
    }

    [Fact]
    public void A_binding_name_is_not_adapted() =>
        Assert.Equal("a <b", Some.Check(Some.Inputs.Without("name"), autonaming: new Autonaming("a <b", AutonamingMode.Enforce)).Inputs["name"].AsString);
}
