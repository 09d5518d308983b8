// What the person at the terminal reads: this provider's wording stands in one table, and is asserted here alone.
using System.Net;
using InfoBip.InstancesApi;
using InfoBip.Provider.Configuration;
using InfoBip.Provider.PendingCreates;
using InfoBip.Provider.Tests.Support;
using InfoBip.Sandbox;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using ProviderHost.Tests.Support;

namespace InfoBip.Provider.Tests;

public sealed class AdviceTests
{
    private const string Attempt = "creating InfoBip instance 'orders'";

    private static readonly PendingCreate Pending =
        new(Some.Urn, "https://api.example.com", "orders", NameIsUnique: false, [], new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero));

    private static IReadOnlyDictionary<string, string> Labels => Some.Definition.Labels;

    [Theory]
    [InlineData("InvalidRequest", FailureKind.InvalidArgument, "Correct the inputs that it names and deploy again.")]
    [InlineData("Unauthenticated", FailureKind.Unauthenticated, "Check the settings infobip:userSecret and infobip:organizationSecret (or INFOBIP_USER_SECRET and INFOBIP_ORGANIZATION_SECRET): the service does not know them.")]
    [InlineData("Forbidden", FailureKind.PermissionDenied, "The account of these secrets may not do this: ask its administrator, or use the secrets of another account.")]
    [InlineData("NotFound", FailureKind.NotFound, "The instance no longer exists: run `pulumi refresh` to remove it from the state.")]
    [InlineData("WrongAddress", FailureKind.FailedPrecondition, "This 404 does not come from the instances API: check the settings infobip:baseUrl and infobip:apiDialect, and any proxy on the way.")]
    [InlineData("Conflict", FailureKind.AlreadyExists, "Something of that name exists already: choose another, or import it.")]
    [InlineData("TooManyRequests", FailureKind.ResourceExhausted, "Deploy again later, or lower the setting infobip:maxConcurrentRequests.")]
    [InlineData("ServerError", FailureKind.Unavailable, "The service has a problem: deploy again later. If it stays, send the request id to its support.")]
    [InlineData("ConnectionFailed", FailureKind.Unavailable, "Check the network and the setting infobip:baseUrl.")]
    [InlineData("ConnectionLost", FailureKind.Unavailable, "Check the network and deploy again.")]
    [InlineData("TlsFailed", FailureKind.Unavailable, "The connection is not safe, so nothing was sent: check the service's certificate and the setting infobip:baseUrl.")]
    [InlineData("TimedOut", FailureKind.DeadlineExceeded, "If that was temporary, deploy again.")]
    [InlineData("UnreadableAnswer", FailureKind.Unavailable, "Check the setting infobip:baseUrl: this may not be the instances API.")]
    [InlineData("Redirected", FailureKind.FailedPrecondition, "Set infobip:baseUrl to the address that the service really has.")]
    public void Each_failure_has_its_kind_and_says_what_to_do(string failure, FailureKind kind, string advice)
    {
        var said = Advice.For("updating InfoBip instance 12", new(Enum.Parse<ApiFailureKind>(failure), "PUT /instances/12 failed: 500 Internal Server Error: no luck [request 53db]"), Labels);
        Assert.Equal($"updating InfoBip instance 12 failed: PUT /instances/12 failed: 500 Internal Server Error: no luck [request 53db]. {advice}", said.Message);
        Assert.Equal(kind, said.Code.Kind);
    }

    [Fact]
    public void No_kind_of_failure_is_reported_as_a_bug() =>
        Assert.All(Enum.GetValues<ApiFailureKind>(), failure => Assert.False(Advice.For("x", new(failure, "x."), Labels).Code.Kind is FailureKind.Unknown or FailureKind.Bug));

    [Fact]
    public void Configuration_entries_are_named_as_the_inputs_that_they_are() =>
        Assert.StartsWith(
            "x failed: missing: password (messaging.sms.infobip.password), callbackUrl (messaging.sms.infobip.callback.url), event.x.",
            Advice.For("x", new(ApiFailureKind.InvalidRequest, "missing: messaging.sms.infobip.password, messaging.sms.infobip.callback.url, event.x"), Labels).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("ServerError", true, true)]
    [InlineData("ServerError", false, false)]
    [InlineData("Conflict", true, false)]
    public void A_change_that_may_have_happened_says_so_but_for_a_conflict(string failure, bool mayHaveActed, bool doubt) =>
        Assert.Equal(
            doubt,
            Advice.For("x", new(Enum.Parse<ApiFailureKind>(failure), "x.") { MayHaveActed = mayHaveActed }, Labels)
                .Message.Contains("x. The request may have taken effect all the same. ", StringComparison.Ordinal));

    [Theory]
    [InlineData(400, "Correct the inputs that it names and deploy again.")]
    [InlineData(405, "The service does not know such a request: check the settings infobip:baseUrl and infobip:apiDialect.")]
    [InlineData(422, "Correct the inputs that it names and deploy again.")]
    public void Only_a_request_that_the_service_knows_is_blamed_on_the_inputs(int status, string advice) =>
        Assert.EndsWith(advice, Advice.For("x", new(ApiFailureKind.InvalidRequest, "x.") { Status = (HttpStatusCode)status }, Labels).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("NotFound", "check the settings infobip:baseUrl and infobip:apiDialect.")]
    [InlineData("InvalidRequest", "Correct the inputs that it names and deploy again.")]
    public void A_refused_create_does_not_speak_of_an_instance_that_is_gone(string failure, string advice) =>
        Assert.EndsWith(advice, Advice.ForCreate(Attempt, new(Enum.Parse<ApiFailureKind>(failure), "x."), Labels).Message, StringComparison.Ordinal);

    [Fact]
    public void A_create_of_unknown_outcome_says_how_to_find_out()
    {
        const string What =
            "Before you deploy again, look for an instance named 'orders' there: if it exists, adopt it with "
            + "`pulumi import infobip:index:InfoBipInstance <resource name> <instance id>`, or delete it.";
        var broke = new InstancesApiException(ApiFailureKind.ConnectionLost, "POST /instances failed: the connection broke");
        AssertDoubt(
            new CreationInDoubtException(broke, [], "GET /instances failed: 500."),
            InstanceErrors.CreateInDoubt,
            $"{Attempt} failed: POST /instances failed: the connection broke. The service may have created the instance all the same, and looking it up failed, too (GET /instances failed: 500). {What}");
        AssertDoubt(
            new CreationInDoubtException(null, [], null),
            InstanceErrors.CreateInDoubt,
            $"{Attempt} was cancelled while its request was sent. The service may have created the instance all the same. {What}");
        AssertDoubt(
            new CreationInDoubtException(broke, [12, 13], null),
            InstanceErrors.SeveralCandidates,
            $"{Attempt} failed: POST /instances failed: the connection broke. Several new instances are named 'orders' now, so it cannot be found out which is this one: 12, 13. "
            + "Adopt the right one with `pulumi import infobip:index:InfoBipInstance <resource name> 12`, and delete those that are not needed.");

        static void AssertDoubt(CreationInDoubtException doubt, ErrorCode code, string message)
        {
            var said = Advice.InDoubt(Attempt, "orders", doubt, Labels);
            Assert.Equal((code, message), (said.Code, said.Message));
        }
    }

    [Fact]
    public void What_an_interrupted_create_left_is_named_with_the_ways_out()
    {
        Assert.Equal(
            "nothing was created for 'sms' yet: an earlier create of it was interrupted (2026-11-26 12:00:00Z), and since then there is a new instance named 'orders': 12. "
            + "If that is it, adopt it with `pulumi import infobip:index:InfoBipInstance <resource name> 12`. To create another one all the same, deploy again.",
            Advice.LeftBehind("sms", Pending, [12]).Message);
        Assert.Equal(
            "nothing was created for 'sms' yet: an earlier create of it was interrupted (2026-11-26 12:00:00Z), and since then there are new instances named 'orders': 12, 13. "
            + "Adopt the right one with `pulumi import infobip:index:InfoBipInstance <resource name> 12`, and delete those that are not needed. To create another one all the same, deploy again.",
            Advice.LeftBehind("sms", Pending, [12, 13]).Message);
        Assert.Equal(
            "An earlier create of this resource was interrupted (2026-11-26 12:00:00Z) and had created instance 12: it is adopted, and changed to what the program says.",
            Advice.Resolved(Pending, 12));
        Assert.Equal(
            "An earlier create of this resource was interrupted (2026-11-26 12:00:00Z) and may have left an instance named 'orders' that no state holds. If it exists and is not needed, delete it at the service.",
            Advice.MayHaveLeft(Pending));
        Assert.Equal(
            "failed. Before that: instance 12, which an interrupted create of this resource had created, is recorded now; the next deployment changes it to what the program says.",
            Advice.RepairFailed("failed.", Advice.AdoptedNotUpdated("12")));
    }

    [Fact]
    public void Instances_of_the_same_name_and_duplicates_are_named()
    {
        Assert.Equal(
            "The service has instances named 'orders' already (12, 13); names may repeat there, and another one is created. To adopt an existing one: "
            + "`pulumi import infobip:index:InfoBipInstance <resource name> 12`",
            Advice.SameName("orders", [12, 13]));
        Assert.Equal("The answer to the create was lost; the instance was found by its name: 12.", Advice.Adopted(12));
        Assert.Equal("The service acted late on an earlier request of this create: the duplicate was removed (13).", Advice.DuplicatesRemoved([13]));
        Assert.Equal(
            "While this create was retried, further instances named 'orders' appeared (13): the service may have acted late on an earlier request. Delete those that are not needed.",
            Advice.DuplicatesRemain("orders", [13]));
    }

    [Fact]
    public void A_partially_created_instance_says_what_comes_next()
    {
        Assert.Equal(
            "InfoBip instance 12 exists, but the connector did not accept its credentials (valid: false). Correct 'username' or 'password' and deploy again: the instance is repaired in place.",
            Advice.NotValid("12"));
        Assert.Equal(
            "InfoBip instance 12 was not switched off: the deployment was cancelled. The instance exists and is recorded: the next deployment switches it.",
            Advice.SwitchCancelled("12", "off"));
        Assert.Equal("failed. The instance exists and is recorded: the next deployment switches it.", Advice.SwitchFailed("failed."));
    }

    [Fact]
    public void An_import_asks_for_what_the_service_does_not_return()
    {
        Assert.Equal("The service does not return everything about instance 12: add the input 'password' to the program.", Advice.ImportLacks("12", ["password"], []));
        Assert.Equal("The service does not return everything about instance 12: add the inputs 'sender', 'password' to the program.", Advice.ImportLacks("12", ["sender", "password"], []));
        Assert.EndsWith(
            " It masks 'x.secret': add it to 'extraConfiguration', since a change of the configuration sends all of it, and what is not in the program would be lost.",
            Advice.ImportLacks("12", ["password"], ["x.secret"]),
            StringComparison.Ordinal);
        Assert.Contains(" It masks 'x', 'y': add them to ", Advice.ImportLacks("12", ["password"], ["x", "y"]), StringComparison.Ordinal);
        Assert.Equal(
            "This instance was imported, and the service does not return 'password': the value in the program is assumed to be the one in use and recorded. "
            + "It is sent with the next change of the configuration, or when it changes in the program.",
            Advice.ImportedWithout(["password"]));
    }

    [Fact]
    public void Instances_that_are_not_there_or_not_ours_are_named()
    {
        Assert.Equal("updating x failed: the service has no such instance. Run `pulumi refresh` to remove it from the state.", Advice.Gone("updating x"));
        Assert.Equal("InfoBip instance 12 no longer existed.", Advice.GoneAlready("12"));
        Assert.Equal("instance 12 is an instance of the connector 'twilio', not of 'infobip': InfoBipInstance cannot manage it.", Advice.OtherConnector("12", "twilio", "infobip"));
        Assert.Equal("'x' is not the id of an InfoBip instance: ids are whole numbers without leading zeros, such as 12.", Advice.InvalidId("x"));
        Assert.Equal("looking up failed: it is an instance of the connector 'twilio', not of 'infobip'.", Advice.LookUpOtherConnector("looking up", "twilio", "infobip"));
        Assert.Equal("looking up failed: 2 instances have this name: 12, 13. Pass the 'id' of one of them in place of 'name'.", Advice.SeveralFound("looking up", ["12", "13"]));
        Assert.Equal("looking up failed: the service has no instance of the InfoBip connector with the id 12.", Advice.NoneFound("looking up", "the id 12"));
        Assert.Equal("neither 'id' nor 'name' is set: get needs one of them to know which instance is meant", Advice.OneOfTwo("get", none: true));
        Assert.Equal("both 'id' and 'name' are set: get takes one of them", Advice.OneOfTwo("get", none: false));
    }

    [Theory]
    [InlineData("callbackUrl", "\"x\"", "'callbackUrl' (messaging.sms.infobip.callback.url) is not an absolute http or https URL such as https://www.example.com/auth")]
    [InlineData("name", "\"<b>x</b>\"", "'name' contains HTML, which the service strips: it would store something else; leave the '<…>' out")]
    [InlineData("extraConfiguration", """{ "messaging.sms.infobip.sender": "x" }""", "'extraConfiguration[\"messaging.sms.infobip.sender\"]' repeats a configuration entry that has an input of its own; use the input 'sender'")]
    [InlineData("event.vendor.type", "\"x\"", "'event.vendor.type' is not an input of InfoBipInstance. A configuration key goes into 'extraConfiguration'.")]
    public void An_input_that_is_not_valid_is_explained(string input, string json, string reason) =>
        Assert.Equal(reason, Assert.Single(Some.Check(Some.Inputs.With(input, json)).Failures).Reason);

    [Theory]
    [InlineData("userSecret", "\"é\"", "contains a character that cannot stand in an HTTP header")]
    [InlineData("userSecret", "\"a \"", "begins or ends with a space; a value that was pasted often does")]
    [InlineData("userSecret", "\"a,b\"", "contains a comma, which the Authorization header uses to separate the two secrets; set one secret here")]
    [InlineData("apiDialect", "\"elements\"", "is not one of 'your_mom', 'element'. Did you mean 'element'?")]
    [InlineData("apiDialect", "\"soap\"", "is not one of 'your_mom', 'element'.")]
    [InlineData("baseUrl", "\"x\"", "is not an absolute URL such as https://api.example.com/elements/api-v2")]
    [InlineData("baseUrl", "\"http://x.com\"", "is plain http, which would send your secrets unencrypted; write https (http is accepted for localhost only)")]
    [InlineData("baseUrl", "\"https://a@x.com\"", "contains a user name or password; the secrets have settings of their own")]
    [InlineData("baseUrl", "\"https://x.com?a\"", "contains a query or a fragment; set the address up to api-v2 only")]
    [InlineData("baseUrl", "[]", "is a list or an object; set one value")]
    [InlineData("maxRetries", "21", "is not a whole number from 0 to 20")]
    [InlineData("maxRetrys", "1", "is not a setting of the infobip provider. Did you mean 'maxRetries'?")]
    [InlineData("colour", "1", "is not a setting of the infobip provider.")]
    public void A_setting_that_is_not_valid_is_explained(string setting, string json, string error) =>
        Assert.Equal($"the setting '{setting}' {error}", Assert.Single(SettingsCheck.Check(PropertyMap.Empty.With(setting, json)).Failures).Reason);

    [Fact]
    public void Settings_that_cannot_be_used_are_all_named()
    {
        var secret = Advice.MissingSecret("userSecret", "user", "INFOBIP_USER_SECRET");
        Assert.Equal(
            "The user secret of your account with the service. Set it with `pulumi config set --secret infobip:userSecret <value>` or in the environment variable INFOBIP_USER_SECRET.", secret);
        Assert.Equal(
            $"the infobip provider cannot be configured: the environment variable X is blank; the setting 'infobip:userSecret' is missing. {secret}",
            Advice.InvalidSettings([Advice.EnvironmentVariable("X", "is blank")], [new MissingSetting("infobip:userSecret", secret)]));
        Assert.Equal("the infobip provider is not configured yet, so it cannot send requests to the service.", Advice.NotConfigured);
        Assert.Equal("the setting 'baseUrl' is not known yet", Advice.Setting("baseUrl", Advice.NotKnown));
    }

    [Fact]
    public async Task A_failed_operation_is_named_with_its_instance()
    {
        await using var service = await ResourceFixture.StartAsync();
        service.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 403, Rate = 1 });
        var inputs = Some.CheckedInputs.With("tags", """["a"]""");
        var created = new CreatedResource("12", inputs.With("token", WireJson.Secret("t0ken")));

        await AssertAsync("creating InfoBip instance 'orders'", service.CreateAsync(inputs));
        await AssertAsync("reading InfoBip instance 12", service.ReadAsync("12", inputs, created.State));
        await AssertAsync("updating InfoBip instance 12", service.UpdateAsync(created, inputs, inputs.With("name", "\"new\"")));
        await AssertAsync("updating InfoBip instance 12", service.UpdateAsync(created, inputs, inputs.With("sender", "\"new\""), "tags"));
        await AssertAsync("deleting InfoBip instance 12", service.DeleteAsync(created));
        await AssertAsync("looking up the InfoBip instance with the id 12", service.Get.InvokeAsync(WireJson.Map("""{ "id": "12" }"""), service.LookUp()));
        await AssertAsync("looking up the InfoBip instance with the name 'orders'", service.Get.InvokeAsync(WireJson.Map("""{ "name": "orders" }"""), service.LookUp()));
        await AssertAsync("listing InfoBip instances", service.GetAll.InvokeAsync(PropertyMap.Empty, service.LookUp()));

        static async Task AssertAsync(string attempt, Task call) =>
            Assert.StartsWith($"{attempt} failed: ", (await Assert.ThrowsAsync<ResourceException>(() => call)).Message, StringComparison.Ordinal);
    }
}
