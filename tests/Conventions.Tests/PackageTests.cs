// Dependencies: each version in one place, and none unused.
using System.Xml.Linq;

namespace InfoBip.Conventions.Tests;

public sealed class PackageTests
{
    private static readonly string[] ProjectFiles = [.. Repository.Tracked().Where(file => file.EndsWith(".csproj", StringComparison.Ordinal))];

    [Fact]
    public void Every_version_is_used()
    {
        var used = ProjectFiles.Append("Directory.Build.props")
            .SelectMany(file => XDocument.Load(Repository.PathOf(file)).Descendants("PackageReference"))
            .Select(reference => (string?)reference.Attribute("Include"))
            .ToHashSet();
        var kept = Versions.Select(version => (string)version.Attribute("Include")!).ToList();
        Assert.NotEmpty(kept);
        Assert.Equal([], kept.Where(name => !used.Contains(name)));
        Assert.Equal(kept.Distinct(StringComparer.OrdinalIgnoreCase), kept);
    }

    [Fact]
    public void Versions_are_exact() =>
        Assert.All(Versions, version => Assert.Matches(@"^\d+\.\d+\.\d+$", (string)version.Attribute("Version")!));

    [Fact]
    public void No_project_chooses_a_version_of_its_own() =>
        Assert.Equal(
            [],
            from file in ProjectFiles
            from reference in XDocument.Load(Repository.PathOf(file)).Descendants("PackageReference")
            where reference.Attribute("Version") is not null || reference.Attribute("VersionOverride") is not null || reference.Element("Version") is not null
            select $"{file}: {reference}");

    private static IEnumerable<XElement> Versions => XDocument.Load(Repository.PathOf("Directory.Packages.props")).Descendants("PackageVersion");
}
