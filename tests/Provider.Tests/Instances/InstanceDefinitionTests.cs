// What is sent for an instance: the seed page's body, and others' changes where they are to be left alone.
using CsCheck;
using InfoBip.Provider.Instances;
using ProviderHost.PropertyValues;
using InfoBip.Provider.Tests.Support;

namespace InfoBip.Provider.Tests.Instances;

public sealed class InstanceRequestsTests
{
    [Fact]
    public void A_whole_instance_is_the_seed_pages_in_the_seed_pages_order()
    {
        var request = InstanceRequests.Whole(Some.CheckedInputs.With("tags", PropertyValue.Of(["a"])));
        Assert.Equal("infobip", request.ConnectorKey);
        Assert.Equal(
            [
                KeyValuePair.Create("messaging.sms.infobip.sender", "+17777777777"),
                KeyValuePair.Create("messaging.sms.infobip.username", "me"),
                KeyValuePair.Create("messaging.sms.infobip.password", "s3cret"),
                KeyValuePair.Create("messaging.sms.infobip.callback.url", "https://www.example.com/auth"),
            ],
            request.Configuration);
        Assert.Equal("orders", request.Name);
        Assert.Equal(["a"], request.Tags);
        Assert.Equal(["s3cret"], request.SecretValues);
    }

    [Fact]
    public void Further_entries_follow_in_order_and_null_is_not_sent()
    {
        var inputs = Some.CheckedInputs.With("extraConfiguration", Wire.Value("""{ "z": "1", "a.b": "2", "n": null }"""));
        Assert.Equal(["a.b", "z"], InstanceRequests.Whole(inputs).Configuration.Skip(4).Select(entry => entry.Key));
    }

    [Fact]
    public void Tags_that_are_left_out_are_not_sent_and_each_tag_is_sent_once()
    {
        Assert.Null(InstanceRequests.Whole(Some.CheckedInputs).Tags);
        Assert.Empty(InstanceRequests.Tags(Some.InputsWith("tags", "[]"))!);
        Assert.Equal(["b", "a"], InstanceRequests.Tags(Some.InputsWith("tags", """["b", "a", "b"]""")));
    }

    [Fact]
    public void Every_secret_text_is_told_to_the_client_to_be_kept_out_of_messages()
    {
        var inputs = Some.CheckedInputs
            .With("sender", PropertyValue.Secret(PropertyValue.Of("S1")))
            .With("tags", PropertyValue.Of([PropertyValue.Of("plain"), PropertyValue.Secret(PropertyValue.Of("S2"))]))
            .With("extraConfiguration", PropertyValue.Secret(Wire.Value("""{ "a": "S3" }""")));
        Assert.Equal(["S1", "S2", "S3", "s3cret"], InstanceRequests.Whole(inputs).SecretValues.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_request_does_not_show_its_configuration() =>
        Assert.Equal("infobip instance 'orders'", InstanceRequests.Whole(Some.CheckedInputs).ToString());

    [Fact]
    public void Places_that_are_left_alone_keep_what_the_service_holds()
    {
        var inputs = Some.CheckedInputs
            .With("tags", PropertyValue.Of(["mine"]))
            .With("extraConfiguration", Wire.Value("""{ "a.b": "mine", "c": "mine" }"""));
        var current = Some.Answer(inputs)
            .Telling("messaging.sms.infobip.sender", "theirs").Telling("messaging.sms.infobip.username", "theirs")
            .Telling("a.b", "theirs").Telling("c", "theirs")
            with
        { Name = "theirs", Tags = ["theirs"] };

        var request = InstanceRequests.Whole(InstanceRequests.LeavingAlone(inputs, Some.Paths("sender", "name", "tags[0]", "extraConfiguration[\"a.b\"]"), current));
        Assert.Equal("theirs", request.Name);
        Assert.Equal(["theirs"], request.Tags);
        Assert.Equal(
            ["theirs", "me", "s3cret", "https://www.example.com/auth", "theirs", "mine"],
            request.Configuration.Select(entry => entry.Value));
    }

    [Fact]
    public void Masks_never_travel_back()
    {
        var inputs = Some.CheckedInputs.With("extraConfiguration", Wire.Value("""{ "x": "mine" }"""));
        var current = Some.Answer(inputs).Telling("x", "********").Telling("messaging.sms.infobip.sender", "");
        var whole = InstanceRequests.Whole(InstanceRequests.LeavingAlone(inputs, Some.Paths("*", "password"), current));
        Assert.Equal(["+17777777777", "me", "s3cret", "https://www.example.com/auth", "mine"], whole.Configuration.Select(entry => entry.Value));
    }

    [Fact]
    public void Tags_that_are_not_managed_stay_as_they_are()
    {
        Assert.Equal(["theirs"], InstanceRequests.Tags(InstanceRequests.LeavingAlone(Some.CheckedInputs, [], Some.Answer() with { Tags = ["theirs"] })));
        var cleared = Some.CheckedInputs.With("tags", PropertyValue.Of(Array.Empty<string>()));
        Assert.Empty(InstanceRequests.Tags(InstanceRequests.LeavingAlone(cleared, Some.Paths("name"), Some.Answer() with { Tags = ["theirs"] }))!);
    }

    [Fact]
    public void Secrets_are_kept_out_of_messages_also_where_something_is_left_alone() =>
        Gen.Select(RandomInputs.Any, Gen.Bool).Sample((inputs, all) =>
        {
            var kept = InstanceRequests.LeavingAlone(inputs, Some.Paths(all ? "*" : "name"), Some.Answer(inputs));
            Assert.Subset(InstanceRequests.Whole(kept).SecretValues.ToHashSet(), InstanceRequests.Whole(inputs).SecretValues.ToHashSet());
        });
}
