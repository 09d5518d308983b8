// Searching: pages, the 404 that means "none", and lists that would never end.
using InfoBip.InstancesApi.Tests.Support;
using WireMock.ResponseBuilders;

namespace InfoBip.InstancesApi.Tests;

public sealed class ListTests : IDisposable
{
    private readonly CannedService _service = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task A_list_follows_the_pages_to_the_end()
    {
        _service.AnswersInTurn(
            Page("""[{"id": 1}, {"id": 2}]""", "t1"),
            Page("""[{"id": 3}]""", "t2"),
            Page("""[{"id": 4}]""", null));

        Assert.Equal([1, 2, 3, 4], await Ids(_service.Client().ListAsync(new InstanceQuery("x"), cancellationToken: Cancel)));
        Assert.Equal(
            ["?searchText=x", "?searchText=x&nextPage=t1", "?searchText=x&nextPage=t2"],
            _service.Requests.Select(request => request.Line[request.Line.IndexOf('?')..]));
    }

    [Fact]
    public async Task An_empty_token_ends_the_list()
    {
        _service.Answers(Page("""[{"id": 1}]""", ""));

        Assert.Null((await _service.Client().ListPageAsync(new InstanceQuery(), cancellationToken: Cancel)).NextPage);
    }

    [Fact]
    public async Task A_page_that_repeats_ends_the_list_with_an_error()
    {
        _service.AnswersInTurn(Page("""[{"id": 1}]""", "a"), Page("""[{"id": 2}]""", "b"), Page("""[{"id": 3}]""", "a"));

        var failure = await Assert.ThrowsAsync<InstancesApiException>(
            () => Ids(_service.Client().ListAsync(new InstanceQuery(), cancellationToken: Cancel)));

        Assert.Equal(ApiFailureKind.UnreadableAnswer, failure.Kind);
        Assert.Equal(3, _service.Requests.Count);
    }

    [Fact]
    public async Task The_404_of_the_service_itself_means_that_there_is_none()
    {
        _service.Answers(Samples.NotFound, 404);

        Assert.Empty(await Ids(_service.Client().ListAsync(new InstanceQuery("x"), cancellationToken: Cancel)));
    }

    [Fact]
    public async Task The_404_of_something_else_is_an_error()
    {
        _service.Answers("<html>nginx</html>", 404);

        var failure = await Assert.ThrowsAsync<InstancesApiException>(
            () => _service.Client().ListPageAsync(new InstanceQuery(), cancellationToken: Cancel));

        Assert.Equal(ApiFailureKind.WrongAddress, failure.Kind);
    }

    [Theory]
    [InlineData("""[{"id": 1}, {"name": "no id"}]""")]
    [InlineData("""[{"id": 1}, null]""")]
    [InlineData("""[{"id": 1}, 2]""")]
    [InlineData("""{"id": 1}""")]
    [InlineData("")]
    public async Task A_list_that_cannot_be_read_whole_is_an_error(string body)
    {
        _service.Answers(body);

        var failure = await Assert.ThrowsAsync<InstancesApiException>(
            () => _service.Client().ListPageAsync(new InstanceQuery(), cancellationToken: Cancel));

        Assert.Equal(ApiFailureKind.UnreadableAnswer, failure.Kind);
        Assert.False(failure.MayHaveActed);
    }

    [Fact]
    public async Task The_deadline_is_for_all_pages_together()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        _service.AnswersInTurn(Page("""[{"id": 1}]""", "a"), Page("""[{"id": 2}]""", "b"), Page("""[{"id": 3}]""", null));
        var seen = new List<long>();

        var failure = await Assert.ThrowsAsync<InstancesApiException>(async () =>
        {
            await foreach (var instance in _service.Client(time: time).ListAsync(
                new InstanceQuery(), new CallOptions { Deadline = TimeSpan.FromSeconds(60) }, Cancel))
            {
                seen.Add(instance.Id);
                time.Advance(TimeSpan.FromSeconds(40));
            }
        });

        Assert.Equal([1, 2], seen);
        Assert.Equal(ApiFailureKind.TimedOut, failure.Kind);
        Assert.Contains("60 s", failure.Message, StringComparison.Ordinal);
    }

    private static IResponseBuilder Page(string body, string? next) =>
        next is null ? CannedService.Json(body) : CannedService.Json(body).WithHeader("Elements-Next-Page-Token", next);

    private static async Task<List<long>> Ids(IAsyncEnumerable<Instance> instances)
    {
        var ids = new List<long>();
        await foreach (var instance in instances)
        {
            ids.Add(instance.Id);
        }

        return ids;
    }
}
