// How many requests are under way at once, and how a 429 slows all of them down.
using InfoBip.InstancesApi.Http;
using InfoBip.InstancesApi.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace InfoBip.InstancesApi.Tests;

public sealed class ConcurrencyLimitTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_more_requests_are_under_way_than_allowed()
    {
        var underWay = 0;
        var most = 0;
        var arrived = 0;
        var gates = Enumerable.Range(0, 4).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        await using var server = new RawServer(async (_, stream, _) =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref underWay));
            var number = Interlocked.Increment(ref arrived) - 1;
            if (number % 3 == 2)
            {
                gates[number / 3].SetResult();
            }

            await gates[number / 3].Task;
            Interlocked.Decrement(ref underWay);
            await RawServer.AnswerAsync(stream, Samples.Instance);
        });
        using var client = Clients.Of(server.BaseUrl, options => options with { MaxConcurrentRequests = 3 });

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => client.GetAsync(12, cancellationToken: Cancel)));

        Assert.Equal(3, most);
    }

    [Fact]
    public async Task A_read_does_not_wait_behind_a_create()
    {
        await using var server = new RawServer(static (number, stream, stop) => number == 1 ? RawServer.Stall(stop) : RawServer.AnswerAsync(stream, Samples.Instance));
        using var client = Clients.Of(server.BaseUrl, options => options with { MaxConcurrentRequests = 1 });
        using var end = new CancellationTokenSource();

        var create = client.CreateOnceAsync(new InstanceCreation(Samples.Request, NameIsUnique: true) { Abandon = end.Token }, cancellationToken: Cancel);
        await server.Arrived;
        Assert.Equal(12, (await client.GetAsync(12, cancellationToken: Cancel))?.Id);
        await end.CancelAsync();

        await Assert.ThrowsAsync<CreationInDoubtException>(() => create);
    }

    [Fact]
    public async Task A_place_is_given_to_the_next_in_line_and_not_to_who_went_away()
    {
        var limit = new ConcurrencyLimit(1, TimeProvider.System);
        using var goesAway = new CancellationTokenSource();
        await limit.EnterAsync(0, keptPlace: false, Cancel);
        var second = limit.EnterAsync(0, keptPlace: false, goesAway.Token);
        var third = limit.EnterAsync(0, keptPlace: false, Cancel);

        await goesAway.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(third.IsCompleted);

        limit.Leave();
        await third;
    }

    [Fact]
    public async Task What_was_refused_most_often_goes_first_and_then_what_came_first()
    {
        var limit = new ConcurrencyLimit(1, TimeProvider.System);
        await limit.EnterAsync(0, keptPlace: false, Cancel);
        var order = new List<string>();
        Task[] waiting = [GoAsync("new", 0), GoAsync("newer", 0), GoAsync("refused once", 1), GoAsync("refused twice", 2), GoAsync("refused once, later", 1)];

        limit.Leave();
        await Task.WhenAll(waiting);

        Assert.Equal(["refused twice", "refused once", "refused once, later", "new", "newer"], order);

        async Task GoAsync(string call, int attempts)
        {
            await limit.EnterAsync(attempts, keptPlace: false, Cancel);
            order.Add(call);
            limit.Leave();
        }
    }

    [Fact]
    public async Task After_too_many_requests_everyone_waits_as_long_as_the_service_asked()
    {
        var time = new FakeTimeProvider();
        var limit = new ConcurrencyLimit(4, time);

        limit.Slow(TimeSpan.FromSeconds(10));
        var next = limit.EnterAsync(0, keptPlace: false, Cancel);
        time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(next.IsCompleted);

        time.Advance(TimeSpan.FromSeconds(0.1));
        await next;
    }

    [Fact]
    public void After_too_many_requests_there_is_half_the_room_until_successes_widen_it()
    {
        var time = new FakeTimeProvider();
        var limit = new ConcurrencyLimit(4, time);

        limit.Slow(TimeSpan.FromSeconds(1));
        limit.Slow(TimeSpan.FromSeconds(1));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, Room(limit));

        limit.Succeeded();
        Assert.Equal(2, Room(limit));
        limit.Succeeded();
        Assert.Equal(3, Room(limit));

        for (var success = 0; success < 100; success++)
        {
            limit.Succeeded();
        }

        Assert.Equal(4, Room(limit));
    }

    [Fact]
    public void Room_for_one_always_stays()
    {
        var time = new FakeTimeProvider();
        var limit = new ConcurrencyLimit(4, time);

        for (var refusal = 0; refusal < 9; refusal++)
        {
            limit.Slow(TimeSpan.FromSeconds(1));
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(1, Room(limit));
    }

    private static int Room(ConcurrencyLimit limit)
    {
        using var end = new CancellationTokenSource();
        var room = Enumerable.Range(0, 10).Select(_ => limit.EnterAsync(0, keptPlace: false, end.Token)).Count(entered => entered.IsCompletedSuccessfully);
        end.Cancel();
        for (var place = 0; place < room; place++)
        {
            limit.Leave();
        }

        return room;
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }
}
