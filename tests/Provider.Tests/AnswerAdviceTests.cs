// What a failed call says, by who responded what to which kind of call: the wording of that part of the table is asserted here alone.
using System.Net;
using InfoBip.InstancesApi;
using InfoBip.Provider.Tests.Support;
using ProviderHost.Resources;

namespace InfoBip.Provider.Tests;

public sealed class AnswerAdviceTests
{
    private const string SetSecrets =
        "set infobip:userSecret and infobip:organizationSecret with `pulumi config set --secret infobip:userSecret <value>`, or INFOBIP_USER_SECRET and INFOBIP_ORGANIZATION_SECRET.";

    private const string CheckAddress = "Check the settings infobip:baseUrl and infobip:apiDialect: the service does not know such a request.";

    private static IReadOnlyDictionary<string, string> Labels => Some.Definition.Labels;

    [Fact]
    public void A_failed_call_says_what_happened_then_what_to_do_then_the_details() =>
        Assert.Equal(
            "updating InfoBip instance 12 failed: 503 Service Unavailable: no luck.\n"
            + "The request may have taken effect all the same. The service has a problem: deploy again later. If it stays, send the request id to its support.\n"
            + "Request: PATCH /instances/12, 3 attempts, answered by https://api.example.com, request id 53db.",
            For(Attempt.Updating("12"), 503, ApiSpeaker.Service, "503 Service Unavailable: no luck", failure => new(failure.Kind, failure.Call, failure.Happened)
            {
                Status = failure.Status,
                Speaker = failure.Speaker,
                Attempts = 3,
                Origin = "https://api.example.com",
                RequestId = "53db",
                MayHaveActed = true,
            }).Message);

    [Theory]
    [InlineData(400, "Create", "Correct the inputs that it names. Where it names none of yours, check infobip:apiDialect and infobip:baseUrl.")]
    [InlineData(422, "Update", "Correct the inputs that it names. Where it names none of yours, check infobip:apiDialect and infobip:baseUrl.")]
    [InlineData(400, "LookUp", CheckAddress)]
    [InlineData(401, "Create", "The service does not know these secrets: " + SetSecrets)]
    [InlineData(401, "LookUp", "The service does not know these secrets: " + SetSecrets)]
    [InlineData(401, "Read", "A refresh and a destroy use the secrets in the state: after a rotation run `pulumi up` first, or add --run-program. Otherwise check infobip:userSecret and infobip:organizationSecret.")]
    [InlineData(401, "Delete", "A refresh and a destroy use the secrets in the state: after a rotation run `pulumi up` first, or add --run-program. Otherwise check infobip:userSecret and infobip:organizationSecret.")]
    [InlineData(402, "Create", "The account's plan or payment does not allow this: ask the account's owner.")]
    [InlineData(403, "Update", "The account of these secrets may not do this: ask its administrator, or use the secrets of another account.")]
    [InlineData(404, "Create", CheckAddress)]
    [InlineData(404, "Update", "The instance no longer exists: run `pulumi refresh` to remove it from the state.")]
    [InlineData(405, "Update", CheckAddress)]
    [InlineData(409, "Create", "Something of that name exists already, or the account is full: choose another 'name', or adopt what exists with `pulumi import infobip:index:InfoBipInstance <resource name> <instance id>`.")]
    [InlineData(409, "Delete", "Something still uses the instance: remove that first, and run the command again.")]
    [InlineData(409, "Update", "It contradicts something that exists: choose another 'name', or run `pulumi refresh` and deploy again.")]
    [InlineData(413, "Create", "Shorten 'extraConfiguration' or 'tags': the service takes and returns 8 MB at most.")]
    [InlineData(413, "LookUp", "Narrow the search down ('nameContains', 'tags'): the service returns 8 MB at most.")]
    [InlineData(413, "Read", "The service returns 8 MB at most: send the request id to its support.")]
    [InlineData(423, "Update", "Something else is changing the instance: deploy again in a moment.")]
    [InlineData(429, "Create", "Lower the setting infobip:maxConcurrentRequests, or deploy again later.")]
    [InlineData(429, "Read", "Lower the setting infobip:maxConcurrentRequests, or run the command again later.")]
    [InlineData(500, "Read", "The service has a problem: run the command again later. If it stays, send the request id to its support.")]
    public void What_the_service_responds_asks_for_what_fits_the_call(int status, string purpose, string advice) => AssertAdvice(status, purpose, ApiSpeaker.Service, advice);

