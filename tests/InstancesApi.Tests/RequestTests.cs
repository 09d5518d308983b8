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

        await _service.Client().PatchAsync(12, new InstancePatch("Zoë's <\"b\"> & 'c' + \\ 日本"), cancellationToken: Cancel);

        Assert.Equal("""{"name":"Zoë's <\"b\"> & 'c' + \\ 日本"}""", _service.Request.Body);
    }

    public static TheoryData<string, string> Patches => new()
    {
        { "name", """{"name":"Test"}""" },
        { "tags", """{"tags":["x","y"]}""" },
        { "no tags", """{"tags":[]}""" },
        { "configuration", """{"configuration":{"b":"2","a":"1"}}""" },
        { "all", """{"configuration":{"b":"2","a":"1"},"tags":["x","y"],"name":"Test"}""" },
    };

    [Theory, MemberData(nameof(Patches))]
    public async Task Patch_sends_only_what_changes(string what, string body)
    {
        _service.Answers(Samples.Instance);
        KeyValuePair<string, string>[] entries = [new("b", "2"), new("a", "1")];

        await _service.Client().PatchAsync(
            12,
            what switch
            {
                "name" => new InstancePatch("Test", Configuration: []),
                "tags" => new InstancePatch(Tags: ["x", "y"]),
                "no tags" => new InstancePatch(Tags: []),
                "configuration" => new InstancePatch(Configuration: entries),
                _ => new InstancePatch("Test", ["x", "y"], entries),
            },
            cancellationToken: Cancel);

        Assert.Equal("PATCH /your_moms/api-v2/instances/12", _service.Request.Line);
        Assert.Equal(body, _service.Request.Body);
        Assert.Equal(["application/json"], _service.Request.Header("Content-Type"));
    }

    [Theory, InlineData(""), InlineData("{}"), InlineData("[")]
    public async Task A_patch_whose_answer_cannot_be_read_asks_for_the_instance(string answer)
    {
        _service.AnswersInTurn(CannedService.Json(answer), CannedService.Json(Samples.Instance));

        Assert.Equal("Test", (await _service.Client().PatchAsync(12, new InstancePatch("Test"), cancellationToken: Cancel)).Name);

        Assert.Equal(["PATCH /your_moms/api-v2/instances/12", "GET /your_moms/api-v2/instances/12"], _service.Requests.Select(request => request.Line));
    }

    [Fact]
    public async Task A_patch_whose_answer_cannot_be_read_and_that_left_nothing_has_failed()
    {
        _service.AnswersInTurn(CannedService.Json(""), CannedService.Json(Samples.NotFound, 404));

        var failure = await _service.FailureOf(client => client.PatchAsync(12, new InstancePatch("Test"), cancellationToken: Cancel));

        Assert.Equal((ApiFailureKind.UnreadableAnswer, true), (failure.Kind, failure.MayHaveActed));
    }

    [Fact]
    public async Task An_answer_about_another_instance_is_an_error()
    {
        _service.Answers(Samples.Instance);

        var read = await _service.FailureOf(client => client.GetAsync(13, cancellationToken: Cancel));
        var changed = await _service.FailureOf(client => client.PatchAsync(13, new InstancePatch("Test"), cancellationToken: Cancel));

        Assert.Equal((ApiFailureKind.UnreadableAnswer, true, false), (read.Kind, read.IsAboutAnother, read.MayHaveActed));
        Assert.Equal((ApiFailureKind.UnreadableAnswer, true, true), (changed.Kind, changed.IsAboutAnother, changed.MayHaveActed));
        Assert.Equal(2, _service.Requests.Count);
    }

    [Fact]
    public async Task An_empty_patch_is_refused_before_it_is_sent()
    {
        await Assert.ThrowsAsync<ArgumentException>(
            () => _service.Client().PatchAsync(12, new InstancePatch(Configuration: []), cancellationToken: Cancel));
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
