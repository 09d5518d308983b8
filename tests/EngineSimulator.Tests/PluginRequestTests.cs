// Which plugin a program asks for, and what the state remembers of it.
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
        await using var bench = new Bench();
        var requests = Watch(bench);

        await bench.GivenAsync(Bench.OneThing("{}", Options));

        Assert.Equal([s_request], requests);
    }

    [Fact]
    public async Task An_sdk_names_version_address_and_checksum_with_each_resource()
    {
        await using var bench = new Bench();
        var requests = Watch(bench);

        await bench.GivenAsync(SmallPrograms.Of("download"));

        Assert.Equal([s_request with { Checksum = "ABCD" }], requests);
    }

    [Fact]
    public async Task A_destroy_finds_the_plugin_that_the_state_remembers()
    {
        await using var bench = new Bench();
        await bench.GivenAsync(Bench.OneThing("{}", Options));
        bench.Reload();
        var requests = Watch(bench);

        await bench.DestroyAsync();

        Assert.Equal([s_request], requests);
        Assert.Empty(bench.Stack.Resources);
    }

    [Fact]
    public async Task The_plugin_is_told_its_version_and_nothing_of_the_engines_own_notes()
    {
        await using var bench = new Bench();

        await bench.UpAsync(Bench.OneThing("{}", Options));
        await bench.UpAsync(Bench.OneThing("{}", Options));

        foreach (var settings in bench.Plugin.Requests<CheckRequest>("CheckConfig").Select(request => request.News)
            .Concat(bench.Plugin.Requests<DiffRequest>("DiffConfig").Select(request => request.Olds))
            .Concat(bench.Plugin.Requests<ConfigureRequest>("Configure").Select(request => request.Args)))
        {
            Assert.Equal(["key", "version"], settings.Fields.Keys.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_version_that_CheckConfig_drops_is_put_back_and_one_that_it_changes_is_its_mistake()
    {
        await using var bench = new Bench();
        bench.Plugin.OnCheckConfig = _ => new CheckResponse { Inputs = new() };
        await bench.GivenAsync(Bench.OneThing("{}", Options));
        Assert.Equal("1.2.3", Assert.Single(bench.Stack.Resources, resource => resource.IsProvider).Inputs.Fields["version"].StringValue);

        bench.Plugin.OnCheckConfig = _ => new CheckResponse { Inputs = Wire.Map(("version", "9.9.9")) };
        var result = await bench.UpAsync(Bench.OneThing("{}", Options));

        Assert.Contains("changes the version from 1.2.3 to 9.9.9", Assert.Single(result.ProtocolErrors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_version_has_a_default_provider_of_its_own()
    {
        await using var bench = new Bench();
        await bench.UpAsync(Bench.OneThing("{}"));

        await bench.UpAsync(Bench.OneThing("{}", "    options: {version: 1.2.4}"));

        Assert.Equal(["default_1_2_4"], bench.Stack.Resources.Where(resource => resource.IsProvider).Select(resource => resource.Name));
        Assert.Single(bench.Plugin.Things);
    }

    [Fact]
    public async Task The_first_up_in_an_empty_home_downloads_the_plugin_and_the_next_ones_use_it()
    {
        await using var home = new PluginHome();
        var archive = $"/{PluginPlatform.Current.ArchiveOf("fake", "1.2.3")}";
        var url = await home.ServeAsync(archive, PluginHome.Archive(home.Folder("dist")));
        await using var bench = new Bench();
        bench.With = options => options with { Launcher = home.Store.ToLauncher(path => new PluginProcessOptions(path)) };
        var program = Bench.OneThing("{}", $"    options: {{version: 1.2.3, pluginDownloadURL: \"{url}\"}}");

        Assert.Empty((await bench.UpAsync(program)).Errors);
        Assert.Empty((await bench.DestroyAsync()).Errors);

        Assert.Equal([archive], home.Asked);
    }

    [Fact]
    public async Task A_plugin_that_cannot_be_had_fails_the_operation_once()
    {
        await using var home = new PluginHome();
        await using var bench = new Bench();
        bench.With = options => options with { Launcher = home.Store.ToLauncher(path => new PluginProcessOptions(path)) };

        var result = await bench.UpAsync(Bench.OneThing("{}"));

        Assert.Contains("There is no plugin fake", Assert.Single(result.Errors).Message, StringComparison.Ordinal);
    }

    private static List<PluginRequest> Watch(Bench bench)
    {
        var requests = new List<PluginRequest>();
        bench.With = options => options with
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
