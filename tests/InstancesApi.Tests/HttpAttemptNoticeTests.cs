// What the notice of an attempt shows, and what it does not.
using System.Text;
using InfoBip.InstancesApi.Http;
using InfoBip.InstancesApi.Tests.Support;

namespace InfoBip.InstancesApi.Tests;

public sealed class HttpAttemptNoticeTests : IDisposable
{
    private readonly CannedService _service = new();
    private readonly List<HttpAttemptNotice> _notices = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task Every_attempt_has_a_notice_of_what_was_sent_and_what_came()
    {
        _service.AnswersInTurn(
            CannedService.Json("""{"message": "slow down", "requestId": "r1"}""", 429).WithHeader("Retry-After", "3").WithHeader("Set-Cookie", "a=b"),
            CannedService.Json(Samples.Instance).WithHeader("Elements-Request-Id", "r2"));

        await Client().CreateAsync(Samples.Request, cancellationToken: Cancel);

        Assert.Equal(["429 Too Many Requests", "200 OK"], _notices.Select(notice => notice.Outcome));
        Assert.Equal([1, 2], _notices.Select(notice => notice.Attempt));
        Assert.Equal(["r1", "r2"], _notices.Select(notice => notice.RequestId));
        Assert.All(_notices, notice => Assert.Equal("POST /instances", notice.What));
        Assert.All(_notices, notice => Assert.Matches(
            "^[0-9]+ bytes: \\{your_mom: \\{key: text\\}, configuration: \\{messaging.sms.infobip.sender: text, .*\\}, tags: \\[1 x text\\], name: text\\}$", notice.Sent));
        Assert.Equal("43 bytes: {message: text, requestId: text}", _notices[0].Received);
        Assert.EndsWith(": {id: number, name: text, token: text}", _notices[1].Received, StringComparison.Ordinal);
        Assert.Contains("Retry-After: 3", _notices[0].Headers);
        Assert.DoesNotContain(_notices.SelectMany(notice => notice.Headers), header => header.Contains("ookie", StringComparison.Ordinal));
        Assert.Matches(
            "^POST /instances, attempt 1: 429 Too Many Requests after [0-9]+ ms; request r1; headers Content-Type: application/json, .*; sent .*; received 43 bytes: \\{message: text, requestId: text\\}$",
            _notices[0].ToString());
    }

    [Fact]
    public async Task An_attempt_without_an_answer_has_a_notice_as_well()
    {
        await using var server = new RawServer(static (_, _, _) => Task.CompletedTask);
        using var client = Clients.Of(server.BaseUrl, options => options with { AttemptEnded = _notices.Add });

        await Assert.ThrowsAsync<InstancesApiException>(() => client.GetAsync(12, cancellationToken: Cancel));

        var notice = Assert.Single(_notices);
        Assert.StartsWith("the connection to ", notice.Outcome, StringComparison.Ordinal);
        Assert.Null(notice.Sent);
        Assert.Null(notice.Received);
    }

    [Fact]
    public async Task A_cancelled_attempt_is_called_interrupted()
    {
        await using var server = new RawServer(static (_, _, stop) => RawServer.Stall(stop));
        using var client = Clients.Of(server.BaseUrl, options => options with { AttemptEnded = _notices.Add });
        using var cancel = new CancellationTokenSource();
        var call = client.GetAsync(12, cancellationToken: cancel.Token);
        await server.Arrived;

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal("interrupted", Assert.Single(_notices).Outcome);
    }

    [Fact]
    public async Task No_notice_holds_a_secret_that_the_service_echoes()
    {
        foreach (var secret in Secrets.All)
        {
            var escaped = System.Text.Json.JsonEncodedText.Encode(secret).ToString();
            _service.Answers(CannedService.Json($$"""{"message": "{{escaped}}", "{{escaped}}": "{{escaped}}", "{{escaped.Replace("\\", "", StringComparison.Ordinal)}}": 1, "requestId": "{{escaped}}"}""", 400)
                .WithHeader("Server", Uri.EscapeDataString(secret)).WithHeader("Via", Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))));
            var client = Client();
            client.Remember([Secrets.Token]);
            await Assert.ThrowsAsync<InstancesApiException>(() => client.CreateAsync(Samples.Secretive, cancellationToken: Cancel));
        }

        var text = string.Join('\n', _notices);
        Assert.Equal(Secrets.All.Length, _notices.Count);
        foreach (var secret in Secrets.All)
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Uri.EscapeDataString(secret), text, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)), text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("", "nothing")]
    [InlineData("null", "4 bytes: null")]
    [InlineData("[]", "2 bytes: []")]
    [InlineData("[true, 1]", "9 bytes: [2 x boolean]")]
    [InlineData("{\"a\": {\"b\": {\"c\": {\"d\": {\"e\": 1}}}}}", "36 bytes: {a: {b: {c: {d: {…}}}}}")]
    [InlineData("{\"a1\": 1, \"a b\": \"x\", \"\": [], \"ä\": {}, \"\\ud800\": 1}", "52 bytes: {…: number, …: text, …: [], …: {}, …: number}")]
    [InlineData("{\"a\": 1", "7 bytes that are not JSON")]
    [InlineData("<html>", "6 bytes that are not JSON")]
    public void A_body_is_described_by_kinds_and_names(string body, string shape) =>
        Assert.Equal(shape, BodyShape.Of(Encoding.UTF8.GetBytes(body), new Redactor()));

    [Fact]
    public void A_body_of_any_size_is_described_shortly()
    {
        var names = string.Join(',', Enumerable.Range(0, 5000).Select(index => $"\"{new string((char)('a' + (index % 26)), 60)}\":{index}"));

        var shape = BodyShape.Of(Encoding.UTF8.GetBytes($"{{{names}}}"), new Redactor());

        Assert.InRange(shape.Length, 100, 2100);
    }

    [Fact]
    public void A_name_that_is_a_known_secret_is_not_shown()
    {
        var redactor = new Redactor();
        redactor.Remember("hush");

        Assert.Equal("10 bytes: {…: number}", BodyShape.Of("{\"hush\":1}"u8.ToArray(), redactor));
    }

    private InstancesClient Client() => _service.Client(
        options => options with { MaxRetries = 5, RequestTimeout = TimeSpan.FromHours(1), AttemptEnded = _notices.Add }, new SkippingTime(), static () => 0.5);
}
