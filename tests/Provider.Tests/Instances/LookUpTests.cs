// The functions and the list over real HTTP: what they find, and nothing secret in what they return or say.
using InfoBip.InstancesApi;
using InfoBip.Provider.Instances;
using InfoBip.Provider.Tests.Support;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using ProviderHost.Tests.Support;

namespace InfoBip.Provider.Tests.Instances;

public sealed class LookUpTests : SandboxTests
{
    private static readonly PropertyMap Secret = PropertyMap.Empty.With("name", WireJson.Secret("hush-hush"));

    [Theory]
    [InlineData("id", "12"), InlineData("name", "orders")]
    public async Task An_instance_is_found_by_its_id_or_by_its_exact_name_without_anything_secret(string key, string value)
    {
        var created = await Service.CreateAsync(Some.CheckedInputs.With("tags", """["a"]""").With("enabled", "false").With("extraConfiguration", """{ "x.secret": "1", "y": "2" }"""));
        Service.Sandbox.Add("orders and more");
        Service.Sandbox.Add("orders", "twilio");

        var found = await Service.Get.InvokeAsync(PropertyMap.Empty.With(key, PropertyValue.Of(value)), Service.LookUp());

        var expected = created.State.Without("password").Without("token").Without(Origin.Output).With("id", "\"12\"")
            .With("extraConfiguration", """{ "y": "2", "event.notification.enabled": "false", "filter.response.nulls": "true" }""");
        Assert.Equal(expected, found);
        Assert.Subset(Service.Get.Outputs.ToHashSet(), found.Keys.ToHashSet());
        Assert.DoesNotContain("token", Service.Get.Outputs);
        Assert.DoesNotContain("password", Service.Get.Outputs);
    }

    [Fact]
    public async Task An_instance_whose_name_has_other_accents_is_another_one()
    {
        Service.Sandbox.Add("M\u00F6ller");
        var failure = await Assert.ThrowsAsync<ResourceException>(() => Service.Get.InvokeAsync(PropertyMap.Empty.With("name", PropertyValue.Of("M\u00FCller")), Service.LookUp()));
        Assert.Equal(InstanceErrors.NotFound, failure.Code);

        var found = Service.Sandbox.Add("Mu\u0308ller");
        var result = await Service.Get.InvokeAsync(PropertyMap.Empty.With("name", PropertyValue.Of("M\u00FCller")), Service.LookUp());
        Assert.Equal(InstanceDefinition.IdText(found.Id), result["id"].AsString);
    }

    [Fact]
    public void What_a_service_leaves_out_is_as_with_nearly_every_instance()
    {
        var result = GetInfoBipInstance.Result(Some.Definition, new Instance { Id = 12 }, Service.Get.Outputs);
        Assert.Equal(WireJson.Map("""{ "id": "12", "name": "", "tags": [], "enabled": true, "valid": true }"""), result);
    }

    [Theory]
    [InlineData("********"), InlineData(""), InlineData(null)]
    public void What_is_masked_is_left_out(string? value)
    {
        var result = GetInfoBipInstance.Result(Some.Definition, Some.Answer().Returning("messaging.sms.infobip.sender", value).Returning("x.secret", value), Service.Get.Outputs);
        Assert.DoesNotContain("sender", result.Keys);
        Assert.Equal(PropertyMap.Empty, result["extraConfiguration"].Members);
    }

    [Theory]
    [InlineData("name", "hush-hush"), InlineData("id", "12")]
    public async Task What_the_program_keeps_secret_comes_back_secret(string key, string value)
    {
        Service.Sandbox.Add("hush-hush");
        var found = await Service.Get.InvokeAsync(PropertyMap.Empty.With(key, WireJson.Secret(value)), Service.LookUp());
        Assert.Equal([key], found.Where(output => output.Value.IsSecret).Select(output => output.Key));
    }

