// A release is packed under the name that the engine asks for, for every system.
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
    public void The_release_workflow_builds_every_system_and_stops_without_an_owner()
    {
        var workflow = Repository.Read(".github/workflows/release.yml");

        Assert.Equal(
            ["darwin-amd64", "darwin-arm64", "linux-amd64", "linux-arm64", "windows-amd64", "windows-arm64"],
            Regex.Matches(workflow, @"platform: (\S+),").Select(found => found.Groups[1].Value).Order(StringComparer.Ordinal));
        Assert.Contains("owner.sh --check", workflow, StringComparison.Ordinal);
    }

    private static string Text(UnixFileMode mode) =>
        string.Concat("rwxrwxrwx".Select((letter, place) => ((int)mode & (1 << (8 - place))) != 0 ? letter : '-'));
}
