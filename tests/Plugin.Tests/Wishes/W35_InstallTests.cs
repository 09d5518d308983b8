// Wish 35: the first deployment on a clean machine fetches the plugin by itself.
using InfoBip.EngineSimulator;

namespace InfoBip.Plugin.Tests.Wishes;

public sealed class W35_InstallTests
{
    [Fact]
    public async Task W35_The_first_up_in_a_clean_home_downloads_the_plugin_and_later_ones_use_it()
    {
        await using var packed = new PackedPlugin();
        await using var stage = await Stage.OpenAsync();
        stage.Store = new PluginStore(packed.Nowhere);
        var program = Program(await packed.ServeAsync(), PackedPlugin.Version);

        await stage.DeployAsync(program);
        Assert.Single(stage.Sandbox.Instances);
        await stage.PreviewQuietlyAsync(program);
        Assert.True((await stage.DestroyAsync()).Succeeded);

        Assert.Equal($"/releases/{Path.GetFileName(packed.Archive)}", Assert.Single(packed.Asked));
        Assert.NotNull(stage.Store.InHome(new PluginRequest("infobip") { Version = PackedPlugin.Version }));
        Assert.Empty(stage.Sandbox.Instances);
    }

    [Fact]
    public async Task W35_A_release_that_is_not_there_is_told_with_its_address()
    {
        await using var packed = new PackedPlugin();
        await using var stage = await Stage.OpenAsync();
        stage.Store = new PluginStore(packed.Nowhere);
        var url = await packed.ServeAsync();

        var up = await stage.UpAsync(Program(url, "99.0.0"));

        Assert.False(up.Succeeded);
        Assert.Contains($"{url}/{PluginPlatform.Current.ArchiveOf("infobip", "99.0.0")} answers 404", Stage.Text(up), StringComparison.Ordinal);
        Assert.Empty(stage.Sandbox.Instances);
    }

    private static string Program(string url, string version) => Stage.Program([], [$"version: {version}", $"pluginDownloadURL: {url}"]);
}
