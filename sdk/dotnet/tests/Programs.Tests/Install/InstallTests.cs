// The published package on a clean machine: the plugin is downloaded by the first deployment.
using InfoBip.EngineSimulator;
using Programs.Tests.Fixtures;

namespace Programs.Tests.Install;

public sealed class InstallTests(PackageFixture packages)
{
    [Fact]
    public async Task The_first_up_of_a_program_fetches_the_plugin_from_where_the_package_says()
    {
        var release = await packages.ReleasePackageAsync();
        var server = await packages.ServerAsync();
        var program = await packages.ProgramAsync(
            "published", Path.GetDirectoryName(release.Package)!, Path.Combine(StackFixture.Root, "sdk", "dotnet", "Pulumi.InfoBip", "README.md"));
        await using var fixture = await StackFixture.OpenAsync();
        fixture.Config = fixture.Config.With("infobipUsername", "acme");
        fixture.Store = new PluginStore(new PluginStoreOptions(packages.NewFolder("clean-home")));

        var up = await fixture.UpAsync(new ProcessProgram("infobip-sms", program));
        fixture.Reload();
        var again = await fixture.UpAsync(new ProcessProgram("infobip-sms", program));
        var destroy = await fixture.DestroyAsync();

        Assert.True(up.Succeeded, fixture.Shown(up));
        Assert.Equal(1, up.Count(StepKind.Create));
        Assert.False(again.HasChanges, fixture.Shown(again));
        Assert.True(destroy.Succeeded, fixture.Shown(destroy));
        Assert.Equal($"/plugins/infobip/{PackageFixture.Version}/{Path.GetFileName(await packages.ArchivePluginAsync())}", Assert.Single(server.Asked));
        Assert.NotNull(fixture.Store.InHome(new PluginRequest("infobip") { Version = PackageFixture.Version }));
        Assert.Empty(fixture.Sandbox.Instances);
    }
}
