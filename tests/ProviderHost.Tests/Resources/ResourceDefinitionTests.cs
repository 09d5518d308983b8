// What is the same for all resources: check, diff, refresh, import, outputs and previews over a table of inputs.
using CsCheck;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using ProviderHost.Tests.Support;

namespace ProviderHost.Tests.Resources;

public sealed class ResourceDefinitionTests
{
    private static readonly ResourceDefinition Definition = Topic.Definition;

    [Fact]
    public void Valid_inputs_pass_with_secrets_marked() => Assert.Equal(Topic.CheckedInputs, Passing(Topic.Inputs));

    [Fact]
    public void Null_is_absent()
    {
        var answer = Topic.Check(new PropertyMap(Definition.Inputs.Select(input => KeyValuePair.Create(input.Name, PropertyValue.Null))));
        Assert.Equal([HostErrors.MissingInput, HostErrors.MissingInput], answer.Failures.Select(failure => failure.Code));
        Assert.Equal(["name", NameGenerator.Generated], answer.Inputs.Keys);
        Assert.Equal("key", Assert.Single(Topic.Check(Topic.Inputs.With("key", PropertyValue.Secret(PropertyValue.Null))).Failures).Property);
    }

    [Theory]
    [InlineData("{}", "title key")]
    [InlineData("""{ "key": "y" }""", "key")]
    [InlineData("""{ "title": "x" }""", "title")]
    [InlineData("""{ "title": "x", "key": "y" }""", "title key")]
    public void What_is_required_may_be_missing_only_where_recorded_inputs_lack_it(string recorded, string missing) =>
        Assert.Equal(missing.Split(' '), Topic.Check(WireJson.Map("""{ "name": "x" }"""), WireJson.Map(recorded)).Failures.Select(failure => failure.Property));

    [Fact]
    public void All_errors_are_found_at_once() =>
        Assert.Equal(
            [(HostErrors.WrongType, "title"), (HostErrors.WrongType, "active"), (HostErrors.UnknownInput, ""), (HostErrors.WrongType, "extra.a"), (HostErrors.MissingInput, "key")],
            Topic.Check(WireJson.Map("""{ "title": 1, "active": "no", "nam": "x", "extra": { "a": 1 }, "name": "x" }""")).Failures.Select(failure => (failure.Code, failure.Property)));

    [Fact]
    public void Inputs_come_back_also_with_failures()
    {
        var answer = Topic.Check(Topic.Inputs.With("title", PropertyValue.Of("")));
        Assert.Single(answer.Failures);
        Assert.Equal(Topic.CheckedInputs.With("title", PropertyValue.Of("")), answer.Inputs);
    }

    [Fact]
    public void Outputs_become_plain_values_that_keep_their_secrecy()
    {
        var answer = Passing(Topic.Inputs
            .With("title", new PropertyValue.OutputValue(PropertyValue.Of("s"), true, ["urn"]))
            .With("name", new PropertyValue.OutputValue(null, false, ["urn"]))
            .With("labels", PropertyValue.Of([new PropertyValue.OutputValue(PropertyValue.Of("t"), true, [])])));
        Assert.Equal(WireJson.Secret("s"), answer["title"]);
        Assert.Equal(PropertyValue.Unknown, answer["name"]);
        Assert.Equal(PropertyValue.Of([WireJson.Secret("t")]), answer["labels"]);
    }

    [Fact]
    public void Hidden_properties_of_a_program_are_not_taken() =>
        Assert.Equal(Topic.CheckedInputs, Passing(Topic.Inputs.With("__defaults", PropertyValue.Of("x")).With(NameGenerator.Generated, PropertyValue.Of("x"))));

