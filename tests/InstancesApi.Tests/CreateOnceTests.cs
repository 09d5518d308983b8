// A create makes one instance and finds it, whatever happens to its answer.
using InfoBip.InstancesApi.Tests.Support;
using InfoBip.Sandbox;

namespace InfoBip.InstancesApi.Tests;

public sealed class CreateOnceTests() : CreateTests(keepsWaits: false)
{
    [Theory]
    [InlineData(FaultKind.CutAfter)]
    [InlineData(FaultKind.CutInBody)]
    [InlineData(FaultKind.StatusAfter, 302, FaultBody.Empty)]
    [InlineData(FaultKind.StatusAfter, 303, FaultBody.Empty)]
    [InlineData(FaultKind.StatusAfter, 408, FaultBody.Api)]
    [InlineData(FaultKind.StatusAfter, 408, FaultBody.Html)]
    [InlineData(FaultKind.StatusAfter, 409, FaultBody.Api)]
    [InlineData(FaultKind.StatusAfter, 409, FaultBody.Html)]
    [InlineData(FaultKind.StatusAfter, 409, FaultBody.Empty)]
    [InlineData(FaultKind.StatusAfter, 500)]
    [InlineData(FaultKind.StatusAfter, 502, FaultBody.Html)]
    [InlineData(FaultKind.StatusAfter, 503)]
    [InlineData(FaultKind.StatusAfter, 504, FaultBody.Empty)]
    [InlineData(FaultKind.BrokenBody)]
    [InlineData(FaultKind.EmptyBody)]
    [InlineData(FaultKind.HugeBody)]
    public async Task A_lost_answer_is_looked_up_at_once_and_the_instance_adopted(FaultKind kind, int? status = null, FaultBody body = FaultBody.Api)
    {
        Inject(kind, status, body: body);
        var created = await CreateAsync(Creation());
        var made = Assert.Single(Sandbox.Instances);
        Assert.Equal((made.Id, made.Token, true), (created.Instance.Id, created.Instance.Token, created.Adopted));
        Assert.Empty(created.Duplicates);
        Assert.Equal("POST GET GET", Sent);
        Assert.Empty(Progress);
    }

    [Theory]
    [InlineData(400, ApiFailureKind.InvalidRequest)]
    [InlineData(401, ApiFailureKind.Unauthenticated)]
    [InlineData(403, ApiFailureKind.Forbidden)]
    [InlineData(404, ApiFailureKind.NotFound)]
    public async Task A_refusal_of_the_service_is_a_plain_failure(int status, ApiFailureKind kind)
    {
        Inject(FaultKind.Status, status);
        var failure = await Assert.ThrowsAsync<InstancesApiException>(() => CreateAsync(Creation()));
        Assert.Equal((kind, false), (failure.Kind, failure.MayHaveActed));
        Assert.Equal("POST", Sent);
    }

    [Fact]
    public async Task A_conflict_is_a_plain_failure_where_one_look_up_finds_nothing()
    {
        Inject(FaultKind.Status, 409);
        var failure = await Assert.ThrowsAsync<InstancesApiException>(() => CreateAsync(Creation()));
        Assert.Equal(ApiFailureKind.Conflict, failure.Kind);
        Assert.Equal("POST GET", Sent);
    }

    [Fact]
    public async Task A_create_is_sent_again_where_the_service_certainly_did_not_act()
    {
        Inject(FaultKind.Status, 429);
        var created = await NewClient(retries: 1).CreateOnceAsync(Creation(), cancellationToken: Cancel);
        Assert.False(created.Adopted);
        Assert.Equal("POST POST", Sent);
    }

    [Theory]
    [InlineData(FaultKind.CutBefore)]
    [InlineData(FaultKind.Status, 500)]
    [InlineData(FaultKind.Status, 501)]
    [InlineData(FaultKind.Status, 503)]
    public async Task A_create_that_may_have_made_something_is_looked_for_until_its_deadline_and_never_sent_again(
        FaultKind kind, int? status = null, FaultBody body = FaultBody.Api)
    {
        Inject(kind, status, body: body);
        var doubt = await DoubtOf(Creation(), deadline: 60);
        Assert.True(doubt.Failure?.MayHaveActed);
        Assert.Empty(doubt.Candidates);
        Assert.Null(doubt.LookUpFailure);
        Assert.Equal([1, 2, 4, 8, 15, 15, 15], Time.WaitedSeconds);
        Assert.Equal([60, 59, 57, 53, 45, 30, 15], Progress.Select(progress => progress.Left.TotalSeconds));
        Assert.All(Progress, progress => Assert.Equal(CreationStage.LookUp, progress.Stage));
        Assert.Equal("POST GET GET GET GET GET GET GET GET", Sent);
    }

