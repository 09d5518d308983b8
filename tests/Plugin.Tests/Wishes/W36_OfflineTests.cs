// Wish 36: without a network, a plugin from a file or from PATH does everything.
using InfoBip.EngineSimulator;

namespace InfoBip.Plugin.Tests.Wishes;

public sealed class W36_OfflineTests
{
    /// <summary>An address at which nobody listens: whatever leaves this machine goes there, and fails.</summary>
    private const string ClosedPort = "http://127.0.0.1:1";

    [Theory]
    [InlineData("archive")]
    [InlineData("folder")]
    [InlineData("PATH")]
    public async Task W36_A_plugin_from_a_file_or_PATH_deploys_previews_and_destroys(string source)
    {
        await using var packed = new PackedPlugin();
        await using var stage = await Stage.OpenAsync();
        foreach (var proxy in new[] { "http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY" })
        {
            stage.Environment[proxy] = ClosedPort;
        }

        // The sandbox is on this machine.
        stage.Environment["no_proxy"] = stage.Environment["NO_PROXY"] = "127.0.0.1";

        stage.Store = new PluginStore(packed.Nowhere with { SearchPath = source == "PATH" ? [packed.Folder] : [] });
        if (source != "PATH")
        {
            await stage.Store.InstallAsync(
                new PluginRequest("infobip") { Version = PackedPlugin.Version }, source == "archive" ? packed.Archive : packed.Folder, TestContext.Current.CancellationToken);
        }

        // A download would be tried where nobody answers, and fail.
        var program = Stage.Program([], [$"version: {PackedPlugin.Version}", $"pluginDownloadURL: {ClosedPort}"]);
        await stage.DeployAsync(program);
        Assert.Single(stage.Sandbox.Instances);
        await stage.PreviewQuietlyAsync(program);
        await stage.RefreshQuietlyAsync();
        Assert.True((await stage.DestroyAsync()).Succeeded);
        Assert.Empty(stage.Sandbox.Instances);
    }

    [Fact]
    public async Task W36_Without_any_plugin_the_failure_tells_how_to_install_one_from_a_file()
    {
        await using var packed = new PackedPlugin();
        await using var stage = await Stage.OpenAsync();
        stage.Store = new PluginStore(packed.Nowhere);

        var up = await stage.UpAsync(Stage.Program());

        Assert.False(up.Succeeded);
        Assert.Contains("plugin install resource infobip VERSION --file ARCHIVE", Stage.Text(up), StringComparison.Ordinal);
    }
}
