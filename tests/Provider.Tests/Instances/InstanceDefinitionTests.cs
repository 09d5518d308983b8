// The table of an InfoBip instance: what its inputs may be, and what they send.
using InfoBip.InstancesApi;
using InfoBip.Provider.Instances;
using InfoBip.Provider.Tests.Support;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using ProviderHost.Tests.Support;

namespace InfoBip.Provider.Tests.Instances;

public sealed class InstanceDefinitionTests
{
    private static readonly PropertyMap Unnamed = Some.Inputs.Without("name");

    [Fact]
    public void Valid_inputs_pass_with_the_password_marked()
    {
        var answer = Some.Check(Some.Inputs);
        Assert.Empty(answer.Failures);
        Assert.Equal(Some.CheckedInputs, answer.Inputs);
    }

    [Fact]
    public void Sender_username_password_and_callback_URL_are_required()
    {
        var failures = Some.Check(PropertyMap.Empty).Failures;
        Assert.Equal(["sender", "username", "password", "callbackUrl"], failures.Select(failure => failure.Property));
        Assert.All(failures, failure => Assert.Equal(HostErrors.MissingInput, failure.Code));
    }

    /// <summary>The service does not return it, so what was imported has none.</summary>
    [Fact]
    public void The_password_of_an_imported_instance_is_not_required()
    {
        Assert.Empty(Some.Check(Some.Inputs.Without("password"), Some.CheckedInputs.Without("password")).Failures);
        Assert.Equal("password", Assert.Single(Some.Check(Some.Inputs.Without("password"), Some.CheckedInputs).Failures).Property);
    }

    [Theory]
    [InlineData("tags", """["a", "a", "O’Brien’s", "a < b"]""")]
    [InlineData("name", "\"a > b < c\""), InlineData("name", "\"family \uD83D\uDC68\u200D\uD83D\uDC69\"")]
    [InlineData("password", "\"\""), InlineData("password", "\" a\\n\\u0000\\u200b“ \""), InlineData("extraConfiguration", """{ "x": "", "y": " a\n\u202e" }""")]
    [InlineData("sender", "\"<b>bold</b>\"")]
    [InlineData("callbackUrl", "\"http://10.0.0.1:8080/a?b=c#d\"")]
    [InlineData("callbackUrl", "\"HTTPS://example.com\"")]
    [InlineData("extraConfiguration", """{ "event.notification.enabled": "true", "x": null }""")]
    public void A_value_that_the_service_takes_as_it_is_passes(string input, string json) => Assert.Empty(Some.Check(Some.Inputs.With(input, json)).Failures);

    [Theory]
    [InlineData("callbackUrl", "\"www.example.com/auth\"", 2005, "callbackUrl")]
    [InlineData("callbackUrl", "\"/auth\"", 2005, "callbackUrl")]
    [InlineData("callbackUrl", "\"ftp://example.com\"", 2005, "callbackUrl")]
    [InlineData("callbackUrl", "\"mailto:a@example.com\"", 2005, "callbackUrl")]
    [InlineData("callbackUrl", "\"https://\"", 2005, "callbackUrl"), InlineData("callbackUrl", "\"https:example.com\"", 2005, "callbackUrl")]
    [InlineData("callbackUrl", "\"https:///example.com\"", 2005, "callbackUrl"), InlineData("callbackUrl", "\"https:/example.com\"", 2005, "callbackUrl")]
    [InlineData("callbackUrl", "\"https://example.com/a b\"", 2005, "callbackUrl"), InlineData("callbackUrl", "\"https://example.com\\\\a\"", 2005, "callbackUrl")]
    [InlineData("callbackUrl", "\"https://bücher.example\"", 2005, "callbackUrl"), InlineData("callbackUrl", "\"https://example.com/ü\"", 2005, "callbackUrl")]
    [InlineData("callbackUrl", "\" https://example.com\"", 2004, "callbackUrl"), InlineData("callbackUrl", "\"https://example.com/\\t\"", 2004, "callbackUrl")]
    [InlineData("sender", "\" padded \"", 2004, "sender"), InlineData("username", "\"a\\u202eb\"", 2004, "username"), InlineData("sender", "\"4.9157e+11\"", 2004, "sender")]
    [InlineData("sender", "491570000007", 2003, "sender"), InlineData("password", "123", 2003, ""), InlineData("password", "true", 2003, "")]
    [InlineData("password", "\"<INSERT_PASSWORD>\"", 2004, "")]
    [InlineData("name", "\"<b>sms</b>\"", 2007, "name")]
    [InlineData("tags", """["ok", "<a href='#'>sms</a>"]""", 2007, "tags[1]")]
    [InlineData("name", "\" sms\"", 2004, "name"), InlineData("name", "\"sms\u00a0\"", 2004, "name")]
    [InlineData("name", "\"s\u200bms\"", 2004, "name"), InlineData("name", "\"\ufeffsms\"", 2004, "name"), InlineData("name", "\"a\u2028b\"", 2004, "name")]
    [InlineData("tags", """["ok", "sms "]""", 2004, "tags[1]")]
    [InlineData("extraConfiguration", """{ "messaging.sms.infobip.sender": "x" }""", 2008, "extraConfiguration[\"messaging.sms.infobip.sender\"]")]
    [InlineData("extraConfiguration", """{ "messaging.sms.infobip.password": "x" }""", 2008, "extraConfiguration[\"messaging.sms.infobip.password\"]")]
    [InlineData("extraConfiguration", """{ "x": "********" }""", 2006, "extraConfiguration.x")]
    [InlineData("password", "\"********\"", 2006, "")]
    [InlineData("enabled", "\"true\"", 2003, "enabled")]
    [InlineData("token", "\"x\"", 2002, "")]
    public void A_value_that_the_service_would_change_or_refuse_is_an_error(string input, string json, int number, string property)
    {
        var failure = Assert.Single(Some.Check(Some.Inputs.With(input, json)).Failures);
        Assert.Equal((number, property), (failure.Code.Number, failure.Property));
    }

