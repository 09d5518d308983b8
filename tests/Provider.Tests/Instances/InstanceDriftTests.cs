// What a refresh finds changed behind the program's back, and what it does not mind.
using CsCheck;
using InfoBip.InstancesApi;
using InfoBip.Provider.Instances;
using ProviderHost.PropertyValues;
using InfoBip.Provider.Tests.Support;

namespace InfoBip.Provider.Tests.Instances;

public sealed class InstanceDriftTests
{
    private static readonly PropertyMap Inputs = Some.CheckedInputs
        .With("tags", PropertyValue.Of(["b", "a"]))
        .With("extraConfiguration", Wire.Value("""{ "event.vendor.type": "polling", "x.secret": "hidden" }"""));

    private static readonly PropertyMap State = InstanceState.After(Inputs, Some.Answer(Inputs));

    [Theory]
    [InlineData("********")]
    [InlineData("***")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("whatever the service says of a password")]
    public void What_the_service_says_of_the_password_means_nothing(string? told) => AssertQuiet(Some.Answer(Inputs).Telling("messaging.sms.infobip.password", told));

    [Theory]
    [InlineData("messaging.sms.infobip.sender", null)]
    [InlineData("messaging.sms.infobip.sender", "")]
    [InlineData("messaging.sms.infobip.username", "********")]
    [InlineData("messaging.sms.infobip.callback.url", "https://www.example.com/auth/")]
    [InlineData("messaging.sms.infobip.callback.url", null)]
    [InlineData("event.vendor.type", null)]
    [InlineData("event.vendor.type", "")]
    [InlineData("x.secret", "********")]
    [InlineData("event.notification.enabled", "false")]
    [InlineData("filter.response.nulls", "true")]
    [InlineData("field.of.a.later.service", "x")]
    public void What_is_missing_empty_masked_or_added_by_the_service_is_no_drift(string key, string? told) => AssertQuiet(Some.Answer(Inputs).Telling(key, told));

    [Fact]
    public void An_answer_that_tells_next_to_nothing_is_no_drift()
    {
        AssertQuiet(new Instance { Id = 12 });
        AssertQuiet(Some.Answer(Inputs) with { Configuration = null, Tags = null });
        AssertQuiet(Some.Answer(Inputs) with { Valid = false, MaxCacheSize = 7, CachingEnabled = true, Connector = null, CreatedDate = "2026-01-01" });
    }

    [Theory]
    [InlineData("messaging.sms.infobip.sender", "other", "Update sender")]
    [InlineData("messaging.sms.infobip.username", "other", "Update username")]
    [InlineData("messaging.sms.infobip.callback.url", "https://www.example.com/other", "Update callbackUrl")]
    [InlineData("messaging.sms.infobip.callback.url", "https://www.example.com", "Update callbackUrl")]
    [InlineData("event.vendor.type", "webhook", "Update extraConfiguration[\"event.vendor.type\"]")]
    public void A_changed_entry_is_drift_and_the_next_deployment_puts_it_right(string key, string told, string expected)
    {
        var answer = Some.Answer(Inputs).Telling(key, told);
        var refreshed = InstanceDrift.Refresh(Inputs, State, answer);
        Assert.Equal([expected], Some.Diff(refreshed, Inputs, InstanceState.After(refreshed, answer, State)));
        AssertIdempotent(refreshed, answer);
    }

    [Fact]
    public void A_changed_name_is_drift()
    {
        var answer = Some.Answer(Inputs) with { Name = "other" };
        var refreshed = InstanceDrift.Refresh(Inputs, State, answer);
        Assert.Equal(Inputs.With("name", PropertyValue.Of("other")), refreshed);
        AssertIdempotent(refreshed, answer);
    }

    [Theory]
    [InlineData(true, "null", "Delete enabled")]
    [InlineData(true, "true", "Update enabled")]
    [InlineData(false, "false", "Update enabled")]
    [InlineData(true, "false", "")]
    [InlineData(false, "null", "")]
    [InlineData(false, "true", "")]
    public void A_switch_that_was_turned_is_drift(bool disabled, string wanted, string expected)
    {
        var inputs = Wire.Value(wanted) is { IsNull: false } value ? Inputs.With("enabled", value) : Inputs;
        var answer = Some.Answer(inputs) with { Disabled = disabled };
        var refreshed = InstanceDrift.Refresh(inputs, InstanceState.After(inputs, Some.Answer(inputs)), answer);
        Assert.Equal(expected, string.Join(", ", Some.Diff(refreshed, inputs)));
        AssertIdempotent(refreshed, answer);
    }

