// What the person at the terminal reads when the service refuses: golden texts, one for each kind of failure.
using InfoBip.InstancesApi;
using InfoBip.Provider.Instances;
using ProviderHost.Resources;

namespace InfoBip.Provider.Tests.Instances;

public sealed class ServiceFailuresTests
{
    [Theory]
    [InlineData("InvalidRequest", "InvalidArgument", "Correct the inputs that it names and deploy again.")]
    [InlineData("Unauthenticated", "Unauthenticated", "Check the settings infobip:userSecret and infobip:organizationSecret (or INFOBIP_USER_SECRET and INFOBIP_ORGANIZATION_SECRET): the service does not know them.")]
    [InlineData("Forbidden", "PermissionDenied", "The account of these secrets may not do this: ask its administrator, or use the secrets of another account.")]
    [InlineData("NotFound", "NotFound", "The instance is no longer there: run `pulumi refresh` to take note of it.")]
    [InlineData("WrongAddress", "FailedPrecondition", "This 404 does not come from the instances API: check the settings infobip:baseUrl and infobip:apiDialect, and any proxy on the way.")]
    [InlineData("Conflict", "AlreadyExists", "Something of that name exists already: choose another, or import it.")]
    [InlineData("TooManyRequests", "ResourceExhausted", "Deploy again later, or lower the setting infobip:maxConcurrentRequests.")]
    [InlineData("ServerError", "Unavailable", "The service has a problem: deploy again later. If it stays, tell its support the request id.")]
    [InlineData("ConnectionFailed", "Unavailable", "Check the network and the setting infobip:baseUrl.")]
    [InlineData("ConnectionLost", "Unavailable", "Check the network and deploy again.")]
    [InlineData("TlsFailed", "Unavailable", "The connection is not safe, so nothing was sent: check the service's certificate and the setting infobip:baseUrl.")]
    [InlineData("TimedOut", "DeadlineExceeded", "If that was in passing, deploy again.")]
    [InlineData("UnreadableAnswer", "Unavailable", "Check the setting infobip:baseUrl: this may not be the instances API.")]
    [InlineData("Redirected", "FailedPrecondition", "Set infobip:baseUrl to the address that the service really has.")]
    public void Each_failure_has_its_kind_and_says_what_to_do(string failure, string kind, string advice)
    {
        var told = ServiceFailures.Tell(
            "updating InfoBip instance 12",
            new InstancesApiException(Enum.Parse<ApiFailure>(failure), "PUT /instances/12 failed: 500 Internal Server Error: no luck [request 53db]"));
        Assert.Equal($"updating InfoBip instance 12 failed: PUT /instances/12 failed: 500 Internal Server Error: no luck [request 53db]. {advice}", told.Message);
        Assert.Equal(Enum.Parse<FailureKind>(kind), told.Code.Kind);
    }

    [Fact]
    public void Every_kind_of_failure_is_told_without_calling_it_a_bug() =>
        Assert.All(Enum.GetValues<ApiFailure>(), failure =>
        {
            var told = ServiceFailures.Tell("reading InfoBip instance 12", new InstancesApiException(failure, "x."));
            Assert.StartsWith("reading InfoBip instance 12 failed: x. ", told.Message, StringComparison.Ordinal);
            Assert.NotEqual(FailureKind.Unknown, told.Code.Kind);
        });

    [Fact]
    public void Missing_configuration_entries_are_told_by_the_names_of_the_inputs() =>
        Assert.Equal(
            "missing: password (messaging.sms.infobip.password), callbackUrl (messaging.sms.infobip.callback.url), event.x",
            ServiceFailures.WithInputNames("missing: messaging.sms.infobip.password, messaging.sms.infobip.callback.url, event.x"));

    [Fact]
    public void A_create_of_unknown_outcome_tells_how_to_find_out()
    {
        const string Attempt = "creating InfoBip instance 'orders'";
        const string Advice =
            "Before you deploy again, look for an instance named 'orders' there: if it exists, take it over with "
            + "`pulumi import infobip:index:InfoBipInstance <resource name> <instance id>`, or delete it.";
        var broke = new InstancesApiException(ApiFailure.ConnectionLost, "POST /instances failed: the connection broke");
        var lost = ServiceFailures.TellLostCreate(Attempt, "orders", new CreationInDoubtException(broke, [], "GET /instances failed: 500."));
        Assert.Equal(ErrorCode.CreateInDoubt, lost.Code);
        Assert.Equal(
            $"{Attempt} failed: POST /instances failed: the connection broke. The service may have made the instance all the same, "
            + $"and looking it up failed, too (GET /instances failed: 500). {Advice}",
            lost.Message);

        var cancelled = ServiceFailures.TellLostCreate(Attempt, "orders", new CreationInDoubtException(null, [], null));
        Assert.Equal(ErrorCode.CreateInDoubt, cancelled.Code);
        Assert.Equal($"{Attempt} was cancelled while its request was on the way. The service may have made the instance all the same. {Advice}", cancelled.Message);

        var several = ServiceFailures.TellLostCreate(Attempt, "orders", new CreationInDoubtException(broke, [12, 13], null));
        Assert.Equal(
            $"{Attempt} failed: POST /instances failed: the connection broke. Several new instances are named 'orders' now, so it cannot be told which is this one: 12, 13. "
            + "Take the right one over with `pulumi import infobip:index:InfoBipInstance <resource name> 12`, and delete what nobody wants.",
            several.Message);
        Assert.Equal(ErrorCode.SeveralCandidates, several.Code);
    }

    [Fact]
    public void A_refused_create_is_never_told_that_its_instance_is_gone()
    {
        static string Told(ApiFailure failure) => ServiceFailures.TellRefusedCreate("creating InfoBip instance 'orders'", new InstancesApiException(failure, "x.")).Message;
        Assert.EndsWith("check the settings infobip:baseUrl and infobip:apiDialect.", Told(ApiFailure.NotFound), StringComparison.Ordinal);
        Assert.EndsWith("Correct the inputs that it names and deploy again.", Told(ApiFailure.InvalidRequest), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ServerError", true, true)]
    [InlineData("ServerError", false, false)]
    [InlineData("Conflict", true, false)]
    public void A_change_that_may_have_happened_is_told_so_but_for_a_conflict(string failure, bool mayHaveActed, bool doubt) =>
        Assert.Equal(
            doubt,
            ServiceFailures.Tell("x", new InstancesApiException(Enum.Parse<ApiFailure>(failure), "x.") { MayHaveActed = mayHaveActed })
                .Message.Contains("x. The request may have taken effect all the same. ", StringComparison.Ordinal));

    [Theory]
    [InlineData(400, "Correct the inputs that it names and deploy again.")]
    [InlineData(405, "The service does not know such a request: check the settings infobip:baseUrl and infobip:apiDialect.")]
    [InlineData(422, "Correct the inputs that it names and deploy again.")]
    public void Only_a_request_that_the_service_knows_is_blamed_on_the_inputs(int status, string advice) =>
        Assert.EndsWith(
            advice,
            ServiceFailures.Tell("x", new InstancesApiException(ApiFailure.InvalidRequest, "x.") { Status = (System.Net.HttpStatusCode)status }).Message,
            StringComparison.Ordinal);
}
