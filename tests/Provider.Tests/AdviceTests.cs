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
        new(1, Some.Urn, "https://api.example.com", "orders", NameIsUnique: false, [], new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero), default);

    private static IReadOnlyDictionary<string, string> Labels => Some.Definition.Labels;

    [Theory]
    [InlineData("InvalidRequest", FailureKind.InvalidArgument, "Correct the inputs that it names and deploy again.")]
    [InlineData("Unauthenticated", FailureKind.Unauthenticated, "Check the settings infobip:userSecret and infobip:organizationSecret (or INFOBIP_USER_SECRET and INFOBIP_ORGANIZATION_SECRET): the service does not know them.")]
    [InlineData("Forbidden", FailureKind.PermissionDenied, "The account of these secrets may not do this: ask its administrator, or use the secrets of another account.")]
    [InlineData("NotFound", FailureKind.NotFound, "The instance no longer exists: run `pulumi refresh` to remove it from the state.")]
    [InlineData("WrongAddress", FailureKind.FailedPrecondition, "This 404 does not come from the instances API: check the settings infobip:baseUrl and infobip:apiDialect, and any proxy on the way.")]
    [InlineData("VendorRefused", FailureKind.FailedPrecondition, "This is the answer of InfoBip itself, which the service passes on: check 'username' and 'password', and your account there.")]
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
        var said = Advice.For("updating InfoBip instance 12", new(Enum.Parse<ApiFailureKind>(failure), "PATCH /instances/12 failed: 500 Internal Server Error: no luck [request 53db]"), Labels);
        Assert.Equal($"updating InfoBip instance 12 failed: PATCH /instances/12 failed: 500 Internal Server Error: no luck [request 53db]. {advice}", said.Message);
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
    public void A_change_that_may_have_happened_says_so(string failure, bool mayHaveActed, bool doubt) =>
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
            "The next deployment on this machine looks for it first. From another machine, look for an instance named 'orders' before you deploy again: if it exists, adopt it with "
            + "`pulumi import infobip:index:InfoBipInstance <resource name> <instance id>`, or delete it.";
        var broke = new InstancesApiException(ApiFailureKind.ConnectionLost, "POST /instances failed: the connection broke");
        AssertDoubt(
            new CreationInDoubtException(broke, [], "GET /instances failed: 500."),
            InstanceErrors.CreateInDoubt,
            $"{Attempt} failed: POST /instances failed: the connection broke. The service may have created the instance all the same, and looking it up failed, too (GET /instances failed: 500). {What}");
        AssertDoubt(
            new CreationInDoubtException(null, [], null),
            InstanceErrors.CreateInDoubt,
            $"{Attempt} was ended while its request was on the way. The service may have created the instance all the same. {What}");
        AssertDoubt(
            new CreationInDoubtException(broke, [12, 13], null),
            InstanceErrors.SeveralCandidates,
            $"{Attempt} failed: POST /instances failed: the connection broke. There are new instances named 'orders' now, and it cannot be found out whether it is this one: 12, 13. "
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
            "instance 12, which an interrupted create of this resource had created, is recorded now; the next deployment changes it to what the program says. failed.",
            Advice.AdoptedNotUpdated("12", "failed."));
        Assert.EndsWith("to what the program says.", Advice.AdoptedNotUpdated("12", null), StringComparison.Ordinal);
        Assert.Equal(
            "An earlier deployment was interrupted (2026-11-26 12:00:00Z) while it created 'sms' (an instance named 'orders', if the service acted). The next create of 'sms' adopts it. "
            + "If that resource was renamed or removed meanwhile, look for the instance named 'orders' and delete it, or adopt it with "
            + "`pulumi import infobip:index:InfoBipInstance <resource name> <instance id>`.",
            Advice.LeftByEarlier(Pending));
        Assert.Equal(
            $"A deployment with another state, or another version of this plugin, was interrupted on this machine (2026-11-26 12:00:00Z) while it created {Some.Urn} (instance 12), and none "
            + "has come back to it. What it left is not adopted here: if no other stack does, delete instance 12, or adopt it with `pulumi import infobip:index:InfoBipInstance <resource name> 12`.",
            Advice.LeftByOther(Pending with { Id = 12 }));
        Assert.Equal(
            "An earlier create of this resource was interrupted (2026-11-26 12:00:00Z) at https://api.example.com. The provider works at https://api.example.org now, so it is not adopted: "
            + "look for the instance and delete it, or adopt it with `pulumi import infobip:index:InfoBipInstance <resource name> <instance id>` there.",
            Advice.LeftElsewhere(Pending with { Name = null }, "https://api.example.org"));
        Assert.Equal(
            "An earlier deployment created instance 12 for this resource (2026-11-26 12:00:00Z), and another one is created now. If this is a replacement, all is well. If the state of that "
            + "deployment could not be saved, the instance is still there: delete it, or adopt it with `pulumi import infobip:index:InfoBipInstance <resource name> 12`.",
            Advice.ProbablyRecorded(Pending, 12));
        Assert.Equal(
            "InfoBip instance 12 is kept: this deployment found it as the result of an earlier create of this resource, so it is the old and the new one at once. Nothing was replaced.",
            Advice.KeptAdopted("12"));
        Assert.Equal(
            "Creates cannot be recorded on this machine (disk full): what a deployment leaves that is killed in the middle of one is not found by the next. Set INFOBIP_JOURNAL to a folder that can be written.",
            Advice.NotRecorded("disk full"));
    }

    [Fact]
    public void Instances_of_the_same_name_and_duplicates_are_named()
    {
        Assert.Equal(
            "The service has instances named 'orders' already (12, 13). Names may repeat there: they stay as they are, and another one is created.",
            Advice.SameName("orders", [12, 13]));
        Assert.Equal("The answer to the create was lost; the instance was found by its name: 12.", Advice.Adopted(12));
        Assert.Equal(
            "There are further new instances named 'orders' (13), which may be duplicates of this one: the service may have acted twice. Delete those that are not needed.",
            Advice.Duplicates("orders", [13]));
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
        Assert.Equal(
            "InfoBip instance 12 exists and is recorded, but the service returned no token for it, which every use of the instance needs. The next deployment reads it again.",
            Advice.NoToken("12"));
    }

    [Fact]
    public void A_create_that_waits_says_for_what_and_how_long()
    {
        var left = TimeSpan.FromSeconds(89.2);
        Assert.Equal("waiting for the service to create the instance, for 90 s at most", Advice.Waiting(new(CreationStage.Answer, left)));
        Assert.Equal(
            "cancelled; waiting for the answer to the create that is on the way, for 90 s at most, so that its instance is not lost", Advice.Waiting(new(CreationStage.AnswerAfterCancel, left)));
        Assert.Equal("the create was not answered; looking for its instance, for 90 s at most", Advice.Waiting(new(CreationStage.LookUp, left)));
    }

    [Fact]
    public void What_is_not_managed_or_not_as_it_was_sent_is_named()
    {
        Assert.Equal(
            "The program no longer sets 'tags', 'enabled': what it leaves out is not managed, and stays at the service as it is. (To clear the tags, set `tags: []`.)",
            Advice.LeftOut([PropertyPath.Of("tags"), PropertyPath.Of("enabled")]));
        Assert.Equal(
            "the service accepted the change of 'name' of InfoBip instance 12, but did not apply it: it still returns the old value. The next deployment sends it again.",
            Advice.NotApplied("12", ["name"]));
        Assert.Equal(
            "The service stored 'name' of InfoBip instance 12 in another form than the program's. That is no drift, and nothing needs to be done.",
            Advice.Rewritten("12", [PropertyPath.Of("name")]));
        Assert.Equal("The service does not return everything about instance 12: it goes on with the 'password' that it has until the program sets it.", Advice.ImportLacks("12", ["password"]));
        Assert.EndsWith("goes on with the 'sender', 'password' that it has until the program sets them.", Advice.ImportLacks("12", ["sender", "password"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_origin_is_named_with_the_ways_out()
    {
        Assert.Equal("the default address; infobip:baseUrl and INFOBIP_BASE_URL are not set", Advice.DefaultSource);
        Assert.Equal(("the setting infobip:baseUrl", "the environment variable X"), (Advice.SettingSource("baseUrl"), Advice.EnvironmentSource("X")));
        Assert.Equal(
            "deleting x failed, and nothing was changed: the instance of this id at https://new (the setting y) is not the one in the state, which lives at https://old (recorded when it was last deployed). "
            + "Either set the address back to https://old; or destroy the instance at the old address first; or leave it there: give the new address to a second, explicit provider, "
            + "and create the instance under a new logical name.",
            Advice.OtherInstance("deleting x", "https://old", "https://new", "the setting y"));
        Assert.StartsWith(
            "deleting x failed, and nothing was changed: the instance of this id at https://new (the setting y) is not the one in the state. Either set the address back; or destroy",
            Advice.OtherInstance("deleting x", null, "https://new", "the setting y"),
            StringComparison.Ordinal);
        Assert.Equal(
            "reading x failed: the service shows no instance 12 to the account of these secrets, and another account saw it last. It is not visible with these credentials, or gone. "
            + "Set infobip:userSecret and infobip:organizationSecret back to that account; if the instance is certainly gone, remove it with `pulumi state delete`.",
            Advice.NotVisible("reading x", "12"));
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
    [InlineData("name", "\" x\"", "'name' begins or ends with a blank, which the service may cut off: it would store something else")]
    [InlineData("name", "\"a\u200bb\"", "'name' contains an invisible character, which a pasted text often brings along and the service may drop; type it anew")]
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
    [InlineData("baseUrl", "\"https://x.com/api\"", "does not end in /your_moms/api-v2 or /elements/api-v2, as every address of the instances API does")]
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
        Assert.Equal(
            "the setting 'apiDialect' is 'your_mom', but the address in baseUrl ends in /elements/api-v2, which is the dialect 'element'; leave apiDialect out, or correct one of the two",
            Advice.Setting("apiDialect", Advice.DialectContradictsAddress("your_mom", "/elements/api-v2", "element")));
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
        await AssertAsync("deleting InfoBip instance 12", service.DeleteAsync(created));
        await AssertAsync("looking up the InfoBip instance with the id 12", service.Get.InvokeAsync(WireJson.Map("""{ "id": "12" }"""), service.LookUp()));
        await AssertAsync("looking up the InfoBip instance with the name 'orders'", service.Get.InvokeAsync(WireJson.Map("""{ "name": "orders" }"""), service.LookUp()));
        await AssertAsync("listing InfoBip instances", service.GetAll.InvokeAsync(PropertyMap.Empty, service.LookUp()));

        static async Task AssertAsync(string attempt, Task call) =>
            Assert.StartsWith($"{attempt} failed: ", (await Assert.ThrowsAsync<ResourceException>(() => call)).Message, StringComparison.Ordinal);
    }
}
