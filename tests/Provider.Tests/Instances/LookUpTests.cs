// The functions over real HTTP: what is secret in what they tell and in what they say when they fail.
using InfoBip.InstancesApi;
using InfoBip.Provider.Instances;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using InfoBip.Provider.Tests.Support;

namespace InfoBip.Provider.Tests.Instances;

public sealed class LookUpTests
{
    private static readonly PropertyMap Secret = Wire.Map($$"""{ "name": { "{{Wire.Signature}}": "{{Wire.SecretMark}}", "value": "hush-hush" } }""");

    [Theory]
    [InlineData("name", "hush-hush")]
    [InlineData("id", "12")]
    public async Task What_the_program_keeps_secret_comes_back_secret(string key, string value)
    {
        await using var service = await Service.StartAsync();
        service.Sandbox.Add("hush-hush");

        var found = await service.Get.InvokeAsync(PropertyMap.Empty.With(key, PropertyValue.Secret(PropertyValue.Of(value))), service.LookUp());

        Assert.Equal([key, "token"], found.Where(output => output.Value.IsSecret).Select(output => output.Key));
    }

    [Fact]
    public async Task A_secret_argument_is_in_no_message()
    {
        await using var service = await Service.StartAsync();

        var none = await Assert.ThrowsAsync<ResourceException>(() => service.Get.InvokeAsync(Secret, service.LookUp()));
        service.Sandbox.Add("hush-hush");
        service.Sandbox.Add("hush-hush");
        var several = await Assert.ThrowsAsync<ResourceException>(() => service.Get.InvokeAsync(Secret, service.LookUp()));

        Assert.All([none, several], failure => Assert.Contains("with the name [secret]", failure.Message, StringComparison.Ordinal));
        Assert.All([none, several], failure => Assert.DoesNotContain("hush-hush", failure.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_mistake_in_a_secret_argument_names_it_in_the_words_alone()
    {
        var failure = Assert.Single(new GetInfoBipInstance(() => throw new InvalidOperationException()).Check(
            PropertyMap.Empty.With("id", PropertyValue.Secret(PropertyValue.Of("twelve")))));
        Assert.Equal((string.Empty, "IB2012"), (failure.Property, failure.Code.Id));
        Assert.DoesNotContain("twelve", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_engine_adds_for_itself_is_no_mistake() =>
        Assert.Empty(new ListInfoBipInstances(() => throw new InvalidOperationException()).Check(Wire.Map("""{ "__internal": "x", "tags": null }""")));

    [Fact]
    public async Task An_instance_that_vanishes_between_the_list_and_the_read_is_not_found()
    {
        await using var service = await Service.StartAsync();
        var there = service.Sandbox.Add("orders");
        service.Sandbox.Edit(there.Id, instance => instance.Token = Instance.MaskedValue);
        service.Sandbox.Faults.Inject(new() { Kind = InfoBip.Sandbox.FaultKind.Status, StatusCode = 404, Path = "/instances/*" });

        var failure = await Assert.ThrowsAsync<ResourceException>(() => service.Get.InvokeAsync(Wire.Map("""{ "name": "orders" }"""), service.LookUp()));

        Assert.Equal(ErrorCode.NotFound, failure.Code);
        Assert.Equal(["GET /instances", $"GET /instances/{there.Id}"], service.Sent);
    }

    [Theory]
    [InlineData("b", 2)]
    [InlineData(null, 3)]
    public void Where_the_service_does_not_tell_the_tags_its_own_search_has_to_do(string? tag, int expected)
    {
        var filter = InstanceFilter.Of(tag is null ? PropertyMap.Empty : Wire.Map($$"""{ "tags": ["{{tag}}"] }"""));
        Instance[] answers = [new() { Id = 1 }, new() { Id = 2, Tags = ["a"] }, new() { Id = 3, Tags = ["a", "b"] }, new() { Id = 4, Connector = new() { Key = "sendgrid" } }];
        Assert.Equal(expected, answers.Count(filter.Matches));
    }

    [Fact]
    public void A_list_tells_no_tokens_and_each_instance_once()
    {
        var list = LookUpResults.List([Some.Answer() with { Id = 100 }, Some.Answer() with { Id = 9 }, Some.Answer() with { Id = 100 }]);
        var instances = Assert.IsType<PropertyValue.ArrayValue>(list["instances"]).Items.Select(item => Assert.IsType<PropertyValue.ObjectValue>(item).Members).ToList();
        Assert.Equal(["9", "100"], instances.Select(instance => instance["id"].AsString));
        Assert.DoesNotContain("t0ken", Trees.Bare(list));
        Assert.DoesNotContain("token", instances.SelectMany(instance => instance.Keys));
    }

    [Theory]
    [InlineData("********")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_masked_is_left_out(string? told)
    {
        var result = LookUpResults.Whole(Some.Answer().Telling("messaging.sms.infobip.sender", told).Telling("x.secret", told) with { Token = told });
        Assert.DoesNotContain("sender", result.Keys);
        Assert.DoesNotContain("token", result.Keys);
        Assert.Equal(PropertyMap.Empty, Assert.IsType<PropertyValue.ObjectValue>(result["extraConfiguration"]).Members);
        Assert.DoesNotContain("password", result.Keys);
    }
}
