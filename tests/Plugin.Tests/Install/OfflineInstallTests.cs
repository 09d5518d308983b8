// Without a network, a plugin from a file or from PATH does everything.
using InfoBip.EngineSimulator;

namespace InfoBip.Plugin.Tests.Install;

public sealed class OfflineInstallTests
{
    /// <summary>An address without a listener: whatever leaves this machine goes there, and fails.</summary>
    private const string ClosedPort = "http://127.0.0.1:1";

    [Theory]
    [InlineData("archive")]
    [InlineData("PATH")]
    public async Task A_plugin_from_a_file_or_PATH_deploys_previews_and_destroys(string source)
    {
        using var packed = new PackedPlugin();
        await using var fixture = await StackFixture.OpenAsync();
        foreach (var proxy in new[] { "http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY" })
        {
            fixture.Environment[proxy] = ClosedPort;
        }

        // The sandbox is on this machine.
        fixture.Environment["no_proxy"] = fixture.Environment["NO_PROXY"] = "127.0.0.1";

        fixture.Store = new PluginStore(packed.Home, source == "PATH" ? packed.Folder : "");
        if (source != "PATH")
        {
            await PluginArchive.InstallAsync(packed.Archive, packed.Home, PackedPlugin.Version);
        }

        // What a release says of itself; where nothing answers.
        var program = StackFixture.Program([], [$"version: {PackedPlugin.Version}", $"pluginDownloadURL: {ClosedPort}"]);
        await fixture.DeployAsync(program);
        Assert.Single(fixture.Sandbox.Instances);
        await fixture.PreviewQuietlyAsync(program);
        await fixture.RefreshQuietlyAsync();
        Assert.True((await fixture.DestroyAsync()).Succeeded);
        Assert.Empty(fixture.Sandbox.Instances);
    }

    [Fact]
    public async Task Without_any_plugin_the_error_says_where_it_was_looked_for()
    {
        using var packed = new PackedPlugin();
        await using var fixture = await StackFixture.OpenAsync();
        fixture.Store = new PluginStore(packed.Home, "");

        var up = await fixture.UpAsync(StackFixture.Program());

        Assert.False(up.Succeeded);
        Assert.Contains($"it is not installed in {packed.Home}", StackFixture.Text(up), StringComparison.Ordinal);
    }
}
