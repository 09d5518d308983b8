// Requests that take effect late, with and without their client.
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace InfoBip.Sandbox.Tests;

public sealed class LatenessTests
{
    private static readonly TimeSpan s_late = TimeSpan.FromSeconds(40);

    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData("create-seconds=40")]
    [InlineData("acts-late=40")]
    public async Task A_late_create_acts_after_its_client_has_gone(string setting)
    {
        await using var client = await StartAsync(setting);
        using CancellationTokenSource leaving = new();
        var answering = client.BeginAsync(SandboxClient.Request(HttpMethod.Post, client.Url("/instances"), SampleInstance.Request().ToJsonString()), leaving.Token);
        await client.Server.WaitForRequestAsync(request => request.ActsAt is not null, SandboxClient.Ending);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answering);
        Assert.Null((await client.Server.WaitForRequestAsync(request => request.Done, SandboxClient.Ending)).Status);
        Assert.Empty(client.Server.Instances);

        await ActAsync(client);
        Assert.Single(client.Server.Instances);
    }

    [Theory]
    [InlineData("create-seconds=40")]
    [InlineData("acts-late=40")]
    public async Task A_slow_create_answers_once_it_has_acted(string setting)
    {
        await using var client = await StartAsync(setting);
        var answering = client.PostAsync(SampleInstance.Request());
        var record = await client.Server.WaitForRequestAsync(request => request.ActsAt is not null, SandboxClient.Ending);
        Assert.Equal(record.Time + s_late, record.ActsAt);

        await ActAsync(client);

        Assert.Equal(12, (int)(await answering).Json["id"]!);
    }

    [Fact]
    public async Task A_gateways_504_comes_at_once_and_the_instance_later()
    {
        await using var client = await StartAsync("acts-late=40", "late-answer=504");

        var answer = await client.PostAsync(SampleInstance.Request());

        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.Status);
        Assert.Contains("<h1>504", answer.Text);
        Assert.Empty(client.Server.Instances);
        await ActAsync(client);
        Assert.Single(client.Server.Instances);
    }

    [Fact]
    public async Task A_dropped_connection_is_cut_at_once_and_the_instance_comes_later()
    {
        await using var client = await StartAsync("acts-late=40", "late-answer=drop");

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.PostAsync(SampleInstance.Request()));

        Assert.Empty(client.Server.Instances);
        await ActAsync(client);
        Assert.Single(client.Server.Instances);
    }

    [Fact]
    public async Task Updates_and_deletions_act_late_where_they_are_among_the_late_calls()
    {
        await using var client = await StartAsync("acts-late=40", "late-answer=504", "late-calls=update,delete");
        await client.PostAsync(SampleInstance.Request("old"));

        Assert.Equal(HttpStatusCode.GatewayTimeout, (await client.SendAsync(HttpMethod.Patch, "/instances/12", new JsonObject { ["name"] = "new" })).Status);
        Assert.Equal("old", (string?)(await client.GetAsync("/instances/12")).Json["name"]);
        await ActAsync(client, "PATCH");
        Assert.Equal("new", client.Server.Instances[0].Name);

        Assert.Equal(HttpStatusCode.GatewayTimeout, (await client.SendAsync(HttpMethod.Delete, "/instances/12")).Status);
        Assert.Single(client.Server.Instances);
        await ActAsync(client, "DELETE");
        Assert.Empty(client.Server.Instances);
    }

    [Fact]
    public async Task What_has_not_acted_yet_does_not_hold_up_the_sandboxs_end()
    {
        var client = await StartAsync("acts-late=40", "late-answer=504");
        await client.PostAsync(SampleInstance.Request());

        await client.DisposeAsync();

        Assert.Empty(client.Server.Instances);
    }

    [Fact]
    public async Task A_fault_after_the_work_waits_for_the_late_work()
    {
        await using var client = await StartAsync("create-seconds=40");
        client.Server.Faults.Inject(new() { Kind = FaultKind.CutAfter });
        var answering = client.PostAsync(SampleInstance.Request());
        await client.Server.WaitForRequestAsync(request => request.ActsAt is not null, SandboxClient.Ending);

        await ActAsync(client);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => answering);
        Assert.Single(client.Server.Instances);
    }

    private Task<SandboxClient> StartAsync(params string[] settings) =>
        SandboxClient.StartAsync(new() { Time = _time, Behaviours = SandboxBehaviours.Of(settings) });

    private async Task ActAsync(SandboxClient client, string method = "POST")
    {
        _time.Advance(s_late);
        await client.Server.WaitForRequestAsync(request => request.Acted && request.Method == method, SandboxClient.Ending);
    }
}
