// The life of an instance over real HTTP: what is sent, what comes back, what is left when something fails.
using System.Text.Json.Nodes;
using InfoBip.Provider.Instances;
using InfoBip.Provider.PendingCreates;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using InfoBip.Provider.Tests.Support;
using InfoBip.Sandbox;

namespace InfoBip.Provider.Tests.Instances;

public sealed class InstanceLifeTests
{
    private static readonly PropertyMap Inputs = Some.CheckedInputs.With("tags", PropertyValue.Of(["a"]));

    [Fact]
    public async Task Create_sends_the_seed_pages_request_and_keeps_the_token_secret()
    {
        await using var service = await Service.StartAsync();
        var made = await service.CreateAsync(Inputs);
        var request = Assert.Single(service.Sandbox.Requests, request => request.Method == "POST");
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
                JsonNode.Parse(request.Body)),
            request.Body);
        var held = Assert.Single(service.Sandbox.Instances);
        Assert.Equal(held.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), made.Id);
        Assert.Equal(PropertyValue.Secret(PropertyValue.Of(held.Token)), made.State["token"]);
        Assert.Equal(Inputs["password"], made.State["password"]);
        Assert.DoesNotContain(Trees.Bare(made.State), text => text == held.Token || text == "s3cret");
    }

    [Fact]
    public async Task What_is_to_be_off_is_made_and_switched_off()
    {
        await using var service = await Service.StartAsync();
        var made = await service.CreateAsync(Inputs.With("enabled", PropertyValue.Of(false)));
        Assert.Equal(["GET /instances", "POST /instances", $"DELETE /instances/{made.Id}/enabled"], service.Sent);
        Assert.Equal((false, true), (made.State["enabled"].AsBool, made.State["disabled"].AsBool));
    }

    [Fact]
    public async Task An_instance_that_could_not_be_switched_off_is_not_lost()
    {
        await using var service = await Service.StartAsync();
        service.Sandbox.Faults.Order(new Fault { Kind = FaultKind.Status, StatusCode = 403, Method = "DELETE" });
        var off = Inputs.With("enabled", PropertyValue.Of(false));
        var partial = await Assert.ThrowsAsync<PartiallyCreatedException>(() => service.CreateAsync(off));
        Assert.IsType<PropertyValue.SecretValue>(partial.State["token"]);
        Assert.Contains("switching InfoBip instance", partial.Message, StringComparison.Ordinal);

        _ = service.Sent;
        var repaired = await service.UpdateAsync(new CreatedResource(partial.Id, partial.State), off, off);
        Assert.Equal([$"DELETE /instances/{partial.Id}/enabled"], service.Sent);
        Assert.True(repaired["disabled"].AsBool);
    }

    [Fact]
    public async Task An_instance_whose_credentials_are_not_accepted_is_not_lost_and_is_repaired_in_place()
    {
        await using var service = await Service.StartAsync();
        var wrong = Inputs.With("password", PropertyValue.Secret(PropertyValue.Of("wrong")));
        var partial = await Assert.ThrowsAsync<PartiallyCreatedException>(() => service.CreateAsync(wrong));
        Assert.Contains("did not accept its credentials", partial.Message, StringComparison.Ordinal);

        _ = service.Sent;
        var repaired = await service.UpdateAsync(new CreatedResource(partial.Id, partial.State), wrong, Inputs);
        Assert.Equal([$"PUT /instances/{partial.Id}"], service.Sent);
        Assert.True(repaired["valid"].AsBool);
        Assert.Equal(partial.State["token"], repaired["token"]);
    }

    [Fact]
    public async Task A_changed_name_is_all_that_is_sent()
    {
        await using var service = await Service.StartAsync();
        var made = await service.CreateAsync(Inputs);
        var state = await service.UpdateAsync(made, Inputs, Inputs.With("name", PropertyValue.Of("new")));
        Assert.Equal("""{"name":"new"}""", service.Sandbox.Requests[^1].Body);
        Assert.Equal(made.State.With("name", PropertyValue.Of("new")), state);
    }

    [Fact]
    public async Task Tags_that_are_left_alone_are_neither_sent_nor_undone()
    {
        await using var service = await Service.StartAsync();
        var made = await service.CreateAsync(Inputs);
        service.Sandbox.Edit(long.Parse(made.Id, System.Globalization.CultureInfo.InvariantCulture), held => held.Tags.Add("theirs"));
        var news = Inputs.With("name", PropertyValue.Of("new"));
        await service.UpdateAsync(made, Inputs, news, "tags");
        Assert.Equal("""{"name":"new"}""", service.Sandbox.Requests[^1].Body);

        await service.UpdateAsync(made, news, news.With("sender", PropertyValue.Of("x")), "tags");
        Assert.Equal(["a", "theirs"], Assert.Single(service.Sandbox.Instances).Tags);
    }

    [Fact]
    public async Task Tags_that_are_taken_out_are_cleared_and_tags_that_are_not_managed_stay()
    {
        await using var service = await Service.StartAsync();
        var made = await service.CreateAsync(Inputs);
        var cleared = await service.UpdateAsync(made, Inputs, Some.CheckedInputs);
        Assert.Equal("""{"tags":[]}""", service.Sandbox.Requests[^1].Body);
        Assert.Empty(InstanceAnswer.Texts(cleared["tags"]));

        service.Sandbox.Edit(long.Parse(made.Id, System.Globalization.CultureInfo.InvariantCulture), held => held.Tags.Add("theirs"));
        await service.UpdateAsync(new CreatedResource(made.Id, cleared), Some.CheckedInputs, Some.CheckedInputs.With("sender", PropertyValue.Of("x")));
        Assert.Equal(["theirs"], Assert.Single(service.Sandbox.Instances).Tags);
    }

    [Fact]
    public async Task An_entry_that_is_taken_out_leaves_the_service_and_the_state()
    {
        await using var service = await Service.StartAsync();
        var with = Inputs.With("extraConfiguration", Wire.Value("""{ "event.vendor.type": "polling" }"""));
        var made = await service.CreateAsync(with);
        Assert.Equal("polling", Assert.Single(service.Sandbox.Instances).Configuration["event.vendor.type"]);
        var state = await service.UpdateAsync(made, with, Inputs);
        Assert.False(Assert.Single(service.Sandbox.Instances).Configuration.ContainsKey("event.vendor.type"));
        Assert.False(state.ContainsKey("extraConfiguration"));
    }

    [Theory]
    [InlineData(MaskMode.Stars, AnswerShape.Echo)]
    [InlineData(MaskMode.Empty, AnswerShape.Echo)]
    [InlineData(MaskMode.Absent, AnswerShape.Echo)]
    [InlineData(MaskMode.None, AnswerShape.Echo)]
    [InlineData(MaskMode.Stars, AnswerShape.Seed)]
    public async Task A_refresh_is_quiet_however_the_service_answers(MaskMode masking, AnswerShape answers)
    {
        await using var service = await Service.StartAsync(new SandboxOptions { Masking = masking, Answers = answers, Tags = TagShape.Objects, ReverseTags = true, UnknownFields = true });
        var inputs = Inputs.With("tags", PropertyValue.Of(["b", "a", "b"])).With("extraConfiguration", Wire.Value("""{ "event.vendor.type": "polling" }"""));
        var made = await service.CreateAsync(inputs);
        var read = await service.ReadAsync(made.Id, inputs, made.State);
        Assert.Equal(made.Id, read?.Id);
        Assert.Equal(inputs, read?.Inputs);
        Assert.Equal(made.State, read?.State);
    }

    [Fact]
    public async Task An_import_gives_inputs_and_outputs_by_the_id_alone_and_asks_for_the_password()
    {
        await using var service = await Service.StartAsync();
        var made = await service.CreateAsync(Inputs);
        var read = await service.ReadAsync(made.Id);
        Assert.Equal(Inputs.Without("password"), read?.Inputs);
        Assert.Equal(made.State.Without("password"), read?.State);
        Assert.Contains(service.Log.Texts, note => note.Contains("add the input 'password'", StringComparison.Ordinal));

        var diff = await service.Resource.DiffAsync(new DiffCall(read!.State, read.Inputs, Inputs, []), service.Operation());
        Assert.Empty(diff.Changes);
        Assert.Contains(service.Log.Texts, note => note.Contains("taken for the one in use", StringComparison.Ordinal));

        var named = await service.UpdateAsync(new CreatedResource(read.Id, read.State), read.Inputs, Inputs.With("name", PropertyValue.Of("new")));
        Assert.Equal("s3cret", Assert.Single(service.Sandbox.Instances).Configuration["messaging.sms.infobip.password"]);
        Assert.Equal(Inputs["password"], named["password"]);
        Assert.Equal(0, service.Sandbox.MaskedValuesReceived);
    }

    [Fact]
    public async Task Only_the_services_own_word_says_that_an_instance_is_gone()
    {
        await using var service = await Service.StartAsync();
        Assert.Null(await service.ReadAsync("999"));
        foreach (var fault in new[]
        {
            new Fault { Kind = FaultKind.Status, StatusCode = 404, Body = FaultBody.Html },
            new Fault { Kind = FaultKind.Status, StatusCode = 404, Body = FaultBody.Empty },
            new Fault { Kind = FaultKind.Status, StatusCode = 401 },
            new Fault { Kind = FaultKind.Status, StatusCode = 403 },
            new Fault { Kind = FaultKind.Status, StatusCode = 500 },
            new Fault { Kind = FaultKind.BrokenBody },
        })
        {
            service.Sandbox.Faults.Order(fault);
            var failure = await Assert.ThrowsAsync<ResourceException>(() => service.ReadAsync("12", Inputs, PropertyMap.Empty));
            Assert.StartsWith("reading InfoBip instance 12 failed: ", failure.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData(" 12")]
    [InlineData("12/enabled")]
    [InlineData("99999999999999999999")]
    public async Task What_is_no_id_is_not_asked_for(string id)
    {
        await using var service = await Service.StartAsync();
        var failure = await Assert.ThrowsAsync<ResourceException>(() => service.ReadAsync(id));
        Assert.Equal(FailureKind.InvalidArgument, failure.Code.Kind);
        Assert.Contains($"'{id}' is not the id of an InfoBip instance", failure.Message, StringComparison.Ordinal);
        Assert.Empty(service.Sent);
    }

    [Fact]
    public async Task An_instance_of_another_connector_is_refused_by_its_kind()
    {
        await using var service = await Service.StartAsync();
        var other = service.Sandbox.Add("texts", "twilio");
        var failure = await Assert.ThrowsAsync<ResourceException>(() => service.ReadAsync($"{other.Id}"));
        Assert.Equal(FailureKind.InvalidArgument, failure.Code.Kind);
        Assert.Contains("connector 'twilio'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleting_what_is_gone_already_succeeds_with_a_word_for_debugging()
    {
        await using var service = await Service.StartAsync();
        var made = await service.CreateAsync(Inputs);
        await service.Resource.DeleteAsync(made.Id, made.State, service.Operation());
        Assert.Empty(service.Sandbox.Instances);
        Assert.Empty(service.Log.Texts);
        await service.Resource.DeleteAsync(made.Id, made.State, service.Operation());
        Assert.Equal([$"Debug: InfoBip instance {made.Id} was gone already."], service.Log.Texts);
    }

    [Fact]
    public async Task A_service_that_repeats_the_request_shows_none_of_its_secrets()
    {
        await using var service = await Service.StartAsync();
        var inputs = Inputs.With("extraConfiguration", PropertyValue.Secret(Wire.Value("""{ "x.y": "cAnArY-extra" }""")));
        var made = await service.CreateAsync(inputs);
        service.Sandbox.Faults.Order(new Fault { Kind = FaultKind.Status, StatusCode = 400, Method = "PUT", Body = FaultBody.EchoRequest });
        var news = inputs.With("password", PropertyValue.Secret(PropertyValue.Of("cAnArY-new"))).With("extraConfiguration", PropertyValue.Secret(Wire.Value("""{ "x.y": "cAnArY-other" }""")));
        var failure = await Assert.ThrowsAsync<ResourceException>(() => service.UpdateAsync(made, inputs, news, "name"));
        Assert.Equal(FailureKind.InvalidArgument, failure.Code.Kind);
        Assert.DoesNotContain("cAnArY", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("user-secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_create_speaks_of_the_inputs()
    {
        await using var service = await Service.StartAsync();
        var failure = await Assert.ThrowsAsync<ResourceException>(() => service.CreateAsync(Inputs.Without("sender").Without("callbackUrl")));
        Assert.Equal(FailureKind.InvalidArgument, failure.Code.Kind);
        Assert.Contains("sender (messaging.sms.infobip.sender)", failure.Message, StringComparison.Ordinal);
        Assert.Contains("callbackUrl (messaging.sms.infobip.callback.url)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_is_not_configured_says_so()
    {
        var resource = new InfoBipInstanceResource(() => throw new ResourceException(ErrorCode.NotConfigured, "not configured"), () => CreateJournal.None);
        var operation = new Operation(new ResourceIdentity(Some.Urn, "sms"), null, new Service.Notes(), TestContext.Current.CancellationToken);
        Assert.Equal(
            ErrorCode.NotConfigured,
            (await Assert.ThrowsAsync<ResourceException>(() => resource.DeleteAsync("12", PropertyMap.Empty, operation))).Code);
        Assert.NotEmpty(resource.PreviewCreate(Inputs));
    }
}
