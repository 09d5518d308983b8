// PATCH, PUT and DELETE of an instance, and its switch.
using System.Net;
using System.Text.Json.Nodes;

namespace InfoBip.Sandbox.Tests;

public sealed class ChangeTests
{
    [Fact]
    public async Task Patch_changes_the_name_and_nothing_else()
    {
        await using var client = await SandboxClient.StartAsync();
        var before = (await client.PostAsync(SampleInstance.Request("old", tags: ["a", "b"]))).Json;

        var answer = await client.SendAsync(HttpMethod.Patch, "/instances/12", new JsonObject { ["name"] = "<i>new</i>" });

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        before["name"] = "new";
        Assert.Equal(before.ToJsonString(), answer.Json.ToJsonString());
    }

    [Fact]
    public async Task Patch_replaces_the_whole_list_of_tags()
    {
        await using var client = await SandboxClient.StartAsync();
        await client.PostAsync(SampleInstance.Request("old", tags: ["a", "b"]));

        var answer = await client.SendAsync(HttpMethod.Patch, "/instances/12", new JsonObject { ["tags"] = new JsonArray("<b>c</b>") });

        Assert.Equal("""["c"]""", answer.Json["tags"]!.ToJsonString());
        Assert.Equal("old", (string?)answer.Json["name"]);
    }

    [Fact]
    public async Task Patch_of_one_entry_keeps_the_others_and_checks_the_credentials()
    {
        await using var client = await SandboxClient.StartAsync();
        await client.PostAsync(SampleInstance.Request());

        var answer = await client.SendAsync(HttpMethod.Patch, "/instances/12", new JsonObject { ["configuration"] = new JsonObject { [SampleInstance.PasswordKey] = "wrong" } });

        Assert.False((bool)answer.Json["valid"]!);
        Assert.Equal(SampleInstance.Username, client.Server.Instances[0].Configuration[SampleInstance.UsernameKey]);
    }

    [Fact]
    public async Task Patch_to_an_empty_name_is_400()
    {
        await using var client = await SandboxClient.StartAsync();
        await client.PostAsync(SampleInstance.Request("old"));

        Assert.Equal(HttpStatusCode.BadRequest, (await client.SendAsync(HttpMethod.Patch, "/instances/12", new JsonObject { ["name"] = "" })).Status);
        Assert.Equal("old", client.Server.Instances[0].Name);
    }

