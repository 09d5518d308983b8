// Where the replay finds the plugin and its own data.
namespace InfoBip.Replay.Tests;

/// <summary>Paths: of the plugin under test, and of what lies beside this project's sources.</summary>
internal static class ReplayFiles
{
    private static readonly string s_root = FindRoot();

    /// <summary>What INFOBIP_PLUGIN names, otherwise what `make plugin` left in the repository's bin folder.</summary>
    public static string Plugin { get; } = FindPlugin();

    /// <summary>A file or folder of tests/Replay.</summary>
    public static string PathOf(string name) => Path.Combine(s_root, "tests", "Replay", name);

    private static string FindPlugin()
    {
        var path = Environment.GetEnvironmentVariable("INFOBIP_PLUGIN") is { Length: > 0 } named
            ? named
            : Path.Combine(s_root, "bin", OperatingSystem.IsWindows() ? "pulumi-resource-infobip.exe" : "pulumi-resource-infobip");
        return File.Exists(path)
            ? path
            : throw new InvalidOperationException($"There is no plugin at {path}: run `make plugin`, or name one in INFOBIP_PLUGIN.");
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Provider.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests run outside the repository.");
    }
}
