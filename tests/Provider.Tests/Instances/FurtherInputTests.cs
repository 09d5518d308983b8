// Two inputs more: each is one row of the table, and no other code knows them.
using InfoBip.Provider.Instances;
using InfoBip.Provider.Tests.Support;
using InfoBip.Sandbox;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using ProviderHost.Tests.Support;

namespace InfoBip.Provider.Tests.Instances;

public sealed class FurtherInputTests : IAsyncLifetime
{
    private const string ApiKey = "messaging.sms.infobip.api.key";
    private const string Region = "messaging.sms.infobip.region";

    private static readonly InstanceDefinition Definition =
        InstanceDefinition.Standard.With(InstanceInput.Entry("apiKey", ApiKey, secret: true), InstanceInput.Entry("region", Region));

    private static readonly PropertyMap Inputs = Some.CheckedInputs.With("apiKey", Wire.Secret("cAnArY-1")).With("region", "\"eu\"");

    private Service _service = null!;

    public async ValueTask InitializeAsync() => _service = await Service.StartAsync(Definition);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public void They_are_checked_and_a_secret_one_is_marked_and_never_a_mask()
    {
        Assert.Empty(Check(Some.Inputs).Failures);
        Assert.Equal(Inputs, Check(Inputs.With("apiKey", "\"cAnArY-1\"")).Inputs);
        var masked = Assert.Single(Check(Inputs.With("apiKey", "\"********\"")).Failures);
        Assert.Equal((HostErrors.MaskedValue, string.Empty), (masked.Code, masked.Property));
        Assert.All([ApiKey, Region], key => Assert.Equal(
            InstanceErrors.RepeatedEntry, Assert.Single(Check(Inputs.With("extraConfiguration", $$"""{ "{{key}}": "x" }""")).Failures).Code));
    }

    [Fact]
    public async Task They_are_created_refreshed_quietly_changed_and_removed()
    {
        var created = await _service.CreateAsync(Inputs);
        Assert.Equal(("cAnArY-1", "eu"), (_service.Held.Configuration[ApiKey], _service.Held.Configuration[Region]));
        Assert.Equal((Inputs["apiKey"], Inputs["region"]), (created.State["apiKey"], created.State["region"]));
        Assert.Equal(new ReadResource(created.Id, Inputs, created.State), await _service.ReadAsync(created.Id, Inputs, created.State));

        var changed = Inputs.With("apiKey", Wire.Secret("cAnArY-2")).With("region", "\"us\"");
        Assert.Equal(["Update apiKey", "Update region"], await DiffAsync(created.State, Inputs, changed));
        var state = await _service.UpdateAsync(created, Inputs, changed);
        Assert.Equal(("cAnArY-2", "us"), (_service.Held.Configuration[ApiKey], _service.Held.Configuration[Region]));
        Assert.Equal(created.State.With("apiKey", Wire.Secret("cAnArY-2")).With("region", "\"us\""), state);

        Assert.Equal(["Delete apiKey", "Delete region"], await DiffAsync(state, changed, Some.CheckedInputs));
        state = await _service.UpdateAsync(new CreatedResource(created.Id, state), changed, Some.CheckedInputs);
        Assert.DoesNotContain(_service.Held.Configuration.Keys, key => key is ApiKey or Region);
        Assert.Equal(created.State.Without("apiKey").Without("region"), state);
    }

    [Fact]
    public async Task A_change_elsewhere_is_drift_of_the_plain_one()
    {
        var created = await _service.CreateAsync(Inputs);
        _service.Edit(created.Id, held => (held.Configuration[ApiKey], held.Configuration[Region]) = ("theirs", "theirs"));
        Assert.Equal(Inputs.With("region", "\"theirs\""), (await _service.ReadAsync(created.Id, Inputs, created.State))?.Inputs);
    }

    [Fact]
    public async Task An_import_takes_the_plain_one_and_asks_for_the_secret_one_that_the_instance_holds()
    {
        var created = await _service.CreateAsync(Inputs);
        var read = await _service.ReadAsync(created.Id);
        Assert.Equal(Inputs.Without("password").Without("apiKey"), read?.Inputs);
        Assert.Equal([$"Info: {Advice.ImportLacks(created.Id, ["password", "apiKey"], [])}"], _service.Log.Texts);

        Assert.Equal(["Add apiKey"], await DiffAsync(read!.State, read.Inputs, Inputs));
        await _service.UpdateAsync(new CreatedResource(read.Id, read.State), read.Inputs, Inputs);
        Assert.Equal("cAnArY-1", _service.Held.Configuration[ApiKey]);
        Assert.Equal(0, _service.Sandbox.MaskedValuesReceived);
    }

    [Fact]
    public async Task Neither_a_refused_request_nor_a_look_up_shows_the_secret_one()
    {
        var created = await _service.CreateAsync(Inputs);
        _service.Inject(new Fault { Kind = FaultKind.Status, StatusCode = 400, Method = "PUT", Message = $"{ApiKey} cAnArY-2 is not valid" });
        var failure = await Assert.ThrowsAsync<ResourceException>(() => _service.UpdateAsync(created, Inputs, Inputs.With("apiKey", Wire.Secret("cAnArY-2"))));
        Assert.Contains($"apiKey ({ApiKey})", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("cAnArY", failure.ToString(), StringComparison.Ordinal);

        var found = await _service.Get.InvokeAsync(PropertyMap.Empty.With("id", PropertyValue.Of(created.Id)), _service.LookUp());
        Assert.Equal("eu", found["region"].AsString);
        Assert.DoesNotContain("apiKey", found.Keys);
    }

    private static CheckedInputs Check(PropertyMap inputs) =>
        Definition.Resource.Check(new CheckCall(new ResourceIdentity(Some.Urn, "sms"), PropertyMap.Empty, inputs, new byte[32], null));

    private async Task<IEnumerable<string>> DiffAsync(PropertyMap state, PropertyMap olds, PropertyMap news) =>
        (await _service.Resource.DiffAsync(new DiffCall(state, olds, news, []), _service.Operation())).Changes.Select(change => $"{change.Kind} {change.Path}");
}