    [Fact]
    public void What_is_unknown_passes_check_diff_and_previews()
    {
        var known = Definition.State(Topic.CheckedInputs, Topic.Observed(Topic.CheckedInputs));
        foreach (var input in Definition.Inputs)
        {
            Assert.True(Passing(Topic.Inputs.With(input.Name, PropertyValue.Secret(PropertyValue.Unknown)))[input.Name].IsUnknown);
            var inputs = Passing(Topic.Inputs.With(input.Name, PropertyValue.Unknown));
            Assert.False(inputs.ContainsKey(NameGenerator.Generated));
            Assert.Equal([$"{(Topic.Inputs.ContainsKey(input.Name) ? "Update" : "Add")} {input.Name}"], Topic.Diff(Topic.CheckedInputs, inputs));
            Assert.Equal(new[] { input.Name, "token", "valid", "size", "created" }.Order(), Unknowns(Definition.Preview(inputs)).Order());
            Assert.Equal(new[] { input.Name, "valid" }.Order(), Unknowns(Definition.Preview(inputs, known)).Order());
        }

        Assert.Empty(Topic.Check(new PropertyMap(Definition.Inputs.Select(input => KeyValuePair.Create(input.Name, PropertyValue.Unknown)))).Failures);
    }

    [Fact]
    public void Inputs_do_not_differ_from_themselves() => RandomInputs.Any.Sample(inputs => Assert.Empty(Topic.Diff(inputs, inputs)));

    [Fact]
    public void Exactly_what_changed_differs_each_path_once_and_in_place() =>
        Gen.Select(RandomInputs.Any, RandomInputs.Any).Sample((olds, news) =>
        {
            var diff = Definition.Diff(new("1", PropertyMap.Empty, olds, news, []));
            Assert.Equal(Definition.Inputs.Select(input => input.Name).Where(name => news.Find(name) is { } after && Differs(name, olds.Find(name), after)), diff.Changes.Select(change => change.Path.Head).Distinct());
            Assert.Distinct(diff.Changes.Select(change => change.Path));
            Assert.All(diff.Changes, change => Assert.NotNull(PropertyPath.Parse(change.Path.ToString())));
            Assert.All(diff.Changes, change => Assert.False(change.Replaces));
            Assert.Equal(["created"], diff.Stable);
        });

    [Theory]
    [InlineData("extra[\"a.b\"]", "Update title, Update extra.c")]
    [InlineData("extra.*", "Update title")]
    [InlineData("extra.a.b", "Update title, Update extra[\"a.b\"], Update extra.c")]
    [InlineData("title", "Update extra[\"a.b\"], Update extra.c")]
    [InlineData("*", "")]
    public void Patterns_leave_alone_what_they_name_and_nothing_else(string ignored, string changes) =>
        Assert.Equal(changes, string.Join(", ", Topic.Diff(
            Topic.Inputs.With("extra", WireJson.Value("""{ "a.b": "1", "c": "1" }""")),
            Topic.Inputs.With("extra", WireJson.Value("""{ "a.b": "2", "c": "2" }""")).With("title", PropertyValue.Of("x")),
            null,
            ignored)));

    [Fact]
    public void What_the_program_leaves_out_is_neither_compared_nor_sent_nor_refreshed()
    {
        var olds = Passing(Topic.Inputs.With("labels", WireJson.Value("""["a"]""")).With("active", PropertyValue.Of(false)).With("extra", WireJson.Value("""{ "a": "1", "b": "1" }""")));
        var state = Definition.State(olds, Topic.Observed(olds));
        var news = olds.Without("labels").Without("active").With("extra", WireJson.Value("""{ "b": "1" }"""));
        Assert.Empty(Topic.Diff(olds, news, state));
        Assert.Empty(Definition.ToSend(new UpdateCall("1", state, olds, news)));
        Assert.Equal(["labels", "active", "extra.a"], Topic.LeftOut(olds, news));
        Assert.Equal(news, Definition.Refresh(news, state, Topic.Observed(olds.With("active", PropertyValue.Of(true)).With("labels", WireJson.Value("""["b"]""")))));
        Assert.Equal(state.With("extra", news["extra"]).With("valid", PropertyValue.Unknown), Definition.Preview(news, state));
        Assert.Empty(Topic.LeftOut(null, news));
    }

