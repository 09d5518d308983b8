// The first deployment on a clean machine fetches the plugin by itself.
using InfoBip.EngineSimulator;

namespace InfoBip.Plugin.Tests.Install;

public sealed class FirstInstallTests
{
    [Fact]
    public async Task The_first_up_in_a_clean_home_downloads_the_plugin_and_later_ones_use_it()
    {
        await using var packed = new PackedPlugin();
        await using var fixture = await StackFixture.OpenAsync();
        fixture.Store = new PluginStore(packed.Nowhere);
        var program = Program(await packed.ServeAsync(), PackedPlugin.Version);

        await fixture.DeployAsync(program);
        Assert.Single(fixture.Sandbox.Instances);
        await fixture.PreviewQuietlyAsync(program);
        Assert.True((await fixture.DestroyAsync()).Succeeded);

        Assert.Equal($"/releases/{Path.GetFileName(packed.Archive)}", Assert.Single(packed.Asked));
        Assert.NotNull(fixture.Store.InHome(new PluginRequest("infobip") { Version = PackedPlugin.Version }));
        Assert.Empty(fixture.Sandbox.Instances);
    }

    [Fact]
    public async Task A_release_that_is_not_there_is_an_error_with_its_address()
    {
        await using var packed = new PackedPlugin();
        await using var fixture = await StackFixture.OpenAsync();
        fixture.Store = new PluginStore(packed.Nowhere);
        var url = await packed.ServeAsync();

        var up = await fixture.UpAsync(Program(url, "99.0.0"));

        Assert.False(up.Succeeded);
        Assert.Contains($"{url}/{PluginPlatform.Current.ArchiveOf("infobip", "99.0.0")} answers 404", StackFixture.Text(up), StringComparison.Ordinal);
        Assert.Empty(fixture.Sandbox.Instances);
    }

    private static string Program(string url, string version) => StackFixture.Program([], [$"version: {version}", $"pluginDownloadURL: {url}"]);
}