    [Fact]
    public void No_error_shows_a_value()
    {
        string[] texts = ["cAnArY\n", "“cAnArY”", "<INSERT_cAnArY>", "<b>cAnArY</b>", "ftp://cAnArY"];
        foreach (var name in Some.Definition.Resource.Inputs.Select(input => input.Name))
        {
            foreach (var text in texts.Select(PropertyValue.Of))
            {
                PropertyValue[] values = [text, PropertyValue.Of([text]), PropertyValue.Of(PropertyMap.Empty.With("x", text).With("messaging.sms.infobip.sender", text))];
                Assert.All(values.SelectMany(value => Some.Check(Some.Inputs.With(name, value)).Failures), failure => Assert.DoesNotContain("cAnArY", failure.Reason, StringComparison.Ordinal));
            }
        }
    }

    [Theory]
    [InlineData("<b>sms</b>", "bsms/b-"), InlineData("a\nb", "ab-"), InlineData("<>", "instance-"), InlineData(" a\u200bb", "ab-")]
    public void A_generated_name_holds_nothing_that_the_service_strips(string resource, string stem)
    {
        var name = Some.Check(Unnamed, name: resource).Inputs["name"];
        Assert.StartsWith(stem, name.AsString, StringComparison.Ordinal);
        Assert.Empty(Some.Check(Some.Inputs.With("name", name)).Failures);
    }

    [Fact]
    public void A_name_that_the_service_would_change_is_adapted_as_a_proposal_and_refused_where_it_is_enforced()
    {
        Assert.Equal("bx/b", Some.Check(Unnamed, autonaming: new Autonaming("<b>x</b>", AutonamingMode.Propose)).Inputs["name"].AsString);
        Assert.Equal(HostErrors.InvalidEnforcedName, Assert.Single(Some.Check(Unnamed, autonaming: new Autonaming("<b>x</b>", AutonamingMode.Enforce)).Failures).Code);
    }

    [Theory]
    [InlineData("12", 12L), InlineData("abc", null), InlineData("", null), InlineData("-1", null), InlineData(" 12", null)]
    [InlineData("043", null), InlineData("00", null), InlineData("0", null), InlineData("+12", null), InlineData("1e3", null), InlineData("١٢", null)]
    [InlineData("12/enabled", null)]
    [InlineData("99999999999999999999", null)]
    public void An_id_is_a_whole_number_in_its_one_spelling(string id, long? number)
    {
        Assert.Equal(number, InstanceDefinition.FindId(id));
        if (number is null)
        {
            Assert.Equal(InstanceErrors.InvalidId, Assert.Throws<ResourceException>(() => InstanceDefinition.IdOf(id)).Code);
        }
    }

