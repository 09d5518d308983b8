// Paths in the engine's notation: written, read, and used as patterns.
using CsCheck;
using ProviderHost.PropertyValues;
using ProviderHost.Tests.Support;

namespace ProviderHost.Tests.PropertyValues;

public sealed class PropertyPathTests
{
    [Fact]
    public void A_path_that_is_written_can_be_read_again()
    {
        // The engine's notation has no way to write a key that ends with a backslash.
        var key = Trees.Text.Where(text => text.Length > 0 && text[^1] != '\\');
        var step = Gen.OneOf(key.Select(key => (Key: (string?)key, Index: 0)), Gen.Int[0, 2000].Select(index => (Key: (string?)null, Index: index)));
        Gen.Select(key, step.Array[0, 5]).Sample((head, steps) =>
        {
            var path = steps.Aggregate(PropertyPath.Of(head), (all, next) => next.Key is { } key ? all.At(key) : all.At(next.Index));
            Assert.Equal(path, PropertyPath.Parse(path.ToString()));
        });
    }

    [Theory]
    [InlineData("tags", "tags"), InlineData("tags[0]", "tags[0]"), InlineData("tags[*]", "tags[*]"), InlineData("*", "*")]
    [InlineData("a.b.c", "a.b.c"), InlineData("a.*.c", "a[*].c"), InlineData("a[\"b\"]", "a.b")]
    [InlineData("[\"a\"].b", "a.b")]
    [InlineData("extraConfiguration[\"event.vendor.type\"]", "extraConfiguration[\"event.vendor.type\"]")]
    [InlineData("a[\"say \\\"hi\\\"\"]", "a[\"say \\\"hi\\\"\"]")]
    [InlineData("a[\"]\"]", "a[\"]\"]")]
    [InlineData("[\"root with a .\"][100]", "[\"root with a .\"][100]")]
    [InlineData("a[\"0\"]", "a[\"0\"]"), InlineData("a_b$c-d", "a_b$c-d"), InlineData("[\"\"]", "[\"\"]")]
    public void Paths_are_read_and_written_in_the_engines_notation(string given, string written) =>
        Assert.Equal(written, PropertyPath.Parse(given)?.ToString());

    /// <summary>In the engine's notation a backslash escapes a quote and nothing else.</summary>
    [Theory]
    [InlineData("a\\b", "x[\"a\\b\"]")]
    [InlineData("\\d+\\w", "x[\"\\d+\\w\"]")]
    public void A_backslash_that_stands_before_no_quote_is_itself(string key, string written)
    {
        var path = PropertyPath.Of("x").At(key);
        Assert.Equal(written, path.ToString());
        Assert.Equal(path, PropertyPath.Parse(written));
    }

    [Theory]
    [InlineData(""), InlineData("."), InlineData("a."), InlineData("a..b"), InlineData("a["), InlineData("a[]")]
    [InlineData("a[-1]"), InlineData("a[x]"), InlineData("a[\"b]"), InlineData("a[\"b\""), InlineData("a[99999999999]")]
    [InlineData("a[0]b"), InlineData("a[\""), InlineData("a[\"b\\"), InlineData("a[\"b\\\"")]
    public void What_is_no_path_is_not_read(string text) => Assert.Null(PropertyPath.Parse(text));

    [Theory]
    [InlineData("tags", "tags", true), InlineData("tags", "tags[3]", true)]
    [InlineData("tags[*]", "tags[3]", true)]
    [InlineData("tags[3]", "tags[3]", true)]
    [InlineData("*", "tags[3]", true)]
    [InlineData("extraConfiguration.*", "extraConfiguration[\"a.b\"]", true)]
    [InlineData("extraConfiguration[\"*\"]", "extraConfiguration[\"a.b\"]", true)]
    [InlineData("extraConfiguration[\"a.b\"]", "extraConfiguration[\"a.b\"]", true)]
    [InlineData("*[\"a.b\"]", "extraConfiguration[\"a.b\"]", true)]
    [InlineData("tags[3]", "tags", false), InlineData("tags[*]", "tags", false)]
    [InlineData("tags[0]", "tags[1]", false)]
    [InlineData("tag", "tags", false)]
    [InlineData("extraConfiguration.a.b", "extraConfiguration[\"a.b\"]", false)]
    [InlineData("tags[\"0\"]", "tags[0]", false)]
    public void A_pattern_covers_what_it_names_and_all_below(string pattern, string path, bool covered) =>
        Assert.Equal(covered, PropertyPath.Parse(pattern)!.Value.Covers(PropertyPath.Parse(path)!.Value));

    [Fact]
    public void A_path_knows_its_top_level_property()
    {
        Assert.Equal("extraConfiguration", PropertyPath.Of("extraConfiguration").At("a.b").At(0).Head);
        Assert.Equal("*", PropertyPath.Parse("*")!.Value.Head);
        Assert.True(PropertyPath.Of("tags").IsTopLevel);
        Assert.False(PropertyPath.Of("tags").At(0).IsTopLevel);
    }
}
