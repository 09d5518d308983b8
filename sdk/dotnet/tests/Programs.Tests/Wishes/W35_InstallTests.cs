// Wish 35: a program that takes the published package deploys on a clean machine, and the plugin is fetched by itself.
using InfoBip.EngineSimulator;
using Programs.Tests.Packages;

namespace Programs.Tests.Wishes;

public sealed class W35_InstallTests(Workshop workshop)
{
    [Fact]
    public async Task W35_The_first_up_of_a_program_fetches_the_plugin_from_where_the_package_says()
    {
        var release = await workshop.ReleasePackageAsync();
        var server = await workshop.ServerAsync();
        var program = await workshop.ProgramAsync(
            "published", Path.GetDirectoryName(release.Package)!, Path.Combine(Stage.Root, "sdk", "dotnet", "Pulumi.InfoBip", "README.md"));
        await using var stage = await Stage.OpenAsync();
        stage.Config = stage.Config.With("infobipUsername", "acme");
        stage.Store = new PluginStore(new PluginStoreOptions(workshop.NewFolder("clean-home")));

        var up = await stage.UpAsync(new ProcessProgram("infobip-sms", program));
        stage.Reload();
        var again = await stage.UpAsync(new ProcessProgram("infobip-sms", program));
        var destroy = await stage.DestroyAsync();

        Assert.True(up.Succeeded, stage.Shown(up));
        Assert.Equal(1, up.Count(StepKind.Create));
        Assert.False(again.HasChanges, stage.Shown(again));
        Assert.True(destroy.Succeeded, stage.Shown(destroy));
        Assert.Equal($"/plugins/infobip/{Workshop.Version}/{Path.GetFileName(await workshop.ArchivePluginAsync())}", Assert.Single(server.Asked));
        Assert.NotNull(stage.Store.InHome(new PluginRequest("infobip") { Version = Workshop.Version }));
        Assert.Empty(stage.Sandbox.Instances);
    }
}
