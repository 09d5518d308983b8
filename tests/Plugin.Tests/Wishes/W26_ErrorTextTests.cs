// Wish 26: an error of the service tells what failed, on which instance, what the service said and what to do.
using Grpc.Core;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests.Wishes;

public sealed class W26_ErrorTextTests(WiredFixture fixture) : IClassFixture<WiredFixture>
{
    private const string Said = "It is so. (vendor: The vendor agrees) [request ID]";
    private const string Inputs = "Correct the inputs that it names and deploy again. [IB3001]";
    private const string Address = "The service does not know such a request: check the settings infobip:baseUrl and infobip:apiDialect.";
    private const string Secrets = "Check the settings infobip:userSecret and infobip:organizationSecret (or INFOBIP_USER_SECRET and INFOBIP_ORGANIZATION_SECRET): the service does not know them. [IB3002]";
    private const string Account = "The account of these secrets may not do this: ask its administrator, or use the secrets of another account. [IB3003]";
    private const string Gone = "The instance is no longer there: run `pulumi refresh` to take note of it. [IB3004]";
    private const string Proxy = "This 404 does not come from the instances API: check the settings infobip:baseUrl and infobip:apiDialect, and any proxy on the way. [IB3005]";
    private const string Later = "Deploy again later, or lower the setting infobip:maxConcurrentRequests. [IB3007]";
    private const string Problem = "The service has a problem: deploy again later. If it stays, tell its support the request id. [IB3008]";
    private const string Doubt = "The request may have taken effect all the same.";

    [Theory]
    [InlineData(400, StatusCode.InvalidArgument, $"400 Bad Request: {Said}. {Inputs}")]
    [InlineData(401, StatusCode.Unauthenticated, $"401 Unauthorized: {Said}. {Secrets}")]
    [InlineData(403, StatusCode.PermissionDenied, $"403 Forbidden: {Said}. {Account}")]
    [InlineData(404, StatusCode.NotFound, $"404 Not Found: {Said}. {Address} [IB3004]")]
    [InlineData(405, StatusCode.InvalidArgument, $"405 Method Not Allowed: {Said}. {Address} [IB3001]")]
    [InlineData(415, StatusCode.InvalidArgument, $"415 Unsupported Media Type: {Said}. {Address} [IB3001]")]
    [InlineData(429, StatusCode.ResourceExhausted, $"429 Too Many Requests: {Said}. {Later}")]
    public async Task W26_A_refused_create_reads_as_it_should(int status, StatusCode code, string text)
    {
        var failure = await FailAsync(Ordered(status, FaultBody.Api), () => fixture.Wired.CreateAsync(Wired.NamedInputs()));

        Assert.Equal($"creating InfoBip instance '{Wired.MadeUpName}' failed: POST /instances failed: {text}", failure.Text);
        Assert.Equal(code, failure.Code);
    }

    [Theory]
    [InlineData(400, StatusCode.InvalidArgument, $"400 Bad Request: {Said}. {Inputs}")]
    [InlineData(401, StatusCode.Unauthenticated, $"401 Unauthorized: {Said}. {Secrets}")]
    [InlineData(403, StatusCode.PermissionDenied, $"403 Forbidden: {Said}. {Account}")]
    [InlineData(404, StatusCode.NotFound, $"404 Not Found: {Said}. {Gone}")]
    [InlineData(409, StatusCode.AlreadyExists, $"409 Conflict: {Said}. Something of that name exists already: choose another, or import it. [IB3006]")]
    [InlineData(429, StatusCode.ResourceExhausted, $"429 Too Many Requests: {Said}. {Later}")]
    [InlineData(500, StatusCode.Unavailable, $"500 Internal Server Error: {Said}. {Doubt} {Problem}")]
    [InlineData(502, StatusCode.Unavailable, $"502 Bad Gateway: {Said}. {Doubt} {Problem}")]
    [InlineData(503, StatusCode.Unavailable, $"503 Service Unavailable: {Said}. {Doubt} {Problem}")]
    [InlineData(504, StatusCode.Unavailable, $"504 Gateway Timeout: {Said}. {Doubt} {Problem}")]
    public async Task W26_A_failed_update_reads_as_it_should(int status, StatusCode code, string text)
    {
        var made = await fixture.Wired.CreateAsync(Wired.Inputs());

        var failure = await FailAsync(
            Ordered(status, FaultBody.Api),
            () => fixture.Wired.UpdateAsync(made.Id, made.Properties, Wired.Inputs(), Wired.Inputs(("name", "other"))));

        Assert.Equal($"updating InfoBip instance {made.Id} failed: PATCH /instances/{made.Id} failed: {text}", failure.Text);
        Assert.Equal(code, failure.Code);
    }

