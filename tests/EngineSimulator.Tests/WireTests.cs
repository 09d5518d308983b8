// Property values on the wire.
using Google.Protobuf.WellKnownTypes;

namespace InfoBip.EngineSimulator.Tests;

public sealed class WireTests
{
    private static readonly Struct Sample = Wire.Map(
        ("text", "a \"b\""), ("number", 1.5), ("flag", true), ("none", null),
        ("list", new object?[] { "x", Wire.Secret("hidden") }), ("map", new Dictionary<string, object?> { ["deep"] = Wire.Unknown }), ("__mark", "ours"));

    [Fact]
    public void Secrets_and_unknowns_are_found_at_any_depth()
    {
        Assert.True(Wire.ContainsSecret(Sample));
        Assert.True(Wire.ContainsUnknown(Sample));
        Assert.False(Wire.ContainsSecret(Wire.Unwrap(Sample)));
        Assert.True(Wire.IsUnknown(Wire.Secret(Wire.Unknown)));
        Assert.All(WireFormat.Unknowns, sentinel => Assert.True(Wire.IsUnknown(Value.ForString(sentinel))));
        Assert.Equal(7, WireFormat.Unknowns.Count);
    }

    [Fact]
    public void A_person_sees_values_but_no_secret_and_no_internal_key() =>
        Assert.Equal(
            """{flag: true, list: ["x", [secret]], map: {deep: [unknown]}, none: null, number: 1.5, text: "a \"b\""}""",
            WireText.Render(Value.ForStruct(Sample)));

    [Fact]
    public void An_output_value_without_content_is_unknown()
    {
        var output = Wire.Of(Wire.Map((WireFormat.SignatureKey, WireFormat.OutputSignature), ("secret", true)));

        Assert.True(Wire.IsUnknown(output));
        Assert.True(Wire.IsSecret(output));
    }

    [Fact]
    public void Malformed_values_are_found_at_any_depth()
    {
        Assert.False(Wire.IsMalformed(Value.ForStruct(Sample)));
        Assert.True(Wire.IsMalformed(Value.ForList(new Value())));
        Assert.True(Wire.IsMalformed(Wire.Of(new[] { Wire.Map((WireFormat.SignatureKey, "1234")) })));
        Assert.True(Wire.IsMalformed(Value.ForStruct(Wire.Map((WireFormat.SignatureKey, WireFormat.SecretSignature)))));
    }

    [Theory]
    [InlineData("map.deep", "\"x\"")]
    [InlineData("list[1]", "\"b\"")]
    [InlineData("map[\"dotted.key\"]", "1")]
    [InlineData("list[2]", "undefined")]
    [InlineData("hidden.inner", "[secret]")]
    public void Paths_find_what_they_name(string path, string shown)
    {
        var map = Wire.Map(
            ("map", new Dictionary<string, object?> { ["deep"] = "x", ["dotted.key"] = 1 }),
            ("list", new[] { "a", "b" }),
            ("hidden", Wire.Secret(new Dictionary<string, object?> { ["inner"] = "y" })));

        Assert.Equal(shown, WireText.Render(WirePath.Parse(path).Find(map)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".a")]
    [InlineData("[0]")]
    [InlineData("a[\"b]")]
    public void What_is_no_path_is_refused(string path) => Assert.Throws<EngineException>(() => WirePath.Parse(path));
}
