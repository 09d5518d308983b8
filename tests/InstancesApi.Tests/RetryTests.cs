// Retries as they are seen on the wire, with waits that take no time.
using InfoBip.InstancesApi.Tests.Support;

namespace InfoBip.InstancesApi.Tests;

public sealed class RetryTests : IDisposable
{
    private readonly CannedService _service = new();
    private readonly SkippingTime _time = new();
    private readonly List<WaitNotice> _waits = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private CallOptions Options => new() { Waiting = _waits.Add };

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task A_read_is_sent_again_until_it_succeeds()
    {
        _service.AnswersInTurn(CannedService.Json("", 500), CannedService.Json("", 502), CannedService.Json("", 504), CannedService.Json(Samples.Instance));

        var instance = await Client().GetAsync(12, Options, Cancel);

        Assert.Equal(12, instance?.Id);
        Assert.Equal(
            [
                new WaitNotice("GET /instances/12", "500 Internal Server Error", TimeSpan.FromSeconds(0.25), 1, 6),
                new WaitNotice("GET /instances/12", "502 Bad Gateway", TimeSpan.FromSeconds(0.5), 2, 6),
                new WaitNotice("GET /instances/12", "504 Gateway Timeout", TimeSpan.FromSeconds(1), 3, 6),
            ],
            _waits);
        Assert.Equal("GET /instances/12: 504 Gateway Timeout; attempt 4 of 6 follows in 1 s", $"{_waits[2]}");
    }

    [Fact]
    public async Task A_create_is_never_sent_twice_when_it_may_have_been_acted_upon()
    {
        _service.Answers("", 502);

        var failure = await Assert.ThrowsAsync<InstancesApiException>(() => Client().CreateAsync(Samples.Request, Options, Cancel));

        Assert.True(failure.MayHaveActed);
        Assert.Single(_service.Requests);
        Assert.Empty(_waits);
    }

    [Fact]
    public async Task A_create_is_sent_again_as_it_was_after_a_429()
    {
        _service.AnswersInTurn(
            CannedService.Json("", 429), CannedService.Json("", 429).WithHeader("Retry-After", "7"), CannedService.Json(Samples.Instance));

        await Client().CreateAsync(Samples.Request, Options, Cancel);

        Assert.Equal(3, _service.Requests.Count);
        Assert.Single(_service.Requests.Select(request => request.Body).Distinct());
        Assert.Single(_service.Requests.Select(request => request.Header("Authorization")[0]).Distinct());
        Assert.Equal(TimeSpan.FromSeconds(7), _waits[1].Delay);
    }