    [Fact]
    public async Task A_create_has_five_minutes_unless_its_caller_says_otherwise()
    {
        Inject(FaultKind.CutBefore);
        var deadline = Time.GetUtcNow().AddMinutes(5);
        var sending = new List<DateTimeOffset>();
        await DoubtOf(Creation() with { Sending = (_, until) => sending.Add(until) });
        Assert.Equal([deadline], sending);
        Assert.Equal(deadline, Time.GetUtcNow());
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task An_instance_that_shows_late_is_adopted(bool unique)
    {
        Inject(FaultKind.CutBefore);
        long late = 0;
        var created = await CreateAsync(Creation(unique) with { Waiting = progress => late = progress.Left < TimeSpan.FromSeconds(298) && late == 0 ? Add() : late });
        Assert.Equal((late, true), (created.Instance.Id, created.Adopted));
        Assert.Equal([1, 2, 4], Time.WaitedSeconds);
    }

    [Fact]
    public async Task Instances_that_bear_a_chosen_name_before_are_reported_and_never_adopted()
    {
        var before = Add();
        Sandbox.Add("sms", "sendgrid");
        Add("sms and more");
        Inject(FaultKind.CutAfter);
        var (reported, remembered) = (new List<long>(), new List<long>());
        var created = await CreateAsync(Creation(unique: false) with { SameName = reported.AddRange, Sending = (ids, _) => remembered.AddRange(ids) });
        Assert.Equal([before], reported);
        Assert.Equal([before], remembered);
        Assert.Equal((Ids.Last(), true), (created.Instance.Id, created.Adopted));
        Assert.Equal(4, Sandbox.Instances.Count);
    }

    [Fact]
    public async Task An_instance_of_a_chosen_name_from_before_is_not_adopted_where_the_request_was_lost()
    {
        Add();
        Inject(FaultKind.CutBefore);
        Assert.Empty((await DoubtOf(Creation(unique: false), deadline: 2)).Candidates);
    }

    [Fact]
    public async Task Of_several_of_a_unique_name_the_lowest_id_is_adopted_and_the_others_are_named_and_kept()
    {
        Inject(FaultKind.CutAfter);
        var created = await CreateAsync(Creation() with { Sending = (_, _) => Add() });
        Assert.Equal(2, Sandbox.Instances.Count);
        Assert.Equal(Ids, [created.Instance.Id, .. created.Duplicates]);
    }

    [Fact]
    public async Task Several_of_a_chosen_name_leave_the_create_in_doubt_at_once()
    {
        Inject(FaultKind.CutAfter);
        var doubt = await DoubtOf(Creation(unique: false) with { Sending = (_, _) => Add() });
        Assert.Equal(2, Sandbox.Instances.Count);
        Assert.Equal(Ids, doubt.Candidates);
        Assert.Empty(Time.Waits);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task An_instance_that_differs_from_the_draft_is_a_candidate_and_not_adopted(bool unique)
    {
        Inject(FaultKind.CutBefore);
        var doubt = await DoubtOf(Creation(unique) with { IsAsDrafted = HasSender, Sending = (_, _) => Add(sender: "other") }, deadline: 30);
        Assert.Equal(Ids, doubt.Candidates);
        Assert.Equal([1, 2, 4, 8, 15], Time.WaitedSeconds);
    }

    [Fact]
    public async Task An_instance_that_differs_does_not_hide_the_one_that_was_made()
    {
        Inject(FaultKind.CutAfter);
        var created = await CreateAsync(Creation(unique: false) with { IsAsDrafted = HasSender, Sending = (_, _) => Add(sender: "other") });
        Assert.Equal(Ids, [.. created.Duplicates, created.Instance.Id]);
    }

    [Fact]
    public async Task A_look_up_that_fails_is_made_again()
    {
        Inject(FaultKind.CutAfter);
        Inject(FaultKind.Status, 403, "GET");
        Assert.True((await CreateAsync(Creation())).Adopted);
        Assert.Equal([1], Time.WaitedSeconds);
    }

    [Fact]
    public async Task A_look_up_that_fails_to_the_end_is_named()
    {
        Inject(FaultKind.CutAfter);
        Inject(FaultKind.Status, 500, "GET", rate: 1);
        var doubt = await DoubtOf(Creation(), deadline: 30);
        Assert.Empty(doubt.Candidates);
        Assert.Contains("500", doubt.LookUpFailure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_create_without_a_name_stays_in_doubt_at_once()
    {
        Inject(FaultKind.CutBefore);
        var doubt = await DoubtOf(Creation(unique: false) with { Draft = Draft with { Name = null } });
        Assert.NotNull(doubt.LookUpFailure);
        Assert.Equal("POST", Sent);
    }

    [Fact]
    public async Task Creates_of_one_chosen_name_at_once_make_as_many_instances_and_mix_none_up()
    {
        Sandbox.Faults.Inject(new Fault { Kind = FaultKind.CutAfter, Method = "POST", Times = 5 });
        var created = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => CreateAsync(new InstanceCreation(Draft, NameIsUnique: false))));
        Assert.Equal(10, Sandbox.Instances.Count);
        Assert.Equal(Ids, created.Select(one => one.Instance.Id).Order());
        Assert.Equal(5, created.Count(one => one.Adopted));
    }
}
