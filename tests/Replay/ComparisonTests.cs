// A comparison that overlooks something would let every replay pass.
using System.Text.Json.Nodes;

namespace InfoBip.Replay.Tests;

public sealed class ComparisonTests
{
    [Theory]
    [InlineData("""{"a":{"b":[1,{"c":null}]}}""", """{"a":{"b":[1.0,{"c":null}]}}""")]
    [InlineData("""{"a":1}""", """{"a":"1"}""", "a")]
    [InlineData("""{"a":{}}""", """{}""", "a")]
    [InlineData("""{}""", """{"a":null}""", "a")]
    [InlineData("""{"a":{"b":true}}""", """{"a":{"b":false}}""", "a.b")]
    [InlineData("""{"a":["x","y"]}""", """{"a":["y"]}""", "a[0]", "a[1]")]
    [InlineData("""{"a":"one text [IB1001]"}""", """{"a":"another [IB1001]"}""", "a.text")]
    [InlineData("""{"a":"one text [IB1001]"}""", """{"a":"one text [IB1002]"}""", "a.code")]
    [InlineData("""{"a":"not found [request 0123456789abcdef01234567]. Look."}""", """{"a":"not found [request 76543210fedcba9876543210]. Look."}""")]
    [InlineData("""{"schema":"{\"x\":{\"y\":1}}"}""", """{"schema":"{ \"x\": { \"y\": 2 } }"}""", "schema.x.y")]
    public void Every_difference_has_its_path(string recorded, string live, params string[] paths) =>
        Assert.Equal(paths, Comparison.Of(Json(recorded), Json(live)).Select(difference => difference.Path));

    [Fact]
    public void No_difference_shows_a_secret()
    {
        var recorded = Json("""{"token":{"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270","value":"first-secret"}}""");
        var live = Json("""{"token":{"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270","value":{"x":"second-secret"}}}""");

        Assert.DoesNotContain("-secret", string.Join(' ', [.. Comparison.Of(recorded, live), .. Comparison.Of(new JsonObject { ["all"] = recorded.DeepClone() }, [])]), StringComparison.Ordinal);
    }

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();
}
