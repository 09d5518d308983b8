// Wish 24: an input that is not known yet never fails a check or a preview, and is not the same as one left out.
using Google.Protobuf.WellKnownTypes;
using InfoBip.EngineSimulator;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Wishes;

public sealed class W24_UnknownInputTests(WiredFixture fixture) : IClassFixture<WiredFixture>
{
    private static readonly string[] s_all = ["sender", "username", "password", "callbackUrl", "name", "tags", "enabled", "extraConfiguration"];

    private static readonly Struct s_known = Wired.Inputs(
        ("tags", new[] { "a", "b" }),
        ("enabled", true),
        ("extraConfiguration", new Dictionary<string, string> { ["x"] = "1" }));

    private static readonly Dictionary<string, Value> s_outputForms = new()
    {
        ["sentinel"] = Wire.Unknown,
        ["secret"] = Wire.Secret(Wire.Unknown),
        ["output"] = Output(secret: false),
        ["secret output"] = Output(secret: true),
    };

    public static TheoryData<string> Inputs { get; } = [.. s_all, "all of them"];

    public static TheoryData<string> Forms { get; } = [.. s_outputForms.Keys];

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task W24_An_unknown_input_passes_check_diff_and_previews_and_only_what_depends_on_it_is_unknown(string which)
    {
        var unknown = s_all.Contains(which) ? [which] : s_all;
        var news = s_known.Clone();
        foreach (var name in unknown)
        {
            news.Fields[name] = Wire.Unknown;
        }

        var check = await fixture.Wired.CheckAsync(news);
        Assert.Empty(check.Failures);
        Assert.Equal(unknown.Order(StringComparer.Ordinal), Unknowns(check.Inputs));

        var dependent = unknown.Contains("enabled") ? unknown.Append("disabled") : unknown;
        var create = await fixture.Wired.CreateAsync(check.Inputs, preview: true);
        Assert.Empty(create.Id);
        Assert.Equal(
            dependent.Concat(["token", "valid", "connector", "maxCacheSize", "cacheTimeToLive", "cachingEnabled", "createdDate"]).Order(StringComparer.Ordinal),
            Unknowns(create.Properties));

        var made = await fixture.Wired.CreateAsync(s_known);
        var diff = await fixture.Wired.DiffAsync(made.Properties, s_known, check.Inputs);
        Assert.Equal(DiffResponse.Types.DiffChanges.DiffSome, diff.Changes);
        Assert.Equal(unknown.Order(StringComparer.Ordinal), diff.DetailedDiff.Keys.Order(StringComparer.Ordinal));

        fixture.Wired.Sandbox.ClearRequests();
        var update = await fixture.Wired.UpdateAsync(made.Id, made.Properties, s_known, check.Inputs, preview: true);
        var judgedAgain = unknown.Intersect(["sender", "username", "password", "callbackUrl", "extraConfiguration"]).Any();
        Assert.Equal(
            (judgedAgain ? dependent.Append("valid") : dependent).Order(StringComparer.Ordinal),
            Unknowns(update.Properties));
        Assert.Equal(made.Properties.Fields["token"], update.Properties.Fields["token"]);
        Assert.Empty(fixture.Wired.Sandbox.Requests);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task W24_Every_form_of_an_unknown_is_one(string form)
    {
        var check = await fixture.Wired.CheckAsync(Wired.Inputs(("sender", s_outputForms[form]), ("tags", new object[] { "a", s_outputForms[form] })));

        Assert.Empty(check.Failures);
        Assert.Equal(["sender", "tags"], Unknowns(check.Inputs));
        Assert.Equal(form.Contains("secret", StringComparison.Ordinal), Wire.IsSecret(check.Inputs.Fields["sender"]));
        Assert.NotNull((await fixture.Wired.CreateAsync(check.Inputs, preview: true)).Properties);
    }

    [Fact]
    public async Task W24_What_is_unset_is_missing_and_what_is_unknown_is_not()
    {
        var unset = await fixture.Wired.CheckAsync(Wired.Inputs(("sender", Value.ForNull())));
        var unknown = await fixture.Wired.CheckAsync(Wired.Inputs(("sender", Wire.Unknown)));

        Assert.Equal("sender", Assert.Single(unset.Failures).Property);
        Assert.Empty(unknown.Failures);
    }

    [Fact]
    public async Task W24_An_unknown_part_leaves_its_neighbours_known()
    {
        var news = Wired.Inputs(
            ("tags", new object[] { "a", Wire.Unknown }),
            ("extraConfiguration", new Dictionary<string, object?> { ["x"] = Wire.Unknown, ["y"] = "2" }));

        var check = await fixture.Wired.CheckAsync(news);
        var diff = await fixture.Wired.DiffAsync(s_known, s_known, news);

        Assert.Empty(check.Failures);
        Assert.Equal("a", check.Inputs.Fields["tags"].ListValue.Values[0].StringValue);
        Assert.Equal("2", check.Inputs.Fields["extraConfiguration"].StructValue.Fields["y"].StringValue);
        Assert.Equal(
            ["enabled", "extraConfiguration.x", "extraConfiguration.y", "tags[1]"],
            diff.DetailedDiff.Keys.Append("enabled").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task W24_An_unknown_never_reaches_the_service()
    {
        fixture.Wired.Sandbox.ClearRequests();

        var failure = await Failures.OfAsync(fixture.Wired.CreateAsync(Wired.Inputs(("sender", Wire.Unknown))));

        Assert.Equal(Grpc.Core.StatusCode.InvalidArgument, failure.StatusCode);
        Assert.Contains("sender", failure.Status.Detail, StringComparison.Ordinal);
        Assert.Empty(fixture.Wired.Sandbox.Requests);
    }

    private static IEnumerable<string> Unknowns(Struct map) =>
        map.Fields.Where(field => Wire.ContainsUnknown(field.Value)).Select(field => field.Key).Order(StringComparer.Ordinal);

    private static Value Output(bool secret) => Value.ForStruct(new Struct
    {
        Fields =
        {
            [WireFormat.SignatureKey] = Value.ForString(WireFormat.OutputSignature),
            ["secret"] = Value.ForBool(secret),
            ["dependencies"] = Value.ForList(Value.ForString(Wired.Urn)),
        },
    });
}
