// What answers hold, switch by switch.
using System.Net;
using System.Text.Json.Nodes;

namespace InfoBip.Sandbox.Tests;

public sealed class AnswersTests
{
    private static readonly string[] s_left = ["configuration", "provisionInteractions", "disabled"];

    [Theory]
    [InlineData("full", "")]
    [InlineData("full", "?hydrate=true")]
    public async Task A_full_list_shows_what_the_instance_shows(string form, string query)
    {
        await using var client = await StartAsync($"list={form}");

        var listed = (await client.GetAsync("/instances" + query)).Json[0]!;

        Assert.Equal((await client.GetAsync("/instances/12")).Text, listed.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Fact]
    public async Task A_thin_list_leaves_out_what_the_instance_shows()
    {
        await using var client = await StartAsync("list=thin");

        var listed = (await client.GetAsync("/instances")).Json[0]!.AsObject();
        var read = (await client.GetAsync("/instances/12")).Json.AsObject();

        Assert.Equal(read.Select(member => member.Key).Except(s_left), listed.Select(member => member.Key));
        Assert.All(s_left, name => Assert.True(read.ContainsKey(name)));
    }

    [Theory]
    [InlineData("bare", "")]
    [InlineData("full", "?hydrate=false")]
    [InlineData("thin", "?hydrate=false")]
    public async Task A_bare_list_holds_id_name_token_connector_and_tags(string form, string query)
    {
        await using var client = await StartAsync($"list={form}");

        Assert.Equal(["id", "name", "token", "your_mom", "tags"], (await client.GetAsync("/instances" + query)).Json[0]!.AsObject().Select(member => member.Key));
    }

    [Fact]
    public async Task A_list_may_differ_about_valid()
    {
        await using var client = await StartAsync("list-valid=other");

        Assert.False((bool)(await client.GetAsync("/instances")).Json[0]!["valid"]!);
        Assert.True((bool)(await client.GetAsync("/instances/12")).Json["valid"]!);
    }

    [Fact]
    public async Task No_match_may_be_an_empty_array()
    {
        await using var client = await StartAsync("no-match=empty-list");

        var answer = await client.GetAsync("/instances?searchText=nowhere");

        Assert.Equal((HttpStatusCode.OK, "[]", "0"), (answer.Status, answer.Text, answer.Header("Elements-Total-Count")));
    }

    [Fact]
    public async Task The_connectors_own_entries_come_along_and_an_entry_that_was_sent_wins()
    {
        await using var client = await StartAsync("own-entries=on");
        await client.SendAsync(HttpMethod.Patch, "/instances/12", new JsonObject { ["configuration"] = new JsonObject { ["base.url"] = "https://example.com" } });

        var configuration = (await client.GetAsync("/instances/12")).Json["configuration"]!.AsObject();

        Assert.Equal("https://example.com", (string?)configuration["base.url"]);
        Assert.True(configuration.ContainsKey("event.objects"));
        Assert.Null(configuration["event.objects"]);
        Assert.NotNull(JsonNode.Parse((string)configuration["event.metadata"]!)!["polling"]);
        Assert.Contains(configuration, entry => entry.Key.StartsWith("pagination.", StringComparison.Ordinal));
        Assert.Contains(configuration, entry => entry.Key.StartsWith("bulk.", StringComparison.Ordinal));
        Assert.False(client.Server.Instances[0].Configuration.ContainsKey("event.metadata"));
    }

    [Theory]
    [InlineData("your_mom", "infobip")]
    [InlineData("element", "37")]
    public async Task A_connector_says_which_entries_are_its_own(string dialect, string keyOrId)
    {
        await using var client = await SandboxClient.StartAsync(dialect: dialect);

        var entries = (await client.GetAsync($"/{dialect}s/{keyOrId}/configuration")).Json.AsArray();

        var password = entries.Single(entry => (string?)entry!["key"] == SampleInstance.PasswordKey)!;
        var address = entries.Single(entry => (string?)entry!["key"] == "base.url")!;
        Assert.Equal((true, false, null), ((bool)password["mandatory"]!, (bool)password["internal"]!, (string?)password["defaultValue"]));
        Assert.Equal((false, true, "https://api.infobip.com"), ((bool)address["mandatory"]!, (bool)address["internal"]!, (string?)address["defaultValue"]));
        Assert.Equal("false", (string?)entries.Single(entry => (string?)entry!["key"] == "event.notification.enabled")!["defaultValue"]);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/{dialect}s/unheard-of/configuration")).Status);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await client.SendAsync(HttpMethod.Delete, $"/{dialect}s/{keyOrId}/configuration")).Status);
    }

    [Theory]
    [InlineData("strings", """["a"]""")]
    [InlineData("objects", """[{"id":1200,"name":"a"}]""")]
    [InlineData("absent", null)]
    public async Task Tags_come_back_in_each_form_that_sources_show(string form, string? shown)
    {
        await using var client = await StartAsync($"tags={form}");

        Assert.Equal(shown, (await client.GetAsync("/instances/12")).Json["tags"]?.ToJsonString());
        Assert.Equal(["a"], client.Server.Instances[0].Tags);
    }

    [Theory]
    [InlineData("plain", "string", "string", "string")]
    [InlineData("absent", "no", "no", "no")]
    [InlineData("masked", "mask", "mask", "mask")]
    [InlineData("object", "object", "object", "object")]
    [InlineData("absent-on-create", "no", "string", "string")]
    [InlineData("absent-in-lists", "string", "string", "no")]
    public async Task The_token_comes_back_as_the_switch_says(string form, string created, string read, string listed)
    {
        await using var client = await SandboxClient.StartAsync(new() { Behaviours = SandboxBehaviours.Of($"token={form}") });

        Assert.Equal(created, FormIn((await client.PostAsync(SampleInstance.Request())).Json));
        Assert.Equal(read, FormIn((await client.GetAsync("/instances/12")).Json));
        Assert.Equal(listed, FormIn((await client.GetAsync("/instances")).Json[0]!));

        string FormIn(JsonNode instance) => instance["token"] switch
        {
            null => instance.AsObject().ContainsKey("token") ? "null" : "no",
            JsonObject token => (string?)token["value"] == client.Server.Instances[0].Token ? "object" : "another object",
            var token => (string?)token == "********" ? "mask" : (string?)token == client.Server.Instances[0].Token ? "string" : "another string",
        };
    }

    [Theory]
    [InlineData("full", false, false)]
    [InlineData("empty", false, true)]
    [InlineData("empty-create", true, false)]
    public async Task Answers_may_be_empty(string form, bool create, bool update)
    {
        await using var client = await SandboxClient.StartAsync(new() { Behaviours = SandboxBehaviours.Of($"answer={form}") });

        HttpAnswer[] answers =
        [
            await client.PostAsync(SampleInstance.Request()),
            await client.SendAsync(HttpMethod.Patch, "/instances/12", new JsonObject { ["name"] = "new" }),
            await client.SendAsync(HttpMethod.Put, "/instances/12", new JsonObject { ["name"] = "new" }),
            await client.GetAsync("/instances/12"),
        ];

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal([create, update, update, false], answers.Select(answer => answer.Text.Length == 0));
        Assert.Equal("new", client.Server.Instances[0].Name);
    }

    [Fact]
    public async Task Answers_may_hold_the_seed_pages_fields_only()
    {
        await using var client = await StartAsync("answer=seed-like");

        Assert.All(
            [(await client.GetAsync("/instances/12")).Json, (await client.GetAsync("/instances")).Json[0]!],
            instance => Assert.Equal(
                ["id", "name", "token", "your_mom", "provisionInteractions", "valid", "disabled", "maxCacheSize", "cacheTimeToLive", "cachingEnabled"],
                instance.AsObject().Select(member => member.Key)));
    }

    [Theory]
    [InlineData("true", true, true, true)]
    [InlineData("false-on-create", false, true, true)]
    [InlineData("false-on-read", true, false, true)]
    [InlineData("false-always", false, false, false)]
    public async Task An_instance_may_be_shown_as_not_valid(string form, bool created, bool read, bool updated)
    {
        await using var client = await SandboxClient.StartAsync(new() { Behaviours = SandboxBehaviours.Of($"valid={form}") });

        Assert.Equal(created, (bool)(await client.PostAsync(SampleInstance.Request())).Json["valid"]!);
        Assert.Equal(read, (bool)(await client.GetAsync("/instances/12")).Json["valid"]!);
        Assert.Equal(updated, (bool)(await client.SendAsync(HttpMethod.Patch, "/instances/12", new JsonObject { ["name"] = "new" })).Json["valid"]!);
    }

    [Fact]
    public async Task The_platform_switches_a_new_instance_off_after_the_answer()
    {
        await using var client = await SandboxClient.StartAsync(new() { Behaviours = SandboxBehaviours.Of("switched-off=after-create") });

        Assert.False((bool)(await client.PostAsync(SampleInstance.Request())).Json["disabled"]!);
        Assert.True((bool)(await client.GetAsync("/instances/12")).Json["disabled"]!);
    }

    private static async Task<SandboxClient> StartAsync(string setting)
    {
        var client = await SandboxClient.StartAsync(new() { Behaviours = SandboxBehaviours.Of(setting) });
        await client.PostAsync(SampleInstance.Request(tags: "a"));
        return client;
    }
}
