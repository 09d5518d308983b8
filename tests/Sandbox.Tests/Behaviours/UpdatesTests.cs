// What a PATCH or PUT that is answered 200 has changed.
using System.Net;
using System.Text.Json.Nodes;

namespace InfoBip.Sandbox.Tests;

public sealed class UpdatesTests
{
    private const string Mask = "********";

    [Theory]
    [InlineData("applied", "new", "b", "+2")]
    [InlineData("ignored", "old", "a", SampleInstance.Sender)]
    [InlineData("partly", "new", "b", SampleInstance.Sender)]
    public async Task A_patch_is_answered_with_what_has_become_of_it(string effect, string name, string tag, string sender)
    {
        await using var client = await StartAsync($"patch={effect}");

        var answer = await client.SendAsync(HttpMethod.Patch, "/instances/12", new JsonObject
        {
            ["name"] = "new",
            ["tags"] = new JsonArray("b"),
            ["configuration"] = new JsonObject { [SampleInstance.SenderKey] = "+2" },
        });

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal((name, tag, sender), ((string?)answer.Json["name"], (string?)answer.Json["tags"]![0], (string?)answer.Json["configuration"]![SampleInstance.SenderKey]));
        Assert.Equal(answer.Text, (await client.GetAsync("/instances/12")).Text);
    }

    [Theory]
    [InlineData("merge", "mine")]
    [InlineData("replace", null)]
    public async Task An_entry_that_a_put_leaves_out_stays_or_goes(string effect, string? left)
    {
        await using var client = await StartAsync($"put-configuration={effect}");

        var answer = await client.SendAsync(HttpMethod.Put, "/instances/12", SampleInstance.Request());

        Assert.Equal(left, (string?)answer.Json["configuration"]!["custom"]);
    }

    [Theory]
    [InlineData("merge", HttpStatusCode.OK)]
    [InlineData("replace", HttpStatusCode.BadRequest)]
    public async Task A_put_without_a_required_entry_is_right_where_it_merges(string effect, HttpStatusCode status)
    {
        await using var client = await StartAsync($"put-configuration={effect}");

        var answer = await client.SendAsync(HttpMethod.Put, "/instances/12", new JsonObject { ["configuration"] = new JsonObject { [SampleInstance.SenderKey] = "+2" } });

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == HttpStatusCode.OK ? "+2" : SampleInstance.Sender, client.Server.Instances[0].Configuration[SampleInstance.SenderKey]);
    }

    [Theory]
    [InlineData("kept", "merge", "PUT", SampleSecrets.Password)]
    [InlineData("kept", "replace", "PUT", SampleSecrets.Password)]
    [InlineData("kept", "replace", "PATCH", SampleSecrets.Password)]
    [InlineData("stored", "merge", "PUT", Mask)]
    [InlineData("stored", "replace", "PUT", Mask)]
    [InlineData("stored", "replace", "PATCH", Mask)]
    public async Task A_whole_answer_sent_back_keeps_the_secret_or_stores_the_mask(string mask, string effect, string method, string stored)
    {
        await using var client = await StartAsync($"mask={mask}", $"put-configuration={effect}");
        var whole = (await client.GetAsync("/instances/12")).Json;

        var answer = await client.SendAsync(new HttpMethod(method), "/instances/12", whole);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(stored, client.Server.Instances[0].Configuration[SampleInstance.PasswordKey]);
        Assert.Equal("mine", client.Server.Instances[0].Configuration["custom"]);
        Assert.Equal(1, client.Server.MaskedValuesReceived);
    }

    private static async Task<SandboxClient> StartAsync(params string[] settings)
    {
        var client = await SandboxClient.StartAsync(new() { Behaviours = SandboxBehaviours.Of(settings) });
        var body = SampleInstance.Request("old", tags: "a");
        body["configuration"]!["custom"] = "mine";
        await client.PostAsync(body);
        return client;
    }
}
