// Wish 38: what the NuGet package holds, and that it cannot break programs unnoticed.
using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Programs.Tests.Packages;

namespace Programs.Tests.Wishes;

public sealed class W38_PackageTests(Workshop workshop)
{
    /// <summary>The kind of debug information by which debuggers find sources (Portable PDB format, SourceLink).</summary>
    private static readonly Guid SourceLink = new("cc110556-a091-4d38-9fec-25ab9a351a6a");

    [Fact]
    public async Task W38_The_package_holds_all_that_Pulumi_and_NuGet_look_for()
    {
        using var package = ZipFile.OpenRead(await workshop.PackageAsync());

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
        Assert.Equal(Workshop.Version, Text(package, "content/version.txt").Trim());
        Assert.Equal(File.ReadAllText(Path.Combine(Stage.Root, "sdk/dotnet/Pulumi.InfoBip/pulumi-plugin.json")), Text(package, "content/pulumi-plugin.json"));
    }

    [Fact]
    public async Task W38_The_package_takes_the_core_SDK_that_it_is_tested_with_and_later_ones_up_to_the_next_major_version()
    {
        using var package = ZipFile.OpenRead(await workshop.PackageAsync());
        var dependency = Assert.Single(Nuspec(package).Descendants(), element => element.Name.LocalName == "dependency");
        var tested = typeof(Pulumi.Deployment).Assembly.GetName().Version!;
        using var schema = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Stage.Root, "schema.json"), TestContext.Current.CancellationToken));

        Assert.Equal(("Pulumi", $"[{tested.ToString(3)}, {tested.Major + 1}.0.0)"), ((string?)dependency.Attribute("id"), (string?)dependency.Attribute("version")));
        Assert.Equal(
            $"[{tested.ToString(3)},{tested.Major + 1})",
            schema.RootElement.GetProperty("language").GetProperty("csharp").GetProperty("packageReferences").GetProperty("Pulumi").GetString());
    }

    [Fact]
    public async Task W38_A_published_package_leads_debuggers_to_its_sources_and_names_no_path_of_its_builder()
    {
        var release = await workshop.ReleasePackageAsync();
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
        Assert.Equal((Workshop.Remote, release.Commit), ((string?)repository.Attribute("url"), (string?)repository.Attribute("commit")));
    }

    [Fact]
    public async Task W35_A_published_package_names_the_download_URL()
    {
        var release = await workshop.ReleasePackageAsync();
        using var package = ZipFile.OpenRead(release.Package);

        Assert.Equal(release.Url, JsonDocument.Parse(Text(package, "content/pulumi-plugin.json")).RootElement.GetProperty("server").GetString());
    }

    [Fact]
    public async Task W38_A_package_that_would_break_programs_of_the_last_release_fails_to_pack()
    {
        SdkCopy copy = new(workshop.NewFolder("broken"));
        copy.Replace("InfoBipInstance.cs", "public static InfoBipInstance Get(", "public static InfoBipInstance Find(");
        copy.Replace("PublicAPI.Unshipped.txt", "InfoBipInstance.Get(", "InfoBipInstance.Find(");

        var refused = await copy.PackAsync(
            workshop.NewFolder("broken-package"), exitCode: 1, $"PackageValidationBaselinePath={await workshop.PackageAsync()}");

        Assert.Contains("CP0002", refused, StringComparison.Ordinal);
        Assert.Contains("InfoBipInstance.Get", refused, StringComparison.Ordinal);
    }

    private static XElement Nuspec(ZipArchive package) => XElement.Parse(Text(package, "Pulumi.InfoBip.nuspec"));

    private static string? Said(ZipArchive package, string name) => Nuspec(package).Descendants().Single(element => element.Name.LocalName == name).Value;

    private static string Text(ZipArchive package, string name)
    {
        using StreamReader reader = new(package.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }
}
