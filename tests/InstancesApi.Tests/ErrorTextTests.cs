// The wording of every failure: the one place that asserts sentences.
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using InfoBip.InstancesApi.Http;
using InfoBip.InstancesApi.Tests.Support;
using WireMock.ResponseBuilders;

namespace InfoBip.InstancesApi.Tests;

public sealed class ErrorTextTests : IDisposable
{
    private const string Origin = "https://example.com";

    private readonly CannedService _service = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData(400, "400 Bad Request: It is so. (vendor: vendor text) [request 53dbca94].")]
    [InlineData(401, "401 Unauthorized: It is so. (vendor: vendor text) [request 53dbca94].")]
    [InlineData(403, "403 Forbidden: It is so. (vendor: vendor text) [request 53dbca94].")]
    [InlineData(404, "404 Not Found: It is so. (vendor: vendor text) [request 53dbca94].")]
    [InlineData(405, "405 Method Not Allowed: It is so. (vendor: vendor text) [request 53dbca94].")]
    [InlineData(409, "409 Conflict: It is so. (vendor: vendor text) [request 53dbca94].")]
    [InlineData(413, "413 Request Entity Too Large: It is so. (vendor: vendor text) [request 53dbca94].")]
    [InlineData(415, "415 Unsupported Media Type: It is so. (vendor: vendor text) [request 53dbca94].")]
    [InlineData(418, "status 418: It is so. (vendor: vendor text) [request 53dbca94].")]
    [InlineData(422, "422 Unprocessable Entity: It is so. (vendor: vendor text) [request 53dbca94].")]
    [InlineData(429, "429 Too Many Requests: It is so. (vendor: vendor text) [request 53dbca94].")]
    [InlineData(500, "500 Internal Server Error: It is so. (vendor: vendor text) [request 53dbca94].")]
    [InlineData(503, "503 Service Unavailable: It is so. (vendor: vendor text) [request 53dbca94].")]
    public async Task Each_status_says_what_happened(int status, string message)
    {
        _service.Answers("""{"requestId": "53dbca94", "message": "It is so.", "providerMessage": "vendor text"}""", status);

        var failure = await _service.FailureOf(client => client.CreateAsync(Samples.Request, cancellationToken: Cancel));

        Assert.Equal("POST /instances failed: " + message, failure.Message);
        Assert.Equal(("POST /instances", $"{failure.Call} failed: {failure.Happened} [request 53dbca94].", "53dbca94"), (failure.Call, failure.Message, failure.RequestId));
    }

    [Fact]
    public async Task A_service_without_a_vendor_is_quoted_alone()
    {
        _service.Answers("""{"requestId": "53dbca94", "message": "It is so."}""", 401);

        Assert.Equal(
            "GET /instances/12 failed: 401 Unauthorized: It is so [request 53dbca94].",
            (await _service.FailureOf(client => client.GetAsync(12, cancellationToken: Cancel))).Message);
    }

    [Fact]
    public async Task An_answer_about_another_instance_is_named()
    {
        _service.Answers(Samples.Instance);

        Assert.Equal(
            "GET /instances/13 failed: the answer is about another instance.",
            (await _service.FailureOf(client => client.GetAsync(13, cancellationToken: Cancel))).Message);
    }

    [Theory]
    [InlineData("", "the answer was empty")]
    [InlineData("  \r\n", "the answer was empty")]
    [InlineData("<!DOCTYPE html><p>canary</p>", "the answer was an HTML page")]
    [InlineData("<HTML>canary</HTML>", "the answer was an HTML page")]
    [InlineData("<error>canary</error>", "the answer was not JSON")]
    [InlineData("canary", "the answer was not JSON")]
    [InlineData("""{"message": "canary""", "the answer was not JSON")]
    [InlineData("""["canary"]""", "the answer was JSON, but not the API's error")]
    [InlineData("\"canary\"", "the answer was JSON, but not the API's error")]
    [InlineData("null", "the answer was JSON, but not the API's error")]
    [InlineData("""{"error": "canary"}""", "the answer was JSON, but not the API's error")]
    [InlineData("""{"message": {"text": "canary"}}""", "the answer was JSON, but not the API's error")]
    [InlineData("""{"\ud800 and more text": "canary"}""", "the answer was JSON, but not the API's error")]
    [InlineData("""{"providerMessage": "vendor text"}""", "the answer had no message (vendor: vendor text)")]
    public async Task A_body_that_is_not_the_API_s_error_is_named(string body, string note)
    {
        _service.Answers(body, 502);

        var failure = await _service.FailureOf(client => client.GetAsync(12, cancellationToken: Cancel));

        Assert.Equal($"GET /instances/12 failed: 502 Bad Gateway; {note}.", failure.Message);
    }

    [Fact]
    public async Task An_HTML_page_is_known_by_its_media_type_too()
    {
        _service.Answers(Response.Create().WithStatusCode(502).WithHeader("Content-Type", "text/html; charset=x").WithBody("<p>hello</p>"));

        var failure = await _service.FailureOf(client => client.GetAsync(12, cancellationToken: Cancel));

        Assert.Equal("GET /instances/12 failed: 502 Bad Gateway; the answer was an HTML page.", failure.Message);
    }

    [Fact]
    public async Task A_404_of_something_else_is_named()
    {
        _service.Answers("", 404);

        var failure = await _service.FailureOf(client => client.GetAsync(12, cancellationToken: Cancel));

        Assert.Equal(
            "GET /instances/12 failed: 404 Not Found; the answer was empty.",
            failure.Message);
    }

    [Theory]
    [InlineData("8 MiB", 200, "POST /instances failed: 200 OK; the answer was larger than 8 MiB.")]
    [InlineData("8 MiB", 403, "POST /instances failed: 403 Forbidden; the answer was larger than 8 MiB.")]
    [InlineData("gzip", 200, "POST /instances failed: 200 OK; the answer's compression was broken.")]
    [InlineData("gzip", 403, "POST /instances failed: 403 Forbidden; the answer's body could not be read to its end.")]
    [InlineData("[", 200, "POST /instances failed: 200 OK; the answer could not be read.")]
    public async Task A_body_that_cannot_be_read_has_a_reason(string body, int status, string message)
    {
        _service.Answers(body switch
        {
            "8 MiB" => CannedService.Json(Samples.Instance.PadRight(HttpPipeline.LargestBody + 1), status),
            "gzip" => CannedService.Json(Samples.Instance, status).WithHeader("Content-Encoding", "gzip"),
            _ => CannedService.Json(body, status),
        });

        var failure = await _service.FailureOf(client => client.CreateAsync(Samples.Request, cancellationToken: Cancel));

        Assert.Equal(message, failure.Message);
    }

    [Theory]
    [InlineData("GET", 302, "https://elsewhere.example/x?y", "302 Found; the service redirected to https://elsewhere.example, which is not followed")]
    [InlineData("GET", 302, null, "302 Found; the service redirected without saying where to")]
    [InlineData("GET", 304, null, "304 Not Modified; the service redirected, which is no answer to this request")]
    [InlineData("GET", 307, "/your_moms/api-v2/instances/12", "307 Temporary Redirect; the service redirected for the 6th time in a row")]
    [InlineData("DELETE", 307, "/your_moms/api-v2/instances/12", "307 Temporary Redirect; the service redirected, which is followed for reading only")]
    public async Task A_redirect_that_is_not_followed_has_a_reason(string method, int status, string? location, string happened)
    {
        var answer = Response.Create().WithStatusCode(status);
        _service.Answers(location is null ? answer : answer.WithHeader("Location", location));

        var failure = await _service.FailureOf(client =>
            method == "GET" ? client.GetAsync(12, cancellationToken: Cancel) : client.DeleteAsync(12, cancellationToken: Cancel));

        Assert.Equal($"{method} /instances/12 failed: {happened}.", failure.Message);
    }

    [Fact]
    public async Task A_list_without_an_end_says_so()
    {
        _service.Answers(CannedService.Json("[]").WithHeader("Elements-Next-Page-Token", "a"));

        var failure = await _service.FailureOf(async client => await client.ListAsync(new InstanceQuery(), cancellationToken: Cancel).CountAsync(Cancel));

        Assert.Equal("GET /instances failed: the service sent the same page of the list twice, so it would never end.", failure.Message);
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, "the host of https://example.com was not found.")]
    [InlineData(HttpRequestError.ConnectionError, "the connection to https://example.com was refused.")]
    [InlineData(HttpRequestError.SecureConnectionError, "the connection to https://example.com was closed while it was being secured.")]
    [InlineData(HttpRequestError.ProxyTunnelError, "the proxy made no connection to https://example.com.")]
    [InlineData(HttpRequestError.InvalidResponse, "the answer of https://example.com was not valid HTTP.")]
    [InlineData(HttpRequestError.ResponseEnded, "the connection to https://example.com was lost before the answer was complete.")]
    public void A_failure_of_the_network_is_named_in_our_own_words(HttpRequestError error, string message) =>
        Assert.Equal("POST /instances failed: " + message, Unanswered(new HttpRequestException(error, "canary")).Message);

    [Fact]
    public void A_failure_below_HTTP_is_named_in_our_own_words()
    {
        Assert.Equal(
            "POST /instances failed: no connection to https://example.com could be made (HostUnreachable).",
            Unanswered(new HttpRequestException(HttpRequestError.ConnectionError, "canary", new SocketException((int)SocketError.HostUnreachable))).Message);
        Assert.Equal(
            "POST /instances failed: no secure connection to https://example.com could be made: what answers there does not speak TLS, or no version of it that this system knows.",
            Unanswered(new HttpRequestException(HttpRequestError.SecureConnectionError, "canary", new AuthenticationException())).Message);
        Assert.Equal(
            "POST /instances failed: no connection to https://example.com was made within 10 s.",
            Unanswered(new OperationCanceledException()).Message);
    }

    [Fact]
    public void An_attempt_that_took_too_long_names_its_limit()
    {
        Assert.Equal(
            "PATCH /instances/12 failed: no complete answer came within 30 s.",
            ErrorAnswer.Exception(State(attempts: 1, mayHaveActed: true, new ApiCall(CallKind.Change, HttpMethod.Patch, "/instances/12")), TimedOut).Message);
    }

    [Theory]
    [InlineData(0, "POST /instances failed: the deadline of 20 s for the whole operation passed before its turn came.")]
    [InlineData(1, "POST /instances failed: the deadline of 20 s for the whole operation passed.")]
    [InlineData(2, "POST /instances failed after 2 attempts: the deadline of 20 s for the whole operation passed; before that: no complete answer came within 30 s.")]
    public void A_deadline_that_passed_is_named(int attempts, string message)
    {
        var state = State(attempts, mayHaveActed: attempts > 0);
        state.LastFailure = attempts > 1 ? TimedOut : null;

        Assert.Equal(message, ErrorAnswer.DeadlinePassed(state).Message);
    }

    [Fact]
    public void A_wait_that_the_deadline_leaves_no_room_for_is_named()
    {
        var state = State(attempts: 3, mayHaveActed: false);
        state.Decision = new RetryDecision.GiveUp(GiveUpReason.DeadlineFirst, TimeSpan.FromSeconds(40));

        Assert.Equal(
            "POST /instances failed after 3 attempts: 429 Too Many Requests. The next attempt was due in 40 s, but the deadline of 20 s for the whole operation "
            + "comes first.",
            ErrorAnswer.Exception(state, new AttemptFailure(ApiFailureKind.TooManyRequests, ErrorText.Status(HttpStatusCode.TooManyRequests))).Message);
    }

    [Fact]
    public void A_create_in_doubt_says_that_its_outcome_is_not_known()
    {
        Assert.Equal("POST /instances failed: it broke. It is not known whether an instance was made.", new CreationInDoubtException(new(ApiFailureKind.ConnectionLost, "POST /instances", "it broke"), [], null).Message);
        Assert.Equal(
            "The create was cancelled while its request was on the way. It is not known whether an instance was made.", new CreationInDoubtException(null, [], null).Message);
    }

    private static AttemptFailure TimedOut => new(ApiFailureKind.TimedOut, ErrorText.AttemptTimedOut(TimeSpan.FromSeconds(30)));

    private static InstancesApiException Unanswered(Exception exception)
    {
        var failure = ErrorAnswer.Unanswered(exception, Origin, mayHaveActed: true);
        return ErrorAnswer.Exception(State(attempts: 1, failure.MayHaveActed), failure);
    }

    private static CallState State(int attempts, bool mayHaveActed, ApiCall? call = null) =>
        new(call ?? new ApiCall(CallKind.Create, HttpMethod.Post, "/instances"), new CallOptions { Deadline = TimeSpan.FromSeconds(20) }, TimeProvider.System)
        {
            Attempts = attempts,
            MayHaveActed = mayHaveActed,
        };
}