    [Fact]
    public async Task Put_replaces_name_tags_and_entries_and_keeps_id_and_token()
    {
        await using var client = await SandboxClient.StartAsync();
        var body = SampleInstance.Request("old", tags: "a");
        body["configuration"]!["filter.response.nulls"] = "false";
        body["configuration"]!["custom"] = "mine";
        var before = await client.PostAsync(body);

        var answer = await client.SendAsync(HttpMethod.Put, "/instances/12", SampleInstance.Request("new", tags: "b"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(12, (int)answer.Json["id"]!);
        Assert.Equal((string?)before.Json["token"], (string?)answer.Json["token"]);
        Assert.Equal("new", (string?)answer.Json["name"]);
        Assert.Equal("""["b"]""", answer.Json["tags"]!.ToJsonString());
        Assert.Null(answer.Json["configuration"]!["custom"]);
        Assert.Equal("true", (string?)answer.Json["configuration"]!["filter.response.nulls"]);
    }

    [Theory]
    [InlineData("partial", true, "")]
    [InlineData("partial", false, "a")]
    [InlineData("whole", true, "")]
    [InlineData("whole", false, "")]
    public async Task Put_with_an_empty_list_clears_the_tags_and_without_one_where_it_is_whole(string put, bool given, string tags)
    {
        await using var client = await SandboxClient.StartAsync(new() { Behaviours = SandboxBehaviours.Of($"put={put}") });
        await client.PostAsync(SampleInstance.Request(tags: "a"));
        var body = SampleInstance.Request();
        if (!given)
        {
            body.Remove("tags");
        }

        await client.SendAsync(HttpMethod.Put, "/instances/12", body);

        Assert.Equal(tags, string.Join(',', client.Server.Instances[0].Tags));
    }

    [Fact]
    public async Task Put_of_name_and_tags_alone_keeps_what_it_leaves_out()
    {
        await using var client = await SandboxClient.StartAsync();
        await client.PostAsync(SampleInstance.Request("old", tags: "a"));

        var answer = await client.SendAsync(HttpMethod.Put, "/instances/12", new JsonObject { ["name"] = "new", ["tags"] = new JsonArray("b") });

        Assert.True((bool)answer.Json["valid"]!);
        Assert.Equal("new", (string?)answer.Json["name"]);
        Assert.Equal(SampleInstance.Username, (string?)answer.Json["configuration"]![SampleInstance.UsernameKey]);
    }

    [Fact]
    public async Task Put_checks_the_credentials_again()
    {
        await using var client = await SandboxClient.StartAsync();
        var wrong = SampleInstance.Request();
        wrong["configuration"]![SampleInstance.PasswordKey] = "wrong";
        Assert.False((bool)(await client.PostAsync(wrong)).Json["valid"]!);

        Assert.True((bool)(await client.SendAsync(HttpMethod.Put, "/instances/12", SampleInstance.Request())).Json["valid"]!);
        Assert.False((bool)(await client.SendAsync(HttpMethod.Put, "/instances/12", wrong)).Json["valid"]!);
    }

    [Theory]
    [InlineData("partial")]
    [InlineData("whole")]
    public async Task Put_names_every_missing_entry_and_changes_nothing(string put)
    {
        await using var client = await SandboxClient.StartAsync(new() { Behaviours = SandboxBehaviours.Of($"put={put}") });
        await client.PostAsync(SampleInstance.Request("old"));

        var answer = await client.SendAsync(HttpMethod.Put, "/instances/12", new JsonObject { ["your_mom"] = new JsonObject { ["key"] = "infobip" }, ["name"] = "new", ["configuration"] = new JsonObject() });

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        foreach (var entry in new[] { "sender", "username", "password", "callback.url" })
        {
            Assert.Contains($"messaging.sms.infobip.{entry}", (string?)answer.Json["message"]);
        }

        Assert.Equal("old", client.Server.Instances[0].Name);
    }

    [Fact]
    public async Task Put_cannot_change_the_connector()
    {
        await using var client = await SandboxClient.StartAsync();
        client.Server.Add("mail", "sendgrid");

        Assert.Equal(HttpStatusCode.BadRequest, (await client.SendAsync(HttpMethod.Put, "/instances/12", SampleInstance.Request())).Status);
    }

    [Fact]
    public async Task Delete_is_200_and_then_404()
    {
        await using var client = await SandboxClient.StartAsync();
        await client.PostAsync(SampleInstance.Request());

        var first = await client.SendAsync(HttpMethod.Delete, "/instances/12");
        var second = await client.SendAsync(HttpMethod.Delete, "/instances/12");

        Assert.Equal((HttpStatusCode.OK, ""), (first.Status, first.Text));
        Assert.Equal(HttpStatusCode.NotFound, second.Status);
        Assert.Equal("No instance found with the id 12", (string?)second.Json["message"]);
        Assert.Empty(client.Server.Instances);
    }

    [Fact]
    public async Task Ids_of_deleted_instances_are_not_given_again()
    {
        await using var client = await SandboxClient.StartAsync();
        await client.PostAsync(SampleInstance.Request());
        await client.SendAsync(HttpMethod.Delete, "/instances/12");

        Assert.Equal(13, (int)(await client.PostAsync(SampleInstance.Request())).Json["id"]!);
    }

    [Fact]
    public async Task The_switch_turns_off_and_on_and_keeps_the_configuration()
    {
        await using var client = await SandboxClient.StartAsync();
        await client.PostAsync(SampleInstance.Request());

        var off = await client.SendAsync(HttpMethod.Delete, "/instances/12/enabled");
        var whileOff = await client.GetAsync("/instances/12");
        var on = await client.SendAsync(HttpMethod.Put, "/instances/12/enabled");

        Assert.Equal((HttpStatusCode.OK, "{}"), (off.Status, off.Text));
        Assert.True((bool)whileOff.Json["disabled"]!);
        Assert.Equal(SampleInstance.Username, (string?)whileOff.Json["configuration"]![SampleInstance.UsernameKey]);
        Assert.Equal((HttpStatusCode.OK, "{}"), (on.Status, on.Text));
        Assert.False(client.Server.Instances[0].Disabled);
    }

    [Theory]
    [InlineData("PATCH", "/instances/99")]
    [InlineData("PUT", "/instances/99")]
    [InlineData("DELETE", "/instances/99")]
    [InlineData("PUT", "/instances/99/enabled")]
    [InlineData("DELETE", "/instances/99/enabled")]
    public async Task What_is_not_there_is_the_apis_own_404(string method, string path)
    {
        await using var client = await SandboxClient.StartAsync();

        var answer = await client.SendAsync(new HttpMethod(method), path, SampleInstance.Request());

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("No instance found with the id 99", (string?)answer.Json["message"]);
    }
}
