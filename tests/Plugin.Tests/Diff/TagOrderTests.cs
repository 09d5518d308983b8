// The order and repetition of tags mean nothing, in whatever form the service returns them.
using CsCheck;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Diff;

public sealed class TagOrderTests
{
    private static readonly string[] s_tags = ["alpha", "beta", "gamma", "Beta", "d e"];

    /// <summary>A program's tags, the same set in another order with repetitions, and how the service answers.</summary>
    private static readonly Gen<(string[] First, string[] Second, SandboxOptions Service)> s_case =
        from size in Gen.Int[0, s_tags.Length]
        from first in Gen.Shuffle(s_tags)
        from second in Gen.Shuffle(first.Take(size).ToArray())
        from repeated in Gen.Int[0, size]
        from shape in Gen.Enum<AnswerShape>()
        from objects in Gen.Bool
        from reverse in Gen.Bool
        select (
            first.Take(size).ToArray(),
            second.Concat(second.Take(repeated)).ToArray(),
            new SandboxOptions { Answers = shape, Behaviours = SandboxBehaviours.Of(objects ? "tags=objects" : "tags=strings"), ReverseTags = reverse });

    [Fact]
    public async Task Any_order_and_repetition_is_no_change_and_the_users_order_stays()
    {
        await using var plugin = await PluginFixture.OpenAsync();
        await s_case.SampleAsync(
            async sample =>
            {
                plugin.Sandbox.Options = sample.Service;
                var inputs = SampleResource.Inputs(("tags", sample.First));
                var created = await plugin.CreateAsync(inputs);
                Assert.Equal(Wire.Of(sample.First), created.Properties.Fields["tags"]);

                var read = await plugin.ReadAsync(created.Id, inputs, created.Properties);
                Assert.Equal(inputs, read.Inputs);
                Assert.Equal(Wire.Of(sample.First), read.Properties.Fields["tags"]);

                var again = SampleResource.Inputs(("tags", sample.Second));
                var diff = await plugin.DiffAsync(read.Properties, read.Inputs, again);
                Assert.Equal(DiffResponse.Types.DiffChanges.DiffNone, diff.Changes);
                Assert.Empty(diff.DetailedDiff);

                var one = await plugin.DiffAsync(read.Properties, read.Inputs, SampleResource.Inputs(("tags", sample.Second.Append("new"))));
                var (path, entry) = Assert.Single(one.DetailedDiff);
                Assert.Equal($"tags[{sample.Second.Length}]", path);
                Assert.Equal(PropertyDiff.Types.Kind.Add, entry.Kind);
            },
            iter: 40,
            threads: 1,
            seed: "0000KqXp3Vb1");
    }

    [Fact]
    public async Task Reordered_tags_send_nothing_and_one_more_tag_is_one_entry()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.DeployAsync(StackFixture.Program("tags: [a, b, c]"));
        fixture.Sandbox.ClearRequests();

        await fixture.PreviewQuietlyAsync(StackFixture.Program("tags: [c, a, b, a]"));
        await fixture.DeployAsync(StackFixture.Program("tags: [c, b, a]"));
        Assert.Empty(fixture.Calls);

        var preview = await fixture.PreviewAsync(StackFixture.Program("tags: [c, b, a, d]"));
        Assert.Equal(["tags[3]"], StackFixture.Paths(preview));
    }

    [Fact]
    public async Task A_removed_tag_is_one_entry_at_its_old_place()
    {
        await using var fixture = await StackFixture.OpenAsync();
        await fixture.DeployAsync(StackFixture.Program("tags: [a, b, c]"));

        var preview = await fixture.PreviewAsync(StackFixture.Program("tags: [c, a]"));

        var change = Assert.Single(preview.Step("sms").Changes);
        Assert.Equal(("tags[1]", StepChangeKind.Delete), (change.Path, change.Kind));
    }
}
