// What is kept of a refusal: its kind, its status and what the service said.
using System.Net;
using InfoBip.InstancesApi.Tests.Support;
using WireMock.ResponseBuilders;

namespace InfoBip.InstancesApi.Tests;

public sealed class ErrorTests : IDisposable
{
    private readonly CannedService _service = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData(400, ApiFailureKind.InvalidRequest, false)]
    [InlineData(401, ApiFailureKind.Unauthenticated, false)]
    [InlineData(403, ApiFailureKind.Forbidden, false)]
    [InlineData(404, ApiFailureKind.NotFound, false)]
    [InlineData(405, ApiFailureKind.InvalidRequest, false)]
    [InlineData(408, ApiFailureKind.ServerError, true)]
    [InlineData(409, ApiFailureKind.Conflict, true)]
    [InlineData(415, ApiFailureKind.InvalidRequest, false)]
    [InlineData(418, ApiFailureKind.InvalidRequest, false)]
    [InlineData(429, ApiFailureKind.TooManyRequests, false)]
    [InlineData(500, ApiFailureKind.ServerError, true)]
    [InlineData(503, ApiFailureKind.ServerError, true)]
    public async Task Each_status_has_its_kind_and_keeps_what_the_service_said(int status, ApiFailureKind expected, bool mayHaveActed)
    {
        _service.Answers("""{"requestId": "53dbca94", "message": "It is so."}""", status);

        var failure = await _service.FailureOf(client => client.CreateAsync(Samples.Request, cancellationToken: Cancel));

        Assert.Equal(expected, failure.Kind);
        Assert.Equal((HttpStatusCode)status, failure.Status);
        Assert.Equal("It is so.", failure.ServiceMessage);
        Assert.Equal("53dbca94", failure.RequestId);
        Assert.Equal(mayHaveActed, failure.MayHaveActed);
        Assert.Equal(1, failure.Attempts);
    }

    [Theory]
    [InlineData(400, ApiFailureKind.InvalidRequest)]
    [InlineData(401, ApiFailureKind.VendorRefused)]
    [InlineData(403, ApiFailureKind.VendorRefused)]
    [InlineData(404, ApiFailureKind.VendorRefused)]
    [InlineData(409, ApiFailureKind.Conflict)]
    [InlineData(502, ApiFailureKind.ServerError)]
    public async Task What_the_vendor_refused_says_nothing_about_the_secrets_or_the_instance(int status, ApiFailureKind expected)
    {
        _service.Answers("""{"requestId": "53dbca94", "message": "It is so.", "providerMessage": "vendor text"}""", status);

        foreach (var call in new Func<InstancesClient, Task>[] { c => c.GetAsync(12, cancellationToken: Cancel), c => c.DeleteAsync(12, cancellationToken: Cancel) })
        {
            var failure = await _service.FailureOf(call);
            Assert.Equal((expected, "vendor text"), (failure.Kind, failure.ProviderMessage));
        }
    }

    [Theory, InlineData(""), InlineData("<html>nginx</html>"), InlineData("""{"requestId": "1"}""")]
    public async Task A_conflict_that_the_service_does_not_explain_may_be_one_with_the_same_request(string body)
    {
        _service.Answers(body, 409);

        Assert.True((await _service.FailureOf(client => client.CreateAsync(Samples.Request, cancellationToken: Cancel))).MayHaveActed);
    }

    [Theory]
    [InlineData("<p>canary</p>")]
    [InlineData("""{"message": "canary""")]
    [InlineData("""["canary"]""")]
    [InlineData("""{"error": "canary"}""")]
    [InlineData("""{"message": {"text": "canary"}}""")]
    public async Task A_body_that_is_not_the_API_s_error_is_not_shown(string body)
    {
        _service.Answers(body, 502);

        var failure = await _service.FailureOf(client => client.GetAsync(12, cancellationToken: Cancel));

        Assert.Null(failure.ServiceMessage);
        Assert.False(failure.MayHaveActed);
        Assert.DoesNotContain("canary", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_request_id_is_taken_from_the_header_where_the_body_has_none()
    {
        _service.Answers(CannedService.Json("""{"message": "no"}""", 400).WithHeader("Elements-Request-Id", "header-id"));

        Assert.Equal("header-id", (await _service.FailureOf(client => client.GetAsync(12, cancellationToken: Cancel))).RequestId);
    }

    [Fact]
    public async Task Long_texts_are_cut_and_control_characters_flattened()
    {
        _service.Answers($$"""{"message": "a\r\n\u001b[31m b\u202E{{new string('x', 5000)}}"}""", 400);

        var failure = await _service.FailureOf(client => client.GetAsync(12, cancellationToken: Cancel));

        Assert.StartsWith("a [31m b xxx", failure.ServiceMessage, StringComparison.Ordinal);
        Assert.EndsWith("x…", failure.ServiceMessage, StringComparison.Ordinal);
        Assert.Equal(2001, failure.ServiceMessage!.Length);
    }

    [Theory, InlineData(Samples.NotFound, null), InlineData("""{"message": "No instance"}""", "1")]
    public async Task A_404_of_the_API_itself_means_gone(string body, string? requestId)
    {
        _service.Answers(requestId is null ? CannedService.Json(body, 404) : CannedService.Json(body, 404).WithHeader("Elements-Request-Id", requestId));
        var client = _service.Client();

        Assert.Null(await client.GetAsync(12, cancellationToken: Cancel));
        Assert.False(await client.DeleteAsync(12, cancellationToken: Cancel));
        Assert.Equal(ApiFailureKind.NotFound, (await _service.FailureOf(c => c.PatchAsync(12, new InstancePatch("x"), cancellationToken: Cancel))).Kind);
        Assert.Equal(ApiFailureKind.NotFound, (await _service.FailureOf(c => c.EnableAsync(12, cancellationToken: Cancel))).Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>nginx</html>")]
    [InlineData("""{"error": "no route"}""")]
    [InlineData("""{"message": 404}""")]
    [InlineData("""{"message": "No instance"}""")]
    [InlineData("""{"requestId": "1"}""")]
    [InlineData("""["message"]""")]
    public async Task A_404_of_anything_else_says_nothing_about_the_instance(string body)
    {
        _service.Answers(body, 404);

        var get = await _service.FailureOf(client => client.GetAsync(12, cancellationToken: Cancel));
        var delete = await _service.FailureOf(client => client.DeleteAsync(12, cancellationToken: Cancel));

        Assert.Equal(ApiFailureKind.WrongAddress, get.Kind);
        Assert.Equal(ApiFailureKind.WrongAddress, delete.Kind);
    }

    [Fact]
    public async Task A_delete_that_works_says_that_there_was_something()
    {
        _service.Answers("");

        Assert.True(await _service.Client().DeleteAsync(12, cancellationToken: Cancel));
    }

    [Fact]
    public async Task A_page_for_browsers_is_not_the_service_and_says_nothing_about_a_delete_or_a_switch()
    {
        _service.Answers(Response.Create().WithStatusCode(200).WithHeader("Content-Type", "text/html; charset=utf-8").WithBody("<html>Sign in</html>"));

        foreach (var call in new Func<InstancesClient, Task>[] { c => c.DeleteAsync(12, cancellationToken: Cancel), c => c.EnableAsync(12, cancellationToken: Cancel) })
        {
            var failure = await _service.FailureOf(call);
            Assert.Equal((ApiFailureKind.UnreadableAnswer, true), (failure.Kind, failure.MayHaveActed));
        }
    }
}
