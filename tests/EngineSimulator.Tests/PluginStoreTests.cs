// Where a plugin comes from when no file is named.
using System.Security.Cryptography;

namespace InfoBip.EngineSimulator.Tests;

public sealed class PluginStoreTests
{
    private static readonly PluginRequest s_request = new("fake") { Version = "1.2.3" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Archive(string version = "1.2.3") => PluginPlatform.Current.ArchiveOf("fake", version);

    [Fact]
    public async Task The_projects_plugin_comes_before_PATH_and_home()
    {
        await using var home = new PluginHome();
        home.Options = home.Options with { Project = [new ProjectPlugin("fake", home.Folder("mine"), null)], SearchPath = [home.Folder("bin")] };
        await home.Store.InstallAsync(s_request, home.Folder("dist"), Cancel);

        Assert.Equal(home.InFolder("mine", "pulumi-resource-fake"), await home.Store.FindAsync(s_request, Cancel));
    }

    [Fact]
    public async Task A_project_plugin_of_another_version_is_passed_over_with_a_note()
    {
        await using var home = new PluginHome();
        home.Options = home.Options with { Project = [new ProjectPlugin("fake", home.Folder("mine"), "2.0.0")], SearchPath = [home.Folder("bin")] };

        Assert.Equal(home.InFolder("bin", "pulumi-resource-fake"), await home.Store.FindAsync(s_request, Cancel));
        Assert.Contains(home.Notes, note => note.Contains("2.0.0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_project_plugin_that_is_not_there_is_no_reason_to_take_another_one()
    {
        await using var home = new PluginHome();
        home.Options = home.Options with { Project = [new ProjectPlugin("fake", Directory.CreateDirectory(home.InFolder("empty")).FullName, null)], SearchPath = [home.Folder("bin")] };

        var error = await Assert.ThrowsAsync<PluginException>(() => home.Store.FindAsync(s_request, Cancel));

        Assert.Contains("there is no executable pulumi-resource-fake in it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PATH_gives_any_version_and_says_so_once()
    {
        await using var home = new PluginHome();
        home.Options = home.Options with { SearchPath = [home.InFolder("nowhere"), home.Folder("bin")] };
        await home.Store.InstallAsync(s_request, home.Folder("dist"), Cancel);
        var store = home.Store;

        Assert.Equal(home.InFolder("bin", "pulumi-resource-fake"), await store.FindAsync(s_request, Cancel));
        await store.FindAsync(s_request, Cancel);
        Assert.Contains("from PATH", Assert.Single(home.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_home_gives_the_exact_version_only()
    {
        await using var home = new PluginHome();
        var installed = await home.Store.InstallAsync(s_request, home.Folder("dist"), Cancel);

        Assert.Equal(Path.Combine(home.Home, "plugins", "resource-fake-v1.2.3", "pulumi-resource-fake"), installed);
        Assert.Equal(installed, await home.Store.FindAsync(s_request, Cancel));
        await Assert.ThrowsAsync<PluginException>(() => home.Store.FindAsync(s_request with { Version = "1.2.4" }, Cancel));
    }

    [Fact]
    public async Task Without_a_version_the_newest_stable_one_is_taken()
    {
        await using var home = new PluginHome();
        foreach (var version in new[] { "1.9.0", "1.10.0", "2.0.0-alpha.1" })
        {
            await home.Store.InstallAsync(s_request with { Version = version }, home.Folder("dist"), Cancel);
        }

        Assert.Contains("resource-fake-v1.10.0", await home.Store.FindAsync(new PluginRequest("fake"), Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unfinished_install_is_hidden_and_the_next_one_takes_its_place()
    {
        await using var home = new PluginHome();
        var installed = await home.Store.InstallAsync(s_request, home.Folder("dist"), Cancel);
        var partial = Path.Combine(home.Home, "plugins", "resource-fake-v1.2.3.partial");
        await File.WriteAllTextAsync(partial, "", Cancel);

        await Assert.ThrowsAsync<PluginException>(() => home.Store.FindAsync(s_request, Cancel));
        await Assert.ThrowsAsync<PluginException>(() => home.Store.FindAsync(new PluginRequest("fake"), Cancel));
        await home.Store.InstallAsync(s_request, home.Folder("dist"), Cancel);

        Assert.Equal(installed, await home.Store.FindAsync(s_request, Cancel));
        Assert.False(File.Exists(partial));
    }

    [Fact]
    public async Task A_plugin_that_is_nowhere_is_downloaded_once_for_all_who_ask()
    {
        await using var home = new PluginHome();
        var url = await home.ServeAsync($"/releases/1.2.3/{Archive()}", PluginHome.Archive(home.Folder("dist")));
        var request = s_request with { DownloadUrl = $"{url}/releases/${{VERSION}}/" };
        var store = home.Store;

        var found = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => store.FindAsync(request, Cancel)));

        Assert.Equal(Path.Combine(home.Home, "plugins", "resource-fake-v1.2.3", "pulumi-resource-fake"), Assert.Single(found.Distinct()));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(found[0]).HasFlag(UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute));
        Assert.Equal([$"/releases/1.2.3/{Archive()}"], home.Asked);
        Assert.Empty(Directory.GetFiles(Path.Combine(home.Home, "plugins")));
    }

    [Fact]
    public async Task A_404_names_the_address_that_was_tried_and_installs_nothing()
    {
        await using var home = new PluginHome();
        var url = await home.ServeAsync("/other", []);

        var error = await Assert.ThrowsAsync<PluginException>(() => home.Store.FindAsync(s_request with { DownloadUrl = url }, Cancel));

        Assert.Contains($"{url}/{Archive()} answers 404", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(home.Home, "plugins", "resource-fake-v1.2.3")));
    }

    [Fact]
    public async Task An_archive_is_refused_whose_checksum_is_another_and_taken_whose_checksum_fits()
    {
        await using var home = new PluginHome();
        var archive = PluginHome.Archive(home.Folder("dist"));
        var request = s_request with { DownloadUrl = await home.ServeAsync($"/{Archive()}", archive) };

        var error = await Assert.ThrowsAsync<PluginException>(() => home.Store.FindAsync(request with { Checksum = new string('0', 64) }, Cancel));

        Assert.Contains("SHA-256", error.Message, StringComparison.Ordinal);
        Assert.Null(home.Store.InHome(s_request));
        Assert.NotEmpty(await home.Store.FindAsync(request with { Checksum = Convert.ToHexString(SHA256.HashData(archive)) }, Cancel));
    }

    [Theory]
    [InlineData("no archive", "cannot be unpacked")]
    [InlineData("wrong name", "holds no pulumi-resource-fake at its top")]
    public async Task What_is_no_plugins_archive_is_refused_and_leaves_nothing(string content, string message)
    {
        await using var home = new PluginHome();
        var bytes = content == "no archive" ? "<html>sign in</html>"u8.ToArray() : PluginHome.Archive(home.Folder("dist", "other"));
        var request = s_request with { DownloadUrl = await home.ServeAsync($"/{Archive()}", bytes) };

        var error = await Assert.ThrowsAsync<PluginException>(() => home.Store.FindAsync(request, Cancel));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(home.Home, "plugins")));
    }

    [Fact]
    public async Task Nothing_is_downloaded_where_that_is_switched_off()
    {
        await using var home = new PluginHome();
        var url = await home.ServeAsync($"/{Archive()}", PluginHome.Archive(home.Folder("dist")));
        home.Options = home.Options with { MayDownload = false };

        var error = await Assert.ThrowsAsync<PluginException>(() => home.Store.FindAsync(s_request with { DownloadUrl = url }, Cancel));

        Assert.Contains("downloads are switched off", error.Message, StringComparison.Ordinal);
        Assert.Empty(home.Asked);
    }

    [Fact]
    public async Task A_plugin_that_is_not_found_is_an_error_with_every_place_and_how_to_install_it()
    {
        await using var home = new PluginHome();

        var error = await Assert.ThrowsAsync<PluginException>(() => home.Store.FindAsync(s_request, Cancel));

        foreach (var part in new[] { "fake 1.2.3", "PATH", home.Home, "no download URL", "plugin install resource fake 1.2.3 --file" })
        {
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("github://api.github.com/acme", "/acme/pulumi-fake/releases/download/v1.2.3/")]
    [InlineData("github://api.github.com/acme/tools", "/acme/tools/releases/download/v1.2.3/")]
    public async Task A_GitHub_URL_means_the_file_of_a_release(string downloadUrl, string folder)
    {
        await using var home = new PluginHome();
        var url = await home.ServeAsync($"{folder}{Archive()}", PluginHome.Archive(home.Folder("dist")));
        home.Options = home.Options with { GitHub = new Uri(url) };

        Assert.NotEmpty(await home.Store.FindAsync(s_request with { DownloadUrl = downloadUrl }, Cancel));
    }

    [Theory]
    [InlineData("http://plugins.example.com", "plain http")]
    [InlineData("ftp://plugins.example.com", "https:// and github://")]
    [InlineData("plugins.example.com", "no absolute URL")]
    [InlineData("https://plugins.example.com/${CHANNEL}", "placeholder")]
    [InlineData("https://me:secret@plugins.example.com", "a user, a query")]
    [InlineData("https://plugins.example.com/?token=secret", "a user, a query")]
    [InlineData("github://github.example.com/acme", "github://api.github.com/OWNER")]
    public async Task A_download_URL_that_is_none_is_refused_before_anything_is_asked(string downloadUrl, string message)
    {
        await using var home = new PluginHome();

        var error = await Assert.ThrowsAsync<PluginException>(() => home.Store.FindAsync(s_request with { DownloadUrl = downloadUrl }, Cancel));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_download_needs_a_version()
    {
        await using var home = new PluginHome();

        var error = await Assert.ThrowsAsync<PluginException>(() => home.Store.FindAsync(new PluginRequest("fake") { DownloadUrl = "https://plugins.example.com" }, Cancel));

        Assert.Contains("names no version", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_named()
    {
        await using var home = new PluginHome();

        var error = await Assert.ThrowsAsync<PluginException>(() => home.Store.FindAsync(s_request with { DownloadUrl = "http://127.0.0.1:1" }, Cancel));

        Assert.Contains("http://127.0.0.1:1/", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("archive")]
    [InlineData("executable")]
    [InlineData("folder")]
    public async Task An_installed_plugin_starts_and_answers(string kind)
    {
        await using var home = new PluginHome();
        var folder = home.Folder("dist");
        var archive = home.InFolder("fake.tar.gz");
        await File.WriteAllBytesAsync(archive, PluginHome.Archive(folder), Cancel);
        await home.Store.InstallAsync(s_request, kind switch { "archive" => archive, "executable" => Path.Combine(folder, "pulumi-resource-fake"), _ => folder }, Cancel);
        await using var engine = await EngineHost.StartAsync(cancellationToken: Cancel);

        var launcher = home.Store.ToLauncher(path => new PluginProcessOptions(path));
        await using var plugin = await launcher(new PluginLaunch(s_request, engine.Address, new Dictionary<string, string>()), Cancel);

        Assert.Equal("1.2.3", plugin.Version);
    }

    [Theory]
    [InlineData("nothing", "There is no plugin to install")]
    [InlineData("notes.txt", "neither a .tar.gz, nor a folder, nor executable")]
    public async Task What_is_no_plugin_is_not_installed(string name, string message)
    {
        await using var home = new PluginHome();
        home.Folder("dist");
        await File.WriteAllTextAsync(home.InFolder("notes.txt"), "notes", Cancel);

        var error = await Assert.ThrowsAsync<PluginException>(() => home.Store.InstallAsync(s_request, home.InFolder(name), Cancel));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_engines_variables_say_where_to_look()
    {
        var variables = new Dictionary<string, string> { ["PULUMI_HOME"] = "here", ["PATH"] = string.Join(Path.PathSeparator, "a", "b") };

        var usual = PluginStoreOptions.FromEnvironment(variables.GetValueOrDefault);
        variables["PULUMI_IGNORE_AMBIENT_PLUGINS"] = "true";
        variables["PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION"] = "1";
        var closed = PluginStoreOptions.FromEnvironment(variables.GetValueOrDefault);

        Assert.Equal("here", usual.Home);
        Assert.Equal(["a", "b"], usual.SearchPath);
        Assert.True(usual.MayDownload);
        Assert.Empty(closed.SearchPath);
        Assert.False(closed.MayDownload);
        Assert.EndsWith(".pulumi", PluginStoreOptions.FromEnvironment(_ => null).Home, StringComparison.Ordinal);
    }
}
