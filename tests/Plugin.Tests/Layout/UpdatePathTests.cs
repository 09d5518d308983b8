// The calls that eng/update-files.sh measures: a check alone, and the same check with two updates.
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace InfoBip.Plugin.Tests.Layout;

public sealed class UpdatePathTests
{
    [Fact]
    public async Task A_check_is_answered()
    {
        await using var plugin = await PluginFixture.OpenAsync();
        Assert.Empty((await plugin.CheckAsync(SampleResource.Inputs())).Failures);
    }

    [Fact]
    public async Task A_check_and_updates_of_a_tag_and_of_an_entry_are_answered()
    {
        await using var plugin = await PluginFixture.OpenAsync();
        var olds = (await plugin.CheckAsync(SampleResource.Inputs(("tags", new[] { "a" })))).Inputs;
        var created = plugin.Sandbox.Add("sms", configuration: SampleInstance.Configuration(), tags: ["a"]);
        var state = await UpdateAsync(plugin, created.Id, olds, olds, SampleResource.Inputs(("tags", new[] { "b" })));
        Assert.Equal(["b"], Assert.Single(plugin.Sandbox.Instances).Tags);

        await UpdateAsync(plugin, created.Id, state, olds, SampleResource.Inputs(("tags", new[] { "a" }), ("sender", "Shop")));
        Assert.Equal("Shop", Assert.Single(plugin.Sandbox.Instances).Configuration[SampleInstance.SenderKey]);
    }

    private static async Task<Struct> UpdateAsync(PluginFixture plugin, long id, Struct state, Struct olds, Struct news) => (await plugin.Client.UpdateAsync(new UpdateRequest
    {
        Id = id.ToString(null, null),
        Urn = SampleResource.Urn,
        Name = "sms",
        Type = SampleResource.Type,
        Olds = state.Clone(),
        OldInputs = olds.Clone(),
        News = news.Clone(),
    })).Properties;
}
