// A new input is a row in the table: an optional secret and an optional plain one live a whole life without another line of code.
using InfoBip.InstancesApi;
using InfoBip.Provider.Instances;
using InfoBip.Provider.Tests.Support;
using InfoBip.Sandbox;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Tests.Instances;

public sealed class FictitiousInputTests : IAsyncLifetime
{
    private const string Secret = "fictitious-k3y";

    private static readonly InstanceDefinition s_definition = InstanceDefinition.Standard.With(
        InstanceInput.Entry("apiKey", "messaging.sms.infobip.api.key", secret: true),
        InstanceInput.Entry("region", "messaging.sms.infobip.region"));

    private static readonly PropertyMap s_required = Map(
        ("sender", "+17777777777"), ("username", "acme"), ("password", "pa55word"), ("callbackUrl", "https://www.example.com/auth"), ("name", "orders"));

    private static readonly PropertyMap s_all = s_required.With("apiKey", PropertyValue.Of(Secret)).With("region", PropertyValue.Of("eu"));

    private ResourceFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await ResourceFixture.StartAsync(s_definition);

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public void Both_may_be_left_out() => Assert.Empty(Check(s_required).Failures);

    [Fact]
    public void The_secret_is_marked_though_the_program_passes_it_plain()
    {
        var inputs = Check(s_all).Inputs;
        Assert.True(inputs["apiKey"].IsSecret);
        Assert.False(inputs["region"].IsSecret);
    }

    [Fact]
    public void The_mask_is_refused_as_a_value_of_the_secret_without_naming_a_property_whose_value_would_be_printed()
    {
        var failure = Assert.Single(Check(s_required.With("apiKey", PropertyValue.Of(Instance.MaskedValue))).Failures);
        Assert.Equal(HostErrors.MaskedValue, failure.Code);
        Assert.Empty(failure.Property);
        Assert.Contains("'apiKey'", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Their_keys_are_refused_as_further_entries()
    {
        var entries = PropertyValue.Of(Map(("messaging.sms.infobip.api.key", "x"), ("messaging.sms.infobip.region", "y")));
        Assert.Equal([InstanceErrors.RepeatedEntry, InstanceErrors.RepeatedEntry], Check(s_required.With("extraConfiguration", entries)).Failures.Select(failure => failure.Code));
    }

    [Fact]
    public async Task A_create_sends_both_and_a_refresh_after_it_is_quiet()
    {
        var (inputs, created) = await CreateAsync();
        var entries = Assert.Single(_fixture.Sandbox.Instances).Configuration;
        Assert.Equal((Secret, "eu"), (entries["messaging.sms.infobip.api.key"], entries["messaging.sms.infobip.region"]));
        Assert.True(created.State["apiKey"].IsSecret);

        var read = await _fixture.ReadAsync(created.Id, inputs, created.State);
        Assert.Equal(inputs, read!.Inputs);
        Assert.Equal(created.State, read.State);
        Assert.Empty(Diff(created.State, read.Inputs, inputs));
    }

    [Fact]
    public async Task A_change_of_the_plain_one_elsewhere_is_drift_and_what_the_program_leaves_out_is_none()
    {
        var (inputs, created) = await CreateAsync();
        _fixture.Edit(created.Id, instance => instance.Configuration["messaging.sms.infobip.region"] = "us");
        var read = await _fixture.ReadAsync(created.Id, inputs, created.State);
        Assert.Equal(["Update region"], Diff(read!.State, read.Inputs, inputs));

        var (without, other) = await CreateAsync(s_required.With("name", PropertyValue.Of("others")));
        _fixture.Edit(other.Id, instance => instance.Configuration["messaging.sms.infobip.region"] = "us");
        read = await _fixture.ReadAsync(other.Id, without, other.State);
        Assert.Equal(without, read!.Inputs);
    }

    [Fact]
    public async Task An_import_of_an_instance_that_has_both_returns_the_plain_one()
    {
        var (_, created) = await CreateAsync();
        var read = await _fixture.ReadAsync(created.Id);
        Assert.Equal("eu", read!.Inputs["region"].AsString);
        Assert.Null(read.Inputs.Find("apiKey"));
        Assert.Null(read.Inputs.Find("extraConfiguration"));
        Assert.Empty(_fixture.Log.Texts);
        Assert.Empty(Check(read.Inputs, read.Inputs).Failures);
    }

    [Fact]
    public async Task Both_are_updated_and_left_out_later_they_stay_as_they_are()
    {
        var (inputs, created) = await CreateAsync();
        var changed = Check(s_all.With("apiKey", PropertyValue.Of("another-k3y")).With("region", PropertyValue.Of("us"))).Inputs;
        Assert.Equal(["Update apiKey", "Update region"], Diff(created.State, inputs, changed));
        var state = await _fixture.UpdateAsync(created, inputs, changed);
        Assert.Equal(("another-k3y", "us"), (state["apiKey"].AsString, state["region"].AsString));

        var leftOut = Check(s_required, changed).Inputs;
        Assert.Empty(Diff(state, changed, leftOut));
        Assert.Equal(state, await _fixture.UpdateAsync(created with { State = state }, changed, leftOut));
        var entries = Assert.Single(_fixture.Sandbox.Instances).Configuration;
        Assert.Equal(("another-k3y", "us"), (entries["messaging.sms.infobip.api.key"], entries["messaging.sms.infobip.region"]));

        Assert.Empty(Diff(state, leftOut, changed));
        Assert.Equal(["Add apiKey", "Add region"], Diff(state, leftOut, Check(s_all).Inputs));
    }

    [Fact]
    public async Task The_secret_is_taken_out_of_what_the_service_says_and_the_message_names_the_input()
    {
        _fixture.Inject(new Fault { Kind = FaultKind.Status, Method = "POST", StatusCode = 400, Message = $"messaging.sms.infobip.api.key '{Secret}' is not accepted" });
        var failure = await Assert.ThrowsAsync<ResourceException>(() => CreateAsync());
        Assert.DoesNotContain(Secret, failure.Message, StringComparison.Ordinal);
        Assert.Contains("apiKey (messaging.sms.infobip.api.key)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_look_up_returns_the_plain_one_alone()
    {
        var (_, created) = await CreateAsync();
        var found = await _fixture.Get.InvokeAsync(Map(("id", created.Id)), _fixture.LookUp());
        Assert.Equal("eu", found["region"].AsString);
        Assert.DoesNotContain("apiKey", found.Keys);
    }

    private static PropertyMap Map(params IEnumerable<(string Name, string Text)> members) =>
        new(members.Select(member => KeyValuePair.Create(member.Name, PropertyValue.Of(member.Text))));

    private CheckedInputs Check(PropertyMap inputs, PropertyMap? olds = null) =>
        _fixture.Resource.Check(new CheckCall(new ResourceIdentity(Some.Urn, "sms"), olds ?? PropertyMap.Empty, inputs, new byte[32], null));

    private static IEnumerable<string> Diff(PropertyMap state, PropertyMap olds, PropertyMap news) =>
        s_definition.Resource.Diff(new DiffCall("12", state, olds, news, [])).Changes.Select(change => $"{change.Kind} {change.Path}");

    private async Task<(PropertyMap Inputs, CreatedResource Created)> CreateAsync(PropertyMap? inputs = null)
    {
        var given = Check(inputs ?? s_all).Inputs;
        return (given, await _fixture.CreateAsync(given));
    }
}
