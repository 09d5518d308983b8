// The published package on a clean machine: what the first deployment is to fetch, and from where.
using InfoBip.EngineSimulator;
using Programs.Tests.Fixtures;

namespace Programs.Tests.Install;

public sealed class InstallTests(PackageFixture packages)
{
    [Fact]
    public async Task A_program_asks_for_the_plugin_of_the_packages_version_from_where_the_package_says()
    {
        var release = await packages.ReleasePackageAsync();
        var program = await packages.ProgramAsync(
            "published", Path.GetDirectoryName(release.Package)!, Path.Combine(StackFixture.Root, "sdk", "dotnet", "Pulumi.InfoBip", "README.md"));
        await using var fixture = await StackFixture.OpenAsync();
        fixture.Config = fixture.Config.With("infobipUsername", "acme");
        var home = packages.NewFolder("clean-home");
        fixture.Store = new PluginStore(home, "");

        var without = await fixture.UpAsync(new ProcessProgram("infobip-sms", program));
        await packages.InstallPluginAsync(home);
        var up = await fixture.UpAsync(new ProcessProgram("infobip-sms", program));
        var settings = fixture.Stack.Resources.Single(resource => resource.IsProvider).Inputs.Fields;
        fixture.Reload();
        var again = await fixture.UpAsync(new ProcessProgram("infobip-sms", program));
        var destroy = await fixture.DestroyAsync();

        Assert.Contains($"There is no plugin infobip {PackageFixture.Version}", fixture.Shown(without), StringComparison.Ordinal);
        Assert.True(up.Succeeded, fixture.Shown(up));
        Assert.Equal(1, up.Count(StepKind.Create));
        Assert.Equal((PackageFixture.Version, release.Url), (settings["version"].StringValue, settings["__internal"].StructValue.Fields["pluginDownloadURL"].StringValue));
        Assert.False(again.HasChanges, fixture.Shown(again));
        Assert.True(destroy.Succeeded, fixture.Shown(destroy));
        Assert.Empty(fixture.Sandbox.Instances);
    }
}
