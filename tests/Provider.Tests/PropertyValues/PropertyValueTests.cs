// What a property value shows of itself and tells about itself.
using CsCheck;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using InfoBip.Provider.Tests.Support;

namespace InfoBip.Provider.Tests.PropertyValues;

public sealed class PropertyValueTests
{
    private const string Canary = "cAnArY";

    /// <summary>Trees in which the canary stands in secrets only, at any depth below and above the mark.</summary>
    private static readonly Gen<PropertyValue> Guarded = Around(
        Gen.Select(Around(Gen.Const(PropertyValue.Of(Canary))), Gen.Bool)
            .Select((inner, output) => output ? new PropertyValue.OutputValue(inner, true, ["urn"]) : PropertyValue.Secret(inner)));

    [Fact]
    public void What_a_secret_holds_is_never_shown() =>
        Guarded.Sample(value =>
        {
            var map = PropertyMap.Empty.With("p", value);
            string[] shown =
            [
                $"{value}",
                $"{map}",
                $"{new CheckedInputs(map, [])}",
                $"{new DiffCall(map, map, map, [])}",
                $"{new ReadResource("1", map, map)}",
                $"{new PartiallyCreatedException(ErrorCode.NotValid, "1", map, "reason", map)}",
            ];
            Assert.All(shown, text => Assert.DoesNotContain(Canary, text, StringComparison.Ordinal));
            Assert.Contains("[secret]", shown[0], StringComparison.Ordinal);
            Assert.True(value.ContainsSecret);
        });

    [Fact]
    public void What_is_not_secret_is_shown() =>
        Assert.Equal("{a: [1, \"x\", null], b: [unknown], c: {d: true}}", Wire.Map($$"""{ "a": [1, "x", null], "b": "{{Wire.UnknownText}}", "c": { "d": true } }""").ToString());

    [Fact]
    public void Marks_at_the_top_hide_nothing_from_the_provider()
    {
        var value = PropertyValue.Secret(new PropertyValue.OutputValue(PropertyValue.Secret(PropertyValue.Of("x")), false, []));
        Assert.Equal("x", value.AsString);
        Assert.True(value.IsSecret);
        Assert.False(value.ContainsUnknown);
        Assert.True(PropertyValue.Of(true).AsBool);
        Assert.Null(PropertyValue.Of(true).AsString);
    }

    [Fact]
    public void A_map_finds_null_as_absent_and_keeps_it()
    {
        var map = Wire.Map("""{ "a": null, "b": 1 }""");
        Assert.Null(map.Find("a"));
        Assert.Null(map.Find("c"));
        Assert.True(map.ContainsKey("a"));
        Assert.Equal(PropertyValue.Of(1), map.Find("b"));
    }

    [Fact]
    public void Maps_are_equal_whatever_their_order()
    {
        var one = Wire.Map("""{ "a": 1, "b": [2] }""");
        var other = Wire.Map("""{ "b": [2], "a": 1 }""");
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, one.Without("a"));
        Assert.NotEqual(one, one.With("a", PropertyValue.Secret(PropertyValue.Of(1))));
    }

    private static Gen<PropertyValue> Around(Gen<PropertyValue> core)
    {
        var tree = core;
        for (var level = 0; level < 3; level++)
        {
            var inner = tree;
            tree = Gen.OneOf(
                inner,
                inner.Select(value => PropertyValue.Of([PropertyValue.Of("plain"), value])),
                Gen.Select(Trees.Key, inner).Select((key, value) => PropertyValue.Of(PropertyMap.Empty.With(key, value))),
                inner.Select(value => (PropertyValue)new PropertyValue.OutputValue(value, false, [])));
        }

        return tree;
    }
}
