// What a refusal says: golden messages for each status and each shape of body.
using System.Net;
using InfoBip.InstancesApi.Tests.Support;
using WireMock.ResponseBuilders;

namespace InfoBip.InstancesApi.Tests;

public sealed class ErrorTests : IDisposable
{
    private const string Body = """{"requestId": "53dbca94", "message": "It is so.", "providerMessage": "vendor text"}""";

    private readonly Service _service = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData(400, ApiFailure.InvalidRequest, false, "400 Bad Request: It is so. (vendor: vendor text) [request 53dbca94]")]
    [InlineData(401, ApiFailure.Unauthenticated, false, "401 Unauthorized: It is so. (vendor: vendor text) [request 53dbca94]. Check the user secret and the organization secret.")]
    [InlineData(403, ApiFailure.Forbidden, false, "403 Forbidden: It is so. (vendor: vendor text) [request 53dbca94]")]
    [InlineData(404, ApiFailure.NotFound, false, "404 Not Found: It is so. (vendor: vendor text) [request 53dbca94]")]
    [InlineData(405, ApiFailure.InvalidRequest, false, "405 Method Not Allowed: It is so. (vendor: vendor text) [request 53dbca94]")]
    [InlineData(409, ApiFailure.Conflict, true, "409 Conflict: It is so. (vendor: vendor text) [request 53dbca94]")]
    [InlineData(415, ApiFailure.InvalidRequest, false, "415 Unsupported Media Type: It is so. (vendor: vendor text) [request 53dbca94]")]
    [InlineData(418, ApiFailure.InvalidRequest, false, "status 418: It is so. (vendor: vendor text) [request 53dbca94]")]
    [InlineData(429, ApiFailure.TooManyRequests, false, "429 Too Many Requests: It is so. (vendor: vendor text) [request 53dbca94]. Lower maxConcurrentRequests or raise maxRetries.")]
    [InlineData(500, ApiFailure.ServerError, true, "500 Internal Server Error: It is so. (vendor: vendor text) [request 53dbca94]. The request may have taken effect all the same.")]
    [InlineData(503, ApiFailure.ServerError, true, "503 Service Unavailable: It is so. (vendor: vendor text) [request 53dbca94]. The request may have taken effect all the same.")]
    public async Task Each_status_says_what_happened_and_what_to_do(int status, ApiFailure expected, bool mayHaveActed, string message)
    {
        _service.Answers(Body, status);

        var failure = await Failure(client => client.CreateAsync(Samples.Request, cancellationToken: Cancel));

        Assert.Equal(expected, failure.Failure);
        Assert.Equal((HttpStatusCode)status, failure.Status);
        Assert.Equal("It is so.", failure.ServiceMessage);
        Assert.Equal("vendor text", failure.ProviderMessage);
        Assert.Equal("53dbca94", failure.RequestId);
        Assert.Equal(mayHaveActed, failure.MayHaveActed);
        Assert.Equal(1, failure.Attempts);
        Assert.Equal("POST /instances failed: " + message, failure.Message);
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
    public async Task A_body_that_is_not_the_API_s_error_is_named_and_not_shown(string body, string note)
    {
        _service.Answers(body, 502);

        var failure = await Failure(client => client.GetAsync(12, cancellationToken: Cancel));

        Assert.Equal($"GET /instances/12 failed: 502 Bad Gateway; {note}", failure.Message);
        Assert.Null(failure.ServiceMessage);
        Assert.False(failure.MayHaveActed);
    }

    [Fact]
    public async Task An_HTML_page_is_known_by_its_media_type_too()
    {
        _service.Answers(Response.Create().WithStatusCode(502).WithHeader("Content-Type", "text/html; charset=x").WithBody("<p>hello</p>"));

        Assert.Contains("an HTML page", (await Failure(client => client.GetAsync(12, cancellationToken: Cancel))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_request_id_is_taken_from_the_header_where_the_body_has_none()
    {
        _service.Answers(Service.Json("""{"message": "no"}""", 400).WithHeader("Elements-Request-Id", "header-id"));

        Assert.Equal("header-id", (await Failure(client => client.GetAsync(12, cancellationToken: Cancel))).RequestId);
    }

    [Fact]
    public async Task Long_texts_are_cut_and_control_characters_flattened()
    {
        _service.Answers($$"""{"message": "a\r\n\u001b[31m b\u202E{{new string('x', 5000)}}"}""", 400);

        var failure = await Failure(client => client.GetAsync(12, cancellationToken: Cancel));

        Assert.StartsWith("a [31m b xxx", failure.ServiceMessage, StringComparison.Ordinal);
        Assert.EndsWith("x…", failure.ServiceMessage, StringComparison.Ordinal);
        Assert.Equal(501, failure.ServiceMessage!.Length);
    }

    [Theory]
    [InlineData("""{"message": "No instance"}""")]
    [InlineData("""{"requestId": "1"}""")]
    public async Task A_404_of_the_API_itself_means_gone(string body)
    {
        _service.Answers(body, 404);
        var client = _service.Client();

        Assert.Null(await client.GetAsync(12, cancellationToken: Cancel));
        Assert.False(await client.DeleteAsync(12, cancellationToken: Cancel));
        Assert.Equal(ApiFailure.NotFound, (await Failure(c => c.PatchAsync(12, new InstancePatch("x"), cancellationToken: Cancel))).Failure);
        Assert.Equal(ApiFailure.NotFound, (await Failure(c => c.EnableAsync(12, cancellationToken: Cancel))).Failure);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>nginx</html>")]
    [InlineData("""{"error": "no route"}""")]
    [InlineData("""{"message": 404}""")]
    [InlineData("""{"providerMessage": "x"}""")]
    [InlineData("""["message"]""")]
    public async Task A_404_of_anything_else_says_nothing_about_the_instance(string body)
    {
        _service.Answers(body, 404);

        var get = await Failure(client => client.GetAsync(12, cancellationToken: Cancel));
        var delete = await Failure(client => client.DeleteAsync(12, cancellationToken: Cancel));

        Assert.Equal(ApiFailure.WrongAddress, get.Failure);
        Assert.Equal(ApiFailure.WrongAddress, delete.Failure);
        Assert.Contains("check baseUrl", get.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delete_that_works_says_that_there_was_something()
    {
        _service.Answers("");

        Assert.True(await _service.Client().DeleteAsync(12, cancellationToken: Cancel));
    }

    private Task<InstancesApiException> Failure(Func<InstancesClient, Task> call) =>
        Assert.ThrowsAsync<InstancesApiException>(() => call(_service.Client()));
}
