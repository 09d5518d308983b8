// What the person at the terminal reads: this provider's wording stands in one table, and is asserted here alone.
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
    private static readonly PendingCreate Pending =
        new(1, Some.Urn, "https://api.example.com", "orders", NameIsUnique: false, [], new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero), default);

    private static IReadOnlyDictionary<string, string> Labels => Some.Definition.Labels;

    [Fact]
    public void A_create_of_unknown_outcome_says_how_to_find_out()
    {
        const string What =
            "\nThe next deployment on this machine looks for it first. Elsewhere look for 'orders' before you deploy again: adopt it with "
            + "`pulumi import infobip:index:InfoBipInstance <resource name> <instance id>`, or delete it.";
        var broke = new InstancesApiException(ApiFailureKind.ConnectionLost, "POST /instances", "the connection broke");
        AssertDoubt(
            new CreationInDoubtException(broke, [], "GET /instances failed: 500."),
            InstanceErrors.CreateInDoubt,
            $"creating InfoBip instance 'orders' failed: the connection broke. It may exist all the same, and looking it up failed, too (GET /instances failed: 500).{What}");
        AssertDoubt(
            new CreationInDoubtException(new(ApiFailureKind.TimedOut, "POST /instances", "too late") { Limit = ApiTimeLimit.Operation }, [], null),
            InstanceErrors.CreateInDoubt,
            $"creating InfoBip instance 'orders' failed: too late. (The resource option customTimeouts sets that limit.) It may exist all the same.{What}");
        AssertDoubt(
            new CreationInDoubtException(null, [], null),
            InstanceErrors.CreateInDoubt,
            $"creating InfoBip instance 'orders' was ended while its request was on the way. It may exist all the same.{What}");
        AssertDoubt(
            new CreationInDoubtException(broke, [12, 13], null),
            InstanceErrors.SeveralCandidates,
            "creating InfoBip instance 'orders' failed: the connection broke. Several instances are new and named 'orders', and it cannot be found out whether it is this one: 12, 13.\n"
            + "Adopt the right one with `pulumi import infobip:index:InfoBipInstance <resource name> 12`, and delete those that are not needed.");

        static void AssertDoubt(CreationInDoubtException doubt, ErrorCode code, string message)
        {
            var said = Advice.InDoubt(Attempt.Creating("orders"), "orders", doubt, Labels);
            Assert.Equal((code, message), (said.Code, said.Message));
        }
    }

    [Fact]
    public void What_an_interrupted_create_left_is_named_with_the_ways_out()
    {
        Assert.Equal(
            "nothing was created for 'sms' yet: an earlier create of it was interrupted (2026-11-26 12:00:00Z), and since then there is a new instance named 'orders': 12.\n"
            + "If that is it, adopt it with `pulumi import infobip:index:InfoBipInstance <resource name> 12`. To create another one all the same, deploy again.",
            Advice.LeftBehind("sms", Pending, [12]).Message);
        Assert.Equal(
            "nothing was created for 'sms' yet: an earlier create of it was interrupted (2026-11-26 12:00:00Z), and since then there are new instances named 'orders': 12, 13.\n"
            + "Adopt the right one with `pulumi import infobip:index:InfoBipInstance <resource name> 12`, and delete those that are not needed. To create another one all the same, deploy again.",
            Advice.LeftBehind("sms", Pending, [12, 13]).Message);
        Assert.Equal(
            "An earlier create of this resource was interrupted (2026-11-26 12:00:00Z) and had created instance 12: it is adopted, and changed to what the program says.",
            Advice.Resolved(Pending, 12));
        Assert.Equal(
            "instance 12, which an interrupted create of this resource had created, is recorded now; the next deployment changes it to what the program says.\nfailed.",
            Advice.AdoptedNotUpdated("12", "failed."));
        Assert.EndsWith("to what the program says.", Advice.AdoptedNotUpdated("12", null), StringComparison.Ordinal);
        Assert.Equal(
            "An earlier deployment was interrupted (2026-11-26 12:00:00Z) while it created 'sms' (an instance named 'orders', if the service acted). The next create of 'sms' adopts it. "
            + "If that resource was renamed or removed meanwhile, look for the instance named 'orders' and delete it, or adopt it with "
            + "`pulumi import infobip:index:InfoBipInstance <resource name> <instance id>`.",
            Advice.LeftByEarlier(Pending));
        Assert.Equal(
            $"A deployment with another state, or another version of this plugin, was interrupted on this machine (2026-11-26 12:00:00Z) while it created 'sms' of shop/dev (instance 12), and none "
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
            "Instances named 'orders' already exist (12, 13). Names need not be unique, so another one is created.",
            Advice.SameName("orders", [12, 13]));
        Assert.Equal("The answer to the create was lost; the instance was found by its name: 12.", Advice.Adopted(12, isCancelled: false));
        Assert.Equal("The deployment was cancelled while the instance was being created; it exists and is recorded: 12.", Advice.Adopted(12, isCancelled: true));
        Assert.Equal(
            "There are further new instances named 'orders' (13), which may be duplicates of this one: the service may have acted twice. Delete those that are not needed.",
            Advice.Duplicates("orders", [13]));
    }

    [Fact]
    public void A_partially_created_instance_says_what_comes_next()
    {
        Assert.Equal(
            "InfoBip instance 12 exists, but the connector did not accept its credentials (valid: false).\nCorrect 'username' or 'password' and deploy again: the instance is repaired in place.",
            Advice.NotValid("12"));
        Assert.Equal(
            "The deployment was cancelled while InfoBip instance 12 was switched off.\nThe instance exists and is recorded: the next deployment switches it.",
            Advice.SwitchCancelled("12", "off"));
        Assert.Equal("failed.\nThe instance exists and is recorded: the next deployment switches it.", Advice.SwitchFailed("failed."));
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
    }

    [Fact]
    public void Another_origin_is_named_with_the_ways_out()
    {
        Assert.Equal("the default address; infobip:baseUrl and INFOBIP_BASE_URL are not set", Advice.DefaultSource);
        Assert.Equal(("the setting infobip:baseUrl", "the environment variable X"), (Advice.SettingSource("baseUrl"), Advice.EnvironmentSource("X")));
        Assert.Equal(
            "deleting x failed, and nothing was changed: at https://new (the setting y) this id is another instance.\n"
            + "The one in the state lives at https://old: set the address back, destroy it there first, or use a second provider and a new resource name.",
            Advice.OtherInstance(Doing("deleting x"), "https://old", "https://new", "the setting y"));
        Assert.EndsWith(
            "\nSet the address back, destroy it there first, or use a second provider and a new resource name.",
            Advice.OtherInstance(Doing("deleting x"), null, "https://new", "the setting y"),
            StringComparison.Ordinal);
        Assert.Equal(
            "reading x failed: the account of these secrets does not see instance 12, and another account saw it last: it is not visible with these credentials, or gone.\n"
            + "Set infobip:userSecret and infobip:organizationSecret back to that account; where it is certainly gone, use `pulumi state delete`.",
            Advice.NotVisible(Doing("reading x"), "12"));
    }

    [Fact]
    public void Instances_that_are_not_there_or_not_ours_are_named()
    {
        Assert.Equal("updating x failed: the service has no such instance. Run `pulumi refresh` to remove it from the state.", Advice.Gone(Doing("updating x")));
        Assert.Equal("InfoBip instance 12 no longer existed.", Advice.GoneAlready("12"));
        Assert.Equal("instance 12 is an instance of the connector 'twilio', not of 'infobip': InfoBipInstance cannot manage it.", Advice.OtherConnector("12", "twilio", "infobip"));
        Assert.Equal("'x' is not the id of an InfoBip instance: ids are whole numbers without leading zeros, such as 12.", Advice.InvalidId("x"));
        Assert.Equal("looking up failed: it is an instance of the connector 'twilio', not of 'infobip'.", Advice.LookUpOtherConnector(Doing("looking up"), "twilio", "infobip"));
        Assert.Equal("looking up failed: more than one instance has this name: 12, 13. Pass the 'id' of one of them in place of 'name'.", Advice.SeveralFound(Doing("looking up"), ["12", "13"]));
        Assert.Equal("looking up failed: the service has no instance of the InfoBip connector with the id 12.", Advice.NoneFound(Doing("looking up"), "the id 12"));
        Assert.Equal("neither 'id' nor 'name' is set: get needs one of them to know which instance is meant", Advice.OneOfTwo("get", none: true));
        Assert.Equal("both 'id' and 'name' are set: get takes one of them", Advice.OneOfTwo("get", none: false));
    }

    [Theory]
    [InlineData("callbackUrl", "\"x\"", "'callbackUrl' (messaging.sms.infobip.callback.url) is not an absolute http or https URL such as https://www.example.com/auth")]
    [InlineData("name", "\"<b>x</b>\"", "'name' contains HTML, which the service strips: it would store something else; leave the '<…>' out")]
    [InlineData("callbackUrl", "\"https://x.com/a b\"", "'callbackUrl' (messaging.sms.infobip.callback.url) contains a character that a URL has to spell otherwise: "
        + "percent-encode it, and write a host name with other letters than a to z in its xn-- form")]
    [InlineData("extraConfiguration", """{ "messaging.sms.infobip.sender": "x" }""", "'extraConfiguration[\"messaging.sms.infobip.sender\"]' repeats a configuration entry that has an input of its own; use the input 'sender'")]
    [InlineData("event.vendor.type", "\"x\"", "'event.vendor.type' is not an input of InfoBipInstance. A configuration key goes into 'extraConfiguration'.")]
    public void An_input_that_is_not_valid_is_explained(string input, string json, string reason) =>
        Assert.Equal(reason, Assert.Single(Some.Check(Some.Inputs.With(input, json)).Failures).Reason);

    [Theory]
    [InlineData("userSecret", "\"é\"", "contains a character that cannot stand in an HTTP header")]
    [InlineData("userSecret", "\"a \"", HostTexts.OuterBlanks)]
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
        Assert.Equal(
            $"infobip:{setting} (in Pulumi.dev.yaml) {error}",
            Assert.Single(SettingsCheck.Check(PropertyMap.Empty.With(setting, json), new SettingPlace("urn:pulumi:dev::p::pulumi:providers:infobip::default_0_1_0"), _ => "set").Failures).Reason);

    [Fact]
    public void Settings_that_cannot_be_used_are_all_named()
    {
        var secret = Advice.MissingSecret("user", "Set it.");
        Assert.Equal("is missing: the user secret of your account with the service. Set it.", secret);
        Assert.Equal(
            $"the infobip provider cannot be configured: the environment variable X is blank; infobip:userSecret {secret}",
            Advice.InvalidSettings([Advice.EnvironmentVariable("X", "is blank")], [new MissingSetting("infobip:userSecret", secret)]));
        Assert.Equal("the infobip provider is not configured yet, so it cannot send requests to the service.", Advice.NotConfigured);
        Assert.Equal("infobip:baseUrl is not known yet", Advice.Setting("baseUrl", Advice.NotKnown));
        Assert.Equal(
            "infobip:apiDialect is 'your_mom', but the address in baseUrl ends in /elements/api-v2, which is the dialect 'element'; leave apiDialect out, or correct one of the two",
            Advice.Setting("apiDialect", Advice.DialectContradictsAddress("your_mom", "/elements/api-v2", "element")));
    }

    [Theory]
    [InlineData("urn:pulumi:dev::shop::pulumi:providers:infobip::default", "infobip:userSecret (in Pulumi.dev.yaml) is bad", "`pulumi config set --secret infobip:userSecret <value>` or the environment variable INFOBIP_USER_SECRET")]
    [InlineData("urn:pulumi:dev::shop::pulumi:providers:infobip::default_1_2_3", "infobip:userSecret (in Pulumi.dev.yaml) is bad", "`pulumi config set --secret infobip:userSecret <value>` or the environment variable INFOBIP_USER_SECRET")]
    [InlineData("", "infobip:userSecret is bad", "`pulumi config set --secret infobip:userSecret <value>` or the environment variable INFOBIP_USER_SECRET")]
    [InlineData("urn:pulumi:dev::shop::pulumi:providers:infobip::eu", "'userSecret' of the provider 'eu' is bad", "to the provider in the program, or set the environment variable INFOBIP_USER_SECRET")]
    public void A_setting_is_named_as_its_user_wrote_it(string urn, string named, string how)
    {
        var place = new SettingPlace(urn);
        Assert.Equal(named, place.Describe(SettingDefinition.UserSecret, "is bad"));
        Assert.Contains(how, place.HowToSet(SettingDefinition.UserSecret), StringComparison.Ordinal);
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

    private static Attempt Doing(string what) => new(Purpose.Read, what);
}