    [Theory]
    [InlineData(400, FaultBody.Html, $"400 Bad Request; the answer was an HTML page. {Inputs}")]
    [InlineData(400, FaultBody.Empty, $"400 Bad Request; the answer was empty [request ID]. {Inputs}")]
    [InlineData(400, FaultBody.List, $"400 Bad Request; the answer was JSON, but not the API's error [request ID]. {Inputs}")]
    [InlineData(400, FaultBody.BrokenJson, $"400 Bad Request; the answer was not JSON [request ID]. {Inputs}")]
    [InlineData(404, FaultBody.Html, $"404 Not Found; the answer was an HTML page. {Proxy}")]
    [InlineData(404, FaultBody.Empty, $"404 Not Found; the answer was empty [request ID]. {Proxy}")]
    [InlineData(500, FaultBody.Html, $"500 Internal Server Error; the answer was an HTML page. {Problem}")]
    [InlineData(503, FaultBody.Empty, $"503 Service Unavailable; the answer was empty [request ID]. {Problem}")]
    [InlineData(502, FaultBody.List, $"502 Bad Gateway; the answer was JSON, but not the API's error [request ID]. {Problem}")]
    [InlineData(200, FaultBody.Html, "200 OK; the answer could not be read. Check the setting infobip:baseUrl: this may not be the instances API. [IB3013]")]
    public async Task W26_An_answer_that_is_not_the_APIs_own_reads_as_it_should(int status, FaultBody body, string text)
    {
        var failure = await FailAsync(Ordered(status, body), () => fixture.Wired.ReadAsync("12", Wired.Inputs(), Wired.Inputs()));

        Assert.Equal($"reading InfoBip instance 12 failed: GET /instances/12 failed: {text}", failure.Text);
    }

