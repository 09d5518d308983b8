// An error of the service has its code, what failed and on which instance, what the service said, the request id, and the settings that may help.
using Grpc.Core;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests.Errors;

public sealed class ServiceErrorTests(SharedPlugin shared) : IClassFixture<SharedPlugin>
{
    private const string Message = "It is so.";
    private const string ProviderMessage = "The vendor agrees";

    [Theory]
    [InlineData(400, StatusCode.InvalidArgument, "400 Bad Request", "IB3001")]
    [InlineData(401, StatusCode.Unauthenticated, "401 Unauthorized", "IB3002", "infobip:userSecret", "infobip:organizationSecret")]
    [InlineData(403, StatusCode.PermissionDenied, "403 Forbidden", "IB3003")]
    [InlineData(404, StatusCode.NotFound, "404 Not Found", "IB3004", "infobip:baseUrl", "infobip:apiDialect")]
    [InlineData(405, StatusCode.InvalidArgument, "405 Method Not Allowed", "IB3001", "infobip:baseUrl")]
    [InlineData(415, StatusCode.InvalidArgument, "415 Unsupported Media Type", "IB3001", "infobip:baseUrl")]
    [InlineData(429, StatusCode.ResourceExhausted, "429 Too Many Requests", "IB3007", "infobip:maxConcurrentRequests")]
    public async Task A_refused_create(int status, StatusCode expected, string answer, string code, params string[] settings)
    {
        var (failed, text) = await FailAsync(Status(status) with { Method = "POST" }, () => shared.Plugin.CreateAsync(SampleResource.InputsWithGeneratedName()));

        Assert.Equal(expected, failed);
        Failures.AssertError(text, code, [$"'{SampleResource.GeneratedName}'", "POST /instances", answer, Message, .. Vendor(status), RequestId, .. settings]);
    }

    [Theory]
    [InlineData(400, StatusCode.InvalidArgument, "400 Bad Request", "IB3001")]
    [InlineData(401, StatusCode.Unauthenticated, "401 Unauthorized", "IB3002", "infobip:userSecret", "infobip:organizationSecret")]
    [InlineData(403, StatusCode.PermissionDenied, "403 Forbidden", "IB3003")]
    [InlineData(404, StatusCode.NotFound, "404 Not Found", "IB3004", "pulumi refresh")]
    [InlineData(409, StatusCode.AlreadyExists, "409 Conflict", "IB3006")]
    [InlineData(429, StatusCode.ResourceExhausted, "429 Too Many Requests", "IB3007", "infobip:maxConcurrentRequests")]
    [InlineData(500, StatusCode.Unavailable, "500 Internal Server Error", "IB3008")]
    [InlineData(502, StatusCode.Unavailable, "502 Bad Gateway", "IB3008")]
    [InlineData(503, StatusCode.Unavailable, "503 Service Unavailable", "IB3008")]
    [InlineData(504, StatusCode.Unavailable, "504 Gateway Timeout", "IB3008")]
    public async Task A_failed_update(int status, StatusCode expected, string answer, string code, params string[] advice)
    {
        var made = await shared.Plugin.CreateAsync(SampleResource.Inputs());

        var (failed, text) = await FailAsync(
            Status(status), () => shared.Plugin.UpdateAsync(made.Id, made.Properties, SampleResource.Inputs(), SampleResource.Inputs(("name", "other"))));

        Assert.Equal(expected, failed);
        Failures.AssertError(text, code, [$"instance {made.Id}", $"PATCH /instances/{made.Id}", answer, Message, .. Vendor(status), RequestId, .. advice]);
    }

