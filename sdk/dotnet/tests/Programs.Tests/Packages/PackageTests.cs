// The NuGet package: its files, its dependency, its symbols, and the check for breaking changes.
using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Programs.Tests.Fixtures;

namespace Programs.Tests.Packages;

public sealed class PackageTests(PackageFixture packages)
{
    /// <summary>The kind of debug information by which debuggers find sources (Portable PDB format, SourceLink).</summary>
    private static readonly Guid SourceLink = new("cc110556-a091-4d38-9fec-25ab9a351a6a");

    [Fact]
    public async Task The_package_holds_the_files_that_Pulumi_and_NuGet_look_for()
    {
        using var package = ZipFile.OpenRead(await packages.PackageAsync());

        Assert.Equal(
            [
                "Pulumi.InfoBip.nuspec", "README.md", "content/pulumi-plugin.json", "content/version.txt",
                "lib/net8.0/Pulumi.InfoBip.dll", "lib/net8.0/Pulumi.InfoBip.xml", "logo.png",
            ],
            package.Entries.Select(entry => entry.FullName)
                .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && name != "[Content_Types].xml")
                .Order(StringComparer.Ordinal));
        Assert.Equal(
            ("Pulumi.InfoBip", "logo.png", "README.md", "Apache-2.0"),
            (Said(package, "id"), Said(package, "icon"), Said(package, "readme"), Said(package, "license")));
        Assert.Equal(PackageFixture.Version, Text(package, "content/version.txt").Trim());
        Assert.Equal(File.ReadAllText(Path.Combine(StackFixture.Root, "sdk/dotnet/Pulumi.InfoBip/pulumi-plugin.json")), Text(package, "content/pulumi-plugin.json"));
    }

    [Fact]
    public async Task The_package_accepts_the_Pulumi_package_that_it_is_tested_with_and_later_ones_up_to_the_next_major_version()
    {
        using var package = ZipFile.OpenRead(await packages.PackageAsync());
        var dependency = Assert.Single(Nuspec(package).Descendants(), element => element.Name.LocalName == "dependency");
        var tested = typeof(Pulumi.Deployment).Assembly.GetName().Version!;
        using var schema = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(StackFixture.Root, "schema.json"), TestContext.Current.CancellationToken));

        Assert.Equal(("Pulumi", $"[{tested.ToString(3)}, {tested.Major + 1}.0.0)"), ((string?)dependency.Attribute("id"), (string?)dependency.Attribute("version")));
        Assert.Equal(
            $"[{tested.ToString(3)},{tested.Major + 1})",
            schema.RootElement.GetProperty("language").GetProperty("csharp").GetProperty("packageReferences").GetProperty("Pulumi").GetString());
    }

    [Fact]
    public async Task The_symbols_of_a_published_package_name_the_sources_of_its_commit_and_no_path_of_the_builder()
    {
        var release = await packages.ReleasePackageAsync();
        using var symbols = ZipFile.OpenRead(Path.ChangeExtension(release.Package, ".snupkg"));
        using MemoryStream pdb = new();
        await using (var packed = await symbols.GetEntry("lib/net8.0/Pulumi.InfoBip.pdb")!.OpenAsync(TestContext.Current.CancellationToken))
        {
            await packed.CopyToAsync(pdb, TestContext.Current.CancellationToken);
        }

        pdb.Position = 0;
        using var provider = MetadataReaderProvider.FromPortablePdbStream(pdb);
        var reader = provider.GetMetadataReader();
        var links = reader.CustomDebugInformation.Select(reader.GetCustomDebugInformation).Single(information => reader.GetGuid(information.Kind) == SourceLink);
        Assert.Contains($"https://raw.githubusercontent.com/acme/pulumi-infobip/{release.Commit}/*", Encoding.UTF8.GetString(reader.GetBlobBytes(links.Value)), StringComparison.Ordinal);
        Assert.All(reader.Documents, document => Assert.StartsWith("/_/", reader.GetString(reader.GetDocument(document).Name), StringComparison.Ordinal));
        using var package = ZipFile.OpenRead(release.Package);
        var repository = Nuspec(package).Descendants().Single(element => element.Name.LocalName == "repository");
        Assert.Equal((PackageFixture.Remote, release.Commit), ((string?)repository.Attribute("url"), (string?)repository.Attribute("commit")));
    }

    [Fact]
    public async Task A_published_package_names_the_download_URL()
    {
        var release = await packages.ReleasePackageAsync();
        using var package = ZipFile.OpenRead(release.Package);

        Assert.Equal(release.Url, JsonDocument.Parse(Text(package, "content/pulumi-plugin.json")).RootElement.GetProperty("server").GetString());
    }

    [Fact]
    public async Task A_package_that_would_break_programs_of_the_last_release_fails_to_pack()
    {
        SdkCopy copy = new(packages.NewFolder("broken"));
        copy.Replace("InfoBipInstance.cs", "public Output<bool> Valid ", "public Output<bool> Accepted ");

        var refused = await copy.PackAsync(
            packages.NewFolder("broken-package"), exitCode: 1, $"PackageValidationBaselinePath={await packages.PackageAsync()}");

        Assert.Contains("CP0002", refused, StringComparison.Ordinal);
        Assert.Contains("InfoBipInstance.Valid", refused, StringComparison.Ordinal);
    }

    private static XElement Nuspec(ZipArchive package) => XElement.Parse(Text(package, "Pulumi.InfoBip.nuspec"));

    private static string? Said(ZipArchive package, string name) => Nuspec(package).Descendants().Single(element => element.Name.LocalName == name).Value;

    private static string Text(ZipArchive package, string name)
    {
        using StreamReader reader = new(package.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }
}
