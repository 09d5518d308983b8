// A read over real HTTP: a refresh is quiet, an import goes on without what it lacks, and only the service itself says that an instance is gone.
using InfoBip.Provider.Tests.Support;
using InfoBip.Sandbox;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using ProviderHost.Tests.Support;

namespace InfoBip.Provider.Tests.Instances;

public sealed class InstanceReadTests : SandboxTests
{
    private static readonly PropertyMap Inputs = Some.CheckedInputs.With("tags", """["a"]""");

    [Theory]
    [InlineData(MaskMode.Stars, AnswerShape.Echo)]
    [InlineData(MaskMode.Empty, AnswerShape.Echo)]
    [InlineData(MaskMode.Absent, AnswerShape.Echo)]
    [InlineData(MaskMode.None, AnswerShape.Echo)]
    [InlineData(MaskMode.Stars, AnswerShape.Seed)]
    public async Task A_refresh_is_quiet_however_the_service_answers(MaskMode masking, AnswerShape answers)
    {
        Service.Sandbox.Options = new SandboxOptions { Masking = masking, Answers = answers, Behaviours = SandboxBehaviours.Of("tags=objects"), ReverseTags = true, UnknownFields = true };
        var inputs = Inputs.With("tags", """["b", "a", "b"]""").With("extraConfiguration", """{ "event.vendor.type": "polling" }""");
        var created = await Service.CreateAsync(inputs);
        var read = await Service.ReadAsync(created.Id, inputs, created.State);
        Assert.Equal(new ReadResource(created.Id, inputs, created.State), read);
        Assert.Empty(Service.Log.Texts);
    }

    [Fact]
    public async Task An_import_needs_the_id_alone_and_a_password_that_is_added_is_an_ordinary_update_of_one_entry()
    {
        var created = await Service.CreateAsync(Inputs);
        var read = await Service.ReadAsync(created.Id);
        Assert.Equal(new ReadResource(created.Id, Inputs.Without("password"), created.State.Without("password")), read);
        Assert.Empty(Service.Log.Texts);

        var imported = new CreatedResource(read!.Id, read.State);
        Assert.Empty((await Service.DiffAsync(imported, read.Inputs, Some.Check(read.Inputs, read.Inputs).Inputs)).Changes);
        Assert.Equal("password", Assert.Single((await Service.DiffAsync(imported, read.Inputs, Inputs)).Changes).Path.ToString());
        await Service.UpdateAsync(imported, read.Inputs, Inputs.With("password", WireJson.Secret("new")));
        Assert.Equal("""{"configuration":{"messaging.sms.infobip.password":"new"}}""", Service.Sandbox.Requests[^1].Body);
    }

    [Theory]
    [InlineData(AnswerShape.Echo)]
    [InlineData(AnswerShape.Seed)]
    public async Task An_import_goes_on_without_what_the_service_does_not_return(AnswerShape answers)
    {
        Service.Sandbox.Options = new SandboxOptions { Answers = answers };
        var created = await Service.CreateAsync(Inputs.With("extraConfiguration", """{ "x.secret": "1", "plain": "3" }"""));
        var read = await Service.ReadAsync(created.Id);
        Assert.Empty(Service.Log.Texts);

        var program = Some.Check(read!.Inputs.With("name", "\"new\""), read.Inputs);
        Assert.Empty(program.Failures);
        await Service.UpdateAsync(new CreatedResource(read.Id, read.State), read.Inputs, program.Inputs);
        Assert.Equal("""{"name":"new"}""", Service.Sandbox.Requests[^1].Body);
        Assert.Equal(("s3cret", 0), (Service.Held.Configuration[Some.Password], Service.Sandbox.MaskedValuesReceived));
    }

    [Fact]
    public async Task A_change_elsewhere_of_what_the_program_leaves_out_is_no_drift()
    {
        var created = await Service.CreateAsync(Some.CheckedInputs);
        Service.Edit(created.Id, held => (held.Disabled, held.Configuration["theirs"]) = (true, "x"));
        Service.Edit(created.Id, held => held.Tags.Add("theirs"));
        var read = await Service.ReadAsync(created.Id, Some.CheckedInputs, created.State);
        Assert.Equal(Some.CheckedInputs, read!.Inputs);
        Assert.Equal((false, "theirs"), (read.State["enabled"].AsBool, Assert.Single(read.State["tags"].Texts)));
    }

    [Fact]
    public async Task An_instance_that_is_not_valid_stays_so_in_a_refresh_with_its_inputs()
    {
        var created = await Service.CreateAsync(Inputs);
        Service.Edit(created.Id, held => held.Valid = false);
        var failure = await Assert.ThrowsAsync<PartiallyCreatedException>(() => Service.ReadAsync(created.Id, Inputs, created.State));
        Assert.Equal((InstanceErrors.NotValid, created.Id, Inputs), (failure.Code, failure.Id, failure.Inputs));
        Assert.Equal(created.State.With("valid", "false"), failure.State);
    }

    [Fact]
    public async Task Only_the_services_own_answer_means_that_an_instance_is_gone()
    {
        Assert.Null(await Service.ReadAsync("999"));
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
            Service.Inject(fault);
            var failure = await Assert.ThrowsAsync<ResourceException>(() => Service.ReadAsync("12", Inputs, PropertyMap.Empty));
            Assert.InRange(failure.Code.Number, 3001, 3015);
        }
    }

    [Fact]
    public async Task What_is_no_id_is_not_asked_for()
    {
        var failure = await Assert.ThrowsAsync<ResourceException>(() => Service.ReadAsync("12/enabled"));
        Assert.Equal((InstanceErrors.InvalidId, Advice.InvalidId("12/enabled")), (failure.Code, failure.Message));
        Assert.Empty(Service.Sent);
    }

    [Fact]
    public async Task An_instance_of_another_connector_is_refused()
    {
        var other = Service.Sandbox.Add("texts", "twilio");
        var failure = await Assert.ThrowsAsync<ResourceException>(() => Service.ReadAsync($"{other.Id}"));
        Assert.Equal((InstanceErrors.OtherConnector, Advice.OtherConnector($"{other.Id}", "twilio", "infobip")), (failure.Code, failure.Message));
    }
}
