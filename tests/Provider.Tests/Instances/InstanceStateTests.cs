// What the service returned, as properties: outputs, drift, an import, and nothing of what it masks.
using InfoBip.InstancesApi;
using InfoBip.Provider.Instances;
using InfoBip.Provider.Tests.Support;
using ProviderHost.PropertyValues;
using ProviderHost.Tests.Support;

namespace InfoBip.Provider.Tests.Instances;

public sealed class InstanceStateTests
{
    private static readonly PropertyMap Inputs = Some.CheckedInputs
        .With("tags", """["b", "a"]""")
        .With("extraConfiguration", """{ "event.vendor.type": "polling", "x.secret": "hidden" }""");

    private static readonly PropertyMap State = Some.Definition.State(Inputs, Some.Answer(Inputs));

    [Fact]
    public void The_seed_pages_answer_gives_every_output_that_it_holds()
    {
        var answer = new Instance
        {
            Id = 12,
            Name = "Test",
            Token = "cuED0/DezalhhzK2OtO6kMP7NvPnMyNcRDZc=",
            Connector = new Connector { Id = 37, Name = "Infobip", Key = "infobip" },
            Valid = true,
            Disabled = false,
            MaxCacheSize = 0,
            CacheTimeToLive = 0,
            CachingEnabled = false,
        };
        var expected = WireJson.Map(
            """
            { "sender": "+17777777777", "username": "me", "callbackUrl": "https://www.example.com/auth", "name": "Test", "enabled": true,
              "valid": true, "maxCacheSize": 0, "cacheTimeToLive": 0, "cachingEnabled": false, "connector": { "id": 37, "key": "infobip", "name": "Infobip" } }
            """)
            .With("password", WireJson.Secret("s3cret"))
            .With("token", WireJson.Secret("cuED0/DezalhhzK2OtO6kMP7NvPnMyNcRDZc="));
        Assert.Equal(expected, Some.Definition.State(Some.CheckedInputs, answer));
    }

    [Fact]
    public void What_the_service_does_not_return_keeps_its_last_known_value()
    {
        var known = Some.Definition.State(Inputs, Some.Answer(Inputs) with { CreatedDate = "2026-01-01T00:00:00Z" });
        Assert.Equal("2026-01-01T00:00:00Z", known["createdDate"].AsString);
        Assert.Equal(known, Some.Definition.State(Inputs, new Instance { Id = 12 }, known));
        Assert.Equal(known, Some.Definition.State(Inputs, Some.Answer(Inputs) with { Token = "********" }, known));
        Assert.Equal(known["tags"], Some.Definition.State(Inputs.Without("tags"), new Instance { Id = 12 }, known)["tags"]);
    }

    [Fact]
    public void A_state_whose_switch_is_known_keeps_it_secret_where_it_was()
    {
        Assert.False(InstanceState.Switched(State, false)["enabled"].AsBool);
        Assert.True(InstanceState.Switched(State.With("enabled", PropertyValue.Secret(PropertyValue.Of(true))), false)["enabled"].IsSecret);
    }

    [Theory]
    [InlineData(Some.Password, "***"), InlineData(Some.Password, ""), InlineData(Some.Password, null)]
    [InlineData(Some.Password, "whatever the service says of a password")]
    [InlineData("messaging.sms.infobip.sender", null)]
    [InlineData("messaging.sms.infobip.sender", "")]
    [InlineData("messaging.sms.infobip.username", "********")]
    [InlineData("messaging.sms.infobip.callback.url", "https://www.example.com/auth/")]
    [InlineData("event.vendor.type", null)]
    [InlineData("event.vendor.type", ""), InlineData("x.secret", "********")]
    [InlineData("event.notification.enabled", "false")]
    [InlineData("field.of.a.later.service", "x")]
    public void What_is_missing_empty_masked_or_added_by_the_service_is_no_drift(string key, string? value) => AssertQuiet(Some.Answer(Inputs).Returning(key, value));

    [Fact]
    public void An_answer_that_holds_next_to_nothing_is_no_drift()
    {
        AssertQuiet(new Instance { Id = 12 });
        AssertQuiet(Some.Answer(Inputs) with { Configuration = null, Tags = null });
        AssertQuiet(Some.Answer(Inputs) with { Valid = false, MaxCacheSize = 7, CachingEnabled = true, Connector = null, CreatedDate = "2026-01-01", Disabled = null });
    }

    [Fact]
    public void An_import_gives_inputs_as_a_user_would_write_them()
    {
        var answer = Some.Answer(Inputs).Returning("event.notification.enabled", "false").Returning("filter.response.nulls", "false") with { Disabled = true };
        var expected = Inputs.Without("password")
            .With("enabled", "false")
            .With("extraConfiguration", """{ "event.vendor.type": "polling", "filter.response.nulls": "false", "x.secret": "hidden" }""");
        Assert.Equal(expected, Import(answer));
    }

    [Fact]
    public void An_import_writes_no_defaults_no_masks_and_no_outputs()
    {
        Assert.Equal(Some.Inputs.Without("password"), Import(Some.Answer().Returning("x.secret", "********").Returning("y", "").Returning("filter.response.nulls", "true") with { Tags = [] }));
        Assert.Equal(PropertyMap.Empty, Import(new Instance { Id = 12 }));
    }

    private static PropertyMap Import(Instance answer) => Some.Definition.Resource.Import(Some.Definition.Observe(answer));

    private static void AssertQuiet(Instance answer)
    {
        Assert.Equal(Inputs, Some.Definition.Resource.Refresh(Inputs, State, Some.Definition.Observe(answer)));
        var state = Some.Definition.State(Inputs, answer, State);
        Assert.Equal((State["password"], State["token"]), (state["password"], state["token"]));
    }
}
