// An input that is not known yet never fails a check or a preview, and is not the same as one left out.
using Google.Protobuf.WellKnownTypes;
using InfoBip.EngineSimulator;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Check;

public sealed class UnknownInputTests(SharedPlugin shared) : IClassFixture<SharedPlugin>
{
    private static readonly string[] s_all = ["sender", "username", "password", "callbackUrl", "name", "tags", "enabled", "extraConfiguration"];

    private static readonly Struct s_known = SampleResource.Inputs(
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
    public async Task An_unknown_input_passes_check_diff_and_previews_and_only_what_depends_on_it_is_unknown(string which)
    {
        var unknown = s_all.Contains(which) ? [which] : s_all;
        var news = s_known.Clone();
        foreach (var name in unknown)
        {
            news.Fields[name] = Wire.Unknown;
        }

        var check = await shared.Plugin.CheckAsync(news);
        Assert.Empty(check.Failures);
        Assert.Equal(unknown.Order(StringComparer.Ordinal), Unknowns(check.Inputs));

        var create = await shared.Plugin.CreateAsync(check.Inputs, preview: true);
        Assert.Empty(create.Id);
        Assert.Equal(
            unknown.Concat(["token", "valid", "connector", "maxCacheSize", "cacheTimeToLive", "cachingEnabled", "createdDate"]).Order(StringComparer.Ordinal),
            Unknowns(create.Properties));

        var made = await shared.Plugin.CreateAsync(s_known);
        var diff = await shared.Plugin.DiffAsync(made.Properties, s_known, check.Inputs);
        Assert.Equal(DiffResponse.Types.DiffChanges.DiffSome, diff.Changes);
        Assert.Equal(unknown.Order(StringComparer.Ordinal), diff.DetailedDiff.Keys.Order(StringComparer.Ordinal));

        shared.Plugin.Sandbox.ClearRequests();
        var update = await shared.Plugin.UpdateAsync(made.Id, made.Properties, s_known, check.Inputs, preview: true);
        var validatedAgain = unknown.Intersect(["sender", "username", "password", "callbackUrl", "extraConfiguration"]).Any();
        Assert.Equal(
            (validatedAgain ? unknown.Append("valid") : unknown).Order(StringComparer.Ordinal),
            Unknowns(update.Properties));
        Assert.Equal(made.Properties.Fields["token"], update.Properties.Fields["token"]);
        Assert.Empty(shared.Plugin.Sandbox.Requests);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Every_form_of_an_unknown_is_one(string form)
    {
        var check = await shared.Plugin.CheckAsync(SampleResource.Inputs(("sender", s_outputForms[form]), ("tags", new object[] { "a", s_outputForms[form] })));

        Assert.Empty(check.Failures);
        Assert.Equal(["sender", "tags"], Unknowns(check.Inputs));
        Assert.Equal(form.Contains("secret", StringComparison.Ordinal), Wire.IsSecret(check.Inputs.Fields["sender"]));
        Assert.NotNull((await shared.Plugin.CreateAsync(check.Inputs, preview: true)).Properties);
    }

    [Fact]
    public async Task What_is_unset_is_missing_and_what_is_unknown_is_not()
    {
        var unset = await shared.Plugin.CheckAsync(SampleResource.Inputs(("sender", Value.ForNull())));
        var unknown = await shared.Plugin.CheckAsync(SampleResource.Inputs(("sender", Wire.Unknown)));

        Assert.Equal("sender", Assert.Single(unset.Failures).Property);
        Assert.Empty(unknown.Failures);
    }

    [Fact]
    public async Task An_unknown_part_leaves_its_neighbours_known()
    {
        var news = SampleResource.Inputs(
            ("tags", new object[] { "a", Wire.Unknown }),
            ("extraConfiguration", new Dictionary<string, object?> { ["x"] = Wire.Unknown, ["y"] = "2" }));

        var check = await shared.Plugin.CheckAsync(news);
        var diff = await shared.Plugin.DiffAsync(s_known, s_known, news);

        Assert.Empty(check.Failures);
        Assert.Equal("a", check.Inputs.Fields["tags"].ListValue.Values[0].StringValue);
        Assert.Equal("2", check.Inputs.Fields["extraConfiguration"].StructValue.Fields["y"].StringValue);
        Assert.Equal(
            ["enabled", "extraConfiguration.x", "extraConfiguration.y", "tags[1]"],
            diff.DetailedDiff.Keys.Append("enabled").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_unknown_never_reaches_the_service()
    {
        shared.Plugin.Sandbox.ClearRequests();

        var failure = await Failures.OfAsync(shared.Plugin.CreateAsync(SampleResource.Inputs(("sender", Wire.Unknown))));

        Assert.Equal(Grpc.Core.StatusCode.InvalidArgument, failure.StatusCode);
        Failures.AssertError(failure, "IB2011", "sender");
        Assert.Empty(shared.Plugin.Sandbox.Requests);
    }

    private static IEnumerable<string> Unknowns(Struct map) =>
        map.Fields.Where(field => Wire.ContainsUnknown(field.Value)).Select(field => field.Key).Order(StringComparer.Ordinal);

    private static Value Output(bool secret) => Value.ForStruct(new Struct
    {
        Fields =
        {
            [WireFormat.SignatureKey] = Value.ForString(WireFormat.OutputSignature),
            ["secret"] = Value.ForBool(secret),
            ["dependencies"] = Value.ForList(Value.ForString(SampleResource.Urn)),
        },
    });
}
