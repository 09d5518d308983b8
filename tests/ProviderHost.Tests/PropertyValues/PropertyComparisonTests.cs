// When two values mean the same to a user.
using CsCheck;
using ProviderHost.PropertyValues;
using ProviderHost.Tests.Support;

namespace ProviderHost.Tests.PropertyValues;

public sealed class PropertyComparisonTests
{
    [Fact]
    public void A_secret_mark_is_no_difference_at_any_depth() =>
        Gen.Select(Trees.Data, Gen.Int).Sample((value, seed) =>
        {
            var marked = Marked(value, new Random(seed));
            Assert.True(PropertyComparison.Same(value, marked), $"{value} and {marked}");
            Assert.True(PropertyComparison.Same(marked, value), $"{marked} and {value}");
        });

    [Fact]
    public void A_changed_text_is_a_difference_at_any_depth() =>
        Gen.Select(Trees.Data, Trees.Key).Sample((value, key) =>
        {
            var before = PropertyValue.Of(PropertyMap.Empty.With(key, PropertyValue.Of([value, PropertyValue.Of("before")])));
            var after = PropertyValue.Of(PropertyMap.Empty.With(key, PropertyValue.Of([value, PropertyValue.Secret(PropertyValue.Of("after"))])));
            Assert.False(PropertyComparison.Same(before, after));
        });

    [Theory]
    [InlineData("""{ "a": null }""", "{}", true)]
    [InlineData("""{ "a": 1 }""", "{}", false)]
    [InlineData("[1, 2]", "[2, 1]", false)]
    [InlineData("[1]", "[1, null]", false)]
    [InlineData("\"1\"", "1", false), InlineData("[]", "{}", false), InlineData("null", "\"\"", false)]
    public void Values_are_compared_by_what_they_hold(string left, string right, bool same)
    {
        Assert.Equal(same, PropertyComparison.Same(WireJson.Value(left), WireJson.Value(right)));
        Assert.Equal(same, PropertyComparison.Same(WireJson.Value(right), WireJson.Value(left)));
    }

    [Fact]
    public void An_absent_value_is_null()
    {
        Assert.True(PropertyComparison.Same(null, PropertyValue.Null));
        Assert.True(PropertyComparison.Same(null, PropertyValue.Secret(PropertyValue.Null)));
        Assert.True(PropertyComparison.Same(null, null));
        Assert.False(PropertyComparison.Same(null, PropertyValue.Of(string.Empty)));
    }

    [Theory]
    [InlineData("\"04da6b54-80e4-46f7-96ec-b56ff0331ba9\"")]
    [InlineData("[\"04da6b54-80e4-46f7-96ec-b56ff0331ba9\"]")]
    [InlineData("{ \"a\": \"04da6b54-80e4-46f7-96ec-b56ff0331ba9\" }")]
    public void What_is_unknown_equals_nothing_not_even_itself(string json)
    {
        Assert.False(PropertyComparison.Same(WireJson.Value(json), WireJson.Value(json)));
        Assert.False(PropertyComparison.Same(WireJson.Value(json), null));
        Assert.False(PropertyComparison.Same(PropertyValue.Of("x"), WireJson.Value(json)));
    }

    private static PropertyValue Marked(PropertyValue value, Random random) => Trees.Mapped(value, inner => random.Next(3) switch
    {
        0 => PropertyValue.Secret(inner),
        1 => new PropertyValue.OutputValue(inner, random.Next(2) == 0, []),
        _ => inner,
    });
}