    [Fact]
    public async Task Retry_After_is_obeyed_as_seconds_and_as_a_date()
    {
        string[] asked =
        [
            "Retry-After: 11",
            "Retry-After: Fri, 01 May 2026 09:00:35 GMT\r\nDate: Fri, 01 May 2026 09:00:05 GMT",
            "Retry-After: Fri, 01 May 2026 12:00:51 GMT",
            "Retry-After: 3600",
            "Retry-After: soon",
        ];
        await using var server = new RawServer((number, stream, _) => number <= asked.Length
            ? RawServer.WriteAsync(stream, $"HTTP/1.1 429 -\r\n{asked[number - 1]}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            : RawServer.AnswerAsync(stream, Samples.Instance));
        using var client = Clients.Of(
            server.BaseUrl, options => options with { MaxRetries = 5, RequestTimeout = TimeSpan.FromHours(1) }, _time, () => 0.5);

        await client.GetAsync(12, Options, Cancel);

        // The third date counts from the clock of the tests, which the first two waits have moved from 12:00:00 to 12:00:41.
        Assert.Equal([11, 30, 10, 60, 4], _waits.Select(wait => wait.Delay.TotalSeconds));
    }

    [Fact]
    public async Task A_429_makes_the_other_calls_of_the_client_wait_too_and_what_was_refused_goes_first()
    {
        _service.AnswersInTurn(CannedService.Json("", 429).WithHeader("Retry-After", "11"), CannedService.Json(""));
        var time = new SkippingTime(static _ => true);
        var client = _service.Client(options => options with { MaxRetries = 1, MaxConcurrentRequests = 1 }, time);

        Task[] calls = [client.DeleteAsync(12, cancellationToken: Cancel), client.DeleteAsync(13, cancellationToken: Cancel), client.DeleteAsync(14, cancellationToken: Cancel)];
        await time.PassAsync(11);
        await Task.WhenAll(calls);

        Assert.Equal(["12", "12", "13", "14"], _service.Requests.Select(request => request.Line.Split('/')[^1]));
    }

    [Fact]
    public async Task A_call_that_is_cancelled_as_it_is_refused_is_in_nobodys_way()
    {
        _service.AnswersInTurn(CannedService.Json("", 429).WithHeader("Retry-After", "11"), CannedService.Json(""));
        var client = _service.Client(options => options with { MaxRetries = 1, MaxConcurrentRequests = 1 }, _time);
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.DeleteAsync(12, new CallOptions { Waiting = _ => cancel.Cancel() }, cancel.Token));

        await client.DeleteAsync(13, cancellationToken: Cancel).WaitAsync(TimeSpan.FromSeconds(30), Cancel);
    }

    [Fact]
    public async Task A_call_whose_attempts_are_used_up_says_how_many_there_were()
    {
        _service.Answers("""{"message": "slow down", "requestId": "r1"}""", 429);

        var failure = await Assert.ThrowsAsync<InstancesApiException>(() => Client().CreateAsync(Samples.Request, Options, Cancel));

        Assert.Equal(6, failure.Attempts);
        Assert.Equal(ApiFailureKind.TooManyRequests, failure.Kind);
        Assert.False(failure.MayHaveActed);
        Assert.Equal("r1", failure.RequestId);
    }

    [Fact]
    public async Task A_delete_whose_answer_was_lost_and_that_then_finds_nothing_has_succeeded()
    {
        _service.AnswersInTurn(CannedService.Json("", 504), CannedService.Json(Samples.NotFound, 404));

        Assert.False(await Client().DeleteAsync(12, Options, Cancel));
        Assert.Equal(2, _service.Requests.Count);
    }

    [Fact]
    public async Task A_change_that_may_have_been_acted_upon_stays_so_whatever_comes_after()
    {
        _service.AnswersInTurn(CannedService.Json("", 504), CannedService.Json("", 403));

        var failure = await Assert.ThrowsAsync<InstancesApiException>(() => Client().PatchAsync(12, new InstancePatch("x"), options: Options, cancellationToken: Cancel));

        Assert.Equal(ApiFailureKind.Forbidden, failure.Kind);
        Assert.True(failure.MayHaveActed);
    }

    [Fact]
    public async Task A_read_that_cannot_be_understood_is_asked_once_more()
    {
        _service.Answers("[");

        var failure = await Assert.ThrowsAsync<InstancesApiException>(() => Client().GetAsync(12, Options, Cancel));

        Assert.Equal(2, failure.Attempts);
    }

    [Fact]
    public async Task A_wait_that_would_pass_the_deadline_is_not_begun()
    {
        _service.Answers(CannedService.Json("""{"message": "slow down"}""", 429).WithHeader("Retry-After", "40"));
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();

        var failure = await Assert.ThrowsAsync<InstancesApiException>(
            () => Client(time).CreateAsync(Samples.Request, Options with { Deadline = TimeSpan.FromSeconds(30) }, Cancel));

        Assert.Equal(ApiFailureKind.TooManyRequests, failure.Kind);
        Assert.Equal(1, failure.Attempts);
        Assert.Empty(_waits);
    }

    private InstancesClient Client(TimeProvider? time = null) =>
        _service.Client(options => options with { MaxRetries = 5, RequestTimeout = TimeSpan.FromHours(1) }, time ?? _time, () => 0.5);
}
