// Hundreds of instances at once, against a service that allows few requests a second.
using InfoBip.InstancesApi.Tests.Support;
using InfoBip.Sandbox;

namespace InfoBip.InstancesApi.Tests;

public sealed class LoadTests
{
    private const int Many = 500;

    [Fact]
    public async Task All_of_500_creates_succeed_at_5_requests_a_second()
    {
        var time = new SkippingTime(static wait => wait >= SkippingTime.ForAnswer);
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { RequestsPerSecond = 5, Time = time }, TestContext.Current.CancellationToken);
        using var client = Client(sandbox, time, atOnce: 32);

        var created = await CreateAsync(client);

        Assert.Equal(Many, created.Select(made => made.Instance.Id).Distinct().Count());
        Assert.Equal(Many, sandbox.Instances.Count);
        Assert.Equal(Many, sandbox.Requests.Count(request => request is { Method: "POST", Status: 200 }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(32)]
    public async Task No_more_requests_run_at_once_than_the_limit_says(int atOnce)
    {
        await using var sandbox = await SandboxServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var http = new SocketsHttpHandler();
        using var counter = new Counter(http);
        using var client = Client(sandbox, TimeProvider.System, atOnce, counter);

        await CreateAsync(client);

        Assert.InRange(counter.Most, 1, atOnce);
        Assert.Equal(Many, counter.All);
        Assert.Equal(Many, sandbox.Instances.Count);
    }

    private static InstancesClient Client(SandboxServer sandbox, TimeProvider time, int atOnce, HttpMessageHandler? handler = null) => new(
        new InstancesClientOptions
        {
            BaseUrl = sandbox.BaseUrl("your_mom"),
            UserSecret = "user",
            OrganizationSecret = "organization",
            MaxConcurrentRequests = atOnce,
        },
        time,
        static () => 0.5,
        handler);

    private static Task<CreatedInstance[]> CreateAsync(InstancesClient client) => Task.WhenAll(Enumerable.Range(0, Many).Select(number =>
        client.CreateOnceAsync(
            new InstanceCreation(Samples.Request with { Name = FormattableString.Invariant($"sms-{number:x7}") }, NameIsUnique: true),
            new CallOptions { Deadline = TimeSpan.FromHours(1) },
            TestContext.Current.CancellationToken)));

    /// <summary>Counts the requests that are under way.</summary>
    private sealed class Counter(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private int _now;
        private int _most;
        private int _all;

        public int Most => _most;

        public int All => _all;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _all);
            var now = Interlocked.Increment(ref _now);
            for (var most = _most; now > most; most = _most)
            {
                Interlocked.CompareExchange(ref _most, now, most);
            }

            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                Interlocked.Decrement(ref _now);
            }
        }
    }
}