    [Theory]
    [InlineData(401, "This answer comes from a gateway or a proxy on the way, not from the service, so it says nothing about your account or the instance: "
        + "check infobip:baseUrl, infobip:apiDialect and the proxy (HTTPS_PROXY, NO_PROXY).")]
    [InlineData(404, "This answer comes from a gateway or a proxy on the way, not from the service, so it says nothing about your account or the instance: "
        + "check infobip:baseUrl, infobip:apiDialect and the proxy (HTTPS_PROXY, NO_PROXY).")]
    [InlineData(413, "Shorten 'extraConfiguration' or 'tags': a gateway on the way takes no request of this size.")]
    [InlineData(429, "Lower the setting infobip:maxConcurrentRequests, or deploy again later.")]
    [InlineData(502, "The service, or a gateway before it, has a problem: deploy again later.")]
    public void What_a_gateway_responds_is_not_blamed_on_the_account(int status, string advice) => AssertAdvice(status, "Update", ApiSpeaker.Gateway, advice);

    [Theory, InlineData(400), InlineData(401), InlineData(403), InlineData(404), InlineData(422)]
    public void What_the_vendor_responds_is_about_the_credentials_there(int status) => AssertAdvice(
        status, "Create", ApiSpeaker.Vendor, "This is the answer of InfoBip itself, passed on: look at 'username' and 'password', and at your account there.");

    [Fact]
    public void Too_many_requests_may_mean_too_large() => Assert.Contains(
        "\nShorten 'extraConfiguration' or 'tags': the service takes and returns 8 MB at most.\n",
        For(Attempt.Creating("x"), 429, ApiSpeaker.Service, "429 Too Many Requests", failure => new(failure.Kind, failure.Call, failure.Happened)
        {
            Status = failure.Status,
            Speaker = failure.Speaker,
            ServiceMessage = "The request is larger than 8 MB.",
        }).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("ConnectionFailed", null, "Check the network, the proxy and the setting infobip:baseUrl.")]
    [InlineData("ConnectionLost", null, "Check the network and deploy again.")]
    [InlineData("TlsFailed", null, "Nothing was sent. Check infobip:baseUrl and the clock, or trust a proxy's certificate (on Linux: SSL_CERT_FILE=<file>).")]
    [InlineData("NotHttp", null, "Check the setting infobip:baseUrl: a port that speaks https does not understand http.")]
    [InlineData("UnreadableAnswer", null, "Check the setting infobip:baseUrl: this may not be the instances API.")]
    [InlineData("Redirected", null, "Set infobip:baseUrl to the address that the service really has.")]
    [InlineData("TimedOut", "Attempt", "That is the limit of each attempt: raise it with the setting infobip:requestTimeoutSeconds, or deploy again if the service was only slow for a moment.")]
    [InlineData("TimedOut", "Operation", "Raise this limit with the resource option customTimeouts.")]
    public void A_call_without_an_answer_says_where_to_look(string kind, string? limit, string advice) => Assert.Equal(
        $"updating InfoBip instance 12 failed: it broke.\n{advice}\nRequest: PATCH /instances/12.",
        Advice.For(Attempt.Updating("12"), new(Enum.Parse<ApiFailureKind>(kind), "PATCH /instances/12", "it broke") { Limit = limit is null ? null : Enum.Parse<ApiTimeLimit>(limit) }, Labels).Message);

    [Fact]
    public void No_kind_of_failure_is_reported_as_a_bug() =>
        Assert.All(Enum.GetValues<ApiFailureKind>(), failure => Assert.False(Advice.For(Attempt.Listing(), new(failure, "x", "x"), Labels).Code.Kind is FailureKind.Unknown or FailureKind.Bug));

    [Fact]
    public void Configuration_entries_are_named_as_the_inputs_that_they_are() =>
        Assert.StartsWith(
            "x failed: missing: password (messaging.sms.infobip.password), callbackUrl (messaging.sms.infobip.callback.url), event.x.\n",
            Advice.For(new(Purpose.Create, "x"), new(ApiFailureKind.InvalidRequest, "x", "missing: messaging.sms.infobip.password, messaging.sms.infobip.callback.url, event.x"), Labels).Message,
            StringComparison.Ordinal);