    [Fact]
    public async Task None_and_several_of_a_name_are_errors_that_do_not_show_a_secret_one()
    {
        await AssertFailsAsync(InstanceErrors.NotFound);
        Service.Sandbox.Add("hush-hush");
        Service.Sandbox.Add("hush-hush");
        await AssertFailsAsync(InstanceErrors.SeveralFound);

        async Task AssertFailsAsync(ErrorCode code)
        {
            var failure = await Assert.ThrowsAsync<ResourceException>(() => Service.Get.InvokeAsync(Secret, Service.LookUp()));
            Assert.Equal(code, failure.Code);
            Assert.Contains("with the name [secret]", failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("hush-hush", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_id_that_is_gone_or_of_another_connector_is_an_error()
    {
        var arguments = WireJson.Map("""{ "id": "12" }""");
        Assert.Equal(InstanceErrors.NotFound, (await Assert.ThrowsAsync<ResourceException>(() => Service.Get.InvokeAsync(arguments, Service.LookUp()))).Code);
        Service.Sandbox.Add("texts", "twilio");
        Assert.Equal(InstanceErrors.OtherConnector, (await Assert.ThrowsAsync<ResourceException>(() => Service.Get.InvokeAsync(arguments, Service.LookUp()))).Code);
    }

    [Theory]
    [InlineData("{}", 2014, "id")]
    [InlineData("""{ "id": "12", "name": "orders" }""", 2014, "id")]
    [InlineData("""{ "id": "twelve" }""", 2012, "id")]
    [InlineData("""{ "id": 12 }""", 2003, "id")]
    [InlineData("""{ "name": "<b>x</b>" }""", 2007, "name")]
    [InlineData("""{ "name": "orders", "tag": "x" }""", 2013, "")]
    [InlineData($$"""{ "name": {{WireJson.Unknown}} }""", 2015, "name")]
    public void Arguments_are_validated(string json, int number, string property)
    {
        var failure = Assert.Single(Service.Get.Check(WireJson.Map(json)));
        Assert.Equal((number, property), (failure.Code.Number, failure.Property));
    }

    [Fact]
    public void An_error_in_a_secret_argument_names_no_property_and_shows_no_value()
    {
        var failure = Assert.Single(Service.Get.Check(PropertyMap.Empty.With("id", WireJson.Secret("twelve"))));
        Assert.Equal((InstanceErrors.InvalidId, string.Empty), (failure.Code, failure.Property));
        Assert.DoesNotContain("twelve", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_sorted_by_id_and_holds_nothing_secret()
    {
        await Service.CreateAsync(Some.CheckedInputs.With("tags", """["a", "b"]"""));
        Service.Sandbox.Add("Orders 2", tags: ["b"]);
        Service.Sandbox.Add("texts", tags: ["b", "Z\u00FCge"]);
        Service.Sandbox.Add("orders 3", "twilio", tags: ["b"]);

        Assert.Equal(["12", "13"], await IdsAsync("""{ "nameContains": "orders", "tags": ["b"] }"""));
        Assert.Equal(["12"], await IdsAsync("""{ "tags": ["b", "a", "b"] }"""));
        Assert.Equal(["12", "13", "14"], await IdsAsync("{}"));
        Assert.Equal([], await IdsAsync("""{ "nameContains": "none" }"""));
        Assert.Equal([], await IdsAsync("""{ "tags": ["Z\u00F6ge"] }"""));

        async Task<IEnumerable<string?>> IdsAsync(string arguments)
        {
            var found = await Service.GetAll.InvokeAsync(WireJson.Map(arguments), Service.LookUp());
            var instances = Assert.IsType<PropertyValue.ArrayValue>(found["instances"]).Items.Select(item => item.Members!).ToList();
            Assert.All(instances, instance => Assert.Equal(GetInfoBipInstances.Outputs, instance.Keys));
            return instances.Select(instance => instance["id"].AsString);
        }
    }

    [Fact]
    public async Task A_list_of_what_could_be_imported_goes_on_where_it_ended()
    {
        string[] names = ["one", "two", "three"];
        Array.ForEach(names, name => Service.Sandbox.Add(name));
        Service.Sandbox.Add("four", "twilio");
        var listed = new List<ListPart.Found>();
        string? next = null;
        do
        {
            var call = new ListCall(PropertyMap.Empty, null, PageSize: 2, next);
            var parts = await Service.Resource.ListAsync(call, Service.LookUp()).ToListAsync(TestContext.Current.CancellationToken);
            listed.AddRange(parts.OfType<ListPart.Found>());
            next = parts.OfType<ListPart.Continued>().SingleOrDefault()?.Token;
        }
        while (next is not null);

        Assert.Equal(Service.Sandbox.Instances.Take(3).Select(instance => (InstanceDefinition.IdText(instance.Id), instance.Name)).Order(), listed.Select(found => (found.Id, found.Name)).Order());
        Assert.Equal((HostErrors.UnknownArgument, HostErrors.WrongType), (Query("""{ "name": "x" }"""), Query("""{ "tags": "x" }""")));

        ErrorCode Query(string json) => Assert.Single(Service.Resource.CheckQuery(WireJson.Map(json))).Code;
    }

    [Theory]
    [InlineData("b", 2), InlineData(null, 3)]
    public void Where_the_service_does_not_return_the_tags_its_own_search_has_to_do(string? tag, int expected)
    {
        var filter = InstanceFilter.Of(tag is null ? PropertyMap.Empty : WireJson.Map($$"""{ "tags": ["{{tag}}"] }"""));
        Instance[] answers = [new() { Id = 1 }, new() { Id = 2, Tags = ["a"] }, new() { Id = 3, Tags = ["a", "b"] }, new() { Id = 4, Connector = new() { Key = "sendgrid" } }];
        Assert.Equal(expected, answers.Count(filter.Matches));
    }
}