    [Fact]
    public void What_the_program_adds_and_the_resource_has_already_is_no_change_and_is_not_sent()
    {
        var added = Topic.CheckedInputs.With("labels", WireJson.Value("""["b", "a"]""")).With("active", PropertyValue.Of(true));
        var state = Definition.State(Topic.CheckedInputs, Topic.Observed(Topic.CheckedInputs.With("labels", WireJson.Value("""["a", "b"]"""))));
        Assert.Empty(Topic.Diff(Topic.CheckedInputs, added, state));
        Assert.Empty(Definition.ToSend(new UpdateCall("1", state, Topic.CheckedInputs, added)));
        Assert.Equal(["Update labels[0]"], Topic.Diff(added, added.With("labels", WireJson.Value("""["c", "a"]""")), state));
    }

    [Fact]
    public void An_update_sends_what_changed_and_not_what_somebody_else_changed()
    {
        var state = Definition.State(Topic.CheckedInputs, Topic.Observed(Topic.CheckedInputs));
        Assert.Equal(["name"], Sent(state, Topic.CheckedInputs.With("name", PropertyValue.Of("new"))));
        Assert.Empty(Sent(state.With("title", PropertyValue.Of("theirs")), Topic.CheckedInputs));
        Assert.Empty(Sent(state, Topic.CheckedInputs));

        static IEnumerable<string> Sent(PropertyMap state, PropertyMap news) => Definition.ToSend(new UpdateCall("1", state, Topic.CheckedInputs, news)).Keys;
    }

    [Fact]
    public void What_was_sent_is_compared_with_what_the_service_returned()
    {
        var sent = WireJson.Map("""{ "title": "new", "labels": ["a"], "extra": { "a": "1", "b": "1" } }""");
        var held = WireJson.Map("""{ "title": "old", "labels": [], "extra": { "a": "0" } }""");
        var outcome = Definition.Compare(sent, held, WireJson.Map("""{ "title": "old", "name": "other", "labels": ["A"], "extra": { "a": "0", "b": "2" } }"""));
        Assert.Equal(["title", "extra.a"], outcome[SendOutcome.NotApplied].Select(path => path.ToString()));
        Assert.Equal(["labels", "extra.b"], outcome[SendOutcome.Rewritten].Select(path => path.ToString()));
        Assert.Empty(Definition.Compare(sent, held, sent));
        Assert.Empty(Definition.Compare(sent, held, PropertyMap.Empty));
    }

    [Fact]
    public void What_is_recorded_already_passes_the_check()
    {
        var olds = WireJson.Map("""{ "title": "", "key": "********", "name": "a!", "labels": ["a!"], "extra": { "x": "<INSERT_X>" } }""");
        Assert.Empty(Topic.Check(olds, olds).Failures);
        Assert.Equal(
            ["labels[1]", "extra.y"],
            Topic.Check(olds.With("labels", WireJson.Value("""["a!", "b!"]""")).With("extra", WireJson.Value("""{ "x": "<INSERT_X>", "y": "<INSERT_X>" }""")), olds).Failures.Select(failure => failure.Property));
    }

