// Errors that the switches bring about.
using System.Net;
using System.Text.Json.Nodes;

namespace InfoBip.Sandbox.Tests;

public sealed class RefusalsTests
{
    [Theory]
    [InlineData("create", "POST")]
    [InlineData("update", "PATCH")]
    [InlineData("delete", "DELETE")]
    [InlineData("read", "GET")]
    [InlineData("all", "POST,PATCH,DELETE,GET")]
    public async Task The_vendor_refuses_the_calls_that_the_switch_names(string calls, string methods)
    {
        await using var client = await SandboxClient.StartAsync();
        client.Server.Add("old");
        client.Server.Behave("vendor-error=403", $"vendor-error-on={calls}");

        HttpAnswer[] answers =
        [
            await client.PostAsync(SampleInstance.Request("new")),
            await client.SendAsync(HttpMethod.Patch, "/instances/12", new JsonObject { ["name"] = "new" }),
            await client.GetAsync("/instances/12"),
            await client.SendAsync(HttpMethod.Delete, "/instances/12"),
        ];

        var refused = answers.Where(answer => answer.Status == HttpStatusCode.Forbidden);
        Assert.Equal(methods.Split(',').Order(), client.Server.Requests.Where(request => request.Status == 403).Select(request => request.Method).Order());
        Assert.All(refused, answer => Assert.Contains("InfoBip", (string)answer.Json["providerMessage"]!));
        Assert.Equal(calls is "create" or "all", !client.Server.Instances.Any(instance => instance.Id == 13));
        Assert.Equal(calls is "delete" or "all", client.Server.Instances.Any(instance => instance.Id == 12));
    }

    [Theory]
    [InlineData("400")]
    [InlineData("401")]
    [InlineData("404")]
    [InlineData("500")]
    public async Task The_vendors_errors_have_their_status_and_make_nothing(string status)
    {
        await using var client = await SandboxClient.StartAsync(new() { Behaviours = SandboxBehaviours.Of($"vendor-error={status}") });

        var answer = await client.PostAsync(SampleInstance.Request());

        Assert.Equal(int.Parse(status, System.Globalization.CultureInfo.InvariantCulture), (int)answer.Status);
        Assert.NotNull(answer.Json["providerMessage"]);
        Assert.Empty(client.Server.Instances);
    }

    [Theory]
    [InlineData("both", true, true)]
    [InlineData("header", true, false)]
    [InlineData("body", false, true)]
    [InlineData("none", false, false)]
    public async Task An_error_gives_its_request_id_where_the_switch_says(string places, bool header, bool body)
    {
        await using var client = await SandboxClient.StartAsync(new() { Behaviours = SandboxBehaviours.Of($"request-id={places}") });
        client.Server.Faults.Inject(new() { Kind = FaultKind.Status, StatusCode = 500, Method = "POST" });

        HttpAnswer[] errors = [await client.GetAsync("/instances/12"), await client.GetAsync("/other"), await client.PostAsync(SampleInstance.Request())];

        Assert.All(errors, error =>
        {
            Assert.Equal(header, error.Header("Elements-Request-Id") is not null);
            Assert.Equal(body, error.Json["requestId"] is not null);
            Assert.NotNull(error.Json["message"]);
        });
        Assert.NotNull((await client.PostAsync(SampleInstance.Request())).Header("Elements-Request-Id"));
    }

    [Fact]
    public async Task A_full_store_is_409_and_takes_no_more()
    {
        await using var client = await SandboxClient.StartAsync(new() { Behaviours = SandboxBehaviours.Of("full=on") });

        Assert.Equal(HttpStatusCode.Conflict, (await client.PostAsync(SampleInstance.Request())).Status);
        Assert.Empty(client.Server.Instances);
    }

    [Theory]
    [InlineData("429", HttpStatusCode.TooManyRequests, 0)]
    [InlineData("413", HttpStatusCode.RequestEntityTooLarge, 0)]
    [InlineData("off", HttpStatusCode.OK, 1)]
    public async Task A_request_of_more_than_8_MB_is_refused_and_makes_nothing(string oversize, HttpStatusCode status, int instances)
    {
        await using var client = await SandboxClient.StartAsync(new() { Behaviours = SandboxBehaviours.Of($"oversize={oversize}") });
        var body = SampleInstance.Request();
        body["configuration"]!["custom"] = new string('x', 8 * 1024 * 1024);

        Assert.Equal(status, (await client.PostAsync(body)).Status);
        Assert.Equal(instances, client.Server.Instances.Count);
    }

    [Fact]
    public async Task An_answer_of_more_than_8_MB_is_refused()
    {
        await using var client = await SandboxClient.StartAsync();
        for (var number = 0; number < 2; number++)
        {
            client.Server.Add("shop", configuration: [new("custom", new string('x', 5 * 1024 * 1024))]);
        }

        var answer = await client.GetAsync("/instances");

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status);
        Assert.Equal("The answer is larger than 8 MB.", (string?)answer.Json["message"]);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/instances/12")).Status);
    }
}
