// The shapes that answers can be ordered in.
using System.Text.Json.Nodes;

namespace InfoBip.Sandbox.Tests;

public sealed class AnswerShapeTests
{
    private const string Password = "messaging.sms.infobip.password";

    [Theory]
    [InlineData(MaskMode.Stars, "********")]
    [InlineData(MaskMode.Empty, "")]
    [InlineData(MaskMode.Absent, null)]
    [InlineData(MaskMode.None, "pa55")]
    public async Task The_password_comes_back_as_ordered(MaskMode masking, string? told)
    {
        await using var client = await Client.StartAsync(new() { Masking = masking });

        await client.PostAsync(Client.Infobip());
        var configuration = (await client.GetAsync("/instances/12")).Json["configuration"]!.AsObject();

        Assert.Equal(told, (string?)configuration[Password]);
        Assert.Equal(told is not null, configuration.ContainsKey(Password));
        Assert.Equal("ann", (string?)configuration["messaging.sms.infobip.username"]);
        Assert.Equal("pa55", client.Server.Instances[0].Configuration[Password]);
    }

    [Fact]
    public async Task The_services_defaults_come_back_with_what_was_given()
    {
        await using var client = await Client.StartAsync();

        var configuration = (await client.PostAsync(Client.Infobip())).Json["configuration"]!.AsObject();

        Assert.Equal(6, configuration.Count);
        Assert.Equal("false", (string?)configuration["event.notification.enabled"]);
        Assert.Equal("true", (string?)configuration["filter.response.nulls"]);
    }

    [Fact]
    public async Task Every_answer_to_a_change_echoes_the_configuration()
    {
        await using var client = await Client.StartAsync();

        Answer[] answers =
        [
            await client.PostAsync(Client.Infobip()),
            await client.SendAsync(HttpMethod.Put, "/instances/12", Client.Infobip()),
            await client.SendAsync(HttpMethod.Patch, "/instances/12", new JsonObject { ["name"] = "new" }),
            await client.GetAsync("/instances/12"),
        ];

        Assert.All(answers, answer => Assert.Equal("********", (string?)answer.Json["configuration"]![Password]));
    }

    [Fact]
    public async Task Tags_come_back_as_objects_or_in_another_order_when_ordered_so()
    {
        await using var client = await Client.StartAsync(new() { Tags = TagShape.Objects, ReverseTags = true });

        var tags = (await client.PostAsync(Client.Infobip(tags: ["a", "b"]))).Json["tags"]!.AsArray();

        Assert.Equal(["b", "a"], tags.Select(tag => (string?)tag!["name"]));
        Assert.All(tags, tag => Assert.True((long)tag!["id"]! > 0));
        Assert.Equal(["a", "b"], client.Server.Instances[0].Tags);
    }

    [Fact]
    public async Task Tags_in_the_form_of_objects_are_taken_too()
    {
        await using var client = await Client.StartAsync();
        var body = Client.Infobip();
        body["tags"] = new JsonArray(new JsonObject { ["id"] = 4, ["name"] = "a" });

        Assert.Equal("""["a"]""", (await client.PostAsync(body)).Json["tags"]!.ToJsonString());
    }

    [Fact]
    public async Task Fields_that_nobody_knows_come_along_when_ordered()
    {
        await using var client = await Client.StartAsync();
        Assert.DoesNotContain("unheardOf", (await client.PostAsync(Client.Infobip())).Text);

        client.Server.Options = client.Server.Options with { UnknownFields = true };
        var answer = await client.GetAsync("/instances/12");

        Assert.True(answer.Json.AsObject().ContainsKey("unheardOf"));
        Assert.True(answer.Json["your_mom"]!.AsObject().ContainsKey("unheardOfList"));
    }

    [Fact]
    public async Task Entries_given_as_numbers_or_switches_come_back_as_strings()
    {
        await using var client = await Client.StartAsync();
        var body = Client.Infobip();
        body["configuration"]!["a.number"] = 1.50;
        body["configuration"]!["a.switch"] = true;
        body["configuration"]!["a.null"] = null;

        var configuration = (await client.PostAsync(body)).Json["configuration"]!.AsObject();

        Assert.Equal("1.5", (string?)configuration["a.number"]);
        Assert.Equal("true", (string?)configuration["a.switch"]);
        Assert.False(configuration.ContainsKey("a.null"));
    }
}
