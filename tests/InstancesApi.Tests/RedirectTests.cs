// Redirects: followed for reading and within the service, never with the secrets to anywhere else.
using InfoBip.InstancesApi.Tests.Support;
using WireMock.ResponseBuilders;

namespace InfoBip.InstancesApi.Tests;

public sealed class RedirectTests : IDisposable
{
    private readonly CannedService _service = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Theory, InlineData(301), InlineData(302), InlineData(303), InlineData(307), InlineData(308)]
    public async Task A_read_follows_a_redirect_within_the_service(int status)
    {
        _service.AnswersInTurn(To("/moved/12?x=1", status), To(_service.BaseUrl + "/again", status), CannedService.Json(Samples.Instance));

        Assert.Equal(12, (await _service.Client().GetAsync(12, cancellationToken: Cancel))?.Id);

        Assert.Equal(
            ["GET /your_moms/api-v2/instances/12", "GET /moved/12?x=1", "GET /your_moms/api-v2/again"],
            _service.Requests.Select(request => request.Line));
        Assert.All(_service.Requests, request => Assert.StartsWith("User ", request.Header("Authorization")[0], StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_redirect_to_another_origin_is_not_followed()
    {
        using var other = new CannedService();
        other.Answers(Samples.Instance);
        _service.Answers(To(other.BaseUrl + "/instances/12?user=" + Uri.EscapeDataString(Secrets.User)));

        var failure = await _service.FailureOf(client => client.GetAsync(12, cancellationToken: Cancel));

        Assert.Equal(ApiFailureKind.Redirected, failure.Kind);
        Assert.Contains(other.BaseUrl.Authority, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("user=", failure.Message, StringComparison.Ordinal);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task The_same_host_by_another_scheme_is_another_origin()
    {
        _service.Answers(To($"https://{_service.BaseUrl.Authority}/instances/12"));

        Assert.Equal(ApiFailureKind.Redirected, (await _service.FailureOf(client => client.GetAsync(12, cancellationToken: Cancel))).Kind);
        Assert.Single(_service.Requests);
    }

    [Theory]
    [InlineData(301, false)]
    [InlineData(302, true)]
    [InlineData(303, true)]
    [InlineData(307, false)]
    public async Task A_change_does_not_follow_redirects(int status, bool mayHaveActed)
    {
        _service.Answers(To("/instances/12", status));

        var failure = await _service.FailureOf(client => client.CreateAsync(Samples.Request, cancellationToken: Cancel));

        Assert.Equal(ApiFailureKind.Redirected, failure.Kind);
        Assert.Equal(mayHaveActed, failure.MayHaveActed);
        Assert.Single(_service.Requests);
    }

    [Fact]
    public async Task Redirects_come_to_an_end()
    {
        _service.Answers(To("/your_moms/api-v2/instances/12"));

        Assert.Equal(ApiFailureKind.Redirected, (await _service.FailureOf(client => client.GetAsync(12, cancellationToken: Cancel))).Kind);
        Assert.Equal(6, _service.Requests.Count);
    }

    [Theory, InlineData(302), InlineData(304), InlineData(300)]
    public async Task A_redirect_to_nowhere_is_an_error(int status)
    {
        _service.Answers(Response.Create().WithStatusCode(status));

        Assert.Equal(ApiFailureKind.Redirected, (await _service.FailureOf(client => client.GetAsync(12, cancellationToken: Cancel))).Kind);
    }

    [Fact]
    public async Task Cookies_are_not_kept()
    {
        _service.Answers(CannedService.Json(Samples.Instance).WithHeader("Set-Cookie", "session=1; Path=/"));
        var client = _service.Client();

        await client.GetAsync(12, cancellationToken: Cancel);
        await client.GetAsync(12, cancellationToken: Cancel);

        Assert.All(_service.Requests, request => Assert.Empty(request.Header("Cookie")));
    }

    private static IResponseBuilder To(string location, int status = 302) =>
        Response.Create().WithStatusCode(status).WithHeader("Location", location);
}
