// What becomes of the names and tags that are sent.
using System.Text.Json.Nodes;

namespace InfoBip.Sandbox.Tests;

public sealed class NamesTests
{
    [Theory]
    [InlineData("strip", " <b>a</b>  & b ", " a  & b ")]
    [InlineData("none", "<b>a</b>", "<b>a</b>")]
    [InlineData("trim", "  a  b ", "a  b")]
    [InlineData("collapse", " a \t b ", " a b ")]
    [InlineData("compose", "cafe\u0301", "caf\u00e9")]
    [InlineData("encode", "a & b < c", "a &amp; b &lt; c")]
    [InlineData("encode", "a &amp; b", "a &amp; b")]
    [InlineData("trim,collapse,compose,encode,strip", "  <i>a</i>   &  e\u0301 ", "a &amp; \u00e9")]
    public async Task Names_and_tags_are_normalised_on_create_and_on_update(string changes, string sent, string stored)
    {
        await using var client = await SandboxClient.StartAsync(new() { Behaviours = SandboxBehaviours.Of($"normalise={changes}") });

        var created = (await client.PostAsync(SampleInstance.Request(sent, tags: sent))).Json;
        await client.SendAsync(HttpMethod.Patch, "/instances/12", new JsonObject { ["name"] = "x", ["tags"] = new JsonArray() });
        var updated = (await client.SendAsync(HttpMethod.Patch, "/instances/12", new JsonObject { ["name"] = sent, ["tags"] = new JsonArray(sent) })).Json;

        Assert.Equal((stored, stored), ((string?)created["name"], (string?)created["tags"]![0]));
        Assert.Equal((stored, stored), ((string?)updated["name"], (string?)updated["tags"]![0]));
    }

    [Theory]
    [InlineData("off", false, "")]
    [InlineData("off", true, "")]
    [InlineData("absent", false, "shop")]
    [InlineData("absent", true, "")]
    [InlineData("absent-or-empty", false, "shop")]
    [InlineData("absent-or-empty", true, "shop")]
    public async Task A_create_without_tags_makes_one_of_the_stripped_name(string when, bool emptyList, string tags)
    {
        await using var client = await SandboxClient.StartAsync(new() { Behaviours = SandboxBehaviours.Of($"default-tag={when}") });
        var body = SampleInstance.Request("<b>shop</b>");
        if (!emptyList)
        {
            body.Remove("tags");
        }

        Assert.Equal(tags, string.Join(',', (await client.PostAsync(body)).Json["tags"]!.AsArray().Select(tag => (string?)tag)));
    }

    [Fact]
    public async Task Tags_that_are_sent_get_no_company()
    {
        await using var client = await SandboxClient.StartAsync(new() { Behaviours = SandboxBehaviours.Of("default-tag=absent-or-empty") });

        Assert.Equal("""["a"]""", (await client.PostAsync(SampleInstance.Request("shop", tags: "a"))).Json["tags"]!.ToJsonString());
    }
}
