// Which requests a fault hits.
using System.Net;

namespace InfoBip.Sandbox.Tests;

public sealed class FaultInjectionTests
{
    [Fact]
    public async Task A_fault_hits_once_by_default()
    {
        await using var client = await StartAsync();
        client.Server.Faults.Inject(new() { Kind = FaultKind.Status });

        Assert.Equal("500 200 200", await StatusesAsync(client, 3));
    }

    [Fact]
    public async Task A_fault_hits_the_next_few_after_those_it_skips()
    {
        await using var client = await StartAsync();
        client.Server.Faults.Inject(new() { Kind = FaultKind.Status, Skip = 1, Times = 2 });

        Assert.Equal("200 500 500 200", await StatusesAsync(client, 4));
    }

    [Theory]
    [InlineData("GET", null, true)]
    [InlineData("get", "/instances/12", true)]
    [InlineData(null, "/instances/*", true)]
    [InlineData(null, "*12", true)]
    [InlineData("POST", null, false)]
    [InlineData(null, "/instances", false)]
    [InlineData(null, "/instances/*/enabled", false)]
    [InlineData(null, "/instances/.2", false)]
    public async Task Method_and_path_choose_the_requests(string? method, string? path, bool hits)
    {
        await using var client = await StartAsync();
        client.Server.Faults.Inject(new() { Kind = FaultKind.Status, Method = method, Path = path });

        Assert.Equal(hits ? "500" : "200", await StatusesAsync(client, 1));
        Assert.Equal(hits ? 1 : 0, client.Server.Faults.Hits);
    }

    [Fact]
    public async Task The_first_fault_that_matches_hits_and_the_others_wait()
    {
        await using var client = await StartAsync();
        client.Server.Faults.Inject(new() { Kind = FaultKind.Status, StatusCode = 503 });
        client.Server.Faults.Inject(new() { Kind = FaultKind.Status, StatusCode = 504 });

        Assert.Equal("503 504 200", await StatusesAsync(client, 3));
    }

    [Fact]
    public async Task A_rate_hits_its_share_and_the_same_requests_for_the_same_seed()
    {
        var first = await StormAsync(1);

        Assert.InRange(first.Split(' ').Count(status => status == "500"), 60, 140);
        Assert.Equal(first, await StormAsync(1));
        Assert.NotEqual(first, await StormAsync(2));

        static async Task<string> StormAsync(int seed)
        {
            await using var client = await StartAsync(seed);
            client.Server.Faults.Inject(new() { Kind = FaultKind.Status, Rate = 0.25, Path = "/instances*" });
            return await StatusesAsync(client, 400, "/instances");
        }
    }

    [Fact]
    public async Task A_rate_may_be_limited_in_number()
    {
        await using var client = await StartAsync();
        client.Server.Faults.Inject(new() { Kind = FaultKind.Status, Rate = 1, Times = 2 });

        Assert.Equal("500 500 200", await StatusesAsync(client, 3));
    }

    [Fact]
    public async Task Removed_faults_hit_no_more_and_the_counts_stay()
    {
        await using var client = await StartAsync();
        client.Server.Faults.Inject(new() { Kind = FaultKind.Status, Times = 10 });
        await StatusesAsync(client, 2);
        Assert.Equal((8, 2), (client.Server.Faults.Injected[0].Left!.Value, client.Server.Faults.Injected[0].Hits));

        client.Server.Faults.Clear();

        Assert.Equal("200", await StatusesAsync(client, 1));
        Assert.Empty(client.Server.Faults.Injected);
        Assert.Equal(2, client.Server.Faults.Hits);
        Assert.Equal(2, client.Server.Faults.HitsByKind[FaultKind.Status]);
    }

    public static TheoryData<Fault> Senseless =>
    [
        new Fault { Kind = (FaultKind)99 },
        new Fault { Kind = FaultKind.Status, Body = (FaultBody)99 },
        new Fault { Kind = FaultKind.Status, StatusCode = 100 },
        new Fault { Kind = FaultKind.Status, StatusCode = 600 },
        new Fault { Kind = FaultKind.Redirect },
        new Fault { Kind = FaultKind.Redirect, Location = "a\r\nb" },
        new Fault { Kind = FaultKind.Status, Rate = 1.1 },
        new Fault { Kind = FaultKind.Status, Times = -1 },
        new Fault { Kind = FaultKind.Status, Skip = -1 },
        new Fault { Kind = FaultKind.HugeBody, Megabytes = 0 },
        new Fault { Kind = FaultKind.Delay, Duration = TimeSpan.FromSeconds(-1) },
        new Fault { Kind = FaultKind.Status, RetryAfter = TimeSpan.FromSeconds(-1) },
    ];

    [Theory]
    [MemberData(nameof(Senseless))]
    public async Task A_senseless_fault_is_refused(Fault fault)
    {
        await using var client = await StartAsync();

        Assert.Throws<ArgumentException>(() => client.Server.Faults.Inject(fault));
        Assert.Empty(client.Server.Faults.Injected);
    }

    [Fact]
    public async Task Requests_beyond_the_rate_limit_use_no_fault_up()
    {
        await using var client = await StartAsync();
        client.Server.Options = client.Server.Options with { RequestsPerSecond = 1, Time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider() };
        client.Server.Faults.Inject(new() { Kind = FaultKind.Status, Times = 5 });

        Assert.Equal("500 429 429", await StatusesAsync(client, 3));
        Assert.Equal(1, client.Server.Faults.Hits);
    }

    [Fact]
    public async Task A_fault_may_hit_an_unknown_path_as_well()
    {
        await using var client = await StartAsync();
        client.Server.Faults.Inject(new() { Kind = FaultKind.Status, StatusCode = 503, Path = "/nowhere" });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.SendAsync(SandboxClient.Request(HttpMethod.Get, new Uri(client.Server.Url, "/nowhere")))).Status);
    }

    private static async Task<SandboxClient> StartAsync(int seed = 1)
    {
        var client = await SandboxClient.StartAsync(new() { Seed = seed });
        client.Server.Add("shop");
        return client;
    }

    private static async Task<string> StatusesAsync(SandboxClient client, int count, string path = "/instances/12")
    {
        List<int> statuses = [];
        for (var number = 0; number < count; number++)
        {
            statuses.Add((int)(await client.GetAsync(path)).Status);
        }

        return string.Join(' ', statuses);
    }
}
