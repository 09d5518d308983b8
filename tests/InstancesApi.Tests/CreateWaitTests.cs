// A create whose answer takes long: what is done beside it, and what ends the wait.
using InfoBip.InstancesApi.Tests.Support;
using InfoBip.Sandbox;

namespace InfoBip.InstancesApi.Tests;

public sealed class CreateWaitTests() : CreateTests(keepsWaits: true)
{
    [Fact]
    public async Task A_create_waits_for_a_late_answer_far_beyond_the_limit_of_other_requests()
    {
        Inject(FaultKind.Delay, seconds: 1);
        var creating = CreateAsync(Creation());
        await Time.PassAsync(5, 10, 15, 15);
        await Time.BeganAsync(15);
        await ServiceTime.PassAsync(1);
        Assert.False((await creating).Adopted);
        Assert.Equal([295, 285, 270, 255], Progress.Select(progress => progress.Left.TotalSeconds));
        Assert.All(Progress, progress => Assert.Equal(CreationStage.Answer, progress.Stage));

        // The clock of this test may be faster than the request.
        Assert.Equal(["GET", "GET", "POST"], Sent.Split(' ').Order());
    }

    [Fact]
    public async Task An_instance_of_a_unique_name_is_adopted_from_30_seconds_on()
    {
        Inject(FaultKind.DelayAfter);
        var creating = CreateAsync(Creation());
        await FaultyAsync();
        await Time.PassAsync(5, 10);
        await Time.BeganAsync(15);
        Assert.Equal("POST", Sent);
        Time.Advance(TimeSpan.FromSeconds(15));
        var created = await creating;
        Assert.Equal((Assert.Single(Ids), true), (created.Instance.Id, created.Adopted));
        Assert.Equal("POST GET GET", Sent);
    }

    [Fact]
    public async Task An_instance_of_a_chosen_name_is_adopted_once_it_is_the_only_one_twice_in_a_row()
    {
        Inject(FaultKind.DelayAfter);
        var creating = CreateAsync(Creation(unique: false));
        await FaultyAsync();
        var other = Add();
        await Time.PassAsync(5, 10, 15);
        await Time.BeganAsync(15);
        Sandbox.Remove(other);
        Time.Advance(TimeSpan.FromSeconds(15));
        await Time.BeganAsync(15);
        Assert.False(creating.IsCompleted);
        Time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(Assert.Single(Ids), (await creating).Instance.Id);
    }

    [Fact]
    public async Task A_look_up_beside_the_create_that_fails_is_made_again()
    {
        Inject(FaultKind.DelayAfter);
        Inject(FaultKind.Status, 500, "GET");
        var creating = CreateAsync(Creation());
        await FaultyAsync();
        await Time.PassAsync(5, 10, 15, 15);
        Assert.True((await creating).Adopted);
    }

    [Fact]
    public async Task The_deadline_ends_the_wait_for_an_answer_and_one_more_look_up_follows()
    {
        Inject(FaultKind.Delay);
        var creating = CreateAsync(Creation(), deadline: 20);
        await FaultyAsync();
        await Time.PassAsync(5, 10);
        await Time.BeganAsync(15);
        Time.Advance(TimeSpan.FromSeconds(5));
        var doubt = await Assert.ThrowsAsync<CreationInDoubtException>(() => creating);
        Assert.Equal(ApiFailureKind.TimedOut, doubt.Failure?.Kind);
        Assert.Contains("20 s", doubt.Message, StringComparison.Ordinal);
        Assert.Equal(ApiTimeLimit.Operation, doubt.Failure?.Limit);
        Assert.Equal("POST GET", Sent);
    }

    [Fact]
    public async Task A_create_that_is_cancelled_still_returns_its_answer()
    {
        using var cancel = new CancellationTokenSource();
        Inject(FaultKind.Delay, seconds: 1);
        var creating = CreateAsync(Creation(), cancel: cancel.Token);
        await FaultyAsync();
        await Time.BeganAsync(5);
        await cancel.CancelAsync();
        await Time.PassAsync(1);
        await Time.BeganAsync(2);
        await ServiceTime.PassAsync(1);
        Assert.False((await creating).Adopted);
        Assert.Equal([300, 299], Progress.Select(progress => progress.Left.TotalSeconds));
        Assert.All(Progress, progress => Assert.Equal(CreationStage.AnswerAfterCancel, progress.Stage));
        Assert.Equal("POST GET GET", Sent);
    }

