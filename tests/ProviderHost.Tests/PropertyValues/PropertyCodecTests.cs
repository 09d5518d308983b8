// The wire form of property values: the protocol's marks, unknowns, nulls, and what is refused.
using System.Text.Json.Nodes;
using CsCheck;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using ProviderHost.PropertyValues;
using ProviderHost.Tests.Support;

namespace ProviderHost.Tests.PropertyValues;

public sealed class PropertyCodecTests
{
    [Fact]
    public void Every_value_survives_the_wire() =>
        Trees.Members(Trees.Any).Sample(map =>
            PropertyCodec.Decode(Struct.Parser.ParseFrom(PropertyCodec.Encode(map).ToByteArray())).Equals(map));

    [Theory]
    [InlineData("secret", """{ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "s3cret" }""")]
    [InlineData("unknown secret", """{ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }""")]
    [InlineData("secret list", """{ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": ["a", null, { "b": 1 }] }""")]
    [InlineData("asset", """{ "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", "hash": "ab12", "text": "hello" }""")]
    [InlineData("asset of which only the hash came", """{ "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", "hash": "ab12" }""")]
    [InlineData("archive", """{ "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7", "hash": "cd34", "assets": { "f": { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", "hash": "ab12" } } }""")]
    [InlineData("resource", """{ "4dabf18193072939515e22adb298388d": "5cf8f73096256a8f31e491e813e4eb8e", "urn": "urn:pulumi:s::p::t::n", "id": "42", "packageVersion": "1.2.3" }""")]
    [InlineData("bytes", """{ "4dabf18193072939515e22adb298388d": "803fd3297a5875dc03ca845dda5d2a98", "value": "AAEC" }""")]
    [InlineData("output", """{ "4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4", "value": "v", "secret": true, "dependencies": ["urn:pulumi:s::p::t::n"] }""")]
    [InlineData("unknown output", """{ "4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4", "secret": false, "dependencies": [] }""")]
    [InlineData("null", "null"), InlineData("empty list", "[]"), InlineData("empty object", "{}")]
    public void A_documented_form_is_read_and_written_as_it_is(string kind, string json)
    {
        var written = WireJson.Json(PropertyMap.Empty.With("p", WireJson.Value(json)));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse($$"""{ "p": {{json}} }"""), JsonNode.Parse(written)), $"{kind} was written as {written}");
    }

    [Fact]
    public void Each_mark_has_its_type()
    {
        Assert.IsType<PropertyValue.SecretValue>(Marked("1b47061264138c4ac30d75fd1eb44270"));
        Assert.IsType<PropertyValue.ResourceReferenceValue>(Marked("5cf8f73096256a8f31e491e813e4eb8e"));
        Assert.IsType<PropertyValue.OutputValue>(Marked("d0e6a833031e9bbcd3f4e8bde6ca49a4"));
        Assert.IsType<PropertyValue.AssetValue>(Marked("c44067f5952c0a294b673a41bacd8c17"));
        Assert.IsType<PropertyValue.ArchiveValue>(Marked("0def7320c3a5731c473e5ecbe6d01bc7"));
        Assert.IsType<PropertyValue.ByteStringValue>(Marked("803fd3297a5875dc03ca845dda5d2a98"));

        static PropertyValue Marked(string mark) => WireJson.Value($$"""{ "{{WireJson.Signature}}": "{{mark}}", "value": "x" }""");
    }

    [Theory]
    [InlineData("1c4a061d-8072-4f0a-a4cb-0ff528b18fe7")]
    [InlineData("3eeb2bf0-c639-47a8-9e75-3b44932eb421")]
    [InlineData("04da6b54-80e4-46f7-96ec-b56ff0331ba9")]
    [InlineData("6a19a0b0-7e62-4c92-b797-7f8e31da9cc2")]
    [InlineData("030794c1-ac77-496b-92df-f27374a8bd58")]
    [InlineData("e48ece36-62e2-4504-bad9-02848725956a")]
    [InlineData("dd056dcd-154b-4c76-9bd3-c8f88648b5ff")]
    public void Every_sentinel_is_unknown_wherever_it_stands_and_the_string_one_is_sent(string sentinel)
    {
        var map = WireJson.Map($$"""{ "plain": "{{sentinel}}", "deep": [{ "x": "{{sentinel}}" }] }""");
        Assert.True(map["plain"].IsUnknown);
        Assert.True(map["deep"].ContainsUnknown);
        Assert.False(map["deep"].IsUnknown);

        var written = WireJson.Json(map);
        Assert.Equal(2, written.Split(WireJson.UnknownText).Length - 1);
    }

    [Theory]
    [InlineData("04DA6B54-80E4-46F7-96EC-B56FF0331BA9")]
    [InlineData("04da6b54-80e4-46f7-96ec-b56ff0331ba9 ")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public void A_text_that_only_looks_like_a_sentinel_is_a_text(string text) => Assert.Equal(text, WireJson.Value($"\"{text}\"").AsString);

    [Theory]
    [InlineData("""{ "4dabf18193072939515e22adb298388d": "ffffffffffffffffffffffffffffffff", "value": "canary" }""", "a value on the wire carries a mark that this plugin does not know")]
    [InlineData("""{ "4dabf18193072939515e22adb298388d": 7, "value": "canary" }""", "a value on the wire carries a mark that this plugin does not know")]
    [InlineData("""{ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "valeu": "canary" }""", "a secret on the wire has no 'value'")]
    [InlineData("""{ "4dabf18193072939515e22adb298388d": "803fd3297a5875dc03ca845dda5d2a98", "canary": "canary" }""", "a byte string on the wire has no 'value'")]
    public void A_mark_that_is_unknown_or_incomplete_is_refused_without_showing_the_value(string json, string message) =>
        Assert.Equal(message, Assert.Throws<PropertyFormatException>(() => WireJson.Value($"[{json}]")).Message);

    [Fact]
    public void A_value_without_a_kind_is_refused_at_any_depth()
    {
        var wire = new Struct();
        wire.Fields["list"] = Value.ForList(Value.ForStruct(new Struct { Fields = { ["x"] = new Value() } }));
        Assert.Equal("a value on the wire has no kind", Assert.Throws<PropertyFormatException>(() => PropertyCodec.Decode(wire)).Message);
    }

    [Fact]
    public void An_absent_struct_differs_from_an_empty_one()
    {
        Assert.Null(PropertyCodec.DecodeOptional(null));
        Assert.Equal(PropertyMap.Empty, PropertyCodec.DecodeOptional(new Struct()));
        Assert.Equal(PropertyMap.Empty, PropertyCodec.Decode(null));
    }

    [Fact]
    public void An_output_without_a_value_is_unknown_and_keeps_its_secret()
    {
        var output = WireJson.Value($$"""{ "{{WireJson.Signature}}": "d0e6a833031e9bbcd3f4e8bde6ca49a4", "secret": true }""");
        Assert.True(output.IsUnknown);
        Assert.True(output.IsSecret);
    }

    [Fact]
    public void A_secret_in_an_output_stays_secret()
    {
        var output = WireJson.Value(
            $$"""{ "{{WireJson.Signature}}": "d0e6a833031e9bbcd3f4e8bde6ca49a4", "value": { "{{WireJson.Signature}}": "{{WireJson.SecretMark}}", "value": "x" } }""");
        Assert.True(output.IsSecret);
        Assert.Equal("x", output.AsString);
    }

    [Fact]
    public void A_secret_in_a_secret_is_one_secret() =>
        Assert.Equal(
            PropertyValue.Secret(PropertyValue.Of("x")),
            WireJson.Value(WireJson.SecretJson(WireJson.SecretJson("\"x\""))));
}
