// The protocol's messages in the provider's terms, and its answers as the engine wants them.
using CsCheck;
using Google.Protobuf;
using ProviderHost.PropertyValues;
using ProviderHost.Protocol;
using ProviderHost.Resources;
using ProviderHost.Tests.Support;
using Pulumirpc;

namespace ProviderHost.Tests.Protocol;

public sealed class MessagesTests
{
    [Fact]
    public void No_difference_is_said_plainly()
    {
        var response = Messages.Diff(new ResourceDiff([], DeleteBeforeReplace: true) { Stable = ["created"] }, comparedInputs: true);
        Assert.Equal(DiffResponse.Types.DiffChanges.DiffNone, response.Changes);
        Assert.True(response.HasDetailedDiff);
        Assert.Empty(response.DetailedDiff);
        Assert.Empty(response.Diffs);
        Assert.True(response.DeleteBeforeReplace);
        Assert.Equal(["created"], response.Stables);
    }

    [Fact]
    public void The_parts_of_a_diff_agree_for_any_change() =>
        Gen.Select(RandomInputs.Any, RandomInputs.Any, Gen.Bool).Sample((olds, news, compared) =>
        {
            var diff = Topic.Definition.Diff(new DiffCall("1", PropertyMap.Empty, olds, news, []));
            var response = Messages.Diff(diff, compared);
            Assert.True(response.HasDetailedDiff);
            Assert.Equal(diff.Changes.Count > 0 ? DiffResponse.Types.DiffChanges.DiffSome : DiffResponse.Types.DiffChanges.DiffNone, response.Changes);
            Assert.Equal(diff.Changes.Select(change => change.Path.ToString()).Order(), response.DetailedDiff.Keys.Order());
            Assert.Equal(response.DetailedDiff.Keys.Select(path => PropertyPath.Parse(path)!.Value.Head).Distinct().Order(), response.Diffs.Order());
            Assert.All(response.DetailedDiff.Values, entry => Assert.Equal(compared, entry.InputDiff));
            Assert.Empty(response.Replaces);
        });

    [Theory]
    [InlineData(nameof(ChangeKind.Add), false, 0)]
    [InlineData(nameof(ChangeKind.Add), true, 1)]
    [InlineData(nameof(ChangeKind.Delete), false, 2)]
    [InlineData(nameof(ChangeKind.Delete), true, 3)]
    [InlineData(nameof(ChangeKind.Update), false, 4)]
    [InlineData(nameof(ChangeKind.Update), true, 5)]
    public void Each_kind_of_change_has_its_number_and_a_replacement_is_listed(string kind, bool replaces, int expected)
    {
        var change = new PropertyChange(PropertyPath.Of("a").At("b.c"), Enum.Parse<ChangeKind>(kind), replaces);
        var response = Messages.Diff(new ResourceDiff([change]), comparedInputs: false);
        Assert.Equal(expected, (int)response.DetailedDiff["a[\"b.c\"]"].Kind);
        Assert.False(response.DetailedDiff["a[\"b.c\"]"].InputDiff);
        Assert.Equal(replaces ? ["a"] : [], response.Replaces);
    }

    [Theory]
    [InlineData(1.0, 1.0), InlineData(0.25, 0.25), InlineData(8_640_000.0, 8_640_000.0), InlineData(0, null)]
    [InlineData(-1, null), InlineData(double.NaN, null)]
    [InlineData(double.PositiveInfinity, null)]
    [InlineData(double.NegativeInfinity, null)]
    [InlineData(double.MaxValue, null)]
    public void A_time_out_is_seconds_and_nothing_means_none(double seconds, double? expected) =>
        Assert.Equal(expected, Messages.Timeout(seconds)?.TotalSeconds);

    [Fact]
    public void Any_number_of_seconds_can_be_read() =>
        Gen.Double.Sample(seconds => Assert.True(Messages.Timeout(seconds) is null or { Ticks: >= 0 }));

