// A folder with what the release scripts read and write, so that they can run without touching the repository.
using System.Diagnostics;

namespace InfoBip.Conventions.Tests.Support;

internal sealed class ReleaseFolder : IDisposable
{
    private static readonly string[] Kept =
    [
        "schema.json", "Directory.Build.props", "sdk/dotnet/Pulumi.InfoBip/pulumi-plugin.json", "eng/release-url.sh", "eng/archive-plugin.sh",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infobip-release-");

    /// <param name="url">The download URL that is set at the beginning; empty for none, null for that of the repository.</param>
    public ReleaseFolder(string? url = null)
    {
        foreach (var file in Kept)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
            File.Copy(Repository.PathOf(file), PathOf(file));
        }

        if (url is null)
        {
            return;
        }

        foreach (var (file, member) in new[] { ("schema.json", "pluginDownloadURL"), ("sdk/dotnet/Pulumi.InfoBip/pulumi-plugin.json", "server") })
        {
            var json = System.Text.Json.Nodes.JsonNode.Parse(Read(file))!;
            json.AsObject().Remove(member);
            File.WriteAllText(PathOf(file), json.ToJsonString(new() { WriteIndented = true }) + "\n");
        }

        if (url.Length > 0)
        {
            Assert.Equal(0, Run("eng/release-url.sh", url).ExitCode);
        }
    }

    public string PathOf(string file) => Path.Combine(_folder.FullName, file);

    public string Read(string file) => File.ReadAllText(PathOf(file));

    /// <summary>Runs a script to its end.</summary>
    public (int ExitCode, string Output, string Errors) Run(string script, params string[] arguments) => Run("bash", [PathOf(script), .. arguments], _folder.FullName);

    public static (int ExitCode, string Output, string Errors) Run(string program, IEnumerable<string> arguments, string folder)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.GetAwaiter().GetResult());
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
