// A release is found where the schema and the SDK say, under the name that the engine asks for.
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using InfoBip.Conventions.Tests.Support;

namespace InfoBip.Conventions.Tests;

public sealed class ReleaseTests
{
    private const string Schema = "schema.json";
    private const string Plugin = "sdk/dotnet/Pulumi.InfoBip/pulumi-plugin.json";

    [Fact]
    public void The_schema_and_the_SDK_name_one_download_URL_or_none() =>
        Assert.Equal(Member(Repository.Read(Schema), "pluginDownloadURL"), Member(Repository.Read(Plugin), "server"));

    [Theory]
    [InlineData("github://api.github.com/acme")]
    [InlineData("github://api.github.com/acme/infobip-provider")]
    [InlineData("gitlab://gitlab.example.com/4711")]
    [InlineData("https://files.example.com/plugins")]
    [InlineData("https://files.example.com:8443/${NAME}/v${VERSION}/${OS}-${ARCH}")]
    [InlineData("http://127.0.0.1:8085")]
    [InlineData("http://localhost:8085/plugins/${VERSION}")]
    public void A_URL_is_written_into_the_schema_and_the_SDK(string url)
    {
        using ReleaseFolder folder = new(url: "");

        var written = folder.Run("eng/release-url.sh", url);

        Assert.Equal((0, string.Empty), (written.ExitCode, written.Errors));
        Assert.Equal(url, Member(folder.Read(Schema), "pluginDownloadURL"));
        Assert.Equal(url, Member(folder.Read(Plugin), "server"));
        Assert.Equal((0, url), (folder.Run("eng/release-url.sh", "--check").ExitCode, folder.Run("eng/release-url.sh", "--check").Output.Trim()));
    }

