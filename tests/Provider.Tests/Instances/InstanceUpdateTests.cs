// An update and a delete over real HTTP: only what changed is sent, and nothing is lost where it fails.
using InfoBip.Provider.Instances;
using InfoBip.Provider.PendingCreates;
using InfoBip.Provider.Tests.Support;
using InfoBip.Sandbox;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using ProviderHost.Tests.Support;

namespace InfoBip.Provider.Tests.Instances;

public sealed class InstanceUpdateTests : SandboxTests
{
    private static readonly PropertyMap Inputs = Some.CheckedInputs.With("tags", """["a"]""");

    [Fact]
    public async Task A_changed_name_is_all_that_is_sent()
    {
        var created = await Service.CreateAsync(Inputs);
        var state = await Service.UpdateAsync(created, Inputs, Inputs.With("name", "\"new\""));
        Assert.Equal("""{"name":"new"}""", Service.Sandbox.Requests[^1].Body);
        Assert.Equal(created.State.With("name", "\"new\""), state);
    }

    [Fact]
    public async Task A_changed_entry_is_sent_alone()
    {
        var created = await Service.CreateAsync(Inputs);
        var state = await Service.UpdateAsync(created, Inputs, Inputs.With("sender", "\"x\""));
        Assert.Equal("""{"configuration":{"messaging.sms.infobip.sender":"x"}}""", Service.Sandbox.Requests[^1].Body);
        Assert.Equal(created.State.With("sender", "\"x\""), state);
    }

    [Fact]
    public async Task A_tag_list_that_is_left_out_is_never_sent_and_an_empty_one_clears()
    {
        var created = await Service.CreateAsync(Inputs);
        Service.Edit(created.Id, held => held.Tags.Add("theirs"));
        var news = Some.CheckedInputs.With("sender", "\"x\"");
        var state = await Service.UpdateAsync(created, Inputs, news);
        Assert.Equal(["a", "theirs"], Service.Held.Tags);
        Assert.Equal(["a", "theirs"], state["tags"].Texts);

        state = await Service.UpdateAsync(new CreatedResource(created.Id, state), news, news.With("tags", "[]"));
        Assert.Equal("""{"tags":[]}""", Service.Sandbox.Requests[^1].Body);
        Assert.Empty(state["tags"].Texts);
    }

    [Fact]
    public async Task What_is_taken_out_of_the_program_stays_at_the_service_and_a_note_says_so()
    {
        var with = Inputs.With("extraConfiguration", """{ "event.vendor.type": "polling" }""").With("enabled", "false");
        var created = await Service.CreateAsync(with);
        Assert.Empty((await Service.DiffAsync(created, with, Some.CheckedInputs)).Changes);
        Assert.Equal([$"Info: {Advice.LeftOut([PropertyPath.Of("tags"), PropertyPath.Of("enabled"), PropertyPath.Of("extraConfiguration").At("event.vendor.type")])}"], Service.Log.Texts);

        _ = Service.Sent;
        await Service.UpdateAsync(created, with, Some.CheckedInputs);
        Assert.Empty(Service.Sent);
    }

    /// <summary>The seed page's answer holds no tags.</summary>
    [Fact]
    public async Task Tags_that_the_service_does_not_return_are_recorded_as_they_were_sent()
    {
        Service.Sandbox.Options = new SandboxOptions { Answers = AnswerShape.Seed };
        var created = await Service.CreateAsync(Inputs);
        var state = await Service.UpdateAsync(created, Inputs, Inputs.With("tags", "[]"));
        Assert.Equal(WireJson.Value("[]"), state["tags"]);
        Assert.Empty(Service.Log.Texts);
    }