    [Fact]
    public void The_order_and_repetition_of_tags_is_no_drift_and_the_programs_order_stays() =>
        Gen.Select(RandomInputs.Tags, Gen.Int).Sample((tags, seed) =>
        {
            var random = new Random(seed);
            string[] told = [.. tags, .. tags.Where(_ => random.Next(2) == 0)];
            random.Shuffle(told);
            var inputs = Some.CheckedInputs.With("tags", PropertyValue.Of(tags));
            var state = InstanceState.After(inputs, Some.Answer(inputs));
            var answer = Some.Answer(inputs) with { Tags = told };
            Assert.Equal(inputs, InstanceDrift.Refresh(inputs, state, answer));
            Assert.Equal(inputs["tags"], InstanceState.After(inputs, answer, state)["tags"]);
        });

    [Theory]
    [InlineData("b a c", "b a c")]
    [InlineData("c a b", "b a c")]
    [InlineData("a", "a")]
    [InlineData("", "")]
    [InlineData("z b", "b z")]
    public void Changed_tags_are_drift_in_the_programs_order(string told, string expected)
    {
        var answer = Some.Answer(Inputs) with { Tags = Words(told) };
        var refreshed = InstanceDrift.Refresh(Inputs, State, answer);
        Assert.Equal(Words(expected), InstanceAnswer.Texts(refreshed["tags"]));
        AssertIdempotent(refreshed, answer);

        static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public void Tags_that_the_program_leaves_out_are_nobodys_drift()
    {
        var answer = Some.Answer() with { Tags = ["theirs"] };
        Assert.Equal(Some.CheckedInputs, InstanceDrift.Refresh(Some.CheckedInputs, InstanceState.After(Some.CheckedInputs, Some.Answer()), answer));
    }

    /// <summary>Drift is what differs from the last known state: a name or tag that the service writes differently differs from the inputs for ever.</summary>
    [Fact]
    public void What_the_service_writes_in_its_own_way_is_no_drift_until_it_changes_again()
    {
        var normalised = Some.Answer(Inputs).Telling("messaging.sms.infobip.sender", "17777777777").Telling("event.vendor.type", "POLLING")
            with
        { Name = "ORDERS", Tags = ["A", "B"] };
        var state = InstanceState.After(Inputs, normalised);
        Assert.Equal("ORDERS", state["name"].AsString);
        Assert.Equal(Inputs, InstanceDrift.Refresh(Inputs, state, normalised));
        Assert.Equal("other", InstanceDrift.Refresh(Inputs, state, normalised with { Name = "other" })["name"].AsString);
        Assert.Equal(["A"], InstanceAnswer.Texts(InstanceDrift.Refresh(Inputs, state, normalised with { Tags = ["A"] })["tags"]));
    }

    [Fact]
    public void An_instance_that_was_put_right_by_hand_is_no_drift()
    {
        var state = State.With("name", PropertyValue.Of("drifted before"));
        Assert.Equal(Inputs, InstanceDrift.Refresh(Inputs, state, Some.Answer(Inputs)));
    }

    [Fact]
    public void A_refresh_of_what_was_made_is_quiet_for_any_inputs() =>
        RandomInputs.Any.Sample(inputs =>
        {
            var answer = Some.Answer(inputs);
            var state = InstanceState.After(inputs, answer);
            Assert.Equal(inputs, InstanceDrift.Refresh(inputs, state, answer));
            Assert.Equal(state, InstanceState.After(inputs, answer, state));
        });

    private static void AssertQuiet(Instance answer)
    {
        var refreshed = InstanceDrift.Refresh(Inputs, State, answer);
        Assert.Equal(Inputs, refreshed);
        var state = InstanceState.After(refreshed, answer, State);
        Assert.Empty(Some.Diff(refreshed, Inputs, state));
        Assert.Equal(State["password"], state["password"]);
        Assert.Equal(State["token"], state["token"]);
    }

    private static void AssertIdempotent(PropertyMap refreshed, Instance answer)
    {
        var state = InstanceState.After(refreshed, answer, State);
        Assert.Equal(refreshed, InstanceDrift.Refresh(refreshed, state, answer));
        Assert.Equal(state, InstanceState.After(refreshed, answer, state));
    }
}
