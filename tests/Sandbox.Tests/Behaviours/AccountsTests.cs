// Several accounts, and ids that several services share.
using System.Net;
using System.Text.Json.Nodes;

namespace InfoBip.Sandbox.Tests;

public sealed class AccountsTests
{
    private const string Mine = "User mine, Organization o";
    private const string Other = "User other, Organization o";

    [Theory]
    [InlineData("403", HttpStatusCode.Forbidden, "old")]
    [InlineData("404", HttpStatusCode.NotFound, "old")]
    [InlineData("shown", HttpStatusCode.OK, null)]
    public async Task The_id_of_another_accounts_instance_answers_as_the_switch_says(string invisible, HttpStatusCode status, string? left)
    {
        await using var client = await StartAsync($"invisible={invisible}");

        Assert.Equal(status, (await SendAsync(client, HttpMethod.Get, Other, "/instances/12")).Status);
        Assert.Equal(status, (await SendAsync(client, HttpMethod.Patch, Other, "/instances/12", new JsonObject { ["name"] = "new" })).Status);
        Assert.Equal(status, (await SendAsync(client, HttpMethod.Put, Other, "/instances/12/enabled")).Status);
        Assert.Equal(status, (await SendAsync(client, HttpMethod.Delete, Other, "/instances/12")).Status);
        Assert.Equal(left, client.Server.Instances.SingleOrDefault()?.Name);
    }

    [Fact]
    public async Task Lists_show_an_accounts_own_instances_and_those_of_all()
    {
        await using var client = await StartAsync();
        client.Server.Add("of all");
        await SendAsync(client, HttpMethod.Post, Other, "/instances", SampleInstance.Request("theirs"));

        Assert.Equal(["old", "of all"], await NamesAsync(Mine));
        Assert.Equal(["of all", "theirs"], await NamesAsync(Other));
        Assert.Equal("mine", client.Server.Instances[0].Owner);

        async Task<string?[]> NamesAsync(string authorization) =>
            [.. (await SendAsync(client, HttpMethod.Get, authorization, "/instances")).Json.AsArray().Select(instance => (string?)instance!["name"])];
    }

    [Theory]
    [InlineData("User mine, Organization another", HttpStatusCode.Unauthorized)]
    [InlineData("User another, Organization o", HttpStatusCode.Unauthorized)]
    [InlineData(Mine, HttpStatusCode.OK)]
    public async Task Only_the_pairs_of_the_accounts_are_accepted(string authorization, HttpStatusCode status)
    {
        await using var client = await StartAsync();

        Assert.Equal(status, (await SendAsync(client, HttpMethod.Get, authorization, "/instances")).Status);
    }

    [Fact]
    public async Task Without_accounts_everyone_sees_everything()
    {
        await using var client = await SandboxClient.StartAsync();
        await SendAsync(client, HttpMethod.Post, Mine, "/instances", SampleInstance.Request());

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(client, HttpMethod.Get, Other, "/instances/12")).Status);
    }

    [Fact]
    public async Task Two_services_may_hold_the_same_ids_with_tokens_of_their_own()
    {
        await using var one = await SandboxClient.StartAsync(new() { Seed = 1, Behaviours = SandboxBehaviours.Of("first-id=500") });
        await using var two = await SandboxClient.StartAsync(new() { Seed = 2, Behaviours = SandboxBehaviours.Of("first-id=500") });

        var (first, second) = (one.Server.Add("a"), two.Server.Add("b"));

        Assert.Equal((500, 500), (first.Id, second.Id));
        Assert.NotEqual(first.Token, second.Token);
        Assert.Equal(501, one.Server.Add("c").Id);
    }

    [Fact]
    public async Task A_first_id_set_while_it_runs_never_gives_an_id_again()
    {
        await using var client = await SandboxClient.StartAsync();
        client.Server.Add("a");

        client.Server.Behave("first-id=5");
        Assert.Equal(13, client.Server.Add("b").Id);

        client.Server.Behave("first-id=50");
        Assert.Equal(50, client.Server.Add("c").Id);
    }

    private static async Task<SandboxClient> StartAsync(params string[] settings)
    {
        var client = await SandboxClient.StartAsync(new() { Accounts = [new("mine", "o"), new("other", "o")], Behaviours = SandboxBehaviours.Of(settings) });
        await SendAsync(client, HttpMethod.Post, Mine, "/instances", SampleInstance.Request("old"));
        return client;
    }

    private static Task<HttpAnswer> SendAsync(SandboxClient client, HttpMethod method, string authorization, string path, JsonNode? body = null) =>
        client.SendAsync(SandboxClient.Request(method, client.Url(path), body?.ToJsonString(), authorization: authorization));
}