    /// <summary>A policy changes inputs after their check.</summary>
    [Fact]
    public void Inputs_that_became_invalid_after_their_check_are_refused_with_every_reason()
    {
        var invalid = Topic.CheckedInputs.With("title", PropertyValue.Of("")).With("name", PropertyValue.Of("a!"));
        Definition.Refuse("creating x", Topic.CheckedInputs, PropertyMap.Empty);
        Definition.Refuse("updating x", invalid, invalid);
        var failure = Assert.Throws<ResourceException>(() => Definition.Refuse("creating x", invalid, Topic.CheckedInputs));
        Assert.Equal(HostErrors.InvalidInputs, failure.Code);
        Assert.Contains("'title'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("'name'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_old_engine_that_sends_outputs_alone_sees_the_same()
    {
        var state = Definition.State(Topic.CheckedInputs, Topic.Observed(Topic.CheckedInputs).With("labels", PropertyValue.Of(["theirs"])));
        Assert.Empty(Topic.Diff(null, Topic.CheckedInputs, state));
        Assert.Equal(["Update title"], Topic.Diff(null, Topic.CheckedInputs.With("title", PropertyValue.Of("x")), state));
    }

    [Fact]
    public void A_refresh_of_what_was_created_is_quiet_for_any_inputs() =>
        RandomInputs.Any.Sample(inputs =>
        {
            var observed = Topic.Observed(inputs);
            var state = Definition.State(inputs, observed);
            Assert.Equal(inputs, Definition.Refresh(inputs, state, observed));
            Assert.Equal(state, Definition.State(inputs, observed, state));
        });

    [Fact]
    public void A_refresh_of_any_drift_is_shown_by_the_diff_and_quiet_the_second_time() =>
        Gen.Select(RandomInputs.Any, RandomInputs.Any).Sample((inputs, others) =>
        {
            var observed = Topic.Observed(others);
            var state = Definition.State(inputs, Topic.Observed(inputs));
            var refreshed = Definition.Refresh(inputs, state, observed);
            state = Definition.State(refreshed, observed, state);
            Assert.Equal(refreshed, Definition.Refresh(refreshed, state, observed));
            Assert.Equal(state, Definition.State(refreshed, observed, state));
            Assert.Equal(refreshed["title"].AsString != inputs["title"].AsString, Topic.Diff(refreshed, inputs, state).Contains("Update title"));
        });

    [Fact]
    public void A_service_that_returns_nothing_shows_no_drift_and_loses_nothing()
    {
        var state = Definition.State(Topic.CheckedInputs, Topic.Observed(Topic.CheckedInputs));
        Assert.Equal(Topic.CheckedInputs, Definition.Refresh(Topic.CheckedInputs, state, PropertyMap.Empty));
        Assert.Equal(state, Definition.State(Topic.CheckedInputs, PropertyMap.Empty, state));
    }

    [Fact]
    public void An_import_previews_quietly_and_a_secret_that_the_program_adds_is_an_ordinary_change() =>
        RandomInputs.Any.Sample(inputs =>
        {
            var observed = Topic.Observed(inputs);
            var imported = Definition.Import(observed);
            var state = Definition.State(imported, observed);
            var program = Topic.Check(imported, imported);
            Assert.Empty(program.Failures);
            Assert.Empty(Topic.Diff(imported, program.Inputs, state));
            Assert.Empty(Definition.ToSend(new UpdateCall("1", state, imported, program.Inputs)));

            var added = Topic.Check(imported.With("key", inputs["key"]), imported).Inputs;
            Assert.Equal(["Add key"], Topic.Diff(imported, added, state));
            Assert.Equal(["key"], Definition.ToSend(new UpdateCall("1", state, imported, added)).Keys);
        });

    [Fact]
    public void A_preview_shows_what_is_known_and_nothing_more()
    {
        var created = Definition.Preview(Topic.CheckedInputs);
        Assert.Equal(["title", "key", "name", "active", "token", "valid", "size", "created"], created.Keys);
        Assert.Equal(["token", "valid", "size", "created"], Unknowns(created));

        var known = Definition.State(Topic.CheckedInputs, Topic.Observed(Topic.CheckedInputs));
        var updated = Definition.Preview(Topic.CheckedInputs.With("name", PropertyValue.Of("new")), known);
        Assert.Equal(known.With("name", PropertyValue.Of("new")).With("valid", PropertyValue.Unknown), updated);
    }

    [Fact]
    public void Secret_inputs_and_outputs_are_secret_in_every_state_whatever_came_before()
    {
        var plain = WireJson.Map("""{ "token": "t0ken", "key": "s3cret" }""");
        PropertyMap[] states =
        [
            Definition.State(Topic.Inputs, Topic.Observed(Topic.Inputs)),
            Definition.State(Topic.Inputs, PropertyMap.Empty, plain),
            Definition.Preview(Topic.Inputs),
            Definition.Preview(Topic.Inputs, plain),
            Definition.Preview(Topic.Inputs, PropertyMap.Empty),
        ];
        Assert.All(states, state => Assert.True(state["token"].IsSecret && state["key"].IsSecret));
    }

    /// <summary>The service returns what it was sent in clear, or something else.</summary>
    [Fact]
    public void What_is_secret_in_the_inputs_is_secret_in_every_state() =>
        Gen.Select(RandomInputs.Any, RandomInputs.Any, Gen.Int).Sample((inputs, others, seed) =>
        {
            var random = new Random(seed);
            var created = Definition.State(inputs, Topic.Observed(inputs));
            var theirs = Topic.Observed(others).Select(one => KeyValuePair.Create(
                one.Key, Trees.Mapped(one.Value, static inner => inner.AsString is { } text ? PropertyValue.Of(text.Replace('#', '~')) : inner)));
            var observed = Topic.Observed(inputs).Where(_ => random.Next(2) == 0).Aggregate(new PropertyMap(theirs), (all, own) => all.With(own.Key, own.Value));
            var refreshed = Definition.Refresh(inputs, created, observed);
            PropertyMap[] maps =
            [
                created,
                refreshed,
                Definition.State(refreshed, observed, created),
                Definition.Preview(inputs),
                Definition.Preview(inputs, created),
                Definition.ToSend(new UpdateCall("1", created, others, inputs)),
            ];
            Assert.All(maps, map => Assert.DoesNotContain(Trees.Bare(map), text => text.Contains('#', StringComparison.Ordinal)));
            Assert.All(maps, map => Assert.True(inputs.Find("active")?.IsSecret != true || map.Find("active")?.IsSecret != false, "active is bare"));
        });

    [Fact]
    public void No_failure_shows_a_value_or_names_a_property_that_holds_a_secret()
    {
        const string Canary = "cAnArY";
        var texts = Gen.OneOf(Canary, $"{Canary}\n", $"“{Canary}”", $"<INSERT_{Canary}>", $"{Canary}!").Select(PropertyValue.Of);
        var values = Gen.OneOf(
            texts,
            texts.Array[1, 3].Select(items => PropertyValue.Of(items)),
            texts.Array[1, 3].Select(items => PropertyValue.Of(items.Select(PropertyValue.Secret))),
            texts.Select(text => PropertyValue.Of(PropertyMap.Empty.With("a.b", text).With("topic.title", text))),
            texts.Select(text => PropertyValue.Of(PropertyMap.Empty.With("x", PropertyValue.Secret(PropertyValue.Of([text]))))),
            texts.Select(text => (PropertyValue)new PropertyValue.AssetValue(PropertyMap.Empty.With("text", text))));
        string[] names = [.. Definition.Inputs.Select(input => input.Name), "kee", "colour", "a.b"];
        Gen.Select(Gen.OneOf(names), values, Gen.Bool).Array[1, 5].Sample(given =>
        {
            var inputs = new PropertyMap(given.Select(one => KeyValuePair.Create(one.Item1, one.Item3 ? PropertyValue.Secret(one.Item2) : one.Item2)));
            Assert.All(Topic.Check(inputs).Failures, failure =>
            {
                Assert.DoesNotContain(Canary, failure.Reason + failure.Property, StringComparison.OrdinalIgnoreCase);
                var shown = inputs.Find(failure.Property);
                Assert.True(shown is null || !(shown.ContainsSecret || failure.Property is "key" or "kee" or "colour" or "a.b"), $"'{failure.Property}' is named: {failure.Reason}");
            });
        });
    }

    /// <summary>What a difference is, written down independently of the comparison.</summary>
    private static bool Differs(string name, PropertyValue? before, PropertyValue after) => name switch
    {
        "active" => before?.AsBool != after.AsBool,
        "labels" => before is null || !before.Texts.ToHashSet().SetEquals(after.Texts),
        "extra" => after.Members!.Any(member => before?.Members?.Find(member.Key)?.AsString != member.Value.AsString),
        _ => before?.AsString != after.AsString,
    };

    private static IEnumerable<string> Unknowns(PropertyMap outputs) => outputs.Where(output => output.Value.ContainsUnknown).Select(output => output.Key);

    private static PropertyMap Passing(PropertyMap inputs)
    {
        var answer = Topic.Check(inputs);
        Assert.Empty(answer.Failures);
        return answer.Inputs;
    }
}