    [Fact]
    public void Another_URL_takes_the_place_of_the_first_and_nothing_else_changes()
    {
        using ReleaseFolder folder = new("github://api.github.com/acme");
        var before = (folder.Read(Schema), folder.Read(Plugin));

        folder.Run("eng/release-url.sh", "https://files.example.com/plugins");

        Assert.Equal(
            before,
            (folder.Read(Schema).Replace("https://files.example.com/plugins", "github://api.github.com/acme", StringComparison.Ordinal),
                folder.Read(Plugin).Replace("https://files.example.com/plugins", "github://api.github.com/acme", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("api.github.com/acme")]
    [InlineData("git://github.com/acme/pulumi-infobip")]
    [InlineData("github://api.github.com")]
    [InlineData("github://api.github.com/acme/repository/more")]
    [InlineData("github://api.github.com/ORG")]
    [InlineData("github://api.github.com/OWNER/pulumi-infobip")]
    [InlineData("github://api.github.com/<organisation>")]
    [InlineData("github://api.github.com/${NAME}")]
    [InlineData("gitlab://gitlab.example.com/acme")]
    [InlineData("https://")]
    [InlineData("https://files.example.com/")]
    [InlineData("https://files.example.com//plugins")]
    [InlineData("https://files.example.com/$VERSION")]
    [InlineData("https://files.example.com/${version}")]
    [InlineData("https://files.example.com/${PLATFORM}")]
    [InlineData("https://files.example.com/{VERSION}")]
    [InlineData("https://user:secret@files.example.com/plugins")]
    [InlineData("https://files.example.com/plugins?token=secret")]
    [InlineData("https://files.example.com/plugins#latest")]
    [InlineData("https://files.example.com/a b")]
    [InlineData("https://files.example.com/\"")]
    [InlineData("http://files.example.com/plugins")]
    [InlineData("http://127.0.0.1.example.com/plugins")]
    public void What_the_engine_could_not_use_is_refused_and_nothing_is_written(string url)
    {
        using ReleaseFolder folder = new(url: "");
        var before = (folder.Read(Schema), folder.Read(Plugin));

        var refused = folder.Run("eng/release-url.sh", url);

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains($"'{url}' is not usable", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(before, (folder.Read(Schema), folder.Read(Plugin)));
    }

    [Fact]
    public void A_release_without_a_URL_is_stopped()
    {
        using ReleaseFolder folder = new(url: "");

        var check = folder.Run("eng/release-url.sh", "--check");

        Assert.Equal(1, check.ExitCode);
        Assert.Contains("make release-url", check.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_release_whose_schema_and_SDK_differ_is_stopped()
    {
        using ReleaseFolder folder = new("github://api.github.com/acme");
        File.WriteAllText(folder.PathOf(Plugin), folder.Read(Plugin).Replace("acme", "other", StringComparison.Ordinal));

        Assert.Equal(1, folder.Run("eng/release-url.sh", "--check").ExitCode);
    }

    [Fact]
    public void The_URL_of_the_command_line_reaches_the_script_with_its_placeholders()
    {
        var made = ReleaseFolder.Run("make", ["--dry-run", "--no-print-directory", "release-url", "URL=https://files.example.com/${NAME}/${VERSION}"], Repository.Root);

        Assert.Contains("'https://files.example.com/${NAME}/${VERSION}'", made.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("linux-x64", "linux-amd64", "pulumi-resource-infobip")]
    [InlineData("linux-arm64", "linux-arm64", "pulumi-resource-infobip")]
    [InlineData("osx-x64", "darwin-amd64", "pulumi-resource-infobip")]
    [InlineData("osx-arm64", "darwin-arm64", "pulumi-resource-infobip")]
    [InlineData("win-x64", "windows-amd64", "pulumi-resource-infobip.exe")]
    [InlineData("win-arm64", "windows-arm64", "pulumi-resource-infobip.exe")]
    public void An_archive_is_named_and_filled_as_the_engine_asks_for_it(string runtime, string platform, string binary)
    {
        using ReleaseFolder folder = new();
        File.WriteAllText(folder.PathOf("built"), "the plugin");

        var packed = folder.Run("eng/archive-plugin.sh", folder.PathOf("built"), runtime, folder.PathOf("dist"));

        Assert.Equal((0, string.Empty), (packed.ExitCode, packed.Errors));
        var version = JsonDocument.Parse(folder.Read(Schema)).RootElement.GetProperty("version").GetString();
        var archive = folder.PathOf($"dist/pulumi-resource-infobip-v{version}-{platform}.tar.gz");
        using TarReader reader = new(new GZipStream(File.OpenRead(archive), CompressionMode.Decompress));
        var entry = reader.GetNextEntry(copyData: true)!;
        Assert.Equal((binary, TarEntryType.RegularFile, 0, 0), (entry.Name, entry.EntryType, entry.Uid, entry.Gid));
        Assert.Equal("rwxr-xr-x", Text(entry.Mode));
        Assert.Equal("the plugin", new StreamReader(entry.DataStream!).ReadToEnd());
        Assert.Null(reader.GetNextEntry());
    }

    [Fact]
    public void The_sums_name_every_archive_once_also_after_a_second_run()
    {
        using ReleaseFolder folder = new();
        foreach (var runtime in (string[])["linux-x64", "osx-arm64", "linux-x64"])
        {
            File.AppendAllText(folder.PathOf("built"), runtime);
            Assert.Equal(0, folder.Run("eng/archive-plugin.sh", folder.PathOf("built"), runtime, folder.PathOf("dist")).ExitCode);
        }

        Assert.Equal(
            Directory.GetFiles(folder.PathOf("dist"), "*.tar.gz").Order(StringComparer.Ordinal)
                .Select(file => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}  {Path.GetFileName(file)}"),
            File.ReadAllLines(folder.PathOf("dist/sha256sums.txt")));
    }

    [Fact]
    public void Symbols_are_packed_beside_the_plugin_and_not_into_its_archive()
    {
        using ReleaseFolder folder = new();
        File.WriteAllText(folder.PathOf("built"), "the plugin");
        Directory.CreateDirectory(folder.PathOf("symbols"));
        File.WriteAllText(folder.PathOf("symbols/pulumi-resource-infobip.dbg"), "the symbols");

        Assert.Equal(0, folder.Run("eng/archive-plugin.sh", folder.PathOf("built"), "linux-x64", folder.PathOf("dist"), folder.PathOf("symbols")).ExitCode);

        var archive = Assert.Single(Directory.GetFiles(folder.PathOf("dist"), "*-symbols.tar.gz"));
        using TarReader reader = new(new GZipStream(File.OpenRead(archive), CompressionMode.Decompress));
        Assert.Equal(TarEntryType.Directory, reader.GetNextEntry()!.EntryType);
        Assert.Equal("./pulumi-resource-infobip.dbg", reader.GetNextEntry()!.Name);
        Assert.Null(reader.GetNextEntry());
        using TarReader plugin = new(new GZipStream(File.OpenRead(archive.Replace("-symbols", string.Empty, StringComparison.Ordinal)), CompressionMode.Decompress));
        Assert.Equal("pulumi-resource-infobip", plugin.GetNextEntry()!.Name);
        Assert.Null(plugin.GetNextEntry());
        Assert.Equal(2, File.ReadLines(folder.PathOf("dist/sha256sums.txt")).Count());
    }

    [Theory]
    [InlineData("linux-musl-x64")]
    [InlineData("freebsd-x64")]
    [InlineData("win-x86")]
    public void A_system_that_the_engine_has_no_name_for_gets_no_archive(string runtime)
    {
        using ReleaseFolder folder = new();
        File.WriteAllText(folder.PathOf("built"), "the plugin");

        Assert.Equal(2, folder.Run("eng/archive-plugin.sh", folder.PathOf("built"), runtime, folder.PathOf("dist")).ExitCode);
        Assert.False(Directory.Exists(folder.PathOf("dist")));
    }

    [Fact]
    public void The_release_workflow_builds_every_system_and_stops_without_a_URL()
    {
        var workflow = Repository.Read(".github/workflows/release.yml");

        Assert.Equal(
            ["darwin-amd64", "darwin-arm64", "linux-amd64", "linux-arm64", "windows-amd64", "windows-arm64"],
            Regex.Matches(workflow, @"platform: (\S+),").Select(found => found.Groups[1].Value).Order(StringComparer.Ordinal));
        Assert.Contains("release-url.sh --check", workflow, StringComparison.Ordinal);
    }

    private static string? Member(string json, string name) =>
        JsonDocument.Parse(json).RootElement.TryGetProperty(name, out var member) ? member.GetString() : null;

    private static string Text(UnixFileMode mode) =>
        string.Concat("rwxrwxrwx".Select((letter, place) => ((int)mode & (1 << (8 - place))) != 0 ? letter : '-'));
}