    [Fact]
    public void A_draft_is_the_seed_pages_in_the_seed_pages_order()
    {
        var draft = Some.Definition.Draft(Some.CheckedInputs.With("tags", """["b", "a", "b"]"""));
        Assert.Equal("infobip", draft.ConnectorKey);
        Assert.Equal(
            [
                KeyValuePair.Create("messaging.sms.infobip.sender", "+17777777777"),
                KeyValuePair.Create("messaging.sms.infobip.username", "me"),
                KeyValuePair.Create("messaging.sms.infobip.password", "s3cret"),
                KeyValuePair.Create("messaging.sms.infobip.callback.url", "https://www.example.com/auth"),
            ],
            draft.Configuration);
        Assert.Equal("orders", draft.Name);
        Assert.Equal(["b", "a"], draft.Tags);
        Assert.Equal("infobip instance 'orders'", draft.ToString());
    }

    [Fact]
    public void Further_entries_follow_in_order_and_null_is_not_sent() =>
        Assert.Equal(
            ["a.b", "z"],
            Some.Definition.Draft(Some.CheckedInputs.With("extraConfiguration", """{ "z": "1", "a.b": "2", "n": null }""")).Configuration.Skip(4).Select(entry => entry.Key));

    [Fact]
    public void Tags_that_are_left_out_are_not_sent_and_an_empty_list_is()
    {
        Assert.Null(Some.Definition.Draft(Some.CheckedInputs).Tags);
        Assert.Empty(Some.Definition.Draft(Some.CheckedInputs.With("tags", "[]")).Tags!);
    }

    [Fact]
    public void Every_secret_text_goes_to_the_client_to_be_kept_out_of_messages()
    {
        var inputs = Some.CheckedInputs
            .With("sender", WireJson.Secret("S1"))
            .With("tags", PropertyValue.Of([PropertyValue.Of("plain"), WireJson.Secret("S2")]))
            .With("extraConfiguration", PropertyValue.Secret(WireJson.Value("""{ "a": "S3" }""")));
        Assert.Equal(["S1", "S2", "S3", "s3cret"], Some.Definition.Draft(inputs).SecretValues.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_patch_has_only_what_it_is_given()
    {
        var patch = Some.Definition.Patch(WireJson.Map("""{ "sender": "x", "tags": ["a"], "enabled": false }"""));
        Assert.Equal((null, "messaging.sms.infobip.sender"), (patch.Name, Assert.Single(patch.Configuration!).Key));
        Assert.Equal(["a"], patch.Tags);
        Assert.Equal("orders", Some.Definition.Patch(WireJson.Map("""{ "name": "orders" }""")).Name);
        Assert.True(Some.Definition.Patch(WireJson.Map("""{ "enabled": false }""")).IsEmpty);
    }

    [Theory]
    [InlineData("Müller & co", "Mu\u0308ller &amp;  co ", true), InlineData("a", "<b>a</b>", true), InlineData("a", "A", false)]
    public void Names_and_tags_are_compared_in_the_form_that_the_service_may_give_them(string sent, string stored, bool same)
    {
        Assert.Equal(same, InstanceDefinition.Name.IsSame(PropertyValue.Of(stored), PropertyValue.Of(sent)));
        Assert.Equal(same, InstanceDefinition.Tags.IsSame(PropertyValue.Of([stored]), PropertyValue.Of([sent])));
    }

    [Theory]
    [InlineData("messaging.sms.infobip.sender", "other", false), InlineData("x", "other", false)]
    [InlineData("messaging.sms.infobip.sender", null, true), InlineData("x", "********", true), InlineData("theirs", "x", true)]
    [InlineData(Some.Password, "other", true)]
    public void An_instance_is_as_in_the_program_where_no_plain_entry_differs(string key, string? value, bool expected)
    {
        var inputs = Some.CheckedInputs.With("extraConfiguration", """{ "x": "1" }""");
        var instance = Some.Answer(inputs).Returning(key, value) with { Name = "another", Tags = ["theirs"] };
        Assert.Equal(expected, Some.Definition.IsAsInProgram(instance, inputs, asFarAsShown: true));
        Assert.Equal(expected && value is not null, Some.Definition.IsAsInProgram(instance, inputs, asFarAsShown: false));
    }

    [Fact]
    public void Another_connector_is_one_that_the_service_names()
    {
        Assert.Equal("twilio", InstanceDefinition.OtherConnector(new Instance { Id = 1, Connector = new() { Key = "twilio" } }));
        Assert.Null(InstanceDefinition.OtherConnector(new Instance { Id = 1, Connector = new() { Key = "infobip" } }));
        Assert.Null(InstanceDefinition.OtherConnector(new Instance { Id = 1 }));
    }
}
