// What a create made is found later by its name, however the service rewrote it.
using InfoBip.InstancesApi.Tests.Support;
using InfoBip.Sandbox;

namespace InfoBip.InstancesApi.Tests;

public sealed class FindCreatedTests() : CreateTests(keepsWaits: false)
{
    [Fact]
    public async Task What_was_made_is_found_and_what_was_there_before_is_not()
    {
        var before = Add();
        var (made, second, differing) = (Add(), Add(), Add(sender: "other"));
        var found = await FindAsync(Begun(before) with { IsAsDrafted = HasSender });
        Assert.Equal([made, second], found.Matching.Select(instance => instance.Id));
        Assert.Equal((made, differing), (found.First?.Id, Assert.Single(found.Differing)));
        Assert.Equal([second], found.Others);
        Assert.Empty(Time.Waits);
    }

    [Fact]
    public async Task Absence_is_believed_only_once_the_deadline_of_the_create_is_over()
    {
        var found = await FindAsync(Begun() with { Waiting = Progress.Add });
        Assert.True(found.IsEmpty);
        Assert.Null(found.First);
        Assert.Equal([1, 2, 4, 8, 7], Time.WaitedSeconds);
        Assert.Equal([22, 21, 19, 15, 7], Progress.Select(progress => progress.Left.TotalSeconds));
        Assert.Equal("GET GET GET GET GET GET", Sent);
    }

    [Fact]
    public async Task An_instance_that_shows_late_is_found()
    {
        long late = 0;
        var found = await FindAsync(Begun() with { Waiting = progress => late = progress.Left < TimeSpan.FromSeconds(20) ? Add() : 0 });
        Assert.Equal(late, found.First?.Id);
    }

    [Fact]
    public async Task A_create_that_is_over_is_looked_for_once()
    {
        Assert.True((await FindAsync(Begun() with { IsOpen = static () => false })).IsEmpty);
        Assert.True((await FindAsync(Begun() with { Left = TimeSpan.FromSeconds(-1) })).IsEmpty);
        Assert.Equal("GET GET", Sent);
    }

    [Fact]
    public async Task What_another_create_of_the_client_made_is_not_found()
    {
        await CreateAsync(Creation(unique: false));
        Assert.True((await FindAsync(Begun() with { IsOpen = static () => false })).IsEmpty);
    }

    [Fact]
    public async Task What_was_found_once_is_not_found_for_another_create()
    {
        Add();
        Assert.NotNull((await FindAsync(Begun())).First);
        Assert.True((await FindAsync(Begun() with { IsOpen = static () => false })).IsEmpty);
    }

    [Fact]
    public async Task A_look_up_that_fails_says_nothing_about_the_instance()
    {
        Inject(FaultKind.Status, 403, "GET");
        Assert.Equal(ApiFailureKind.Forbidden, (await Assert.ThrowsAsync<InstancesApiException>(() => FindAsync(Begun()))).Kind);
    }

    [Theory]
    [InlineData("""{"id": 12, "name": "sms"}""", """{"id": 12, "name": "sms", "your_mom": {"key": "infobip"}}""", true)]
    [InlineData("""{"id": 12, "name": "sms"}""", """{"id": 12, "name": "sms"}""", true)]
    [InlineData("""{"id": 12, "name": "sms"}""", """{"id": 12, "name": "sms", "your_mom": {"key": "other"}}""", false)]
    [InlineData("""{"id": 12, "name": "sms"}""", """{"id": 12, "name": "renamed"}""", false)]
    [InlineData("""{"id": 12, "name": "sms"}""", """{"id": 12}""", false)]
    [InlineData("""{"id": 12, "name": "sms", "your_mom": {"key": "other"}}""", null, false)]
    [InlineData("""{"id": 12, "name": "sms and more"}""", null, false)]
    [InlineData("""{"id": 12}""", null, false)]
    public async Task A_list_is_thin_and_what_counts_is_the_instance_by_its_id(string listed, string? read, bool found)
    {
        using var service = new CannedService();
        service.AnswersInTurn(CannedService.Json($"[{listed}]"), CannedService.Json(read ?? ""));
        var result = await service.Client().FindCreatedAsync(Begun() with { IsOpen = static () => false }, cancellationToken: Cancel);
        Assert.Equal(found ? 12 : null, result.First?.Id);
        Assert.Equal(read is null ? 1 : 2, service.Requests.Count);
    }

    [Fact]
    public async Task One_that_goes_between_the_list_and_the_look_is_none()
    {
        using var service = new CannedService();
        service.AnswersInTurn(CannedService.Json("""[{"id": 12, "name": "sms"}]"""), CannedService.Json(Samples.NotFound, 404));
        Assert.True((await service.Client().FindCreatedAsync(Begun() with { IsOpen = static () => false }, cancellationToken: Cancel)).IsEmpty);
    }

    [Theory]
    [InlineData("sms", "sms", "sms")]
    [InlineData(" sms  one ", "sms one", "sms")]
    [InlineData("Z\u00FCrich-1", "Zu\u0308rich-1", "rich")]
    [InlineData("Zu\u0308rich-1", "Z\u00FCrich-1", "rich")]
    [InlineData("R & DEF", "R &amp; DEF", "DEF")]
    [InlineData("\u043A\u0440\u0430\u0439", "\u043A\u0440\u0430\u0438\u0306", null)]
    public async Task A_name_is_found_as_the_service_rewrote_it(string name, string stored, string? search)
    {
        var ids = new[] { Add(stored), Add(stored) };
        Add("another");
        Sandbox.Add(stored, "sendgrid");
        Assert.Equal(ids, await Client.FindByNameAsync("infobip", name, cancellationToken: Cancel));
        Assert.Equal(search is null ? "" : $"?searchText={search}", Assert.Single(Sandbox.Requests).Query);
    }

    private static BegunCreation Begun(params long[] before) => new("infobip", "sms", before, TimeSpan.FromSeconds(22));

    private Task<FoundInstances> FindAsync(BegunCreation begun) => Client.FindCreatedAsync(begun, cancellationToken: Cancel);
}
