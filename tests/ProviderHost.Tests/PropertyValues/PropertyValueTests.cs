// What a property value shows of itself, and what it is below its marks.
using CsCheck;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using ProviderHost.Tests.Support;

namespace ProviderHost.Tests.PropertyValues;

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
                $"{new DiffCall("1", map, map, map, [])}",
                $"{new ReadResource("1", map, map)}",
                $"{new PartiallyCreatedException(Topic.NotAllowed, "1", map, "reason", map)}",
            ];
            Assert.All(shown, text => Assert.DoesNotContain(Canary, text, StringComparison.Ordinal));
            Assert.Contains("[secret]", shown[0], StringComparison.Ordinal);
            Assert.True(value.ContainsSecret);
        });

    [Theory]
    [InlineData("true"), InlineData("1.5"), InlineData("\"x\""), InlineData("""["x", null]""")]
    [InlineData("{d: false}", """{ "d": false }""")]
    [InlineData("[unknown]", WireJson.Unknown)]
    [InlineData("[secret]", """{ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "x" }""")]
    [InlineData("[asset]", """{ "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", "hash": "h" }""")]
    [InlineData("[archive]", """{ "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7", "hash": "h" }""")]
    [InlineData("[resource]", """{ "4dabf18193072939515e22adb298388d": "5cf8f73096256a8f31e491e813e4eb8e", "urn": "u" }""")]
    [InlineData("[bytes]", """{ "4dabf18193072939515e22adb298388d": "803fd3297a5875dc03ca845dda5d2a98", "value": "eA==" }""")]
    [InlineData("\"x\"", """{ "4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4", "value": "x" }""")]
    [InlineData("[secret]", """{ "4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4", "value": "x", "secret": true }""")]
    [InlineData("[unknown]", """{ "4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4" }""")]
    public void Each_kind_reads_as_what_it_is(string text, string? json = null) => Assert.Equal(text, WireJson.Value(json ?? text).ToString());

    [Fact]
    public void Outputs_are_equal_where_all_their_parts_are()
    {
        var output = new PropertyValue.OutputValue(PropertyValue.Of("x"), true, ["urn"]);
        Assert.Equal(output, new PropertyValue.OutputValue(PropertyValue.Of("x"), true, ["urn"]));
        Assert.NotEqual(output, new PropertyValue.OutputValue(PropertyValue.Of("y"), true, ["urn"]));
        Assert.NotEqual(output, new PropertyValue.OutputValue(PropertyValue.Of("x"), false, ["urn"]));
        Assert.NotEqual(output, new PropertyValue.OutputValue(PropertyValue.Of("x"), true, ["other"]));
        Assert.False(output.Equals((PropertyValue.OutputValue?)null));
    }

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
        var map = WireJson.Map("""{ "a": null, "b": 1 }""");
        Assert.Null(map.Find("a"));
        Assert.Null(map.Find("c"));
        Assert.True(map.ContainsKey("a"));
        Assert.Equal(PropertyValue.Of(1), map.Find("b"));
    }

    [Fact]
    public void Maps_are_equal_whatever_their_order()
    {
        var one = WireJson.Map("""{ "a": 1, "b": [2] }""");
        var other = WireJson.Map("""{ "b": [2], "a": 1 }""");
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, one.Without("a"));
        Assert.NotEqual(one, one.With("a", PropertyValue.Secret(PropertyValue.Of(1))));
        Assert.NotEqual(one, one.With("more", PropertyValue.Null));
        Assert.False(one.Equals((PropertyMap?)null));
        Assert.Same(one, one.Without("none"));
    }

    [Fact]
    public void What_was_secret_somewhere_makes_its_successor_secret()
    {
        var value = PropertyValue.Of("x");
        Assert.Equal(value, value.SecretLikeAnyOf(PropertyValue.Of(["a"])));
        Assert.Equal(value, value.SecretLikeAnyOf(null));
        Assert.True(value.SecretLikeAnyOf(PropertyValue.Of([WireJson.Secret("a")])).IsSecret);
        Assert.False(value.SecretLike(PropertyValue.Of([WireJson.Secret("a")])).IsSecret);
        Assert.True(value.SecretLike(WireJson.Secret("a")).IsSecret);
    }

    [Fact]
    public void The_secret_texts_of_a_map_are_all_that_stand_in_secrets()
    {
        var map = WireJson.Map("""{ "a": "plain", "c": { "x": "3", "y": ["4", 5] } }""");
        Assert.Empty(map.SecretTexts);
        map = map.With("a", WireJson.Secret("1")).With("b", PropertyValue.Of([PropertyValue.Of("plain"), WireJson.Secret("2")])).With("c", PropertyValue.Secret(map["c"]));
        Assert.Equal(["1", "2", "3", "4"], map.SecretTexts.Order(StringComparer.Ordinal));
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
