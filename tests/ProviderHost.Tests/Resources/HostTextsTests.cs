// What users read: the host's wording stands in one table, and is asserted here alone.
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using ProviderHost.Tests.Support;

namespace ProviderHost.Tests.Resources;

public sealed class HostTextsTests
{
    private const string AsText =
        "In the configuration of a YAML program only a member of an object stays a text: `pulumi config set --type string --path numbers.sms <value>` (for a secret with --secret), used as ${numbers.sms}";

    public static TheoryData<string, string> Kinds { get; } = new()
    {
        { "1", "a number" },
        { "true", "a boolean" },
        { "[]", "a list" },
        { "{}", "an object" },
        { """{ "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", "hash": "h" }""", "an asset" },
        { """{ "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7", "hash": "h" }""", "an asset" },
        { """{ "4dabf18193072939515e22adb298388d": "5cf8f73096256a8f31e491e813e4eb8e", "urn": "u" }""", "a resource; use one of its outputs" },
        { """{ "4dabf18193072939515e22adb298388d": "803fd3297a5875dc03ca845dda5d2a98", "value": "eA==" }""", "bytes" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_value_of_another_type_is_named_by_its_kind(string json, string kind) =>
        Assert.StartsWith($"'name' must be a string, but is {kind}", Assert.Single(Topic.Name.Validate(WireJson.Value(json))).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("labels", "\"a\"", "'labels' must be a list of strings, but is a string")]
    [InlineData("labels", "[null]", "'labels[0]' must be a string, but is nothing")]
    [InlineData("active", "\"true\"", "'active' must be a boolean (true or false, without quotes), but is a string")]
    [InlineData("extra", "[]", "'extra' must be a map of strings, but is a list")]
    [InlineData("extra", """{ "e.x": true }""", "'extra[\"e.x\"]' must be a string, but is a boolean; write it in quotes")]
    [InlineData("extra", """{ "e.x": 491570000007 }""", "'extra[\"e.x\"]' must be a string, but is a number, which loses a leading + or 0. Write it in quotes. " + AsText)]
    [InlineData("title", "\"+4.91570000007e+11\"", "'title' (topic.title) holds a number in exponent form, such as 4.9e+11: a YAML program makes one of a long setting of digits. " + AsText)]
    [InlineData("title", "\" a\"", "'title' (topic.title) begins or ends with a blank; a pasted text often does")]
    [InlineData("title", "\"a\\u202eb\"", "'title' (topic.title) contains an invisible character, which a pasted text often brings along; type it anew")]
    [InlineData("title", "\"Calling [ToString] on an [Output<T>] is not supported.\"", "'title' (topic.title) holds an output that was put into a string before its value was known. "
        + "Combine them with Output.Format (C#), pulumi.interpolate (TypeScript), Output.concat (Python) or pulumi.Sprintf (Go)")]
    [InlineData("extra", """{ " ": "x" }""", "'extra[\" \"]' has a key that is blank")]
    [InlineData("title", "\"\"", "'title' (topic.title) is blank")]
    [InlineData("title", "\"a\\n\"", "'title' (topic.title) contains a line break or another control character; a value pasted from a terminal often brings one along")]
    [InlineData("title", "\"“a”\"", "'title' (topic.title) begins or ends with a curly quote (“ ” ‘ ’), as text copied from a formatted page does; write it without, or with straight quotes")]
    [InlineData("title", "\"<INSERT_IT>\"", "'title' (topic.title) still contains an <INSERT_…> placeholder of the documentation; put your own value there")]
    [InlineData("key", "\"********\"", "'key' (topic.key) is the mask that the service shows in the place of a secret, not a value")]
    public void A_value_that_is_not_valid_is_explained(string input, string json, string reason) =>
        Assert.Equal(reason, Assert.Single(Topic.Check(Topic.Inputs.With(input, WireJson.Value(json))).Failures).Reason);

    [Theory]
    [InlineData("nam", "'nam' is not an input of Topic. Did you mean 'name'?")]
    [InlineData("ACTIVE", "'ACTIVE' is not an input of Topic. Did you mean 'active'?")]
    [InlineData("colour", "'colour' is not an input of Topic.")]
    [InlineData("e.x", "'e.x' is not an input of Topic. It goes into 'extra'.")]
    public void An_input_that_does_not_exist_comes_with_the_one_that_may_be_meant(string name, string reason) =>
        Assert.Equal(reason, Assert.Single(Topic.Check(Topic.Inputs.With(name, PropertyValue.Of("x"))).Failures).Reason);

    [Fact]
    public void A_missing_input_is_named_as_the_program_and_the_service_know_it()
    {
        Assert.Equal("the required input 'title' is missing (configuration entry 'topic.title'); add it to the resource", Topic.Check(PropertyMap.Empty).Failures[0].Reason);
        Assert.Equal("the required input 'x' is missing; add it to the resource", HostTexts.MissingInput(new TextInput("x")));
    }

    [Fact]
    public void A_name_that_the_stacks_settings_ask_for_is_blamed_on_them()
    {
        var unnamed = Topic.Inputs.Without("name");
        Assert.Equal(
            "the input 'name' is missing, and this stack's settings switch automatic names off (pulumi:autonaming); give the resource a name",
            Topic.Check(unnamed, autonaming: new Autonaming("", AutonamingMode.Disable)).Failures[0].Reason);
        Assert.Equal(
            "the name 'a!', which this stack's settings ask for (pulumi:autonaming), contains a '!'",
            Topic.Check(unnamed, autonaming: new Autonaming("a!", AutonamingMode.Enforce)).Failures[0].Reason);
    }

    [Fact]
    public void Arguments_are_named_with_what_they_were_given_to()
    {
        Assert.Equal("'nam' is not an argument of getTopic. Did you mean 'name'?", HostTexts.UnknownArgument("nam", "getTopic", ["name"]));
        Assert.Equal(
            "'name' is unknown, so getTopic cannot be called, and nothing was sent; call it with the output itself, so that it waits for the value",
            HostTexts.ArgumentNotKnown("name", "getTopic"));
        Assert.Equal("acme:index:Topic cannot be listed: a; b", HostTexts.InvalidQuery("acme:index:Topic", ["a", "b"]));
    }

    [Fact]
    public void Calls_that_cannot_be_made_say_why()
    {
        Assert.Equal("nothing was sent: outside a preview every input must be known, but these are not: name, labels.", HostTexts.UnknownValues(["name", "labels"]));
        Assert.Equal(
            "creating x failed, and nothing was sent: a; b.\nThe inputs were changed after their check: correct the policy that does so.", HostTexts.InvalidInputs("creating x", ["a", "b"]));
        Assert.Equal("the acme provider has no resource type 'acme:index:Topik'. Did you mean 'acme:index:Topic'?", HostTexts.UnknownResource("acme", "acme:index:Topik", ["acme:index:Topic"]));
        Assert.Equal("the acme provider has no resource type 'x'.", HostTexts.UnknownResource("acme", "x", ["acme:index:Topic"]));
        Assert.Equal("the acme provider has no function 'x'.", HostTexts.UnknownFunction("acme", "x", ["acme:index:getTopic"]));
        Assert.Equal("the acme provider has its schema in version 0 only, not in version 7.", HostTexts.UnknownSchemaVersion("acme", 7));
        Assert.Equal("the acme provider has no subpackage 'x'.", HostTexts.UnknownSubpackage("acme", "x"));
        Assert.Equal("the acme provider lacks the settings acme:key, acme:url.", HostTexts.MissingSettings("acme", ["acme:key", "acme:url"]));
        Assert.Equal(
            "the acme provider cannot read the Check request: it is malformed, or its values nest deeper than any input of this provider",
            HostTexts.UnreadableRequest("acme", "Check"));
    }

    [Fact]
    public void Calls_that_failed_say_why()
    {
        Assert.Equal("listing failed: the continuation token is not one of this provider. Begin the list anew, without a token.", HostTexts.InvalidContinuation("listing"));
        Assert.Equal("listing failed: the service sent the same page of the list twice, so it would never end.", HostTexts.EndlessList("listing"));
        Assert.Equal("the deployment was cancelled before this was done.", HostTexts.Cancelled);
        Assert.Equal("the acme provider cannot read the engine's request: no kind.", HostTexts.Malformed("acme", "no kind"));
        Assert.Equal(
            "this is a bug of the acme provider (InvalidOperationException).\nPlease report it with the output of `pulumi up --debug`.",
            HostTexts.Bug("acme", new InvalidOperationException("x")));
        Assert.Equal("it failed. [AC5004]", Topic.Package.Mark(HostErrors.Bug, "it failed."));
    }

    [Fact]
    public void No_two_errors_have_one_number_and_all_are_listed()
    {
        Assert.Distinct(HostErrors.All.Select(code => code.Number));
        Assert.Equal(typeof(HostErrors).GetFields().Select(field => field.GetValue(null)), HostErrors.All);
    }
}
