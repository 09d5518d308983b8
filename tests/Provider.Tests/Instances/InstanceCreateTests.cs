// A create over real HTTP: what is sent, what comes back, what is left when something fails, and a create that is called again.
using System.Text.Json.Nodes;
using InfoBip.Provider.Instances;
using InfoBip.Provider.Tests.Support;
using InfoBip.Sandbox;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using ProviderHost.Tests.Support;

namespace InfoBip.Provider.Tests.Instances;

public sealed class InstanceCreateTests : SandboxTests
{
    private static readonly PropertyMap Inputs = Some.CheckedInputs.With("tags", """["a"]""");

    private static readonly PropertyMap Wrong = Inputs.With("password", WireJson.Secret("wrong"));

    private static readonly PropertyMap Off = Inputs.With("enabled", "false");

    [Fact]
    public async Task Create_sends_the_seed_pages_request_and_keeps_the_token_secret()
    {
        var created = await Service.CreateAsync(Inputs);
        var body = Assert.Single(Service.Sandbox.Requests, request => request.Method == "POST").Body;
        Assert.True(
            JsonNode.DeepEquals(
                JsonNode.Parse(
                    """
                    { "your_mom": { "key": "infobip" },
                      "configuration": {
                        "messaging.sms.infobip.sender": "+17777777777", "messaging.sms.infobip.username": "me",
                        "messaging.sms.infobip.password": "s3cret", "messaging.sms.infobip.callback.url": "https://www.example.com/auth" },
                      "tags": ["a"], "name": "orders" }
                    """),
                JsonNode.Parse(body)),
            body);
        Assert.Equal(InstanceDefinition.IdText(Service.Held.Id), created.Id);
        Assert.Equal((WireJson.Secret(Service.Held.Token), Inputs["password"]), (created.State["token"], created.State["password"]));
        Assert.Empty(Service.Log.Texts);
    }

    [Fact]
    public async Task An_instance_that_is_to_be_off_is_created_and_switched_off()
    {
        var created = await Service.CreateAsync(Off);
        Assert.Equal(["GET /instances", "POST /instances", $"DELETE /instances/{created.Id}/enabled"], Service.Sent);
        Assert.False(created.State["enabled"].AsBool);
    }

