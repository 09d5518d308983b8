// Every diff says which properties changed, and nothing about an instance forces a replacement.
using Google.Protobuf.WellKnownTypes;
using InfoBip.EngineSimulator;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Diff;

public sealed class DetailedDiffTests(SharedPlugin shared) : IClassFixture<SharedPlugin>
{
    private const string Url = "https://www.example.com/auth";

    private static readonly Struct s_olds = SampleResource.Inputs(
        ("tags", new[] { "a", "b" }),
        ("enabled", false),
        ("extraConfiguration", Entries(("a.b", "1"), ("c", "2"))));

    private static readonly Dictionary<string, ((string Name, object? Value)[] News, string[] Paths)> s_cases = new()
    {
        ["nothing"] = ([], []),
        ["sender"] = ([("sender", "other")], ["~sender"]),
        ["username"] = ([("username", "other")], ["~username"]),
        ["password"] = ([("password", Wire.Secret("other"))], ["~password"]),
        ["callback URL"] = ([("callbackUrl", Url + "/v2")], ["~callbackUrl"]),
        ["name"] = ([("name", "other")], ["~name"]),
        ["one more tag"] = ([("tags", new[] { "a", "b", "c" })], ["+tags[2]"]),
        ["one tag less"] = ([("tags", new[] { "a" })], ["-tags[1]"]),
        ["another tag"] = ([("tags", new[] { "a", "c" })], ["~tags[1]"]),
        ["no tags"] = ([("tags", Array.Empty<string>())], ["-tags[0]", "-tags[1]"]),
        ["tags left out"] = ([("tags", null)], []),
        ["switched on"] = ([("enabled", true)], ["~enabled"]),
        ["switch left out"] = ([("enabled", null)], []),
        ["one more entry"] = ([("extraConfiguration", Entries(("a.b", "1"), ("c", "2"), ("d.e", "3")))], ["+extraConfiguration[\"d.e\"]"]),
        ["one entry less"] = ([("extraConfiguration", Entries(("c", "2")))], []),
        ["another entry"] = ([("extraConfiguration", Entries(("a.b", "1"), ("c", "3")))], ["~extraConfiguration.c"]),
        ["no entries"] = ([("extraConfiguration", null)], []),
        ["an unknown sender"] = ([("sender", Wire.Unknown)], ["~sender"]),
        ["several"] = (
            [("sender", "other"), ("name", "other"), ("tags", new[] { "b", "a", "c" }), ("enabled", true)],
            ["+tags[2]", "~enabled", "~name", "~sender"]),
    };

    public static TheoryData<string> Cases { get; } = [.. s_cases.Keys];

    [Fact]
    public async Task What_no_change_touches_is_among_the_stables()
    {
        var news = SampleResource.Inputs(("name", "other"));

        var diff = await shared.Plugin.DiffAsync(s_olds, s_olds, news);

        Assert.Equal(["connector", "createdDate"], diff.Stables);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_detailed_diff_names_exactly_what_changed(string what)
    {
        var (news, paths) = s_cases[what];
        var changed = s_olds.Clone();
        foreach (var (name, value) in news)
        {
            changed.Fields.Remove(name);
            if (value is not null)
            {
                changed.Fields[name] = Wire.Of(value);
            }
        }

        var diff = await shared.Plugin.DiffAsync(s_olds, s_olds, changed);

        Assert.True(diff.HasDetailedDiff);
        Assert.Equal(paths.Length == 0 ? DiffResponse.Types.DiffChanges.DiffNone : DiffResponse.Types.DiffChanges.DiffSome, diff.Changes);
        Assert.Equal(paths, diff.DetailedDiff.Select(entry => Sign(entry.Value.Kind) + entry.Key).Order(StringComparer.Ordinal));
        Assert.All(diff.DetailedDiff.Values, entry => Assert.True(entry.InputDiff));
        Assert.Equal(
            paths.Select(path => path[1..].Split('.', '[')[0]).Distinct().Order(StringComparer.Ordinal),
            diff.Diffs.Order(StringComparer.Ordinal));
        Assert.Empty(diff.Replaces);
    }

    [Fact]
    public async Task A_change_of_everything_at_once_is_an_update_in_place()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.DeployAsync(StackFixture.Program());
        fixture.Config = fixture.Config.With("password", "another", secret: true);

        var up = await fixture.DeployAsync(StackFixture.Program(
            "sender: other", "username: other", "callbackUrl: https://example.org/", "name: other", "tags: [x]", "enabled: false", "extraConfiguration: { a.b: c }"));

        var step = up.Step("sms");
        Assert.Equal(StepKind.Update, step.Kind);
        Assert.DoesNotContain(step.Changes, change => change.Replaces);
        Assert.Equal(
            ["callbackUrl", "enabled", "extraConfiguration[\"a.b\"]", "name", "password", "sender", "tags", "username"],
            step.Changes.Select(change => change.Path).Order(StringComparer.Ordinal));
        Assert.Equal("12", fixture.State.Id);
    }

    private static string Sign(PropertyDiff.Types.Kind kind) => kind switch
    {
        PropertyDiff.Types.Kind.Add => "+",
        PropertyDiff.Types.Kind.Delete => "-",
        PropertyDiff.Types.Kind.Update => "~",
        _ => $"replacing {kind}",
    };

    private static Dictionary<string, string> Entries(params (string Key, string Value)[] entries) => entries.ToDictionary(entry => entry.Key, entry => entry.Value);
}
