// The version is kept in one place, and one script writes it wherever it is repeated.
using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;

namespace InfoBip.Conventions.Tests;

public sealed class VersionTests : IDisposable
{
    private const string VersionScript = "eng/version.sh";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infobip-version-");

    [Fact]
    public void Every_place_says_the_version() => Assert.Equal((0, Kept(Repository.Root)), Run(Repository.Root, "check"));

    [Fact]
    public void Another_version_is_written_everywhere()
    {
        var root = Copy();
        var before = Kept(root);

        Assert.Equal(0, Run(root, "set", "9.8.7-rc.1").ExitCode);

        Assert.Equal("9.8.7-rc.1", Kept(root));
        Assert.Equal((0, "9.8.7-rc.1"), Run(root, "check"));
        Assert.Equal((0, "9.8.7-rc.1"), Run(root));
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(root, "schema.json")));
        Assert.Equal("9.8.7-rc.1", schema.RootElement.GetProperty("version").GetString());
        Assert.Equal("9.8.7-rc.1", File.ReadAllText(Path.Combine(root, "sdk/dotnet/Pulumi.InfoBip/version.txt")).Trim());
        Assert.Contains("\"version\": \"9.8.7-rc.1\"", File.ReadAllText(Path.Combine(root, "sdk/dotnet/Pulumi.InfoBip/pulumi-plugin.json")), StringComparison.Ordinal);
        Assert.Contains("resource infobip 9.8.7-rc.1", File.ReadAllText(Path.Combine(root, "docs/installation-configuration.md")), StringComparison.Ordinal);

        Assert.Equal(0, Run(root, "set", before).ExitCode);
        Assert.All(Copied(), file => Assert.Equal(Repository.Read(file), File.ReadAllText(Path.Combine(root, file))));
    }

    [Theory]
    [InlineData("schema.json")]
    [InlineData("sdk/dotnet/Pulumi.InfoBip/pulumi-plugin.json")]
    [InlineData("sdk/dotnet/Pulumi.InfoBip/version.txt")]
    [InlineData("docs/installation-configuration.md")]
    public void A_place_with_another_version_is_found(string file)
    {
        var root = Copy();
        var path = Path.Combine(root, file);
        File.WriteAllText(path, File.ReadAllText(path).Replace(Kept(root), "9.8.7", StringComparison.Ordinal));

        Assert.Equal(1, Run(root, "check").ExitCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.2")]
    [InlineData("v1.2.3")]
    [InlineData("1.2.3+build")]
    public void What_is_no_version_is_refused(string version)
    {
        var root = Copy();

        Assert.Equal(2, Run(root, "set", version).ExitCode);
        Assert.Equal(Kept(Repository.Root), Kept(root));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Kept(string root) => XDocument.Load(Path.Combine(root, "Directory.Build.props")).Descendants("Version").Single().Value;

    private static IEnumerable<string> Copied() => Repository.Tracked().Where(file =>
        file is "Directory.Build.props" or "schema.json" or VersionScript
        || file.EndsWith(".md", StringComparison.Ordinal)
        || file.StartsWith("sdk/dotnet/Pulumi.InfoBip/", StringComparison.Ordinal)
        || (file.StartsWith("examples/", StringComparison.Ordinal) && (file.EndsWith(".csproj", StringComparison.Ordinal) || file.EndsWith("Pulumi.yaml", StringComparison.Ordinal))));

    private static (int ExitCode, string Output) Run(string root, params string[] arguments)
    {
        using var script = Process.Start(new ProcessStartInfo("bash", [Path.Combine(root, VersionScript), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = script.StandardError.ReadToEndAsync();
        var output = script.StandardOutput.ReadToEnd();
        errors.GetAwaiter().GetResult();
        script.WaitForExit();
        return (script.ExitCode, output.Trim());
    }

    private string Copy()
    {
        foreach (var file in Copied())
        {
            var copy = Path.Combine(_folder.FullName, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Repository.PathOf(file), copy);
        }

        return _folder.FullName;
    }
}