    [Fact]
    public async Task A_create_that_is_cancelled_returns_what_it_made_under_a_name_of_its_own_without_waiting_for_the_answer()
    {
        using var cancel = new CancellationTokenSource();
        Inject(FaultKind.DelayAfter);
        var creating = CreateAsync(Creation(), cancel: cancel.Token);
        await FaultyAsync();
        await cancel.CancelAsync();
        Assert.True((await creating).Adopted);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_cancelled_create_whose_request_fails_is_looked_for_once_more(bool made)
    {
        using var cancel = new CancellationTokenSource();
        var cut = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new RawServer((number, stream, _) => number switch
        {
            1 => cut.Task,
            2 => RawServer.AnswerAsync(stream, made ? """[{"id": 12, "name": "sms"}]""" : "[]"),
            _ => RawServer.AnswerAsync(stream, """{"id": 12, "name": "sms"}"""),
        });
        using var client = Clients.Of(server.BaseUrl, time: Time);
        var creating = client.CreateOnceAsync(Creation(), cancellationToken: cancel.Token);
        await server.Arrived;
        await cancel.CancelAsync();
        cut.SetResult();
        if (made)
        {
            Assert.Equal(12, (await creating).Instance.Id);
        }
        else
        {
            await Assert.ThrowsAsync<CreationInDoubtException>(() => creating);
        }

        // One look-up may have come before the request failed.
        Assert.InRange(server.Requests.Count, made ? 3 : 2, made ? 4 : 3);
    }

    [Fact]
    public async Task A_create_that_is_cancelled_while_it_is_looked_for_is_looked_for_once_more()
    {
        using var cancel = new CancellationTokenSource();
        Inject(FaultKind.CutBefore);
        var creating = CreateAsync(Creation() with { Waiting = _ => cancel.Cancel() }, cancel: cancel.Token);
        await Assert.ThrowsAsync<CreationInDoubtException>(() => creating);
        Assert.Equal("POST GET GET", Sent);
    }

    [Fact]
    public async Task A_process_that_ends_does_not_wait_for_the_answer()
    {
        using var abandon = new CancellationTokenSource();
        Inject(FaultKind.Delay);
        var creating = CreateAsync(Creation() with { Abandon = abandon.Token });
        await FaultyAsync();
        await abandon.CancelAsync();
        var doubt = await Assert.ThrowsAsync<CreationInDoubtException>(() => creating);
        Assert.Null(doubt.Failure);
        Assert.Equal("POST", Sent);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_create_that_is_cancelled_before_its_request_sends_nothing(bool unique)
    {
        using var cancel = new CancellationTokenSource();
        Inject(FaultKind.Delay, method: unique ? "POST" : "GET");
        var narrow = NewClient(atATime: 1);
        var first = unique ? narrow.CreateAsync(Draft, cancellationToken: Cancel) : null;
        var creating = narrow.CreateOnceAsync(Creation(unique), cancellationToken: cancel.Token);
        await FaultyAsync(unique ? "POST" : "GET");
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => creating);
        Assert.Single(Sandbox.Requests);
        Assert.NotEqual(true, first?.IsCompleted);
    }

    [Fact]
    public async Task A_create_that_waits_for_its_turn_is_not_looked_for_yet()
    {
        Inject(FaultKind.Delay, seconds: 1);
        Inject(FaultKind.DelayAfter);
        var narrow = NewClient(atATime: 1);
        var first = narrow.CreateAsync(Draft with { Name = "first" }, cancellationToken: Cancel);
        await FaultyAsync();
        var creating = narrow.CreateOnceAsync(Creation(), cancellationToken: Cancel);
        await Time.PassAsync(5, 10, 15, 15);
        await Time.BeganAsync(15);
        Assert.Equal("POST", Sent);
        await ServiceTime.PassAsync(1);
        await first;
        await Sandbox.WaitForRequestAsync(request => request.Fault == FaultKind.DelayAfter, Cancel);
        Time.Advance(TimeSpan.FromSeconds(15));
        await Time.PassAsync(15);
        Assert.True((await creating).Adopted);
        Assert.Equal("POST POST GET GET", Sent);
    }

    [Fact]
    public async Task A_create_whose_turn_does_not_come_before_its_deadline_is_not_sent()
    {
        Inject(FaultKind.Delay);
        var narrow = NewClient(atATime: 1);
        var first = narrow.CreateAsync(Draft, new CallOptions { Deadline = TimeSpan.FromSeconds(60) }, Cancel);
        await FaultyAsync();
        var creating = narrow.CreateOnceAsync(Creation(), new CallOptions { Deadline = TimeSpan.FromSeconds(20) }, Cancel);
        Time.Advance(TimeSpan.FromSeconds(20));
        var failure = await Assert.ThrowsAsync<InstancesApiException>(() => creating);
        Assert.Equal((ApiFailureKind.TimedOut, false, 0), (failure.Kind, failure.MayHaveActed, failure.Attempts));
        Time.Advance(TimeSpan.FromSeconds(40));
        Assert.True((await Assert.ThrowsAsync<InstancesApiException>(() => first)).MayHaveActed);
        Assert.Equal("POST", Sent);
    }

    [Fact]
    public async Task A_change_of_name_waits_for_the_create_under_that_name()
    {
        var other = Add("other");
        Inject(FaultKind.DelayAfter);
        var creating = CreateAsync(Creation(unique: false));
        await FaultyAsync();
        var renaming = Client.PatchAsync(other, new InstancePatch("sms"), cancellationToken: Cancel);
        await Time.PassAsync(5, 10, 15, 15);
        Assert.NotEqual(other, (await creating).Instance.Id);
        Assert.Equal("sms", (await renaming).Name);
        Assert.Equal("GET POST GET GET GET GET PATCH", Sent);
    }
}