    [Fact]
    public void A_check_is_read_with_everything_that_names_need()
    {
        var call = Messages.Check(new CheckRequest
        {
            Urn = Topic.Urn,
            News = WireJson.Struct("""{ "title": "s" }"""),
            Olds = WireJson.Struct("""{ "title": "o" }"""),
            RandomSeed = ByteString.CopyFrom(1, 2, 3),
            Autonaming = new AutonamingOptions { ProposedName = "p", Mode = AutonamingOptions.Types.Mode.Enforce },
        });
        Assert.Equal(new ResourceIdentity(Topic.Urn, "news"), call.Resource);
        Assert.Equal("s", call.NewInputs["title"].AsString);
        Assert.Equal("o", call.OldInputs["title"].AsString);
        Assert.Equal([1, 2, 3], call.RandomSeed.ToArray());
        Assert.Equal(new Autonaming("p", AutonamingMode.Enforce), call.Autonaming);

        var bare = Messages.Check(new CheckRequest { Urn = Topic.Urn, Name = "given" });
        Assert.Equal("given", bare.Resource.Name);
        Assert.Null(bare.Autonaming);
        Assert.Empty(bare.OldInputs);
    }

    [Theory]
    [InlineData(0, nameof(AutonamingMode.Propose))]
    [InlineData(1, nameof(AutonamingMode.Enforce))]
    [InlineData(2, nameof(AutonamingMode.Disable))]
    [InlineData(7, nameof(AutonamingMode.Propose))]
    public void Modes_of_naming_are_read_and_one_of_a_later_engine_is_a_proposal(int mode, string expected)
    {
        var request = new CheckRequest { Autonaming = new AutonamingOptions { Mode = (AutonamingOptions.Types.Mode)mode } };
        Assert.Equal(Enum.Parse<AutonamingMode>(expected), Messages.Check(request).Autonaming?.Mode);
    }

    [Fact]
    public void The_answer_of_a_check_carries_inputs_also_with_failures()
    {
        var response = new Messages(Topic.Package).Check(new CheckedInputs(Topic.Inputs, [new ProviderHost.Resources.CheckFailure(HostErrors.InvalidText, "title", "is blank")]));
        Assert.Equal(Topic.Inputs, PropertyCodec.Decode(response.Inputs));
        Assert.Equal(("title", "is blank [AC2004]"), (response.Failures[0].Property, response.Failures[0].Reason));
    }

    [Fact]
    public void Old_inputs_that_were_not_sent_differ_from_empty_ones()
    {
        Assert.Null(Messages.Diff(new DiffRequest()).OldInputs);
        Assert.Equal(PropertyMap.Empty, Messages.Diff(new DiffRequest { OldInputs = new() }).OldInputs);
        Assert.Null(Messages.Update(new UpdateRequest()).OldInputs);
    }

    [Fact]
    public void A_list_without_a_limit_a_page_size_or_a_token_is_read_as_such()
    {
        Assert.Equal(new ListCall(PropertyMap.Empty, null, null, null), Messages.List(new ListRequest { Limit = 0, PageSize = -1 }));
        Assert.Equal(new ListCall(PropertyMap.Empty, 7, 2, "next"), Messages.List(new ListRequest { Limit = 7, PageSize = 2, ContinuationToken = "next" }));
    }

    [Fact]
    public void Paths_to_leave_alone_are_read_and_what_is_no_path_names_nothing()
    {
        var request = new DiffRequest { Id = "12" };
        request.IgnoreChanges.AddRange(["tags[*]", "", "a[", "extraConfiguration[\"a.b\"]"]);
        var call = Messages.Diff(request);
        Assert.Equal("12", call.Id);
        Assert.Equal(["tags[*]", "extraConfiguration[\"a.b\"]"], call.IgnoreChanges.Select(path => path.ToString()));
    }

    [Theory]
    [InlineData("", null), InlineData(WireJson.UnknownText, null), InlineData("5f9a", "5f9a")]
    public void The_id_of_a_provider_is_known_or_there_is_none(string sent, string? id) => Assert.Equal(id, Messages.KnownId(sent));
}