    [Theory]
    [InlineData(400, FaultBody.Html, "400 Bad Request", "IB3001")]
    [InlineData(400, FaultBody.Empty, "400 Bad Request", "IB3001")]
    [InlineData(400, FaultBody.List, "400 Bad Request", "IB3001")]
    [InlineData(400, FaultBody.BrokenJson, "400 Bad Request", "IB3001")]
    [InlineData(404, FaultBody.Html, "404 Not Found", "IB3005", "infobip:baseUrl")]
    [InlineData(404, FaultBody.Empty, "404 Not Found", "IB3005", "infobip:baseUrl")]
    [InlineData(500, FaultBody.Html, "500 Internal Server Error", "IB3008")]
    [InlineData(503, FaultBody.Empty, "503 Service Unavailable", "IB3008")]
    [InlineData(502, FaultBody.List, "502 Bad Gateway", "IB3008")]
    [InlineData(200, FaultBody.Html, "200 OK", "IB3013", "infobip:baseUrl")]
    public async Task An_answer_that_is_not_the_APIs_own(int status, FaultBody body, string answer, string code, params string[] settings)
    {
        var (_, text) = await FailAsync(Status(status, body), () => shared.Plugin.ReadAsync("12", SampleResource.Inputs(), SampleResource.Inputs()));

        Failures.AssertError(text, code, ["instance 12", "GET /instances/12", answer, .. settings]);
        Assert.DoesNotContain("<", text, StringComparison.Ordinal);
        Assert.Equal(body != FaultBody.Html, text.Contains(RequestId, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task What_the_vendor_refuses_says_nothing_about_our_secrets_or_the_instance(int status)
    {
        var (failed, text) = await FailAsync(
            Status(status) with { ProviderMessage = ProviderMessage }, () => shared.Plugin.ReadAsync("12", SampleResource.Inputs(), SampleResource.Inputs()));

        Assert.Equal(StatusCode.FailedPrecondition, failed);
        Failures.AssertError(text, "IB3015", "instance 12", Message, ProviderMessage, RequestId);
        Assert.DoesNotContain("infobip:userSecret", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conflict_is_a_refusal_where_one_look_up_finds_nothing()
    {
        shared.Plugin.Sandbox.ClearRequests();
        var (failed, text) = await FailAsync(Status(409) with { Method = "POST" }, () => shared.Plugin.CreateAsync(SampleResource.InputsWithGeneratedName()));

        Assert.Equal(StatusCode.AlreadyExists, failed);
        Failures.AssertError(text, "IB3006", $"'{SampleResource.GeneratedName}'", "POST /instances", "409 Conflict", Message, ProviderMessage, RequestId);
        Assert.Equal(["POST", "GET"], shared.Plugin.Sandbox.Requests.Select(request => request.Method));
    }

    [Theory]
    [InlineData(500, "500 Internal Server Error")]
    [InlineData(504, "504 Gateway Timeout")]
    public async Task A_create_that_may_have_been_acted_on_is_looked_for_until_its_deadline_and_never_sent_again(int status, string answer)
    {
        await using var plugin = await PluginFixture.OpenAsync();
        plugin.Sandbox.Faults.Inject(Status(status) with { Method = "POST" });

        var failure = await Failures.OfAsync(plugin.CreateAsync(SampleResource.InputsWithGeneratedName(), seconds: 4));

        Assert.Equal(StatusCode.Unknown, failure.StatusCode);
        Failures.AssertError(
            failure, "IB4001", $"'{SampleResource.GeneratedName}'", answer, Message, ProviderMessage, plugin.Sandbox.Requests[0].RequestId,
            "pulumi import infobip:index:InfoBipInstance <resource name> <instance id>");
        Assert.Single(plugin.Sandbox.Requests, request => request.Method == "POST");
        Assert.NotEmpty(plugin.Sandbox.Requests.Where(request => request.Method == "GET").Skip(1));
    }

    [Fact]
    public async Task A_connection_that_is_refused()
    {
        await using var plugin = await PluginFixture.OpenAsync();
        await plugin.Sandbox.DisposeAsync();

        var failure = await Failures.OfAsync(plugin.ReadAsync("12"));

        Failures.AssertError(failure, "IB3009", "instance 12", "GET /instances/12", plugin.Sandbox.Url.GetLeftPart(UriPartial.Authority), "infobip:baseUrl");
    }

    [Fact]
    public async Task A_redirect_elsewhere()
    {
        var (_, text) = await FailAsync(new Fault { Kind = FaultKind.Redirect, Location = "https://login.example.com/?x=1" }, () => shared.Plugin.ReadAsync("12"));

        Failures.AssertError(text, "IB3014", "instance 12", "GET /instances/12", "307 Temporary Redirect", "https://login.example.com", RequestId, "infobip:baseUrl");
        Assert.DoesNotContain("x=1", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("")]
    [InlineData("12/enabled")]
    [InlineData("-1")]
    public async Task An_id_that_is_none_is_refused_without_a_request(string id)
    {
        shared.Plugin.Sandbox.ClearRequests();

        var failure = await Failures.OfAsync(shared.Plugin.ReadAsync(id));

        Failures.AssertError(failure, "IB2012", $"'{id}'");
        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        Assert.Empty(shared.Plugin.Sandbox.Requests);
    }

    [Fact]
    public async Task The_engine_shows_it_on_the_instances_URN()
    {
        await using var fixture = await StackFixture.OpenAsync();
        fixture.Sandbox.Faults.Inject(Status(403) with { Method = "POST" });

        var up = await fixture.UpAsync(StackFixture.Program("name: sms"));

        var error = Assert.Single(up.Errors);
        Assert.Equal(SampleResource.Urn, error.Urn);
        Failures.AssertError(error.Message, "IB3003", "'sms'", "POST /instances", "403 Forbidden", Message);
        Assert.DoesNotContain("   at ", StackFixture.Text(up), StringComparison.Ordinal);
    }

    /// <summary>The id of the request that failed.</summary>
    private string RequestId => shared.Plugin.Sandbox.Requests.Last(request => request.Fault is not null).RequestId;

    private static Fault Status(int status, FaultBody body = FaultBody.Api) =>
        new() { Kind = FaultKind.Status, StatusCode = status, Body = body, Message = Message, ProviderMessage = Vendor(status).FirstOrDefault() };

    /// <summary>What the vendor says, where that does not make it the one who speaks.</summary>
    private static string[] Vendor(int status) => status is 401 or 403 or 404 ? [] : [ProviderMessage];

    private async Task<(StatusCode Code, string Text)> FailAsync(Fault fault, Func<Task> call)
    {
        shared.Plugin.Sandbox.Faults.Inject(fault);
        var failure = await Failures.OfAsync(call());

        // Anew: a session whose secrets were refused tries nothing else with them.
        await shared.Plugin.ConfigureAsync(shared.Plugin.Settings);
        Assert.DoesNotContain("   at ", failure.Status.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("{", failure.Status.Detail, StringComparison.Ordinal);
        return (failure.StatusCode, failure.Status.Detail);
    }
}