    [Fact]
    public async Task An_instance_that_could_not_be_switched_off_is_not_lost_and_is_switched_by_the_next_update()
    {
        Service.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 403, Method = "DELETE" });
        var partial = await FailAsync(Off, InstanceErrors.NotSwitched);
        Assert.True(partial.State["token"].IsSecret);
        Assert.True(partial.State["enabled"].AsBool);

        _ = Service.Sent;
        var repaired = await Service.UpdateAsync(new CreatedResource(partial.Id, partial.State), Off, Off);
        Assert.Equal([$"DELETE /instances/{partial.Id}/enabled"], Service.Sent);
        Assert.False(repaired["enabled"].AsBool);
    }

    [Fact]
    public async Task An_instance_whose_credentials_are_not_accepted_is_not_lost_and_is_repaired_in_place()
    {
        var partial = await FailAsync(Wrong, InstanceErrors.NotValid);
        Assert.Null(partial.Inputs);
        var created = new CreatedResource(partial.Id, partial.State);

        // Correcting something else leaves it as it is.
        Assert.Equal(InstanceErrors.NotValid, (await Assert.ThrowsAsync<PartiallyCreatedException>(() => Service.UpdateAsync(created, Wrong, Wrong.With("sender", "\"new\"")))).Code);

        _ = Service.Sent;
        var repaired = await Service.UpdateAsync(created, Wrong, Inputs);
        Assert.Equal([$"PUT /instances/{partial.Id}"], Service.Sent);
        Assert.True(repaired["valid"].AsBool);
        Assert.Equal(partial.State["token"], repaired["token"]);
    }

    /// <summary>A user's onError hook lets the engine call Create again, and the engine forgets what the first call left.</summary>
    [Fact]
    public async Task A_create_that_is_called_again_repairs_what_the_first_left()
    {
        var partial = await FailAsync(Wrong, InstanceErrors.NotValid);
        Assert.Equal(partial.Id, (await FailAsync(Wrong, InstanceErrors.NotValid)).Id);

        Service.Sandbox.Options = Service.Sandbox.Options with { RejectedPasswords = [] };
        _ = Service.Sent;
        Assert.Equal(partial.Id, (await Service.CreateAsync(Wrong)).Id);
        Assert.Equal([$"PUT /instances/{partial.Id}"], Service.Sent);

        // It is created now, so that the next create is another resource's.
        Assert.NotEqual(partial.Id, (await Service.CreateAsync(Wrong)).Id);
    }

    [Fact]
    public async Task A_create_that_is_called_again_creates_another_where_the_first_no_longer_exists()
    {
        var partial = await FailAsync(Wrong, InstanceErrors.NotValid);
        Service.Sandbox.Remove(Service.Held.Id);
        Assert.NotEqual(partial.Id, (await FailAsync(Wrong, InstanceErrors.NotValid)).Id);
    }

    [Fact]
    public async Task A_repair_that_fails_loses_nothing()
    {
        var partial = await FailAsync(Wrong, InstanceErrors.NotValid);
        Service.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 403, Method = "PUT" });
        var again = await FailAsync(Wrong, InstanceErrors.NotValid);
        Assert.Equal((partial.Id, partial.State), (again.Id, again.State));
        Assert.EndsWith(partial.Message, again.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_create_in_doubt_that_is_called_again_finds_what_the_first_created()
    {
        Service.Inject(new Fault { Kind = FaultKind.CutAfter, Method = "POST" });
        Service.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 403, Method = "GET", Skip = 1 });
        Assert.Equal(InstanceErrors.CreateInDoubt, (await Assert.ThrowsAsync<ResourceException>(() => Service.CreateAsync(Inputs))).Code);

        var created = await Service.CreateAsync(Inputs);

        Assert.Equal(InstanceDefinition.IdText(Service.Held.Id), created.Id);
        Assert.Contains($"Info: {Advice.Adopted(Service.Held.Id)}", Service.Log.Texts);
    }

    [Fact]
    public async Task Instances_of_the_same_name_are_reported_with_the_way_to_adopt_one()
    {
        var first = Service.Sandbox.Add("orders");
        var second = Service.Sandbox.Add("orders");
        await Service.CreateAsync(Inputs);
        Assert.Equal([$"Warning: {Advice.SameName("orders", [first.Id, second.Id])}"], Service.Log.Texts);
    }

    [Fact]
    public async Task An_instance_that_was_found_again_is_reported()
    {
        Service.Inject(new Fault { Kind = FaultKind.CutAfter, Method = "POST" });
        await Service.CreateAsync(Inputs);
        Assert.Contains($"Info: {Advice.Adopted(Service.Held.Id)}", Service.Log.Texts);
    }

    [Fact]
    public async Task A_refused_create_names_the_inputs_that_the_service_misses()
    {
        var failure = await Assert.ThrowsAsync<ResourceException>(() => Service.CreateAsync(Inputs.Without("sender").Without("callbackUrl")));
        Assert.Equal(InstanceErrors.RequestRefused, failure.Code);
        Assert.Contains("sender (messaging.sms.infobip.sender)", failure.Message, StringComparison.Ordinal);
        Assert.Contains("callbackUrl (messaging.sms.infobip.callback.url)", failure.Message, StringComparison.Ordinal);
    }

    private async Task<PartiallyCreatedException> FailAsync(PropertyMap inputs, ErrorCode code)
    {
        var partial = await Assert.ThrowsAsync<PartiallyCreatedException>(() => Service.CreateAsync(inputs));
        Assert.Equal(code, partial.Code);
        return partial;
    }
}
