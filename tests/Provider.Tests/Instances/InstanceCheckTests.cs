// The check of an instance's inputs: every mistake, all at once, each where it is.
using InfoBip.Provider.Instances;
using ProviderHost.PropertyValues;
using InfoBip.Provider.Tests.Support;

namespace InfoBip.Provider.Tests.Instances;

public sealed class InstanceCheckTests
{
    [Fact]
    public void Inputs_in_order_pass_with_the_password_marked() => Assert.Equal(Some.CheckedInputs, Passing(Some.Inputs));

    [Theory]
    [InlineData("tags", """["a", "a", "O’Brien’s", "a < b"]""")]
    [InlineData("tags", "[]")]
    [InlineData("tags", "null")]
    [InlineData("enabled", "false")]
    [InlineData("enabled", "null")]
    [InlineData("extraConfiguration", """{ "event.notification.enabled": "true", "x": null }""")]
    [InlineData("extraConfiguration", "{}")]
    [InlineData("callbackUrl", "\"http://10.0.0.1:8080/a?b=c#d\"")]
    [InlineData("callbackUrl", "\"HTTPS://example.com\"")]
    [InlineData("sender", "\"<b>bold</b>\"")]
    [InlineData("password", "\"*********\"")]
    [InlineData("name", "\"a > b < c\"")]
    public void A_value_that_the_service_takes_as_it_is_passes(string input, string json) => Passing(Some.InputsWith(input, json));

    [Fact]
    public void Every_required_input_that_is_missing_is_named_at_once_with_its_configuration_entry()
    {
        var failures = Some.Check(PropertyMap.Empty).Failures;
        Assert.Equal(["sender", "username", "password", "callbackUrl"], failures.Select(failure => failure.Property));
        Assert.All(
            ["messaging.sms.infobip.sender", "messaging.sms.infobip.username", "messaging.sms.infobip.password", "messaging.sms.infobip.callback.url"],
            key => Assert.Single(failures, failure => failure.Reason.Contains($"'{key}'", StringComparison.Ordinal)));
    }

    [Fact]
    public void Null_is_absent()
    {
        var answer = Some.Check(new PropertyMap(InstanceProperties.Inputs.Select(input => KeyValuePair.Create(input.Name, PropertyValue.Null))));
        Assert.Equal(4, answer.Failures.Count);
        Assert.Equal(["name", InstanceProperties.GeneratedName], answer.Inputs.Keys);
        Assert.Equal("password", Assert.Single(Some.Check(Some.Inputs.With("password", PropertyValue.Secret(PropertyValue.Null))).Failures).Property);
    }

