// Names that the program leaves out: generated once, kept, and as the stack's settings for names say.
using CsCheck;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using ProviderHost.Tests.Support;

namespace ProviderHost.Tests.Resources;

public sealed class NameGeneratorTests
{
    private static readonly PropertyMap Unnamed = Topic.Inputs.Without("name");

    private static readonly NameGenerator Names = Topic.Definition.Names!;

    [Fact]
    public void A_name_is_the_resources_own_with_a_random_part() => Assert.Matches("^news-[0-9a-f]{7}$", Name(Topic.Check(Unnamed)));

    [Fact]
    public void The_same_seed_gives_the_same_name_and_another_seed_another()
    {
        Assert.Equal(Name(Topic.Check(Unnamed)), Name(Topic.Check(Unnamed)));
        Assert.NotEqual(Name(Topic.Check(Unnamed)), Name(Topic.Check(Unnamed, seed: new byte[32])));
    }

    [Fact]
    public void Resources_of_one_run_have_different_names_also_under_different_parents() =>
        Assert.Equal(
            3,
            new[] { Topic.Urn, Topic.Urn.Replace("::acme", "::my:parent$acme", StringComparison.Ordinal), Topic.Urn + "2" }
                .Select(urn => Name(Topic.Check(Unnamed, urn: urn))).Distinct().Count());

    [Fact]
    public void Without_a_seed_names_differ_all_the_same() =>
        Assert.NotEqual(Name(Topic.Check(Unnamed, seed: Array.Empty<byte>())), Name(Topic.Check(Unnamed, seed: Array.Empty<byte>())));

    [Fact]
    public void A_generated_name_is_kept_through_any_number_of_runs() =>
        Gen.Byte.Array[32].Array[1, 5].Sample(seeds =>
        {
            var first = Topic.Check(Unnamed).Inputs;
            Assert.Equal(first, seeds.Aggregate(first, (olds, seed) => Topic.Check(Unnamed, olds, seed: seed).Inputs));
        });

    [Theory]
    [InlineData(AutonamingMode.Propose), InlineData(AutonamingMode.Enforce), InlineData(AutonamingMode.Disable)]
    public void A_generated_name_is_kept_when_the_settings_for_names_change(AutonamingMode mode)
    {
        var olds = Topic.Check(Unnamed).Inputs;
        Assert.Equal(Name(new CheckedInputs(olds, [])), Name(Topic.Check(Unnamed, olds, new Autonaming("other", mode))));
    }

    [Fact]
    public void A_generated_name_is_not_managed_so_renaming_the_resource_elsewhere_is_no_drift()
    {
        var olds = Topic.Check(Unnamed).Inputs;
        var renamed = olds.With("name", PropertyValue.Of("renamed"));
        Assert.Equal(olds, Topic.Definition.Refresh(olds, olds, Topic.Observed(renamed)));

        var news = Topic.Check(Unnamed, olds).Inputs;
        Assert.Empty(Topic.Diff(olds, news, renamed));
        Assert.False(Topic.Definition.ToSend(new UpdateCall("1", renamed, olds, news)).ContainsKey("name"));
    }

    /// <summary>A refresh by a version that compared generated names recorded the other one.</summary>
    [Fact]
    public void A_generated_name_outlives_a_recorded_one_of_an_older_version()
    {
        var olds = Topic.Check(Unnamed).Inputs;
        Assert.Equal(olds, Topic.Check(Unnamed, olds.With("name", PropertyValue.Of("renamed"))).Inputs);
    }

    [Fact]
    public void A_name_of_the_program_wins_over_a_generated_one_and_over_the_settings()
    {
        var olds = Topic.Check(Unnamed).Inputs;
        Assert.Equal(Topic.CheckedInputs, Topic.Check(Topic.Inputs, olds, new Autonaming("proposed", AutonamingMode.Enforce)).Inputs);
        Assert.Empty(Topic.Check(Topic.Inputs, autonaming: new Autonaming("", AutonamingMode.Disable)).Failures);
    }

    [Fact]
    public void A_name_that_is_left_out_later_stays_as_it_is()
    {
        var news = Topic.Check(Unnamed, Topic.CheckedInputs, new Autonaming("other", AutonamingMode.Enforce));
        Assert.Equal("news", Name(news));
        Assert.Empty(Topic.Diff(Topic.CheckedInputs, news.Inputs));
        Assert.Equal(["name"], Topic.LeftOut(Topic.CheckedInputs, news.Inputs));
        Assert.Empty(Topic.LeftOut(news.Inputs, Topic.Check(Unnamed, news.Inputs).Inputs));
    }

    [Fact]
    public void A_secret_name_that_is_left_out_later_stays_secret()
    {
        var kept = Topic.Check(Unnamed, Topic.CheckedInputs.With("name", WireJson.Secret("news"))).Inputs;
        Assert.Equal((WireJson.Secret("news"), WireJson.Secret("news")), (kept["name"], kept[NameGenerator.Generated]));
    }