    [Fact]
    public async Task A_change_that_the_service_accepts_and_does_not_apply_fails_and_is_sent_again()
    {
        var created = await Service.CreateAsync(Inputs);
        var news = Inputs.With("name", "\"new\"").With("sender", "\"+4912345\"");
        Service.Rewrite(body => body.Replace("\"new\"", "\"orders\"", StringComparison.Ordinal));
        var partial = await Assert.ThrowsAsync<PartiallyCreatedException>(() => Service.UpdateAsync(created, Inputs, news));
        Assert.Equal((InstanceErrors.NotApplied, created.Id, Advice.NotApplied(created.Id, ["name"])), (partial.Code, partial.Id, partial.Message));

        Service.Rewrite(null);
        await Service.UpdateAsync(new CreatedResource(partial.Id, partial.State), news, news);
        Assert.Equal("""{"name":"new"}""", Service.Sandbox.Requests[^1].Body);
    }

    [Fact]
    public async Task A_third_value_is_a_warning_and_its_normal_form_is_nothing()
    {
        var created = await Service.CreateAsync(Inputs);
        Service.Rewrite(body => body.Replace("\"new\"", "\"NEW\"", StringComparison.Ordinal).Replace("\"b  c\"", "\"b c\"", StringComparison.Ordinal));
        await Service.UpdateAsync(created, Inputs, Inputs.With("name", "\"new\"").With("tags", """["b  c"]"""));
        Assert.Equal([$"Warning: {Advice.Rewritten(created.Id, [PropertyPath.Of("name")])}"], Service.Log.Texts);
    }

    [Fact]
    public async Task An_answer_about_another_instance_is_an_error()
    {
        var created = await Service.CreateAsync(Inputs);
        Service.Rewrite(body => body.Replace($"\"id\":{created.Id}", "\"id\":99", StringComparison.Ordinal));
        var failure = await Assert.ThrowsAsync<ResourceException>(() => Service.UpdateAsync(created, Inputs, Inputs.With("name", "\"new\"")));
        Assert.Equal(InstanceErrors.UnreadableAnswer, failure.Code);
    }

    [Fact]
    public async Task Inputs_that_became_invalid_after_their_check_are_refused_but_for_those_that_are_recorded()
    {
        var created = await Service.CreateAsync(Inputs);
        var invalid = Inputs.With("callbackUrl", "\"x\"");
        _ = Service.Sent;
        Assert.Equal(HostErrors.InvalidInputs, (await Assert.ThrowsAsync<ResourceException>(() => Service.UpdateAsync(created, Inputs, invalid))).Code);
        Assert.Empty(Service.Sent);
        await Service.UpdateAsync(created, invalid, invalid.With("name", "\"new\""));
        Assert.Equal("new", Service.Held.Name);
    }

