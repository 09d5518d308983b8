// Who may call.
using System.Net;

namespace InfoBip.Sandbox.Tests;

public sealed class AuthorizationTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer abc")]
    [InlineData("User u")]
    [InlineData("Organization o")]
    [InlineData("User u Organization o")]
    [InlineData("User , Organization o")]
    [InlineData("User u, Organization ")]
    [InlineData("User u, Organization o, Stranger s")]
    [InlineData("User u, User v, Organization o")]
    [InlineData("User u x, Organization o")]
    public async Task Missing_or_malformed_secrets_are_401(string? header)
    {
        await using var client = await SandboxClient.StartAsync();

        var answer = await client.SendAsync(SandboxClient.Request(HttpMethod.Get, client.Url("/instances"), authorization: header));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Contains("Authorization", (string)answer.Json["message"]!);
        Assert.Equal(answer.Header("Elements-Request-Id"), (string?)answer.Json["requestId"]);
    }

    [Fact]
    public async Task Any_wellformed_secrets_do_where_none_are_given()
    {
        await using var client = await SandboxClient.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync(SampleInstance.Request())).Status);
    }

    [Theory]
    [InlineData(SandboxClient.Authorization, HttpStatusCode.OK)]
    [InlineData($"User other, Organization {SampleSecrets.Organization}", HttpStatusCode.Unauthorized)]
    [InlineData($"User {SampleSecrets.User}, Organization other", HttpStatusCode.Unauthorized)]
    public async Task Given_secrets_have_to_match(string header, HttpStatusCode expected)
    {
        await using var client = await SandboxClient.StartAsync(new() { UserSecret = SampleSecrets.User, OrganizationSecret = SampleSecrets.Organization });

        var answer = await client.SendAsync(SandboxClient.Request(HttpMethod.Post, client.Url("/instances"), SampleInstance.Request().ToJsonString(), authorization: header));

        Assert.Equal(expected, answer.Status);
        Assert.DoesNotContain(SampleSecrets.Organization, answer.Text);
    }

    [Fact]
    public async Task Secrets_can_be_rotated_while_it_runs()
    {
        await using var client = await SandboxClient.StartAsync(new() { UserSecret = SampleSecrets.User });
        await client.PostAsync(SampleInstance.Request());

        client.Server.Options = client.Server.Options with { UserSecret = "rotated" };

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/instances/12")).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(SandboxClient.Request(HttpMethod.Get, client.Url("/instances/12"), authorization: "User rotated, Organization o"))).Status);
    }

    [Fact]
    public async Task The_token_of_a_live_instance_is_accepted_of_a_switched_off_one_is_403_and_of_a_deleted_one_401()
    {
        await using var client = await SandboxClient.StartAsync(dialect: "element");
        var token = (string?)(await client.PostAsync(SampleInstance.Request(dialect: "element"))).Json["token"];

        Assert.Equal(HttpStatusCode.OK, (await OnBehalfAsync()).Status);
        await client.SendAsync(HttpMethod.Delete, "/instances/12/enabled");
        Assert.Equal(HttpStatusCode.Forbidden, (await OnBehalfAsync()).Status);
        await client.SendAsync(HttpMethod.Delete, "/instances/12");
        Assert.Equal(HttpStatusCode.Unauthorized, (await OnBehalfAsync()).Status);

        Task<HttpAnswer> OnBehalfAsync() => client.SendAsync(SandboxClient.Request(HttpMethod.Get, client.Url("/instances"), authorization: $"{SandboxClient.Authorization}, Element {token}"));
    }
}
