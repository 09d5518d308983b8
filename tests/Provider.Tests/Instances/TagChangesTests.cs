// Tags are sets: order and repetition mean nothing, and what is left out is not managed.
using CsCheck;
using InfoBip.Provider.Instances;
using ProviderHost.PropertyValues;
using InfoBip.Provider.Tests.Support;

namespace InfoBip.Provider.Tests.Instances;

public sealed class TagChangesTests
{
    [Fact]
    public void Any_order_and_any_repetition_is_no_difference() =>
        Gen.Select(RandomInputs.Tags, Gen.Int).Sample((tags, seed) =>
        {
            var random = new Random(seed);
            string[] again = [.. tags, .. tags.Where(_ => random.Next(2) == 0)];
            random.Shuffle(again);
            Assert.Empty(Diff(tags, again));
            Assert.Empty(Diff(again, tags));
        });

    [Fact]
    public void One_added_tag_is_one_entry_at_its_place() =>
        Gen.Select(RandomInputs.Tags, Gen.Int).Sample((tags, seed) =>
        {
            var random = new Random(seed);
            string[] shuffled = [.. tags];
            random.Shuffle(shuffled);
            var place = random.Next(tags.Length + 1);
            Assert.Equal([$"Add tags[{place}]"], Diff(tags, [.. shuffled[..place], "NEW", .. shuffled[place..]]));
        });

    [Fact]
    public void One_removed_tag_is_one_entry_at_its_old_place() =>
        Gen.Select(RandomInputs.Tags, Gen.Int).Sample((tags, seed) =>
        {
            var place = new Random(seed).Next(tags.Length + 1);
            Assert.Equal([$"Delete tags[{place}]"], Diff([.. tags[..place], "OLD", .. tags[place..]], tags));
        });

    [Theory]
    [InlineData("""["a"]""", """["b"]""", "Update tags[0]")]
    [InlineData("""["a", "b"]""", """["b", "c"]""", "Delete tags[0], Add tags[1]")]
    [InlineData("[]", """["a"]""", "Add tags[0]")]
    [InlineData("""["a"]""", "[]", "Delete tags[0]")]
    [InlineData("null", """["a"]""", "Add tags")]
    [InlineData("""["a"]""", "null", "Delete tags")]
    [InlineData("[]", "null", "")]
    [InlineData("null", "[]", "")]
    [InlineData("null", "null", "")]
    [InlineData("""["a"]""", """["a", "04da6b54-80e4-46f7-96ec-b56ff0331ba9"]""", "Update tags[1]")]
    [InlineData("""["a"]""", "\"04da6b54-80e4-46f7-96ec-b56ff0331ba9\"", "Update tags")]
    [InlineData("null", "\"04da6b54-80e4-46f7-96ec-b56ff0331ba9\"", "Add tags")]
    public void A_change_of_tags_is_told_where_it_is(string before, string after, string expected) =>
        Assert.Equal(expected, string.Join(", ", Some.Diff(Some.InputsWith("tags", before), Some.InputsWith("tags", after))));

    [Fact]
    public void An_empty_list_clears_tags_that_were_not_managed()
    {
        var state = InstanceState.After(Some.Inputs, Some.Answer() with { Tags = ["theirs"] });
        Assert.Equal(["Add tags"], Some.Diff(Some.CheckedInputs, Some.CheckedInputs.With("tags", PropertyValue.Of(Array.Empty<string>())), state));
    }

    private static IReadOnlyList<string> Diff(string[] before, string[] after) =>
        Some.Diff(Some.Inputs.With("tags", PropertyValue.Of(before)), Some.Inputs.With("tags", PropertyValue.Of(after)));
}
