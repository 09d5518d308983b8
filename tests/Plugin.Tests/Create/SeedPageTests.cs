// What goes over the wire for the example of the service's own page, and what comes back from its own answer.
using System.Text.Json.Nodes;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests.Create;

public sealed class SeedPageTests
{
    // The page's instance.json with its placeholders filled in.
    private const string Instance = """
        {
          "DIALECT": {
            "key": "infobip"
          },
          "configuration": {
            "messaging.sms.infobip.sender": "+17777777777",
            "messaging.sms.infobip.username": "acme",
            "messaging.sms.infobip.password": "canary-p\"ss/word+1",
            "messaging.sms.infobip.callback.url": "https://www.maycoolapp.com/auth"
          },
          "tags": [
            "sms"
          ],
          "name": "Test"
        }
        """;

    private static readonly string s_program = StackFixture.Program("callbackUrl: https://www.maycoolapp.com/auth", "tags: [sms]", "name: Test");

    [Theory]
    [InlineData("your_mom", "/your_moms/api-v2/instances")]
    [InlineData("element", "/elements/api-v2/instances")]
    public async Task The_request_equals_the_pages_example_key_by_key(string dialect, string path)
    {
        await using var fixture = await StackFixture.OpenAsync(dialect: dialect);

        await fixture.DeployAsync(s_program);

        var request = Assert.Single(fixture.Requests, request => request.Method == "POST");
        Assert.Equal(path, request.Path);
        Assert.Empty(request.Query);
        Assert.Equal($"User {SampleSecrets.User}, Organization {SampleSecrets.Organization}", request.Headers["Authorization"]);
        Assert.Equal("application/json", request.Headers["Content-Type"].Split(';')[0]);
        var wanted = JsonNode.Parse(Instance.Replace("DIALECT", dialect, StringComparison.Ordinal));
        var sent = JsonNode.Parse(request.Body);
        Assert.True(JsonNode.DeepEquals(wanted, sent), request.Body);
        Assert.Equal(wanted!.AsObject().Select(member => member.Key), sent!.AsObject().Select(member => member.Key));
        Assert.Equal(
            wanted["configuration"]!.AsObject().Select(entry => entry.Key),
            sent["configuration"]!.AsObject().Select(entry => entry.Key));
    }

    [Theory]
    [InlineData("your_mom")]
    [InlineData("element")]
    public async Task The_pages_answer_gives_every_output(string dialect)
    {
        await using var fixture = await StackFixture.OpenAsync(
            new SandboxOptions { UserSecret = SampleSecrets.User, OrganizationSecret = SampleSecrets.Organization, Answers = AnswerShape.Seed },
            dialect);

        await fixture.DeployAsync(s_program);

        Assert.Equal("12", fixture.State.Id);
        var outputs = fixture.State.Outputs;
        Assert.True(Wire.IsSecret(outputs.Fields["token"]));
        Assert.Equal(Assert.Single(fixture.Sandbox.Instances).Token, Wire.Reveal(outputs.Fields["token"]).StringValue);
        Assert.True(Wire.IsSecret(outputs.Fields["password"]));
        var bare = Wire.Unwrap(outputs);
        foreach (var secret in new[] { "token", "password", "__origin" })
        {
            bare.Fields.Remove(secret);
        }

        Assert.Equal(
            Wire.Map(
                ("sender", "+17777777777"),
                ("username", "acme"),
                ("callbackUrl", "https://www.maycoolapp.com/auth"),
                ("name", "Test"),
                ("tags", new[] { "sms" }),
                ("enabled", true),
                ("valid", true),
                ("maxCacheSize", 0),
                ("cacheTimeToLive", 0),
                ("cachingEnabled", false),
                ("connector", Wire.Map(("id", 37), ("name", "Infobip"), ("key", "infobip")))),
            bare);
    }
}