    [Theory]
    [InlineData(409, StatusCode.AlreadyExists, $"409 Conflict: {Said}. Something of that name exists already: choose another, or import it. [IB3006]")]
    [InlineData(500, StatusCode.Unavailable, $"500 Internal Server Error: {Said}. {Problem}")]
    [InlineData(504, StatusCode.Unavailable, $"504 Gateway Timeout: {Said}. {Problem}", 2)]
    public async Task W26_A_create_that_look_ups_cleared_of_doubt_is_told_without_doubt(int status, StatusCode code, string text, int lookUps = 1)
    {
        fixture.Wired.Sandbox.ClearRequests();
        var failure = await FailAsync(Ordered(status, FaultBody.Api), () => fixture.Wired.CreateAsync(Wired.NamedInputs()));

        Assert.Equal($"creating InfoBip instance '{Wired.MadeUpName}' failed: POST /instances failed: {text}", failure.Text);
        Assert.Equal(code, failure.Code);
        Assert.Equal(["POST", .. Enumerable.Repeat("GET", lookUps)], fixture.Wired.Sandbox.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task W26_A_create_in_doubt_tells_how_to_find_out()
    {
        // A process remembers a doubt and begins the next create with it: these inputs are no other test's.
        var inputs = Wired.Inputs(("name", Wired.MadeUpName), ("__generatedName", Wired.MadeUpName), ("sender", "doubt"));
        fixture.Wired.Sandbox.Faults.Inject(Ordered(503, FaultBody.Api) with { Method = "GET" });
        var failure = await FailAsync(Ordered(500, FaultBody.Api), () => fixture.Wired.CreateAsync(inputs));

        Assert.StartsWith($"creating InfoBip instance '{Wired.MadeUpName}' failed: POST /instances failed: 500 Internal Server Error: It is so.", failure.Text, StringComparison.Ordinal);
        Assert.Contains(Wired.MadeUpName, failure.Text.Split("failed:")[^1], StringComparison.Ordinal);
        Assert.Contains("`pulumi import infobip:index:InfoBipInstance <resource name> <instance id>`", failure.Text, StringComparison.Ordinal);
        Assert.Equal(StatusCode.Unknown, failure.Code);
    }

    [Fact]
    public async Task W26_A_connection_that_is_refused_reads_as_it_should()
    {
        await using var wired = await Wired.OpenAsync();
        await wired.Sandbox.DisposeAsync();

        var failure = await Failures.OfAsync(wired.ReadAsync("12"));

        Assert.Equal(
            $"reading InfoBip instance 12 failed: GET /instances/12 failed: the connection to {wired.Sandbox.Url.GetLeftPart(UriPartial.Authority)} was refused. "
            + "Check the network and the setting infobip:baseUrl. [IB3009]",
            failure.Status.Detail);
    }

    [Fact]
    public async Task W26_A_redirect_elsewhere_reads_as_it_should()
    {
        var failure = await FailAsync(new Fault { Kind = FaultKind.Redirect, Location = "https://login.example.com/?x=1" }, () => fixture.Wired.ReadAsync("12"));

        Assert.Equal(
            "reading InfoBip instance 12 failed: GET /instances/12 failed: 307 Temporary Redirect; the service redirected to https://login.example.com, "
            + "which is not followed [request ID]. Set infobip:baseUrl to the address that the service really has. [IB3014]",
            failure.Text);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("")]
    [InlineData("12/enabled")]
    [InlineData("-1")]
    public async Task W26_What_is_no_id_is_said_to_be_none(string id)
    {
        fixture.Wired.Sandbox.ClearRequests();

        var failure = await Failures.OfAsync(fixture.Wired.ReadAsync(id));

        Assert.Equal($"'{id}' is not the id of an InfoBip instance: ids are whole numbers, such as 12. [IB2012]", failure.Status.Detail);
        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        Assert.Empty(fixture.Wired.Sandbox.Requests);
    }

    [Fact]
    public async Task W26_The_users_terminal_shows_it_on_the_instances_URN()
    {
        await using var stage = await Stage.OpenAsync();
        stage.Sandbox.Faults.Inject(Ordered(403, FaultBody.Api) with { Method = "POST" });

        var up = await stage.UpAsync(Stage.Program("name: sms"));

        var error = Assert.Single(up.Errors);
        Assert.Equal(Wired.Urn, error.Urn);
        Assert.StartsWith("creating InfoBip instance 'sms' failed: POST /instances failed: 403 Forbidden: It is so.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Stage.Text(up), StringComparison.Ordinal);
    }

    private static Fault Ordered(int status, FaultBody body) =>
        new() { Kind = FaultKind.Status, StatusCode = status, Body = body, Message = "It is so.", ProviderMessage = "The vendor agrees" };

    private async Task<(StatusCode Code, string Text)> FailAsync(Fault fault, Func<Task> call)
    {
        fixture.Wired.Sandbox.Faults.Inject(fault);
        var failure = await Failures.OfAsync(call());
        var text = failure.Status.Detail;
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("{", text, StringComparison.Ordinal);
        return (failure.StatusCode, fixture.Wired.Sandbox.Requests.Aggregate(text, (told, request) => told.Replace(request.RequestId, "ID", StringComparison.Ordinal)));
    }
}