    [Theory]
    [InlineData("sender", "5", "sender", "must be a string, but is a number")]
    [InlineData("username", "true", "username", "must be a string, but is a boolean")]
    [InlineData("callbackUrl", "[]", "callbackUrl", "must be a string, but is a list")]
    [InlineData("name", "{}", "name", "must be a string, but is an object")]
    [InlineData("tags", "\"a\"", "tags", "must be a list of strings, but is a string")]
    [InlineData("tags", """["a", 1]""", "tags[1]", "must be a string, but is a number")]
    [InlineData("tags", """["a", null]""", "tags[1]", "must be a string")]
    [InlineData("enabled", "\"true\"", "enabled", "must be a boolean (true or false, without quotes), but is a string")]
    [InlineData("enabled", "1", "enabled", "must be a boolean")]
    [InlineData("extraConfiguration", "[]", "extraConfiguration", "must be a map of strings, but is a list")]
    [InlineData("extraConfiguration", """{ "event.x": true }""", "extraConfiguration[\"event.x\"]", "must be a string, but is a boolean; write the value in quotes")]
    [InlineData("extraConfiguration", """{ "messaging.sms.infobip.sender": "x" }""", "extraConfiguration[\"messaging.sms.infobip.sender\"]", "use the input 'sender'")]
    [InlineData("extraConfiguration", """{ "messaging.sms.infobip.password": "x" }""", "extraConfiguration[\"messaging.sms.infobip.password\"]", "use the input 'password'")]
    [InlineData("extraConfiguration", """{ "x": "********" }""", "extraConfiguration.x", "the mask")]
    [InlineData("extraConfiguration", """{ "x": "" }""", "extraConfiguration.x", "blank")]
    [InlineData("extraConfiguration", """{ " ": "x" }""", "extraConfiguration[\" \"]", "has a key that is blank")]
    [InlineData("callbackUrl", "\"www.example.com/auth\"", "callbackUrl", "absolute http or https URL")]
    [InlineData("callbackUrl", "\"/auth\"", "callbackUrl", "absolute http or https URL")]
    [InlineData("callbackUrl", "\"ftp://example.com\"", "callbackUrl", "absolute http or https URL")]
    [InlineData("callbackUrl", "\"mailto:a@example.com\"", "callbackUrl", "absolute http or https URL")]
    [InlineData("callbackUrl", "\"https://\"", "callbackUrl", "absolute http or https URL")]
    [InlineData("sender", "\"“+17777777777”\"", "sender", "curly quote")]
    [InlineData("sender", "\"\"", "sender", "blank")]
    [InlineData("sender", "\"  \"", "sender", "blank")]
    [InlineData("username", "\"<INSERT_INFOBIP_USERNAME>\"", "username", "placeholder")]
    [InlineData("username", "\"me\\n\"", "username", "control character")]
    [InlineData("tags", """["<INSERT_TAGS>"]""", "tags[0]", "placeholder")]
    [InlineData("tags", """["ok", "<a href='#'>sms</a>"]""", "tags[1]", "HTML")]
    [InlineData("tags", """[""]""", "tags[0]", "blank")]
    [InlineData("name", "\"<b>sms</b>\"", "name", "HTML")]
    [InlineData("name", "\"<INSERT_INSTANCE_NAME>\"", "name", "placeholder")]
    [InlineData("name", "\"\"", "name", "blank")]
    public void A_mistake_is_told_on_its_property(string input, string json, string property, string reason)
    {
        var failure = Assert.Single(Some.Check(Some.InputsWith(input, json)).Failures);
        Assert.Equal(property, failure.Property);
        Assert.Contains(reason, failure.Reason, StringComparison.Ordinal);
        Assert.Contains(input, failure.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"********\"", "mask")]
    [InlineData("7", "must be a string, but is a number")]
    [InlineData("\"\"", "blank")]
    [InlineData("\"<INSERT_INFOBIP_PASSWORD>\"", "placeholder")]
    [InlineData("\"”x”\"", "curly quote")]
    public void A_mistake_in_the_password_is_told_in_the_reason_alone(string json, string reason)
    {
        var failure = Assert.Single(Some.Check(Some.InputsWith("password", json)).Failures);
        Assert.Equal(string.Empty, failure.Property);
        Assert.Contains("'password' (messaging.sms.infobip.password)", failure.Reason, StringComparison.Ordinal);
        Assert.Contains(reason, failure.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sendr", "Did you mean 'sender'?")]
    [InlineData("callbackURL", "Did you mean 'callbackUrl'?")]
    [InlineData("Password", "Did you mean 'password'?")]
    [InlineData("extraConfig", null)]
    [InlineData("event.notification.enabled", "goes into 'extraConfiguration'")]
    [InlineData("token", null)]
    public void An_input_that_does_not_exist_is_told_with_what_may_be_meant(string name, string? hint)
    {
        var failure = Assert.Single(Some.Check(Some.Inputs.With(name, PropertyValue.Of("x"))).Failures);
        Assert.Equal(string.Empty, failure.Property);
        Assert.Contains($"'{name}' is not an input", failure.Reason, StringComparison.Ordinal);
        Assert.Contains(hint ?? string.Empty, failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_of_all_kinds_are_told_at_once()
    {
        var failures = Some.Check(Wire.Map(
            """
            { "sender": "", "username": 1, "callbackUrl": "x", "tags": ["<b>x</b>", 2], "enabled": "no", "nam": "x",
              "extraConfiguration": { "a": 1, "messaging.sms.infobip.username": "x" } }
            """)).Failures;
        Assert.Equal(
            ["", "callbackUrl", "enabled", "extraConfiguration.a", "extraConfiguration[\"messaging.sms.infobip.username\"]", "password", "sender", "tags[0]", "tags[1]", "username"],
            failures.Select(failure => failure.Property).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Inputs_come_back_also_with_failures()
    {
        var answer = Some.Check(Some.InputsWith("callbackUrl", "\"x\""));
        Assert.Single(answer.Failures);
        Assert.Equal(Some.CheckedInputs.With("callbackUrl", PropertyValue.Of("x")), answer.Inputs);
    }

    [Fact]
    public void Outputs_become_plain_values_that_keep_their_secrecy()
    {
        var inputs = Some.Inputs
            .With("sender", new PropertyValue.OutputValue(PropertyValue.Of("s"), true, ["urn"]))
            .With("username", new PropertyValue.OutputValue(null, false, ["urn"]))
            .With("tags", PropertyValue.Of([new PropertyValue.OutputValue(PropertyValue.Of("t"), true, [])]));
        var answer = Passing(inputs);
        Assert.Equal(PropertyValue.Secret(PropertyValue.Of("s")), answer["sender"]);
        Assert.Equal(PropertyValue.Unknown, answer["username"]);
        Assert.Equal(PropertyValue.Of([PropertyValue.Secret(PropertyValue.Of("t"))]), answer["tags"]);
    }

    [Fact]
    public void Hidden_properties_of_a_program_are_not_taken() =>
        Assert.Equal(Some.CheckedInputs, Passing(Some.Inputs.With("__defaults", PropertyValue.Of("x")).With("__generatedName", PropertyValue.Of("x"))));

    [Fact]
    public void A_resource_in_the_place_of_a_text_is_told_apart()
    {
        var reference = new PropertyValue.ResourceReferenceValue(Wire.Map("""{ "urn": "urn:pulumi:s::p::t::n" }"""));
        Assert.Contains("is a resource; give one of its outputs", Assert.Single(Some.Check(Some.Inputs.With("sender", reference)).Failures).Reason, StringComparison.Ordinal);
    }

    private static PropertyMap Passing(PropertyMap inputs)
    {
        var answer = Some.Check(inputs);
        Assert.Empty(answer.Failures);
        return answer.Inputs;
    }

    [Fact]
    public void Only_a_name_with_a_dot_is_taken_for_a_configuration_key()
    {
        Assert.EndsWith(
            " A configuration key goes into 'extraConfiguration'.",
            Assert.Single(Some.Check(Some.Inputs.With("event.vendor.type", PropertyValue.Of("x"))).Failures).Reason,
            StringComparison.Ordinal);
        Assert.EndsWith("'colour' is not an input of InfoBipInstance.", Assert.Single(Some.Check(Some.Inputs.With("colour", PropertyValue.Of("x"))).Failures).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_given_in_place_of_a_string_is_named_by_its_kind()
    {
        var hash = PropertyMap.Empty.With("hash", PropertyValue.Of("h"));
        Assert.EndsWith("must be a string, but is an asset", Reason(new PropertyValue.AssetValue(hash)), StringComparison.Ordinal);
        Assert.EndsWith("must be a string, but is an asset", Reason(new PropertyValue.ArchiveValue(hash)), StringComparison.Ordinal);
        Assert.EndsWith("must be a string, but is bytes", Reason(new PropertyValue.ByteStringValue("eA==")), StringComparison.Ordinal);
        Assert.EndsWith(
            "must be a string, but is nothing",
            Assert.Single(Some.Check(Some.Inputs.With("tags", PropertyValue.Of([PropertyValue.Null]))).Failures).Reason,
            StringComparison.Ordinal);

        static string Reason(PropertyValue value) => Assert.Single(Some.Check(Some.Inputs.With("sender", value)).Failures).Reason;
    }
}