    [Theory, InlineData("ServerError", true, true), InlineData("ServerError", false, false), InlineData("Conflict", true, false)]
    public void A_change_that_may_have_happened_says_so(string failure, bool mayHaveActed, bool doubt) =>
        Assert.Equal(
            doubt,
            Advice.For(Attempt.Updating("12"), new(Enum.Parse<ApiFailureKind>(failure), "x", "x.") { MayHaveActed = mayHaveActed }, Labels)
                .Message.Contains("x.\nThe request may have taken effect all the same. ", StringComparison.Ordinal));

    [Fact]
    public void The_first_contact_speaks_for_all_of_the_provider()
    {
        Assert.Equal(
            $"the first request to the service failed: 401 Unauthorized.\nThe service does not know these secrets: {SetSecrets}\nRequest: GET /instances.",
            Advice.FirstContact(new(ApiFailureKind.Unauthenticated, "GET /instances", "401 Unauthorized") { Status = HttpStatusCode.Unauthorized, Speaker = ApiSpeaker.Service }, isRefusal: true));
        Assert.Equal(
            "the first request to the service failed: no host.\nCheck the network, the proxy and the setting infobip:baseUrl. The preview goes on without the service; a deployment needs it.\n"
            + "Request: GET /instances.",
            Advice.FirstContact(new(ApiFailureKind.ConnectionFailed, "GET /instances", "no host"), isRefusal: false));
        Assert.StartsWith(
            "the first request to the service failed: too late.\nCheck the network, the proxy and the setting infobip:baseUrl. The preview goes on",
            Advice.FirstContact(new(ApiFailureKind.TimedOut, "GET /instances", "too late") { Limit = ApiTimeLimit.Operation }, isRefusal: false),
            StringComparison.Ordinal);
        Assert.Equal("creating InfoBip instance 'x' failed: the service refuses the provider's secrets, as another error of this run says.", Advice.Refused(Attempt.Creating("x")));
        Assert.Equal(
            "updating InfoBip instance 12 was cancelled while its request was on the way: it may have taken effect. `pulumi refresh` shows what the service has.",
            Advice.CancelledUnderWay(Attempt.Updating("12")));
    }

    [Fact]
    public void What_an_update_repairs_and_what_a_policy_broke_is_named()
    {
        Assert.Equal(
            "InfoBip instance 12 is repaired: the connector did not accept its credentials (valid: false), so all configuration entries are sent again.", Advice.Repair("12", Advice.OwedCredentials));
        Assert.Equal("InfoBip instance 12 is repaired: the service returned no token for it, so it is read again.", Advice.Repair("12", Advice.OwedToken));
        Assert.Equal("InfoBip instance 12 is repaired: an earlier deployment could not put 'tags' into force, so it is sent again.", Advice.Repair("12", Advice.OwedInputs(["tags"])));
        Assert.Equal("The update will be refused, because inputs were changed after their check, as a policy does: a; b.", Advice.WillBeRefused(["a", "b"]));
        Assert.Equal(
            "'password' is no longer marked as a secret, as after a policy's `return {...props, tags}`: preview and state show it in the clear.\n"
            + "Let the policy change the one property (`props.tags = …; return props`), and change the password.",
            Advice.LostMark(["password"]));
    }

    private static void AssertAdvice(int status, string purpose, ApiSpeaker speaker, string advice) => Assert.Equal(
        $"x failed: it said no.\n{advice}\nRequest: GET /x.", For(new(Enum.Parse<Purpose>(purpose), "x"), status, speaker, "it said no").Message);

    private static ResourceException For(
        Attempt attempt, int status, ApiSpeaker speaker, string happened, Func<InstancesApiException, InstancesApiException>? with = null)
    {
        var failure = new InstancesApiException(ApiFailureKind.ServerError, attempt.Purpose == Purpose.Update && with is not null ? "PATCH /instances/12" : "GET /x", happened)
        {
            Status = (HttpStatusCode)status,
            Speaker = speaker,
        };
        return Advice.For(attempt, with?.Invoke(failure) ?? failure, Labels);
    }
}
