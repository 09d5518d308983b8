// A create over real HTTP: what is sent, what comes back, what is left when something fails, and a create that is called again.
using System.Text.Json.Nodes;
using InfoBip.Provider.Instances;
using InfoBip.Provider.Tests.Support;
using InfoBip.Sandbox;
using Microsoft.Extensions.Time.Testing;
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

    /// <summary>A stack that is named by a commit, and <c>${name}-${stack}</c> as the pattern of names.</summary>
    [Fact]
    public async Task A_name_that_ends_with_a_part_of_the_URN_is_not_taken_for_one_that_nothing_else_has()
    {
        var name = PropertyValue.Of("sms-0123abc");
        var operation = Service.Operation() with { Resource = new ResourceIdentity("urn:pulumi:0123abc::shop::infobip:index:InfoBipInstance::sms", "sms") };
        Service.Log.Urn = operation.Resource.Urn;
        var old = Service.Sandbox.Add("sms-0123abc");
        Service.Inject(new Fault { Kind = FaultKind.CutAfter, Method = "POST" });
        var created = await Service.Resource.CreateAsync(Inputs.With("name", name).With(NameGenerator.Generated, name), operation);
        Assert.NotEqual(InstanceDefinition.IdText(old.Id), created.Id);
    }

    /// <summary>A forced replacement under a pattern of names that ends with what only looks random, as the commit in <c>${name}-${commit}</c>.</summary>
    [Fact]
    public async Task What_a_create_found_by_its_name_is_not_deleted_as_the_old_one()
    {
        var name = PropertyValue.Of("sms-0123abc");
        var old = Service.Sandbox.Add("sms-0123abc");
        Service.Inject(new Fault { Kind = FaultKind.CutAfter, Method = "POST" });
        var created = await Service.CreateAsync(Inputs.With("name", name).With(NameGenerator.Generated, name));
        Assert.Equal(InstanceDefinition.IdText(old.Id), created.Id);

        await Service.DeleteAsync(created);
        Assert.Contains(old.Id, Service.Sandbox.Instances.Select(instance => instance.Id));
        Assert.Contains($"Warning: {Advice.KeptAdopted(created.Id)}", Service.Log.Texts);
    }

    [Fact]
    public async Task An_instance_that_is_to_be_off_is_created_and_switched_off()
    {
        var created = await Service.CreateAsync(Off);
        Assert.Equal(["GET /instances", "POST /instances", $"DELETE /instances/{created.Id}/enabled"], Service.Sent);
        Assert.False(created.State["enabled"].AsBool);
        Assert.Empty(Service.Log.Texts);
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
        Assert.Equal([$"PATCH /instances/{partial.Id}"], Service.Sent);
        Assert.True(repaired["valid"].AsBool);
        Assert.Equal(partial.State["token"], repaired["token"]);
    }

    [Fact]
    public async Task An_instance_without_a_token_is_read_once_more_and_is_not_lost_where_that_does_not_help()
    {
        Service.Rewrite(WithoutToken);
        var partial = await FailAsync(Inputs, InstanceErrors.NoToken);
        Assert.Equal(["GET /instances", "POST /instances", $"GET /instances/{partial.Id}"], Service.Sent);
        Assert.False(partial.State.ContainsKey("token"));

        Service.Rewrite(null);
        var repaired = await Service.UpdateAsync(new CreatedResource(partial.Id, partial.State), Inputs, Inputs);
        Assert.Equal([$"GET /instances/{partial.Id}"], Service.Sent);
        Assert.Equal(WireJson.Secret(Service.Held.Token), repaired["token"]);

        static string WithoutToken(string body) => body.Replace("\"token\"", "\"other\"", StringComparison.Ordinal);
    }

    /// <summary>A user's onError hook lets the engine call Create again, and the engine forgets what the first call left.</summary>
    [Fact]
    public async Task A_create_that_is_called_again_repairs_what_the_first_left()
    {
        var partial = await FailAsync(Wrong, InstanceErrors.NotValid);
        Assert.Equal(partial.Id, (await FailAsync(Wrong, InstanceErrors.NotValid)).Id);

        // The vendor accepts the password by now.
        Service.Sandbox.Options = Service.Sandbox.Options with { RejectedPasswords = [] };
        _ = Service.Sent;
        Assert.Equal(partial.Id, (await Service.CreateAsync(Wrong)).Id);
        Assert.Equal([$"GET /instances/{partial.Id}", $"PATCH /instances/{partial.Id}"], Service.Sent);
    }

    [Fact]
    public async Task A_create_that_is_called_again_creates_another_where_the_first_no_longer_exists()
    {
        var partial = await FailAsync(Wrong, InstanceErrors.NotValid);
        Service.Sandbox.Remove(Service.Held.Id);
        Assert.NotEqual(partial.Id, (await FailAsync(Wrong, InstanceErrors.NotValid)).Id);
    }

    [Fact]
    public async Task A_repair_that_fails_loses_nothing_and_the_next_update_sends_the_secret_again()
    {
        var partial = await FailAsync(Wrong, InstanceErrors.NotValid);
        Service.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 403, Method = "PATCH" });
        var again = await FailAsync(Wrong, InstanceErrors.AdoptedNotUpdated);
        Assert.Equal((partial.Id, partial.State), (again.Id, again.State.Without(Unsent.Output)));
        Assert.Contains("password", Unsent.In(again.State));

        await Service.UpdateAsync(new CreatedResource(again.Id, again.State), Inputs, Inputs);
        Assert.Equal("s3cret", Service.Held.Configuration[Some.Password]);
    }

    [Fact]
    public async Task A_create_in_doubt_that_is_called_again_finds_what_the_first_created()
    {
        var time = new FakeTimeProvider();
        await using var service = await ResourceFixture.StartAsync(time: time);
        service.Log.Status = _ => time.Advance(TimeSpan.FromMinutes(10));
        service.Inject(new Fault { Kind = FaultKind.CutAfter, Method = "POST" });
        service.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 403, Method = "GET", Skip = 1, Times = 2 });
        Assert.Equal(InstanceErrors.CreateInDoubt, (await Assert.ThrowsAsync<ResourceException>(() => service.CreateAsync(Inputs))).Code);
        var pending = Assert.Single(service.PendingCreates.Of(Some.Urn));

        var created = await service.CreateAsync(Inputs);

        Assert.Equal(InstanceDefinition.IdText(service.Held.Id), created.Id);
        Assert.Equal($"Info: {Advice.Resolved(pending, service.Held.Id)}", service.Log.Texts.Last());
    }

    [Fact]
    public async Task Instances_of_the_same_name_are_named()
    {
        var first = Service.Sandbox.Add("orders");
        var second = Service.Sandbox.Add("orders");
        await Service.CreateAsync(Inputs);
        Assert.Equal([$"Info: {Advice.SameName("orders", [first.Id, second.Id])}"], Service.Log.Texts);
    }

    [Fact]
    public async Task An_instance_that_was_found_again_is_reported()
    {
        Service.Inject(new Fault { Kind = FaultKind.CutAfter, Method = "POST" });
        await Service.CreateAsync(Inputs);
        Assert.Contains($"Info: {Advice.Adopted(Service.Held.Id, isCancelled: false)}", Service.Log.Texts);
    }

    [Fact]
    public async Task What_the_service_stores_in_another_form_is_a_warning_and_no_failure()
    {
        Service.Rewrite(body => body.Replace("+17777777777", "17777777777", StringComparison.Ordinal));
        var created = await Service.CreateAsync(Inputs);
        Assert.Equal([$"Warning: {Advice.Rewritten(created.Id, [PropertyPath.Of("sender")])}"], Service.Log.Texts);
        Assert.Empty((await Service.DiffAsync(created, Inputs, Inputs)).Changes);
        Assert.Equal(Inputs, (await Service.ReadAsync(created.Id, Inputs, created.State))!.Inputs);
    }

    [Fact]
    public async Task A_create_that_the_service_refuses_leaves_nothing_pending()
    {
        Service.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 400, Method = "POST" });
        Assert.Equal(InstanceErrors.RequestRefused, (await Assert.ThrowsAsync<ResourceException>(() => Service.CreateAsync(Inputs))).Code);
        Assert.Empty(Service.PendingCreates.Of(Some.Urn));
    }

    [Fact]
    public async Task Inputs_that_became_invalid_after_their_check_are_refused_before_anything_is_sent()
    {
        foreach (var inputs in new[] { Inputs.Without("sender"), Inputs.With("name", "\"<b>x</b>\"") })
        {
            Assert.Equal(HostErrors.InvalidInputs, (await Assert.ThrowsAsync<ResourceException>(() => Service.CreateAsync(inputs))).Code);
        }

        Assert.Empty(Service.Sent);
    }

    private async Task<PartiallyCreatedException> FailAsync(PropertyMap inputs, ErrorCode code)
    {
        var partial = await Assert.ThrowsAsync<PartiallyCreatedException>(() => Service.CreateAsync(inputs));
        Assert.Equal(code, partial.Code);
        return partial;
    }
}
