// Which plugin a program asks for, and what the state keeps of it.
using Pulumirpc;

namespace InfoBip.EngineSimulator.Tests;

public sealed class PluginRequestTests
{
    private const string Url = "https://plugins.example.com/of/acme";
    private const string Options = $"    options: {{version: 1.2.3, pluginDownloadURL: \"{Url}\"}}";

    private static readonly PluginRequest s_request = new("fake") { Version = "1.2.3", DownloadUrl = Url };

    [Fact]
    public async Task A_yaml_program_names_version_and_address_in_its_options()
    {
        await using var fixture = new SimulatorFixture();
        var requests = Watch(fixture);

        await fixture.GivenAsync(SimulatorFixture.OneThing("{}", Options));

        Assert.Equal([s_request], requests);
    }

    [Fact]
    public async Task An_sdk_names_version_address_and_checksum_with_each_resource()
    {
        await using var fixture = new SimulatorFixture();
        var requests = Watch(fixture);

        await fixture.GivenAsync(SmallPrograms.Of("download"));

        Assert.Equal([s_request with { Checksum = "ABCD" }], requests);
    }

    [Fact]
    public async Task A_destroy_finds_the_plugin_that_the_state_names()
    {
        await using var fixture = new SimulatorFixture();
        await fixture.GivenAsync(SimulatorFixture.OneThing("{}", Options));
        fixture.Reload();
        var requests = Watch(fixture);

        await fixture.DestroyAsync();

        Assert.Equal([s_request], requests);
        Assert.Empty(fixture.Stack.Resources);
    }

    [Fact]
    public async Task The_plugin_gets_its_version_and_none_of_the_engines_own_settings()
    {
        await using var fixture = new SimulatorFixture();

        await fixture.UpAsync(SimulatorFixture.OneThing("{}", Options));
        await fixture.UpAsync(SimulatorFixture.OneThing("{}", Options));

        foreach (var settings in fixture.Plugin.Requests<CheckRequest>("CheckConfig").Select(request => request.News)
            .Concat(fixture.Plugin.Requests<DiffRequest>("DiffConfig").Select(request => request.Olds))
            .Concat(fixture.Plugin.Requests<ConfigureRequest>("Configure").Select(request => request.Args)))
        {
            Assert.Equal(["key", "version"], settings.Fields.Keys.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_version_that_CheckConfig_drops_is_put_back_and_one_that_it_changes_is_an_error()
    {
        await using var fixture = new SimulatorFixture();
        fixture.Plugin.OnCheckConfig = _ => new CheckResponse { Inputs = new() };
        await fixture.GivenAsync(SimulatorFixture.OneThing("{}", Options));
        Assert.Equal("1.2.3", Assert.Single(fixture.Stack.Resources, resource => resource.IsProvider).Inputs.Fields["version"].StringValue);

        fixture.Plugin.OnCheckConfig = _ => new CheckResponse { Inputs = Wire.Map(("version", "9.9.9")) };
        var result = await fixture.UpAsync(SimulatorFixture.OneThing("{}", Options));

        Assert.Contains("changes the version from 1.2.3 to 9.9.9", Assert.Single(result.ProtocolErrors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_version_has_a_default_provider_of_its_own()
    {
        await using var fixture = new SimulatorFixture();
        await fixture.UpAsync(SimulatorFixture.OneThing("{}"));

        await fixture.UpAsync(SimulatorFixture.OneThing("{}", "    options: {version: 1.2.4}"));

        Assert.Equal(["default_1_2_4"], fixture.Stack.Resources.Where(resource => resource.IsProvider).Select(resource => resource.Name));
        Assert.Single(fixture.Plugin.Things);
    }

    [Fact]
    public async Task The_first_up_in_an_empty_home_downloads_the_plugin_and_the_next_ones_use_it()
    {
        await using var home = new PluginHome();
        var archive = $"/{PluginPlatform.Current.ArchiveOf("fake", "1.2.3")}";
        var url = await home.ServeAsync(archive, PluginHome.Archive(home.Folder("dist")));
        await using var fixture = new SimulatorFixture();
        fixture.With = options => options with { Launcher = home.Store.ToLauncher(path => new PluginProcessOptions(path)) };
        var program = SimulatorFixture.OneThing("{}", $"    options: {{version: 1.2.3, pluginDownloadURL: \"{url}\"}}");

        Assert.Empty((await fixture.UpAsync(program)).Errors);
        Assert.Empty((await fixture.DestroyAsync()).Errors);

        Assert.Equal([archive], home.Asked);
    }

    [Fact]
    public async Task A_plugin_that_cannot_be_had_fails_the_operation_once()
    {
        await using var home = new PluginHome();
        await using var fixture = new SimulatorFixture();
        fixture.With = options => options with { Launcher = home.Store.ToLauncher(path => new PluginProcessOptions(path)) };

        var result = await fixture.UpAsync(SimulatorFixture.OneThing("{}"));

        Assert.Contains("There is no plugin fake", Assert.Single(result.Errors).Message, StringComparison.Ordinal);
    }

    private static List<PluginRequest> Watch(SimulatorFixture fixture)
    {
        var requests = new List<PluginRequest>();
        fixture.With = options => options with
        {
            Launcher = (launch, cancellationToken) =>
            {
                requests.Add(launch.Request);
                return options.Launcher(launch, cancellationToken);
            },
        };
        return requests;
    }
}
