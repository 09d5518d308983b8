// Wish 36: without a network, a compiled program and a plugin from a file or from PATH do everything.
using InfoBip.EngineSimulator;
using Programs.Tests.Packages;

namespace Programs.Tests.Wishes;

public sealed class W36_OfflineTests(Workshop workshop)
{
    /// <summary>An address at which nobody listens: whatever leaves this machine goes there, and fails.</summary>
    private const string ClosedPort = "http://127.0.0.1:1";

    /// <summary>The engine, the plugin and the sandbox are on this machine; all else is behind the closed port.</summary>
    private static readonly Dictionary<string, string?> CutOff = new()
    {
        ["http_proxy"] = ClosedPort,
        ["https_proxy"] = ClosedPort,
        ["HTTP_PROXY"] = ClosedPort,
        ["HTTPS_PROXY"] = ClosedPort,
        ["ALL_PROXY"] = ClosedPort,
        ["all_proxy"] = ClosedPort,
        ["no_proxy"] = "127.0.0.1",
        ["NO_PROXY"] = "127.0.0.1",
    };

    [Theory]
    [InlineData("archive")]
    [InlineData("PATH")]
    public async Task W36_A_program_is_previewed_deployed_and_destroyed_by_a_plugin_from_a_file_or_PATH(string source)
    {
        var program = new ProcessProgram("infobip-sms", await workshop.FirstProgramAsync()) { Environment = CutOff };
        var archive = await workshop.ArchivePluginAsync();
        PluginStoreOptions options = new(workshop.NewFolder($"home-{source}")) { MayDownload = false };
        PluginRequest request = new("infobip") { Version = Workshop.Version };
        var installed = await new PluginStore(options).InstallAsync(request, archive, TestContext.Current.CancellationToken);
        await using var stage = await Stage.OpenAsync();
        stage.PluginEnvironment = CutOff;
        stage.Store = source == "PATH"
            ? new PluginStore(new PluginStoreOptions(workshop.NewFolder("empty-home")) { MayDownload = false, SearchPath = [Path.GetDirectoryName(installed)!] })
            : new PluginStore(options);

        var preview = await stage.PreviewAsync(program);
        var up = await stage.UpAsync(program);
        stage.Reload();
        var again = await stage.UpAsync(program);
        var destroy = await stage.DestroyAsync();

        Assert.All([preview, up, again, destroy], result => Assert.True(result.Succeeded, stage.Shown(result)));
        Assert.Equal((1, 1, 1), (preview.Count(StepKind.Create), up.Count(StepKind.Create), destroy.Count(StepKind.Delete)));
        Assert.False(again.HasChanges, stage.Shown(again));
        Assert.Empty(stage.Sandbox.Instances);
    }
}