    [Theory]
    [InlineData("name", "\"new\""), InlineData("enabled", "false")]
    public async Task Changing_or_switching_what_is_gone_is_an_error_that_does_not_say_it_exists(string input, string value)
    {
        var created = await Service.CreateAsync(Inputs);
        Service.Sandbox.Remove(Service.Held.Id);
        var failure = await Assert.ThrowsAsync<ResourceException>(() => Service.UpdateAsync(created, Inputs, Inputs.With(input, value)));
        Assert.Equal(InstanceErrors.NotFound, failure.Code);
        Assert.DoesNotContain("exists and is recorded", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "on", "PUT"), InlineData(false, "off", "DELETE")]
    public async Task A_switch_that_failed_says_which_and_loses_nothing(bool enabled, string place, string method)
    {
        var (olds, news) = Switched(enabled);
        var created = await Service.CreateAsync(olds);
        Service.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 403, Path = "/instances/*/enabled", Method = method });

        var failure = await Assert.ThrowsAsync<PartiallyCreatedException>(() => Service.UpdateAsync(created, olds, news));

        Assert.Equal((InstanceErrors.NotSwitched, created.Id), (failure.Code, failure.Id));
        Assert.StartsWith($"switching InfoBip instance {created.Id} {place} failed: 403 Forbidden", failure.Message, StringComparison.Ordinal);
        Assert.Equal((method, $"/instances/{created.Id}/enabled"), (Service.Sandbox.Requests[^1].Method, Service.Sandbox.Requests[^1].ApiPath));
        Assert.Equal(created.State["token"], failure.State["token"]);
    }

    [Theory]
    [InlineData(true, "on"), InlineData(false, "off")]
    public async Task A_cancel_in_the_middle_of_a_switch_loses_nothing(bool enabled, string place)
    {
        var (olds, news) = Switched(enabled);
        var created = await Service.CreateAsync(olds);
        Service.Inject(new Fault { Kind = FaultKind.Delay, Path = "/instances/*/enabled" });
        using var cancel = new CancellationTokenSource();

        var update = Service.Resource.UpdateAsync(new UpdateCall(created.Id, created.State, olds, news), Service.Operation(cancel.Token));
        await Service.Sandbox.WaitForRequestAsync(request => request.Fault == FaultKind.Delay, TestContext.Current.CancellationToken);
        await cancel.CancelAsync();

        var failure = await Assert.ThrowsAsync<PartiallyCreatedException>(() => update);
        Assert.Equal((created.Id, Advice.SwitchCancelled(created.Id, place)), (failure.Id, failure.Message));
    }

    [Theory]
    [InlineData("sender", "\"x\"", true)]
    [InlineData("extraConfiguration", """{ "x": "1" }""", true)]
    [InlineData("name", "\"x\"", false)]
    [InlineData("tags", """["b"]""", false)]
    [InlineData("enabled", "false", false)]
    public async Task A_preview_reads_once_at_most_and_knows_whether_the_credentials_are_checked_again(string input, string json, bool checkedAgain)
    {
        var state = Some.Definition.State(Inputs, Some.Answer(Inputs));
        var preview = await Service.Resource.PreviewUpdateAsync(new UpdateCall("12", state, Inputs, Inputs.With(input, json)), Service.LookUp());
        Assert.Equal(checkedAgain ? ["valid"] : [], preview.Where(output => output.Value.IsUnknown).Select(output => output.Key));
        Assert.Equal((WireJson.Value(json), state["token"]), (preview[input], preview["token"]));
        Assert.NotEmpty(await Service.Resource.PreviewCreateAsync(Inputs, Service.LookUp()));
        Assert.Equal(["GET /instances"], Service.Sent);
    }

    [Fact]
    public async Task Deleting_what_is_gone_already_succeeds_with_a_note_for_debugging()
    {
        var created = await Service.CreateAsync(Inputs);
        await Service.DeleteAsync(created);
        Assert.Empty(Service.Sandbox.Instances);
        Assert.Empty(Service.Log.Texts);
        await Service.DeleteAsync(created);
        Assert.Equal([$"Debug: {Advice.GoneAlready(created.Id)}"], Service.Log.Texts);
    }

    [Fact]
    public async Task A_service_that_repeats_the_request_shows_none_of_its_secrets()
    {
        var inputs = Inputs.With("extraConfiguration", PropertyValue.Secret(WireJson.Value("""{ "x.y": "cAnArY-extra" }""")));
        var created = await Service.CreateAsync(inputs);
        Service.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 400, Method = "PATCH", Body = FaultBody.EchoRequest });
        var news = inputs.With("password", WireJson.Secret("cAnArY-new")).With("extraConfiguration", PropertyValue.Secret(WireJson.Value("""{ "x.y": "cAnArY-other" }""")));
        var failure = await Assert.ThrowsAsync<ResourceException>(() => Service.UpdateAsync(created, inputs, news));
        Assert.Equal(InstanceErrors.RequestRefused, failure.Code);
        Assert.DoesNotContain("cAnArY", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("user-secret", failure.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A new process has neither sent nor received the token or the password that its state holds.</summary>
    [Fact]
    public async Task What_the_service_quotes_of_a_state_is_not_repeated()
    {
        var created = new CreatedResource("12", Inputs.With("token", WireJson.Secret("t0ken-of-an-earlier-run")));
        Func<ResourceFixture, Task>[] calls =
        [
            service => service.ReadAsync("12", Inputs, created.State),
            service => service.UpdateAsync(created, Inputs, Inputs.With("name", "\"new\"")),
            service => service.DeleteAsync(created),
        ];
        foreach (var call in calls)
        {
            await using var service = await ResourceFixture.StartAsync();
            service.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 403, Message = "Element t0ken-of-an-earlier-run of s3cret is locked" });
            var message = (await Assert.ThrowsAsync<ResourceException>(() => call(service))).Message;
            Assert.Contains(" is locked", message, StringComparison.Ordinal);
            Assert.DoesNotContain("t0ken-of-an-earlier-run", message, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_provider_that_is_not_configured_says_so_and_previews_all_the_same()
    {
        var api = new ApiInvoker(Some.Definition, () => null);
        var resource = new InstanceResource(Some.Definition, api, () => ResourceFixture.AddressSource, () => PendingCreateStore.None, new FirstContact(api, () => string.Empty));
        Assert.Equal(HostErrors.NotConfigured, (await Assert.ThrowsAsync<ResourceException>(() => resource.DeleteAsync("12", PropertyMap.Empty, Service.Operation()))).Code);
        Assert.NotEmpty(await resource.PreviewCreateAsync(Inputs, Service.Operation()));
    }

    [Theory]
    [InlineData("name", "\"Z\u00FCge\"", "\"Z\u00F6ge\"")]
    [InlineData("tags", "[\"Z\u00FCge\"]", "[\"Z\u00F6ge\"]")]
    public async Task A_text_that_differs_in_an_accent_alone_is_another_one(string input, string before, string after)
    {
        var (olds, news) = (Inputs.With(input, before), Inputs.With(input, after));
        var created = await Service.CreateAsync(olds);

        // Changed behind the provider's back, it is drift.
        var drifted = Some.Definition.Resource.Refresh(olds, created.State, Some.Definition.Observe(Some.Answer(news)));
        Assert.Equal(WireJson.Value(after), drifted[input]);

        // Accepted and not applied, it is no success.
        Service.Rewrite(body => body.Replace("\\u00F6", "\u00FC", StringComparison.OrdinalIgnoreCase).Replace("\u00F6", "\u00FC", StringComparison.Ordinal));
        var partial = await Assert.ThrowsAsync<PartiallyCreatedException>(() => Service.UpdateAsync(created, olds, news));
        Assert.Equal(Advice.NotApplied(created.Id, [input]), partial.Message);
    }

    /// <summary>Somebody put the password right at the service, and has the program leave it alone.</summary>
    [Fact]
    public async Task What_the_program_leaves_alone_is_not_sent_again_with_credentials_that_were_not_accepted()
    {
        var inputs = Inputs.With("extraConfiguration", """{ "x": "1", "y": "2" }""");
        var created = await Service.CreateAsync(inputs);
        var state = created.State.With("valid", "false");
        await Service.Resource.UpdateAsync(
            new UpdateCall(created.Id, state, inputs, inputs) { IgnoreChanges = [PropertyPath.Of("password"), PropertyPath.Of("extraConfiguration").At("x")] }, Service.Operation());
        Assert.Equal(
            """{"configuration":{"messaging.sms.infobip.sender":"+17777777777","messaging.sms.infobip.username":"me","messaging.sms.infobip.callback.url":"https://www.example.com/auth","y":"2"}}""",
            Service.Sandbox.Requests[^1].Body);
    }

    [Fact]
    public async Task A_preview_that_fails_does_not_show_a_secret_name()
    {
        Service.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 401, Method = "GET" });
        Service.Log.Urn = ResourceFixture.ProviderUrn;
        var inputs = Inputs.With("name", WireJson.Secret("cAnArY-name"));
        var failure = await Assert.ThrowsAsync<ResourceException>(() => Service.Resource.PreviewCreateAsync(inputs, Service.Operation()));
        Assert.DoesNotContain("cAnArY", Service.Redact(failure.Message), StringComparison.Ordinal);
    }

    private static (PropertyMap Olds, PropertyMap News) Switched(bool enabled) =>
        (Inputs.With("enabled", PropertyValue.Of(!enabled)), Inputs.With("enabled", PropertyValue.Of(enabled)));
}
