// How values read in a log line, and what is said of those that cannot be read.
using Google.Protobuf.WellKnownTypes;
using ProviderHost.PropertyValues;
using InfoBip.Provider.Tests.Support;

namespace InfoBip.Provider.Tests.PropertyValues;

public sealed class PropertyTextTests
{
    private static readonly PropertyMap Hash = PropertyMap.Empty.With("hash", PropertyValue.Of("h"));

    [Fact]
    public void Each_kind_reads_as_what_it_is()
    {
        Assert.Equal("true", PropertyValue.Of(true).ToString());
        Assert.Equal("false", PropertyValue.Of(false).ToString());
        Assert.Equal("1.5", PropertyValue.Of(1.5).ToString());
        Assert.Equal("\"x\"", PropertyValue.Of("x").ToString());
        Assert.Equal("[\"x\", null]", PropertyValue.Of([PropertyValue.Of("x"), PropertyValue.Null]).ToString());
        Assert.Equal("{hash: \"h\"}", PropertyValue.Of(Hash).ToString());
        Assert.Equal("[secret]", PropertyValue.Secret(PropertyValue.Of("x")).ToString());
        Assert.Equal("[unknown]", PropertyValue.Unknown.ToString());
        Assert.Equal("[asset]", new PropertyValue.AssetValue(Hash).ToString());
        Assert.Equal("[archive]", new PropertyValue.ArchiveValue(Hash).ToString());
        Assert.Equal("[resource]", new PropertyValue.ResourceReferenceValue(Hash).ToString());
        Assert.Equal("[bytes]", new PropertyValue.ByteStringValue("eA==").ToString());
    }

    [Fact]
    public void An_output_reads_as_its_value_unless_it_is_secret()
    {
        Assert.Equal("\"x\"", new PropertyValue.OutputValue(PropertyValue.Of("x"), false, []).ToString());
        Assert.Equal("[secret]", new PropertyValue.OutputValue(PropertyValue.Of("x"), true, []).ToString());
        Assert.Equal("[unknown]", new PropertyValue.OutputValue(null, false, []).ToString());
    }

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
    public void Maps_are_equal_where_they_have_the_same_members()
    {
        Assert.NotEqual(Hash, Hash.With("more", PropertyValue.Null));
        Assert.NotEqual(Hash.With("more", PropertyValue.Null), Hash);
        Assert.NotEqual(Hash, PropertyMap.Empty.With("hash", PropertyValue.Of("other")));
        Assert.False(Hash.Equals((PropertyMap?)null));
        Assert.Same(Hash, Hash.Without("none"));
    }

    [Fact]
    public void Only_what_was_secret_somewhere_makes_its_successor_secret()
    {
        Assert.Equal(PropertyValue.Of("x"), PropertyValue.Of("x").SecretLikeAnyOf(PropertyValue.Of(["a"])));
        Assert.Equal(PropertyValue.Of("x"), PropertyValue.Of("x").SecretLikeAnyOf(null));
        Assert.True(PropertyValue.Of("x").SecretLikeAnyOf(PropertyValue.Of([PropertyValue.Secret(PropertyValue.Of("a"))])).IsSecret);
    }

    [Fact]
    public void Unknown_equals_nothing_on_either_side()
    {
        Assert.False(PropertyComparison.Same(PropertyValue.Unknown, PropertyValue.Of("x")));
        Assert.False(PropertyComparison.Same(PropertyValue.Of("x"), PropertyValue.Unknown));
        Assert.False(PropertyComparison.Same(PropertyValue.Unknown, PropertyValue.Unknown));
    }

    [Theory]
    [InlineData("""{ "SIGNATURE": "SECRET" }""", "a secret on the wire has no 'value'")]
    [InlineData("""{ "SIGNATURE": "803fd3297a5875dc03ca845dda5d2a98" }""", "a byte string on the wire has no 'value'")]
    [InlineData("""{ "SIGNATURE": "00000000000000000000000000000000" }""", "a value on the wire carries a mark that this plugin does not know")]
    public void A_marked_value_that_cannot_be_read_is_said_to_be_none(string json, string words)
    {
        var wire = Wire.Struct("""{ "value": """ + json.Replace("SIGNATURE", Wire.Signature, StringComparison.Ordinal).Replace("SECRET", Wire.SecretMark, StringComparison.Ordinal) + " }");
        Assert.Equal(words, Assert.Throws<PropertyFormatException>(() => PropertyCodec.Decode(wire)).Message);
    }

    [Fact]
    public void A_value_without_a_kind_is_said_to_have_none() =>
        Assert.Equal(
            "a value on the wire has no kind",
            Assert.Throws<PropertyFormatException>(() => PropertyCodec.Decode(new Struct { Fields = { ["x"] = new Value() } })).Message);

    [Theory]
    [InlineData("a[\"", false)]
    [InlineData("a[\"b\\", false)]
    [InlineData("a[\"b\\\"", false)]
    [InlineData("a_b$c-d", true)]
    [InlineData("[\"\"]", true)]
    public void Paths_at_the_edge_of_the_notation_are_read_or_not(string text, bool readable)
    {
        Assert.Equal(readable, PropertyPath.Parse(text) is not null);
        if (PropertyPath.Parse(text) is { } path)
        {
            Assert.Equal(text, path.ToString());
        }
    }

    [Fact]
    public void A_pattern_of_everything_is_headed_by_a_star() => Assert.Equal("*", PropertyPath.Parse("*")!.Value.Head);
}
