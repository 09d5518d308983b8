// The rate limit, the log, and many requests at once.
using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace InfoBip.Sandbox.Tests;

public sealed class RateLimitAndLogTests
{
    [Fact]
    public async Task More_than_the_limit_is_429_until_the_time_in_retry_after()
    {
        FakeTimeProvider time = new();
        await using var client = await SandboxClient.StartAsync(new() { RequestsPerSecond = 2, Time = time });
        client.Server.Add("shop");

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/instances")).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/instances")).Status);
        var refused = await client.GetAsync("/instances");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Equal("1", refused.Header("Retry-After"));
        Assert.NotNull(refused.Json["requestId"]);

        time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/instances")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await client.GetAsync("/instances")).Status);
    }

    [Fact]
    public async Task A_limit_below_one_asks_for_a_longer_wait()
    {
        await using var client = await SandboxClient.StartAsync(new() { RequestsPerSecond = 0.1, Time = new FakeTimeProvider() });
        await client.GetAsync("/instances");

        Assert.Equal("10", (await client.GetAsync("/instances")).Header("Retry-After"));
    }

    [Fact]
    public async Task A_recorded_request_is_as_it_came()
    {
        FakeTimeProvider time = new(new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero));
        await using var client = await SandboxClient.StartAsync(new() { Time = time });
        var body = SampleInstance.Request().ToJsonString();

        await client.SendAsync(SandboxClient.Request(HttpMethod.Post, client.Url("/instances?a=b%20c"), body));

        var request = Assert.Single(client.Server.Requests);
        Assert.Equal(("POST", "/your_moms/api-v2/instances", "/instances", "?a=b%20c"), (request.Method, request.Path, request.ApiPath, request.Query));
        Assert.Equal(SandboxClient.Authorization, request.Headers["authorization"]);
        Assert.Equal("application/json", request.Headers["Content-Type"]);
        Assert.Equal(body, request.Body);
        Assert.Equal((200, true), (request.Status, request.Done));
        Assert.Equal(time.GetUtcNow(), request.Time);
        Assert.Null(request.Fault);
    }

    [Fact]
    public async Task The_log_keeps_the_last_requests_and_can_be_emptied()
    {
        await using var client = await SandboxClient.StartAsync(new() { RequestLogSize = 2 });
        foreach (var number in new[] { 1, 2, 3 })
        {
            await client.GetAsync($"/instances/{number}");
        }

        Assert.Equal(["/instances/2", "/instances/3"], client.Server.Requests.Select(request => request.ApiPath));
        client.Server.ClearRequests();
        Assert.Empty(client.Server.Requests);
    }

    [Fact]
    public async Task A_request_can_be_awaited_before_it_comes()
    {
        await using var client = await SandboxClient.StartAsync();
        var coming = client.Server.WaitForRequestAsync(request => request is { Method: "POST", Status: 200 }, SandboxClient.Ending);
        Assert.False(coming.IsCompleted);

        await client.GetAsync("/instances");
        await client.PostAsync(SampleInstance.Request());

        Assert.Equal("POST", (await coming).Method);
    }

    [Fact]
    public async Task Thousands_at_once_lose_nothing()
    {
        const int Count = 3000;
        await using var client = await SandboxClient.StartAsync();

        await Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = SandboxClient.Ending }, async (number, _) =>
        {
            var id = (long)(await client.PostAsync(SampleInstance.Request($"shop {number}"))).Json["id"]!;
            if (number % 3 == 0)
            {
                Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(HttpMethod.Delete, $"/instances/{id}")).Status);
            }
        });

        var instances = client.Server.Instances;
        Assert.Equal(Count * 2 / 3, instances.Count);
        Assert.Equal(instances.Count, instances.Select(instance => instance.Name).Distinct().Count());
        Assert.Equal(instances.Select(instance => instance.Id).Order(), instances.Select(instance => instance.Id));
        Assert.Equal(Count * 4 / 3, client.Server.Requests.Count);
        Assert.Equal(Count * 4 / 3, client.Server.Requests.Select(request => request.RequestId).Distinct().Count());
        Assert.All(client.Server.Requests, request => Assert.Equal(200, request.Status));
    }

    [Fact]
    public async Task A_copy_that_is_changed_changes_nothing_and_an_edit_does()
    {
        await using var client = await SandboxClient.StartAsync();
        var copy = client.Server.Add("shop", tags: ["a"]);

        copy.Name = "other";
        copy.Tags.Clear();
        client.Server.Instances[0].Configuration.Clear();
        Assert.Equal("shop", client.Server.Instances[0].Name);
        Assert.Equal(["a"], client.Server.Instances[0].Tags);
        Assert.NotEmpty(client.Server.Instances[0].Configuration);

        client.Server.Edit(copy.Id, instance => instance.Name = "edited");
        Assert.Equal("edited", (string?)(await client.GetAsync($"/instances/{copy.Id}")).Json["name"]);
        Assert.Throws<KeyNotFoundException>(() => client.Server.Edit(99, instance => instance.Name = "x"));
        Assert.Throws<ArgumentException>(() => client.Server.Add("x", "unheard-of"));
        Assert.True(client.Server.Remove(copy.Id));
        Assert.False(client.Server.Remove(copy.Id));
    }

    [Fact]
    public async Task Two_sandboxes_share_nothing()
    {
        await using var one = await SandboxClient.StartAsync();
        await using var two = await SandboxClient.StartAsync();

        one.Server.Add("shop");

        Assert.NotEqual(one.Server.Url, two.Server.Url);
        Assert.Empty(two.Server.Instances);
        await Assert.ThrowsAsync<IOException>(() => SandboxServer.StartAsync(new() { Port = one.Server.Url.Port }, SandboxClient.Ending));
    }
}