    [Theory]
    [InlineData("a", null, true), InlineData("a", "b", true), InlineData("a", "a", false)]
    public void A_name_is_managed_unless_it_is_the_generated_one(string name, string? generated, bool managed) =>
        Assert.Equal(managed, Names.Managed(Named(name, generated)).ContainsKey("name"));

    [Theory]
    [InlineData(AutonamingMode.Propose, "dev-news", "dev-news")]
    [InlineData(AutonamingMode.Enforce, "dev-news", "dev-news")]
    [InlineData(AutonamingMode.Propose, "dev!", "dev")]
    [InlineData(AutonamingMode.Enforce, "dev?", "dev?")]
    public void A_proposed_name_may_be_adapted_and_an_enforced_one_is_not(AutonamingMode mode, string proposed, string name) =>
        Assert.Equal(name, Name(Topic.Check(Unnamed, autonaming: new Autonaming(proposed, mode))));

    [Fact]
    public void A_proposal_of_which_nothing_is_left_is_followed_by_a_generated_name() =>
        Assert.Matches("^news-[0-9a-f]{7}$", Name(Topic.Check(Unnamed, autonaming: new Autonaming("!", AutonamingMode.Propose))));

    [Fact]
    public void An_enforced_name_that_is_not_valid_is_refused()
    {
        var checkedInputs = Topic.Check(Unnamed, autonaming: new Autonaming("dev!", AutonamingMode.Enforce));
        var failure = Assert.Single(checkedInputs.Failures);
        Assert.Equal((HostErrors.InvalidEnforcedName, "name"), (failure.Code, failure.Property));
        Assert.False(checkedInputs.Inputs.ContainsKey("name"));
    }

    [Fact]
    public void Where_names_are_not_to_be_generated_a_missing_one_is_an_error()
    {
        var checkedInputs = Topic.Check(Unnamed, autonaming: new Autonaming("", AutonamingMode.Disable));
        var failure = Assert.Single(checkedInputs.Failures);
        Assert.Equal((HostErrors.NameRequired, "name"), (failure.Code, failure.Property));
        Assert.False(checkedInputs.Inputs.ContainsKey("name"));
    }

    [Theory]
    [InlineData("news!", "news-"), InlineData("!", "topic-"), InlineData("  ", "topic-")]
    public void The_resources_name_is_cleaned_and_has_a_fallback(string resource, string stem)
    {
        var checkedInputs = Topic.Check(Unnamed, name: resource);
        Assert.StartsWith(stem, Name(checkedInputs), StringComparison.Ordinal);
        Assert.Empty(Topic.Name.Validate(checkedInputs.Inputs["name"]));
    }

    [Fact]
    public void By_default_a_name_is_cleaned_of_control_characters_alone() =>
        Assert.Equal("a<b>!", new NameGenerator(Topic.Name) { Fallback = "topic" }.Clean(" a\n<b>!\0"));

    [Theory]
    [InlineData("news-0123abc", true), InlineData("-0123abc", true), InlineData("news0-123abcd", true)]
    [InlineData("news-0123abC", false), InlineData("news-0123abg", false), InlineData("news-123abc", false)]
    [InlineData("news_0123abc", false), InlineData("0123abc", false), InlineData("abc", false), InlineData("dev-news", false)]
    public void A_generated_name_is_unique_where_it_ends_with_a_random_part(string name, bool unique) =>
        Assert.Equal(unique, Names.IsUnique(Named(name, generated: name), "urn:pulumi:dev::news::a:b:C::news"));

    [Fact]
    public void A_generated_name_is_not_unique_where_it_ends_with_a_part_of_the_URN() =>
        Assert.False(Names.IsUnique(Named("news-0123abc", generated: "news-0123abc"), "urn:pulumi:0123abc::news::a:b:C::news"));

    [Fact]
    public void A_name_that_the_program_chose_is_not_unique()
    {
        Assert.False(Names.IsUnique(Named("news-0123abc"), string.Empty));
        Assert.False(Names.IsUnique(Named("news-0123abc", generated: "news-4567def"), string.Empty));
    }

    /// <summary>Two of one name at a time could not be kept apart, so the old one has to go first.</summary>
    [Theory]
    [InlineData("a", "a", null, true), InlineData("a", "b", null, false), InlineData("a", "a", "a", false)]
    public void A_chosen_name_is_kept_by_a_replacement(string before, string after, string? generated, bool kept)
    {
        Assert.Equal(kept, Names.IsKept(Named(before), Named(after, generated)));
        Assert.Equal(kept, Topic.Definition.Diff(new DiffCall("1", PropertyMap.Empty, Named(before), Named(after, generated), [])).DeleteBeforeReplace);
    }

    private static PropertyMap Named(string name, string? generated = null) => Topic.Inputs
        .With("name", PropertyValue.Of(name))
        .WithOrWithout(NameGenerator.Generated, generated is null ? null : PropertyValue.Of(generated));

    private static string Name(CheckedInputs answer)
    {
        Assert.Empty(answer.Failures);
        Assert.Equal(answer.Inputs[NameGenerator.Generated], answer.Inputs["name"]);
        return answer.Inputs["name"].AsString!;
    }
}
