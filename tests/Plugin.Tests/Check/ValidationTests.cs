// All validation errors of the inputs at once, each on its property.
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests.Check;

public sealed class ValidationTests(SharedPlugin shared) : IClassFixture<SharedPlugin>
{
    private static readonly Dictionary<string, Struct> s_invalid = new()
    {
        ["nothing given"] = new Struct(),
        ["blanks"] = SampleResource.Inputs(("sender", ""), ("username", " "), ("password", ""), ("callbackUrl", "\t"), ("name", "")),
        ["other types"] = SampleResource.Inputs(
            ("sender", 17777777777), ("username", true), ("password", 1), ("callbackUrl", new[] { "x" }), ("name", 1),
            ("tags", "a"), ("enabled", "true"), ("extraConfiguration", "x")),
        ["parts of other types"] = SampleResource.Inputs(
            ("tags", new object[] { "a", 1, "b", Wire.Map(("name", "x")) }),
            ("extraConfiguration", new Dictionary<string, object?> { ["a.b"] = true, ["c"] = 1, ["d"] = "fine" })),
        ["curly quotes"] = SampleResource.Inputs(("sender", "“+1”"), ("username", "‘acme’"), ("name", "”x"), ("tags", new[] { "“a”" })),
        ["placeholders"] = SampleResource.Inputs(("username", "<INSERT_INFOBIP_USERNAME>"), ("name", "<INSERT_INSTANCE_NAME>"), ("tags", new[] { "<INSERT_TAGS>" })),
        ["HTML"] = SampleResource.Inputs(("name", "<b>x</b>"), ("tags", new[] { "a", "<a href=\"#\">b</a>" })),
        ["repeated entries"] = SampleResource.Inputs(("extraConfiguration", new Dictionary<string, string> { [SampleInstance.SenderKey] = "x", [SampleInstance.PasswordKey] = "y" })),
        ["masks"] = SampleResource.Inputs(("password", "********"), ("extraConfiguration", new Dictionary<string, string> { ["api.key"] = "********" })),
        ["not a URL"] = SampleResource.Inputs(("callbackUrl", "www.example.com/auth")),
        ["unknown names"] = SampleResource.Inputs(("tag", "a"), ("pasword", "x"), (SampleInstance.SenderKey, "x")),
    };

    public static TheoryData<string> Invalid { get; } = [.. s_invalid.Keys];

    [Fact]
    public async Task Nothing_given_is_one_failure_for_each_required_entry()
    {
        var check = await shared.Plugin.CheckAsync(new Struct());

        Assert.Equal(["callbackUrl", "password", "sender", "username"], check.Failures.Select(failure => failure.Property).Order(StringComparer.Ordinal));
        Assert.All(check.Failures, failure => Assert.Contains(SampleInstance.Prefix, failure.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_user_sees_all_of_them_in_one_failed_preview_and_nothing_is_sent()
    {
        await using var fixture = await StackFixture.OpenAsync();

        var preview = await fixture.PreviewAsync(StackFixture.Program("username: (none)", "sender: \"\"", "callbackUrl: example.com", "tag: [a]", "enabled: \"yes\""));

        Assert.False(preview.Succeeded);
        var text = StackFixture.Text(preview);
        foreach (var (code, input) in new[] { ("IB2001", "'username'"), ("IB2004", "'sender'"), ("IB2005", "'callbackUrl'"), ("IB2002", "'tags'"), ("IB2003", "'enabled'") })
        {
            Failures.AssertError(text, code, input);
        }

        Assert.Empty(fixture.Calls);
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task Every_failure_names_a_property_of_the_schema_or_an_unknown_or_secret_one_in_its_reason(string what)
    {
        var schema = JsonNode.Parse(await File.ReadAllTextAsync(Repository.PathOf("schema.json"), TestContext.Current.CancellationToken))!;
        var known = schema["resources"]![SampleResource.Type]!["inputProperties"]!.AsObject().Select(property => property.Key).ToHashSet();

        var check = await shared.Plugin.CheckAsync(s_invalid[what]);

        Assert.NotEmpty(check.Failures);
        Assert.NotNull(check.Inputs);
        Assert.All(check.Failures, failure =>
        {
            if (failure.Property.Length > 0)
            {
                Assert.Contains(failure.Property.Split('.', '[')[0], known);
            }
            else
            {
                Assert.Contains('\'', failure.Reason);
            }

            Assert.DoesNotContain("Exception", failure.Reason, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("other types", 8)]
    [InlineData("parts of other types", 4)]
    [InlineData("blanks", 4)]
    [InlineData("curly quotes", 4)]
    [InlineData("placeholders", 3)]
    [InlineData("HTML", 2)]
    [InlineData("repeated entries", 2)]
    [InlineData("masks", 2)]
    [InlineData("not a URL", 1)]
    [InlineData("unknown names", 3)]
    public async Task Each_is_reported_once(string what, int count) =>
        Assert.Equal(count, (await shared.Plugin.CheckAsync(s_invalid[what])).Failures.Count);

    [Fact]
    public async Task An_error_of_the_service_about_missing_entries_names_the_inputs()
    {
        shared.Plugin.Sandbox.Faults.Inject(new Fault
        {
            Kind = FaultKind.Status,
            Method = "POST",
            StatusCode = 400,
            Message = $"Required configuration entries are missing: {SampleInstance.Prefix}sender, {SampleInstance.Prefix}callback.url",
        });

        var failure = await Failures.OfAsync(shared.Plugin.CreateAsync(SampleResource.Inputs()));

        Assert.Equal(Grpc.Core.StatusCode.InvalidArgument, failure.StatusCode);
        Failures.AssertError(failure, "IB3001", "sender (" + SampleInstance.Prefix, "callbackUrl (" + SampleInstance.Prefix);
    }
}
