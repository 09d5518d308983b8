// No network: a compiled program, and a plugin from a file or from PATH.
using InfoBip.EngineSimulator;
using Programs.Tests.Fixtures;

namespace Programs.Tests.Install;

public sealed class OfflineTests(PackageFixture packages)
{
    /// <summary>An address without a listener, as proxy: a request to another machine fails.</summary>
    private const string ClosedPort = "http://127.0.0.1:1";

    /// <summary>Only this machine, with the engine, the plugin and the sandbox, is reached without the proxy.</summary>
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
    public async Task A_program_is_previewed_deployed_and_destroyed_by_a_plugin_from_a_file_or_PATH(string source)
    {
        var program = new ProcessProgram("infobip-sms", await packages.FirstProgramAsync()) { Environment = CutOff };
        var home = packages.NewFolder($"home-{source}");
        var installed = await packages.InstallPluginAsync(home);
        await using var fixture = await StackFixture.OpenAsync();
        fixture.Config = fixture.Config.With("infobipUsername", "acme");
        fixture.PluginEnvironment = CutOff;
        fixture.Store = source == "PATH"
            ? new PluginStore(packages.NewFolder("empty-home"), installed)
            : new PluginStore(home, "");

        var preview = await fixture.PreviewAsync(program);
        var up = await fixture.UpAsync(program);
        fixture.Reload();
        var again = await fixture.UpAsync(program);
        var destroy = await fixture.DestroyAsync();

        Assert.All([preview, up, again, destroy], result => Assert.True(result.Succeeded, fixture.Shown(result)));
        Assert.Equal((1, 1, 1), (preview.Count(StepKind.Create), up.Count(StepKind.Create), destroy.Count(StepKind.Delete)));
        Assert.False(again.HasChanges, fixture.Shown(again));
        Assert.Empty(fixture.Sandbox.Instances);
    }
}
