// Names that the program leaves out: made once, kept, and as the user's settings for names want them.
using CsCheck;
using InfoBip.Provider.Instances;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using InfoBip.Provider.Tests.Support;

namespace InfoBip.Provider.Tests.Instances;

public sealed class InstanceNameTests
{
    private static readonly PropertyMap Unnamed = Some.Inputs.Without("name");

    [Fact]
    public void A_name_is_made_of_the_resources_name_and_a_random_part() => Assert.Matches("^sms-[0-9a-f]{7}$", Name(Some.Check(Unnamed)));

    [Fact]
    public void The_same_seed_gives_the_same_name_and_another_seed_another()
    {
        Assert.Equal(Name(Some.Check(Unnamed)), Name(Some.Check(Unnamed)));
        Assert.NotEqual(Name(Some.Check(Unnamed)), Name(Some.Check(Unnamed, seed: new byte[32])));
    }

    [Fact]
    public void Resources_of_one_run_have_different_names_also_under_different_parents() =>
        Assert.Equal(
            3,
            new[] { Some.Urn, Some.Urn.Replace("::infobip", "::my:parent$infobip", StringComparison.Ordinal), Some.Urn + "2" }
                .Select(urn => Name(Some.Check(Unnamed, urn: urn))).Distinct().Count());

    [Fact]
    public void Without_a_seed_names_differ_all_the_same() =>
        Assert.NotEqual(Name(Some.Check(Unnamed, seed: Array.Empty<byte>())), Name(Some.Check(Unnamed, seed: Array.Empty<byte>())));

    [Fact]
    public void A_made_name_is_kept_through_any_number_of_runs() =>
        Gen.Byte.Array[32].Array[1, 5].Sample(seeds =>
        {
            var first = Some.Check(Unnamed).Inputs;
            var last = seeds.Aggregate(first, (olds, seed) => Some.Check(Unnamed, olds, seed: seed).Inputs);
            Assert.Equal(first, last);
        });

    [Fact]
    public void A_made_name_is_kept_when_the_settings_for_names_change()
    {
        var olds = Some.Check(Unnamed).Inputs;
        foreach (var mode in Enum.GetValues<AutonamingMode>())
        {
            var answer = Some.Check(Unnamed, olds, new Autonaming("other", mode));
            Assert.Empty(answer.Failures);
            Assert.Equal(olds, answer.Inputs);
        }
    }

    [Fact]
    public void A_made_name_comes_back_after_somebody_renamed_the_instance()
    {
        var olds = Some.Check(Unnamed).Inputs;
        var made = Name(new CheckedInputs(olds, []));
        var refreshed = InstanceDrift.Refresh(olds, InstanceState.After(olds, Some.Answer(olds)), Some.Answer(olds) with { Name = "renamed" });
        Assert.Equal("renamed", refreshed["name"].AsString);

        var news = Some.Check(Unnamed, refreshed).Inputs;
        Assert.Equal(made, news["name"].AsString);
        Assert.Equal(["Update name"], Some.Diff(refreshed, news));
    }

    [Fact]
    public void A_name_of_the_program_wins_over_a_made_one_and_over_proposals()
    {
        var olds = Some.Check(Unnamed).Inputs;
        var answer = Some.Check(Some.Inputs, olds, new Autonaming("proposed", AutonamingMode.Enforce));
        Assert.Equal(Some.CheckedInputs, answer.Inputs);
        Assert.Empty(Some.Check(Some.Inputs, autonaming: new Autonaming("", AutonamingMode.Disable)).Failures);
    }

    [Fact]
    public void A_name_that_the_program_gives_up_is_followed_by_a_made_one() =>
        Assert.Matches("^sms-[0-9a-f]{7}$", Name(Some.Check(Unnamed, Some.CheckedInputs)));

    [Theory]
    [InlineData(nameof(AutonamingMode.Propose))]
    [InlineData(nameof(AutonamingMode.Enforce))]
    public void A_proposal_of_the_engine_is_taken_as_it_is(string mode) =>
        Assert.Equal("dev-sms-01", Name(Some.Check(Unnamed, autonaming: new Autonaming("dev-sms-01", Enum.Parse<AutonamingMode>(mode)))));

    [Fact]
    public void Where_names_are_not_to_be_made_up_a_missing_one_is_a_mistake()
    {
        var answer = Some.Check(Unnamed, autonaming: new Autonaming("", AutonamingMode.Disable));
        var failure = Assert.Single(answer.Failures);
        Assert.Equal("name", failure.Property);
        Assert.Contains("pulumi:autonaming", failure.Reason, StringComparison.Ordinal);
        Assert.False(answer.Inputs.ContainsKey("name"));
    }

    /// <summary>The service would store something else than was asked for.</summary>
    [Fact]
    public void A_proposal_that_the_service_would_change_is_refused_where_it_is_binding() =>
        Assert.Contains("HTML", Assert.Single(Some.Check(Unnamed, autonaming: new Autonaming("<b>x</b>", AutonamingMode.Enforce)).Failures).Reason, StringComparison.Ordinal);

    [Fact]
    public void A_proposal_that_the_service_would_change_is_adapted_where_it_is_a_wish() =>
        Assert.Equal("bx/b", Name(Some.Check(Unnamed, autonaming: new Autonaming("<b>x</b>", AutonamingMode.Propose))));

    [Theory]
    [InlineData("<b>sms</b>", "bsms/b-")]
    [InlineData("a\nb", "ab-")]
    [InlineData("<>", "instance-")]
    [InlineData("  ", "instance-")]
    public void A_made_name_holds_nothing_that_the_service_strips(string resource, string stem)
    {
        var answer = InstanceCheck.Check(new CheckCall(new ResourceIdentity(Some.Urn, resource), PropertyMap.Empty, Unnamed, Some.Seed, null));
        Assert.StartsWith(stem, Name(answer), StringComparison.Ordinal);
        Assert.Empty(Some.Check(Some.Inputs.With("name", answer.Inputs["name"])).Failures);
    }

    private static string Name(CheckedInputs answer)
    {
        Assert.Empty(answer.Failures);
        Assert.Equal(answer.Inputs[InstanceProperties.GeneratedName], answer.Inputs["name"]);
        return answer.Inputs["name"].AsString!;
    }
}
