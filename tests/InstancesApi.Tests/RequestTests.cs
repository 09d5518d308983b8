// What each call sends, to the letter.
using InfoBip.InstancesApi.Tests.Support;

namespace InfoBip.InstancesApi.Tests;

public sealed class RequestTests : IDisposable
{
    private readonly CannedService _service = new();

    public static TheoryData<string> Dialects => [.. ApiDialect.All.Select(dialect => dialect.Name)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Theory, MemberData(nameof(Dialects))]
    public async Task Create_sends_the_body_of_the_seed_page_and_nothing_else(string dialect)
    {
        _service.Answers(Samples.Instance);

        await Client(dialect).CreateAsync(Samples.Request, cancellationToken: Cancel);

        Assert.Equal("POST /your_moms/api-v2/instances", _service.Request.Line);
        Assert.Equal(
            $$"""{"{{dialect}}":{"key":"infobip"},"configuration":{"messaging.sms.infobip.sender":"+17777777777","messaging.sms.infobip.username":"<INSERT_INFOBIP_USERNAME>","messaging.sms.infobip.password":"<INSERT_INFOBIP_PASSWORD>","messaging.sms.infobip.callback.url":"https://www.maycoolapp.com/auth"},"tags":["<INSERT_TAGS>"],"name":"<INSERT_INSTANCE_NAME>"}""",
            _service.Request.Body);
    }

    [Fact]
    public async Task Every_request_signs_in_once_and_as_it_is_written()
    {
        _service.Answers(Samples.Instance);

        await _service.Client().CreateAsync(Samples.Request, cancellationToken: Cancel);

        Assert.Equal($"User {Secrets.User}, Organization {Secrets.Organization}", string.Join(", ", _service.Request.Header("Authorization")));
        Assert.Equal(["application/json"], _service.Request.Header("Content-Type"));
        Assert.Equal(["application/json"], _service.Request.Header("Accept"));
        Assert.Empty(_service.Request.Header("Expect"));
        Assert.Empty(_service.Request.Header("Cookie"));
        Assert.Empty(_service.Request.Header("Traceparent"));
    }

    [Fact]
    public async Task The_authorization_header_is_one_line()
    {
        await using var server = new RawServer(static (_, stream, _) => RawServer.AnswerAsync(stream, Samples.Instance));
        using var client = Clients.Of(server.BaseUrl);

        await client.GetAsync(12, cancellationToken: Cancel);

        var lines = Assert.Single(server.Requests).Split("\r\n").Where(line => line.StartsWith("Authorization", StringComparison.OrdinalIgnoreCase));
        Assert.Equal([$"Authorization: User {Secrets.User}, Organization {Secrets.Organization}"], lines);
    }

    [Fact]
    public async Task What_is_null_is_left_out_and_what_is_empty_is_sent()
    {
        _service.Answers(Samples.Instance);

        await _service.Client().CreateAsync(new InstanceDraft("infobip", [], Tags: []), cancellationToken: Cancel);

        Assert.Equal("""{"your_mom":{"key":"infobip"},"configuration":{},"tags":[]}""", _service.Request.Body);
    }

    [Fact]
    public async Task Text_is_escaped_no_more_than_JSON_needs()
    {
        _service.Answers(Samples.Instance);

        await _service.Client().PatchAsync(1, new InstancePatch("Zoë's <\"b\"> & 'c' + \\ 日本"), cancellationToken: Cancel);

        Assert.Equal("""{"name":"Zoë's <\"b\"> & 'c' + \\ 日本"}""", _service.Request.Body);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Replace_sends_the_whole_instance(string dialect)
    {
        _service.Answers(Samples.Instance);

        await Client(dialect).ReplaceAsync(
            12, new InstanceDraft("infobip", [new("b", "2"), new("a", "1")], "Test", ["x", "y"]), cancellationToken: Cancel);

        Assert.Equal("PUT /your_moms/api-v2/instances/12", _service.Request.Line);
        Assert.Equal(
            $$"""{"{{dialect}}":{"key":"infobip"},"configuration":{"b":"2","a":"1"},"tags":["x","y"],"name":"Test"}""", _service.Request.Body);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Patch_sends_only_what_changes(string dialect)
    {
        _service.Answers(Samples.Instance);

        await Client(dialect).PatchAsync(12, new InstancePatch(Tags: ["x"]), cancellationToken: Cancel);

        Assert.Equal("PATCH /your_moms/api-v2/instances/12", _service.Request.Line);
        Assert.Equal("""{"tags":["x"]}""", _service.Request.Body);
        Assert.Equal(["application/json"], _service.Request.Header("Content-Type"));
    }

    [Fact]
    public async Task An_empty_patch_is_refused_before_it_is_sent()
    {
        await Assert.ThrowsAsync<ArgumentException>(
            () => _service.Client().PatchAsync(12, new InstancePatch(), cancellationToken: Cancel));
        Assert.Empty(_service.Requests);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Calls_without_a_body_send_none(string dialect)
    {
        _service.Answers(Samples.Instance);
        var client = Client(dialect);

        await client.GetAsync(12, cancellationToken: Cancel);
        await client.DeleteAsync(12, cancellationToken: Cancel);
        await client.EnableAsync(12, cancellationToken: Cancel);
        await client.DisableAsync(12, cancellationToken: Cancel);

        Assert.Equal(
            [
                "GET /your_moms/api-v2/instances/12",
                "DELETE /your_moms/api-v2/instances/12",
                "PUT /your_moms/api-v2/instances/12/enabled",
                "DELETE /your_moms/api-v2/instances/12/enabled",
            ],
            _service.Requests.Select(request => request.Line));
        Assert.All(_service.Requests, request => Assert.True(string.IsNullOrEmpty(request.Body)));
        Assert.All(_service.Requests, request => Assert.Empty(request.Header("Content-Type")));
    }

    [Theory]
    [InlineData("/your_moms/api-v2/")]
    [InlineData("/your_moms/api-v2")]
    [InlineData("/")]
    public async Task The_path_of_the_base_URL_is_kept(string path)
    {
        _service.Answers(Samples.Instance);
        var client = _service.Client(options => options with { BaseUrl = new Uri(_service.BaseUrl, path) });

        await client.GetAsync(12, cancellationToken: Cancel);

        Assert.Equal($"GET {path.TrimEnd('/')}/instances/12", _service.Request.Line);
    }

    [Fact]
    public async Task A_search_is_spelt_as_the_service_reads_it()
    {
        _service.Answers("[]");

        await _service.Client().ListPageAsync(new InstanceQuery("a&b c", ["x=1", "y"], 50), "to/ken+=", cancellationToken: Cancel);

        Assert.Equal(
            "GET /your_moms/api-v2/instances?searchText=a%26b%20c&tags%5B%5D=x%3D1&tags%5B%5D=y&pageSize=50&nextPage=to%2Fken%2B%3D",
            _service.Request.Line);
    }

    [Theory, InlineData(0), InlineData(201)]
    public async Task A_page_size_that_the_service_does_not_know_is_refused(int size) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => _service.Client().ListPageAsync(new InstanceQuery(PageSize: size), cancellationToken: Cancel));

    private InstancesClient Client(string dialect) =>
        _service.Client(options => options with { Dialect = ApiDialect.Find(dialect)! });
}
