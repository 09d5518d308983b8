// POST /instances.
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;

namespace InfoBip.Sandbox.Tests;

public sealed partial class CreateTests
{
    [Fact]
    public async Task The_seed_pages_request_gets_the_seed_pages_answer()
    {
        await using var client = await SandboxClient.StartAsync(new() { Answers = AnswerShape.Seed });

        var answer = await client.PostAsync(SampleInstance.Request("Test", tags: "a"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var instance = answer.Json.AsObject();
        Assert.Equal(
            ["id", "name", "token", "your_mom", "provisionInteractions", "valid", "disabled", "maxCacheSize", "cacheTimeToLive", "cachingEnabled"],
            instance.Select(member => member.Key));
        Assert.Equal(12, (int)instance["id"]!);
        Assert.Equal("Test", (string?)instance["name"]);
        Assert.Matches(TokenForm(), (string)instance["token"]!);
        Assert.Empty(instance["provisionInteractions"]!.AsArray());
        Assert.True((bool)instance["valid"]!);
        Assert.False((bool)instance["disabled"]!);
        Assert.Equal(0, (int)instance["maxCacheSize"]!);
        Assert.Equal(0, (int)instance["cacheTimeToLive"]!);
        Assert.False((bool)instance["cachingEnabled"]!);
    }

    [Fact]
    public async Task The_connector_is_the_seed_pages_with_its_quotes_escaped()
    {
        await using var client = await SandboxClient.StartAsync();

        var connector = (await client.PostAsync(SampleInstance.Request())).Json["your_mom"]!.AsObject();

        Assert.Equal(
            ["id", "name", "key", "description", "image", "active", "deleted", "typeOauth", "trialAccount", "configDescription", "signupURL"],
            connector.Select(member => member.Key));
        Assert.Equal(37, (int)connector["id"]!);
        Assert.Equal("Infobip", (string?)connector["name"]);
        Assert.Equal("infobip", (string?)connector["key"]);
        Assert.Equal("your_moms/provider_infobip.png", (string?)connector["image"]);
        Assert.True((bool)connector["active"]!);
        Assert.False((bool)connector["deleted"]!);
        Assert.False((bool)connector["typeOauth"]!);
        Assert.True((bool)connector["trialAccount"]!);
        Assert.EndsWith("<a href=\"http://www.infobip.com/sign_up/\" target=\"_blank\">Infobip Signup</a>", (string?)connector["configDescription"]);
        Assert.Equal("http://www.infobip.com/sign_up/", (string?)connector["signupURL"]);
    }

    [Fact]
    public async Task The_element_dialect_answers_in_its_own_word()
    {
        await using var client = await SandboxClient.StartAsync(dialect: "element");

        var answer = await client.PostAsync(SampleInstance.Request(dialect: "element"));

        Assert.Equal("infobip", (string?)answer.Json["element"]!["key"]);
        Assert.Equal(37, (int)answer.Json["elementId"]!);
        Assert.DoesNotContain("your_mom", answer.Text);
    }

    [Fact]
    public async Task The_word_of_the_other_dialect_is_no_connector()
    {
        await using var client = await SandboxClient.StartAsync();

        var answer = await client.PostAsync(SampleInstance.Request(dialect: "element"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("your_mom.key is missing.", (string?)answer.Json["message"]);
    }

    [Fact]
    public async Task Every_missing_entry_is_named_at_once()
    {
        await using var client = await SandboxClient.StartAsync();
        var body = SampleInstance.Request();
        body["configuration"] = new JsonObject { [SampleInstance.SenderKey] = "+1", [SampleInstance.UsernameKey] = " " };

        var answer = await client.PostAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(
            "Required configuration entries are missing: messaging.sms.infobip.username, messaging.sms.infobip.password, messaging.sms.infobip.callback.url",
            (string?)answer.Json["message"]);
        Assert.Empty(client.Server.Instances);
    }

    [Theory]
    [InlineData("""{"your_mom":{"key":"unheard-of"},"name":"n"}""", "There is no your_mom with the key 'unheard-of'.")]
    [InlineData("""{"name":"n"}""", "your_mom.key is missing.")]
    [InlineData("""{"your_mom":{"key":7},"name":"n"}""", "your_mom.key is not a string.")]
    [InlineData("""{"your_mom":"infobip","name":"n"}""", "your_mom is not an object.")]
    [InlineData("""{"your_mom":{"key":"twilio"}}""", "name is missing.")]
    [InlineData("""{"your_mom":{"key":"twilio"},"name":"<b></b>"}""", "name is missing.")]
    [InlineData("""{"your_mom":{"key":"twilio"},"name":"n","tags":"a"}""", "tags is not an array.")]
    [InlineData("""{"your_mom":{"key":"twilio"},"name":"n","tags":[1]}""", "A tag is not a string.")]
    [InlineData("""{"your_mom":{"key":"twilio"},"name":"n","configuration":[]}""", "configuration is not an object.")]
    [InlineData("""{"your_mom":{"key":"twilio"},"name":"n","configuration":{"a":{}}}""", "The configuration entry a is not a string.")]
    [InlineData("[]", "The request body is not a JSON object.")]
    [InlineData("{“your_mom”: {}}", "The request body is not readable JSON.")]
    [InlineData("""{"name":"a","name":"b"}""", "The request body is not readable JSON.")]
    [InlineData("", "The request body is not readable JSON.")]
    public async Task A_bad_body_is_400_with_its_reason(string body, string message)
    {
        await using var client = await SandboxClient.StartAsync();

        var answer = await client.SendAsync(SandboxClient.Request(HttpMethod.Post, client.Url("/instances"), body));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(message, (string?)answer.Json["message"]);
        Assert.Empty(client.Server.Instances);
    }

    [Fact]
    public async Task The_same_request_twice_makes_two_instances()
    {
        await using var client = await SandboxClient.StartAsync();

        var first = await client.PostAsync(SampleInstance.Request("same"));
        var second = await client.PostAsync(SampleInstance.Request("same"));

        Assert.Equal(12, (int)first.Json["id"]!);
        Assert.Equal(13, (int)second.Json["id"]!);
        Assert.NotEqual((string?)first.Json["token"], (string?)second.Json["token"]);
        Assert.Equal(["same", "same"], client.Server.Instances.Select(instance => instance.Name));
    }

    [Theory]
    [InlineData("<a href=\"#\">sms</a>", "sms")]
    [InlineData("sms <draft", "sms ")]
    [InlineData("1 < 2 <3", "1 < 2 <3")]
    [InlineData("<<b>b>x", "x")]
    [InlineData("a<!-- note -->b", "ab")]
    [InlineData("1 < 2 > 0", "1 < 2 > 0")]
    [InlineData("Ann's", "Ann's")]
    public async Task Html_is_stripped_from_name_and_tags(string given, string stored)
    {
        await using var client = await SandboxClient.StartAsync();

        var answer = await client.PostAsync(SampleInstance.Request(given, tags: given));

        Assert.Equal(stored, (string?)answer.Json["name"]);
        Assert.Equal(stored, (string?)answer.Json["tags"]![0]);
    }

    [Fact]
    public async Task The_created_date_is_iso_8601_and_of_the_given_clock()
    {
        await using var client = await SandboxClient.StartAsync(new() { Time = new FakeTimeProvider(new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero)) });

        Assert.Equal("2026-02-03T04:05:06Z", (string?)(await client.PostAsync(SampleInstance.Request())).Json["createdDate"]);
    }

    [Fact]
    public async Task Rejected_credentials_leave_an_instance_that_is_not_valid()
    {
        await using var client = await SandboxClient.StartAsync(new() { RejectedPasswords = [SampleSecrets.Password] });

        var answer = await client.PostAsync(SampleInstance.Request());

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.False((bool)answer.Json["valid"]!);
        Assert.False(Assert.Single(client.Server.Instances).Valid);
    }

    [Fact]
    public async Task A_mask_that_comes_in_is_stored_and_counted()
    {
        await using var client = await SandboxClient.StartAsync();
        var body = SampleInstance.Request();
        body["configuration"]![SampleInstance.PasswordKey] = "********";

        await client.PostAsync(body);

        Assert.Equal(1, client.Server.MaskedValuesReceived);
        Assert.Equal("********", client.Server.Instances[0].Configuration[SampleInstance.PasswordKey]);
    }

    [Fact]
    public async Task Seeds_decide_ids_tokens_and_request_ids()
    {
        var one = await IdentityAsync(1);

        Assert.Equal(one, await IdentityAsync(1));
        var two = await IdentityAsync(2);
        Assert.NotEqual(one.Id, two.Id);
        Assert.NotEqual(one.Token, two.Token);
        Assert.NotEqual(one.RequestId, two.RequestId);
        Assert.Matches(TokenForm(), two.Token);
        Assert.Matches("^[0-9a-f]{24}$", two.RequestId);

        static async Task<(long Id, string Token, string RequestId)> IdentityAsync(int seed)
        {
            await using var client = await SandboxClient.StartAsync(new() { Seed = seed });
            var answer = await client.PostAsync(SampleInstance.Request());
            return ((long)answer.Json["id"]!, (string)answer.Json["token"]!, answer.Header("Elements-Request-Id")!);
        }
    }

    [Fact]
    public async Task A_seed_below_one_is_refused() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => SandboxServer.StartAsync(new() { Seed = 0 }, SandboxClient.Ending));

    [GeneratedRegex("^[A-Za-z0-9+/]{43}=$")]
    private static partial Regex TokenForm();
}
