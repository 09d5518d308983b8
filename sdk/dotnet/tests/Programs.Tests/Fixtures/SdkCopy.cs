// A copy of the SDK's project that tests change and pack.
namespace Programs.Tests.Fixtures;

internal sealed class SdkCopy
{
    private const string Project = "sdk/dotnet/Pulumi.InfoBip";

    private readonly string _folder;

    /// <param name="folder">Where to put it; must not exist.</param>
    public SdkCopy(string folder)
    {
        _folder = folder;
        string[] files =
        [
            "schema.json", "eng/owner.sh", "eng/owner.txt", "sdk/dotnet/Directory.Build.props", "sdk/dotnet/Directory.Packages.props",
            .. Directory.EnumerateFiles(Path.Combine(StackFixture.Root, Project), "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(StackFixture.Root, file).Replace('\\', '/'))
                .Where(file => !file.StartsWith($"{Project}/bin/", StringComparison.Ordinal) && !file.StartsWith($"{Project}/obj/", StringComparison.Ordinal)),
        ];
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
            File.Copy(Path.Combine(StackFixture.Root, file), PathOf(file));
        }
    }

    /// <summary>Replaces a text in a file of the project; the text must be there.</summary>
    public void Replace(string file, string text, string by)
    {
        var path = PathOf($"{Project}/{file}");
        var before = File.ReadAllText(path);
        Assert.Contains(text, before, StringComparison.Ordinal);
        File.WriteAllText(path, before.Replace(text, by, StringComparison.Ordinal));
    }

    /// <summary>Makes the plugin's releases come from an address.</summary>
    public async Task SetReleaseUrlAsync(string url)
    {
        await File.AppendAllTextAsync(PathOf("eng/owner.txt"), $"download={url}\n");
        await Tool.RunAsync(_folder, "bash", [PathOf("eng/owner.sh")]);
    }

    /// <summary>Makes the folder a checkout of a repository on GitHub, with everything committed, and gives the commit.</summary>
    public async Task<string> CheckInAsync(string remote)
    {
        await Tool.RunAsync(_folder, "git", ["init", "--quiet"]);
        await Tool.RunAsync(_folder, "git", ["remote", "add", "origin", remote]);
        await File.WriteAllTextAsync(PathOf(".gitignore"), "bin/\nobj/\n");
        await Tool.RunAsync(_folder, "git", ["add", "--all"]);
        await Tool.RunAsync(_folder, "git", ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false", "commit", "--quiet", "-m", "All"]);
        return (await Tool.RunAsync(_folder, "git", ["rev-parse", "HEAD"])).Trim();
    }

    /// <summary>Builds and packs it, and gives what was printed.</summary>
    public Task<string> PackAsync(string output, int exitCode, params string[] properties) =>
        Tool.RunAsync(_folder, "dotnet", ["pack", PathOf(Project), "-c", "Release", "-o", output, .. properties.Select(property => $"-p:{property}")], exitCode);

    private string PathOf(string file) => Path.Combine(_folder, file);
}
