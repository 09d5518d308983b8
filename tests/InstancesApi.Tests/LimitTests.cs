// Time limits and cancellation: which one ended a call, and what is known then.
using InfoBip.InstancesApi.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace InfoBip.InstancesApi.Tests;

public sealed class LimitTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData("read", 30, false), InlineData("change", 60, true)]
    public async Task An_attempt_that_takes_too_long_names_its_limit_and_a_change_has_twice_as_long(string kind, int limit, bool mayHaveActed)
    {
        var time = new FakeTimeProvider();
        await using var server = new RawServer(static (_, _, stop) => RawServer.Stall(stop));
        using var client = Clients.Of(server.BaseUrl, time: time);

        var call = kind == "read" ? client.GetAsync(12, cancellationToken: Cancel) : (Task)client.PatchAsync(12, new InstancePatch("x"), cancellationToken: Cancel);
        await server.Arrived;
        time.Advance(TimeSpan.FromSeconds(limit - 0.5));
        Assert.False(call.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.5));

        var failure = await Assert.ThrowsAsync<InstancesApiException>(() => call);
        Assert.Equal((ApiFailureKind.TimedOut, mayHaveActed), (failure.Kind, failure.MayHaveActed));
        Assert.Contains($"{limit} s", failure.Message, StringComparison.Ordinal);
        Assert.Equal(ApiTimeLimit.Attempt, failure.Limit);
    }

    [Fact]
    public async Task An_attempt_that_never_got_a_connection_certainly_did_nothing()
    {
        var time = new FakeTimeProvider();
        var connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var over = new TaskCompletionSource<Stream>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new RawServer(static (_, _, _) => Task.CompletedTask, _ =>
        {
            connected.SetResult();
            return over.Task;
        });
        using var client = Clients.Of(new Uri($"https://127.0.0.1:{server.Port}"), time: time);

        var call = client.CreateAsync(Samples.Request, new CallOptions { Deadline = TimeSpan.FromSeconds(30) }, Cancel);
        await connected.Task;
        time.Advance(TimeSpan.FromSeconds(30));

        var failure = await Assert.ThrowsAsync<InstancesApiException>(() => call);
        over.SetResult(Stream.Null);
        Assert.Equal(ApiFailureKind.TimedOut, failure.Kind);
        Assert.False(failure.MayHaveActed);
    }

    [Fact]
    public async Task The_limit_of_an_attempt_holds_for_the_body_too()
    {
        var time = new FakeTimeProvider();
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new RawServer(async (_, stream, stop) =>
        {
            await RawServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\"");
            written.SetResult();
            await RawServer.Stall(stop);
        });
        using var client = Clients.Of(server.BaseUrl, time: time);

        var call = client.GetAsync(12, cancellationToken: Cancel);
        await written.Task;
        time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(ApiFailureKind.TimedOut, (await Assert.ThrowsAsync<InstancesApiException>(() => call)).Kind);
    }

    [Fact]
    public async Task A_read_that_took_too_long_is_sent_again()
    {
        var time = new SkippingTime();
        await using var server = new RawServer(static (number, stream, stop) =>
            number == 1 ? RawServer.Stall(stop) : RawServer.AnswerAsync(stream, Samples.Instance));
        using var client = Clients.Of(server.BaseUrl, options => options with { MaxRetries = 1 }, time, () => 0.5);

        var call = client.GetAsync(12, cancellationToken: Cancel);
        await server.Arrived;
        time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(12, (await call)?.Id);
    }

    [Fact]
    public async Task A_first_attempt_that_hangs_leaves_half_of_the_deadline_to_a_second()
    {
        var time = new FakeTimeProvider();
        await using var server = new RawServer(static (number, stream, stop) =>
            number == 1 ? RawServer.Stall(stop) : RawServer.AnswerAsync(stream, Samples.Instance));
        using var client = Clients.Of(server.BaseUrl, options => options with { MaxRetries = 5 }, time, static () => 0);
        var waits = new List<WaitNotice>();

        var call = client.GetAsync(12, new CallOptions { Deadline = TimeSpan.FromSeconds(20), Waiting = waits.Add }, Cancel);
        await server.Arrived;
        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(12, (await call)?.Id);
        Assert.Contains("10 s", Assert.Single(waits).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_attempt_has_what_is_left_and_the_deadline_is_what_ends_it()
    {
        var time = new FakeTimeProvider();
        var arrived = new SemaphoreSlim(0);
        await using var server = new RawServer((_, _, stop) =>
        {
            arrived.Release();
            return RawServer.Stall(stop);
        });
        using var client = Clients.Of(server.BaseUrl, options => options with { MaxRetries = 5 }, time, static () => 0);

        var call = client.DeleteAsync(12, new CallOptions { Deadline = TimeSpan.FromSeconds(20) }, Cancel);
        await arrived.WaitAsync(Cancel);
        time.Advance(TimeSpan.FromSeconds(10));
        await arrived.WaitAsync(Cancel);
        time.Advance(TimeSpan.FromSeconds(10));

        var failure = await Assert.ThrowsAsync<InstancesApiException>(() => call);
        Assert.Equal(ApiFailureKind.TimedOut, failure.Kind);
        Assert.Equal(2, failure.Attempts);
        Assert.True(failure.MayHaveActed);
        Assert.Equal(ApiTimeLimit.Operation, failure.Limit);
    }

    [Theory, InlineData(0, 20), InlineData(5, 300)]
    public async Task An_attempt_keeps_its_own_limit_where_there_is_no_second_or_room_enough(int retries, int deadline)
    {
        var time = new FakeTimeProvider();
        await using var server = new RawServer(static (number, stream, stop) =>
            number == 1 ? RawServer.Stall(stop) : RawServer.AnswerAsync(stream, Samples.Instance));
        using var client = Clients.Of(server.BaseUrl, options => options with { MaxRetries = retries, RequestTimeout = TimeSpan.FromSeconds(19) }, time, static () => 0);
        var waits = new List<WaitNotice>();

        var call = client.GetAsync(12, new CallOptions { Deadline = TimeSpan.FromSeconds(deadline), Waiting = waits.Add }, Cancel);
        await server.Arrived;
        time.Advance(TimeSpan.FromSeconds(18.5));
        Assert.False(call.IsCompleted);
        Assert.Empty(waits);
        time.Advance(TimeSpan.FromSeconds(0.5));

        if (retries == 0)
        {
            var failure = await Assert.ThrowsAsync<InstancesApiException>(() => call);
            Assert.Equal(ApiTimeLimit.Attempt, failure.Limit);
        }
        else
        {
            Assert.Equal(12, (await call)?.Id);
            Assert.Single(waits);
        }
    }

    [Fact]
    public async Task The_deadline_ends_a_call_and_names_itself()
    {
        var time = new FakeTimeProvider();
        await using var server = new RawServer(static (_, _, stop) => RawServer.Stall(stop));
        using var client = Clients.Of(server.BaseUrl, time: time);

        var call = client.CreateAsync(Samples.Request, new CallOptions { Deadline = TimeSpan.FromSeconds(20) }, Cancel);
        await server.Arrived;
        time.Advance(TimeSpan.FromSeconds(20));

        var failure = await Assert.ThrowsAsync<InstancesApiException>(() => call);
        Assert.Equal(ApiFailureKind.TimedOut, failure.Kind);
        Assert.True(failure.MayHaveActed);
        Assert.Equal(ApiTimeLimit.Operation, failure.Limit);
    }

    [Fact]
    public async Task A_deadline_that_passed_before_the_request_left_certainly_did_nothing()
    {
        var time = new FakeTimeProvider();
        await using var server = new RawServer(static (_, _, stop) => RawServer.Stall(stop));
        using var client = Clients.Of(server.BaseUrl, options => options with { MaxConcurrentRequests = 1 }, time);

        var first = client.GetAsync(1, cancellationToken: Cancel);
        await server.Arrived;
        var second = client.DeleteAsync(12, new CallOptions { Deadline = TimeSpan.FromSeconds(20) }, Cancel);
        time.Advance(TimeSpan.FromSeconds(20));

        var failure = await Assert.ThrowsAsync<InstancesApiException>(() => second);
        Assert.False(failure.MayHaveActed);
        Assert.Equal(0, failure.Attempts);
        time.Advance(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<InstancesApiException>(() => first);
        Assert.Single(server.Requests);
    }

    [Theory, InlineData(0), InlineData(-1)]
    public async Task A_deadline_that_is_past_sends_nothing(int seconds)
    {
        using var service = new CannedService();

        var failure = await Assert.ThrowsAsync<InstancesApiException>(
            () => service.Client().CreateAsync(Samples.Request, new CallOptions { Deadline = TimeSpan.FromSeconds(seconds) }, Cancel));

        Assert.Equal(ApiFailureKind.TimedOut, failure.Kind);
        Assert.False(failure.MayHaveActed);
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task Cancelling_ends_a_request_other_than_a_create_that_is_under_way()
    {
        await using var server = new RawServer(static (_, _, stop) => RawServer.Stall(stop));
        using var client = Clients.Of(server.BaseUrl);
        using var cancel = new CancellationTokenSource();

        var call = client.DeleteAsync(12, cancellationToken: cancel.Token);
        await server.Arrived;
        await cancel.CancelAsync();

        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(cancel.Token, cancelled.CancellationToken);
    }

    [Fact]
    public async Task Cancelling_ends_a_wait()
    {
        using var service = new CannedService();
        using var cancel = new CancellationTokenSource();
        service.Answers("", 429);
        var client = service.Client(options => options with { MaxRetries = 5 }, new FakeTimeProvider());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.GetAsync(12, new CallOptions { Waiting = _ => cancel.Cancel() }, cancel.Token));

        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task A_call_that_was_cancelled_before_it_began_sends_nothing()
    {
        using var service = new CannedService();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => service.Client().CreateAsync(Samples.Request, cancellationToken: new CancellationToken(canceled: true)));

        Assert.Empty(service.Requests);
    }
}
