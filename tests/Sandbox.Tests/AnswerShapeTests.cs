// The shapes that answers can have.
using System.Text.Json.Nodes;

namespace InfoBip.Sandbox.Tests;

public sealed class AnswerShapeTests
{
    [Theory]
    [InlineData(MaskMode.Stars, "********")]
    [InlineData(MaskMode.Empty, "")]
    [InlineData(MaskMode.Absent, null)]
    [InlineData(MaskMode.None, SampleSecrets.Password)]
    public async Task The_password_comes_back_as_the_option_says(MaskMode masking, string? shown)
    {
        await using var client = await SandboxClient.StartAsync(new() { Masking = masking });

        await client.PostAsync(SampleInstance.Request());
        var configuration = (await client.GetAsync("/instances/12")).Json["configuration"]!.AsObject();

        Assert.Equal(shown, (string?)configuration[SampleInstance.PasswordKey]);
        Assert.Equal(shown is not null, configuration.ContainsKey(SampleInstance.PasswordKey));
        Assert.Equal(SampleInstance.Username, (string?)configuration[SampleInstance.UsernameKey]);
        Assert.Equal(SampleSecrets.Password, client.Server.Instances[0].Configuration[SampleInstance.PasswordKey]);
    }

    [Fact]
    public async Task The_services_defaults_come_back_with_what_was_given()
    {
        await using var client = await SandboxClient.StartAsync();

        var configuration = (await client.PostAsync(SampleInstance.Request())).Json["configuration"]!.AsObject();

        Assert.Equal(6, configuration.Count);
        Assert.Equal("false", (string?)configuration["event.notification.enabled"]);
        Assert.Equal("true", (string?)configuration["filter.response.nulls"]);
    }

    [Fact]
    public async Task Every_answer_to_a_change_echoes_the_configuration()
    {
        await using var client = await SandboxClient.StartAsync();

        HttpAnswer[] answers =
        [
            await client.PostAsync(SampleInstance.Request()),
            await client.SendAsync(HttpMethod.Put, "/instances/12", SampleInstance.Request()),
            await client.SendAsync(HttpMethod.Patch, "/instances/12", new JsonObject { ["name"] = "new" }),
            await client.GetAsync("/instances/12"),
        ];

        Assert.All(answers, answer => Assert.Equal("********", (string?)answer.Json["configuration"]![SampleInstance.PasswordKey]));
    }

    [Fact]
    public async Task Tags_come_back_as_objects_or_in_another_order_where_the_options_say_so()
    {
        await using var client = await SandboxClient.StartAsync(new() { Behaviours = SandboxBehaviours.Of("tags=objects"), ReverseTags = true });

        var tags = (await client.PostAsync(SampleInstance.Request(tags: ["a", "b"]))).Json["tags"]!.AsArray();

        Assert.Equal(["b", "a"], tags.Select(tag => (string?)tag!["name"]));
        Assert.All(tags, tag => Assert.True((long)tag!["id"]! > 0));
        Assert.Equal(["a", "b"], client.Server.Instances[0].Tags);
    }

    [Fact]
    public async Task Tags_in_the_form_of_objects_are_taken_too()
    {
        await using var client = await SandboxClient.StartAsync();
        var body = SampleInstance.Request();
        body["tags"] = new JsonArray(new JsonObject { ["id"] = 4, ["name"] = "a" });

        Assert.Equal("""["a"]""", (await client.PostAsync(body)).Json["tags"]!.ToJsonString());
    }

    [Fact]
    public async Task Undocumented_fields_come_along_where_the_option_says_so()
    {
        await using var client = await SandboxClient.StartAsync();
        Assert.DoesNotContain("undocumented", (await client.PostAsync(SampleInstance.Request())).Text);

        client.Server.Options = client.Server.Options with { UnknownFields = true };
        var answer = await client.GetAsync("/instances/12");

        Assert.True(answer.Json.AsObject().ContainsKey("undocumented"));
        Assert.True(answer.Json["your_mom"]!.AsObject().ContainsKey("undocumentedList"));
    }

    [Fact]
    public async Task Entries_given_as_numbers_or_switches_come_back_as_strings()
    {
        await using var client = await SandboxClient.StartAsync();
        var body = SampleInstance.Request();
        body["configuration"]!["a.number"] = 1.50;
        body["configuration"]!["a.switch"] = true;
        body["configuration"]!["a.null"] = null;

        var configuration = (await client.PostAsync(body)).Json["configuration"]!.AsObject();

        Assert.Equal("1.5", (string?)configuration["a.number"]);
        Assert.Equal("true", (string?)configuration["a.switch"]);
        Assert.False(configuration.ContainsKey("a.null"));
    }
}
