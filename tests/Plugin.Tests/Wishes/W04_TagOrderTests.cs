// Wish 4: the order and repetition of tags mean nothing, in whatever form the service tells them.
using CsCheck;
using InfoBip.EngineSimulator;
using InfoBip.Sandbox;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Wishes;

public sealed class W04_TagOrderTests
{
    private static readonly string[] s_tags = ["alpha", "beta", "gamma", "Beta", "d e"];

    /// <summary>A program's tags, the same set in another order with repetitions, and how the service answers.</summary>
    private static readonly Gen<(string[] First, string[] Second, SandboxOptions Service)> s_case =
        from size in Gen.Int[0, s_tags.Length]
        from first in Gen.Shuffle(s_tags)
        from second in Gen.Shuffle(first.Take(size).ToArray())
        from repeated in Gen.Int[0, size]
        from shape in Gen.Enum<AnswerShape>()
        from form in Gen.Enum<TagShape>()
        from reverse in Gen.Bool
        select (
            first.Take(size).ToArray(),
            second.Concat(second.Take(repeated)).ToArray(),
            new SandboxOptions { Answers = shape, Tags = form, ReverseTags = reverse });

    [Fact]
    public async Task W04_Any_order_and_repetition_is_no_change_and_the_users_order_stays()
    {
        await using var wired = await Wired.OpenAsync();
        await s_case.SampleAsync(
            async sample =>
            {
                wired.Sandbox.Options = sample.Service;
                var inputs = Wired.Inputs(("tags", sample.First));
                var created = await wired.CreateAsync(inputs);
                Assert.Equal(Wire.Of(sample.First), created.Properties.Fields["tags"]);

                var read = await wired.ReadAsync(created.Id, inputs, created.Properties);
                Assert.Equal(inputs, read.Inputs);
                Assert.Equal(Wire.Of(sample.First), read.Properties.Fields["tags"]);

                var again = Wired.Inputs(("tags", sample.Second));
                var diff = await wired.DiffAsync(read.Properties, read.Inputs, again);
                Assert.Equal(DiffResponse.Types.DiffChanges.DiffNone, diff.Changes);
                Assert.Empty(diff.DetailedDiff);

                var one = await wired.DiffAsync(read.Properties, read.Inputs, Wired.Inputs(("tags", sample.Second.Append("new"))));
                var (path, entry) = Assert.Single(one.DetailedDiff);
                Assert.Equal($"tags[{sample.Second.Length}]", path);
                Assert.Equal(PropertyDiff.Types.Kind.Add, entry.Kind);
            },
            iter: 40,
            threads: 1,
            seed: "0000KqXp3Vb1");
    }

    [Fact]
    public async Task W04_Reordered_tags_send_nothing_and_one_more_tag_is_one_entry()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.DeployAsync(Stage.Program("tags: [a, b, c]"));
        stage.Sandbox.ClearRequests();

        await stage.PreviewQuietlyAsync(Stage.Program("tags: [c, a, b, a]"));
        await stage.DeployAsync(Stage.Program("tags: [c, b, a]"));
        Assert.Empty(stage.Calls);

        var preview = await stage.PreviewAsync(Stage.Program("tags: [c, b, a, d]"));
        Assert.Equal(["tags[3]"], Stage.Paths(preview));
    }

    [Fact]
    public async Task W04_A_removed_tag_is_one_entry_at_its_old_place()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.DeployAsync(Stage.Program("tags: [a, b, c]"));

        var preview = await stage.PreviewAsync(Stage.Program("tags: [c, a]"));

        var change = Assert.Single(preview.Step("sms").Changes);
        Assert.Equal(("tags[1]", StepChangeKind.Delete), (change.Path, change.Kind));
    }
}
