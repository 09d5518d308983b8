// Wish 25: all mistakes in the inputs in one go, each on its property.
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;

namespace InfoBip.Plugin.Tests.Wishes;

public sealed class W25_AllMistakesTests(WiredFixture fixture) : IClassFixture<WiredFixture>
{
    private const string Prefix = "messaging.sms.infobip.";

    private static readonly Dictionary<string, Struct> s_mistakes = new()
    {
        ["nothing given"] = new Struct(),
        ["blanks"] = Wired.Inputs(("sender", ""), ("username", " "), ("password", ""), ("callbackUrl", "\t"), ("name", "")),
        ["other types"] = Wired.Inputs(
            ("sender", 17777777777), ("username", true), ("password", 1), ("callbackUrl", new[] { "x" }), ("name", 1),
            ("tags", "a"), ("enabled", "true"), ("extraConfiguration", "x")),
        ["parts of other types"] = Wired.Inputs(
            ("tags", new object[] { "a", 1, "b", Wire.Map(("name", "x")) }),
            ("extraConfiguration", new Dictionary<string, object?> { ["a.b"] = true, ["c"] = 1, ["d"] = "fine" })),
        ["curly quotes"] = Wired.Inputs(("sender", "“+1”"), ("username", "‘acme’"), ("name", "”x"), ("tags", new[] { "“a”" })),
        ["placeholders"] = Wired.Inputs(("username", "<INSERT_INFOBIP_USERNAME>"), ("name", "<INSERT_INSTANCE_NAME>"), ("tags", new[] { "<INSERT_TAGS>" })),
        ["HTML"] = Wired.Inputs(("name", "<b>x</b>"), ("tags", new[] { "a", "<a href=\"#\">b</a>" })),
        ["repeated entries"] = Wired.Inputs(("extraConfiguration", new Dictionary<string, string> { [Prefix + "sender"] = "x", [Prefix + "password"] = "y" })),
        ["masks"] = Wired.Inputs(("password", "********"), ("extraConfiguration", new Dictionary<string, string> { ["api.key"] = "********" })),
        ["not a URL"] = Wired.Inputs(("callbackUrl", "www.example.com/auth")),
        ["unknown names"] = Wired.Inputs(("tag", "a"), ("pasword", "x"), (Prefix + "sender", "x")),
    };

    public static TheoryData<string> Mistakes { get; } = [.. s_mistakes.Keys];

    [Fact]
    public async Task W25_Nothing_given_is_one_failure_for_each_required_entry()
    {
        var check = await fixture.Wired.CheckAsync(new Struct());

        Assert.Equal(["callbackUrl", "password", "sender", "username"], check.Failures.Select(failure => failure.Property).Order(StringComparer.Ordinal));
        Assert.All(check.Failures, failure => Assert.Contains(Prefix, failure.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task W25_The_user_sees_all_of_them_in_one_failed_preview_and_nothing_is_sent()
    {
        await using var stage = await Stage.OpenAsync();

        var preview = await stage.PreviewAsync(Stage.Program("username: (none)", "sender: \"\"", "callbackUrl: example.com", "tag: [a]", "enabled: \"yes\""));

        Assert.False(preview.Succeeded);
        var text = Stage.Text(preview);
        foreach (var told in new[] { "'username' is missing", "'sender'", "'callbackUrl'", "Did you mean 'tags'?", "'enabled' must be a boolean" })
        {
            Assert.Contains(told, text, StringComparison.Ordinal);
        }

        Assert.Empty(stage.Calls);
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task W25_Every_failure_names_a_property_of_the_schema_or_an_unknown_or_secret_one_in_its_reason(string what)
    {
        var schema = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(PluginBinary.RepositoryRoot, "schema.json"), TestContext.Current.CancellationToken))!;
        var known = schema["resources"]![Wired.Type]!["inputProperties"]!.AsObject().Select(property => property.Key).ToHashSet();

        var check = await fixture.Wired.CheckAsync(s_mistakes[what]);

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
    [InlineData("blanks", 5)]
    [InlineData("curly quotes", 4)]
    [InlineData("placeholders", 3)]
    [InlineData("HTML", 2)]
    [InlineData("repeated entries", 2)]
    [InlineData("masks", 2)]
    [InlineData("not a URL", 1)]
    [InlineData("unknown names", 3)]
    public async Task W25_Each_mistake_is_told_once(string what, int count) =>
        Assert.Equal(count, (await fixture.Wired.CheckAsync(s_mistakes[what])).Failures.Count);

    [Fact]
    public async Task W25_The_services_word_about_missing_entries_speaks_of_our_inputs()
    {
        fixture.Wired.Sandbox.Faults.Inject(new Fault
        {
            Kind = FaultKind.Status,
            Method = "POST",
            StatusCode = 400,
            Message = $"Required configuration entries are missing: {Prefix}sender, {Prefix}callback.url",
        });

        var failure = await Failures.OfAsync(fixture.Wired.CreateAsync(Wired.Inputs()));

        Assert.Equal(Grpc.Core.StatusCode.InvalidArgument, failure.StatusCode);
        Assert.Contains($"sender ({Prefix}sender), callbackUrl ({Prefix}callback.url)", failure.Status.Detail, StringComparison.Ordinal);
    }
}
