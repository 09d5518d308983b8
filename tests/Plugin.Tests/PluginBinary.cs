// Which plugin the tests start.
namespace InfoBip.Plugin.Tests;

/// <summary>The plugin under test: what INFOBIP_PLUGIN names, otherwise what `make plugin` left in the repository's bin folder.</summary>
internal static class PluginBinary
{
    public static string RepositoryRoot { get; } = FindRoot();

    public static string Path { get; } = Find();

    private static string Find()
    {
        var path = Environment.GetEnvironmentVariable("INFOBIP_PLUGIN") is { Length: > 0 } named
            ? named
            : System.IO.Path.Combine(RepositoryRoot, "bin", OperatingSystem.IsWindows() ? "pulumi-resource-infobip.exe" : "pulumi-resource-infobip");
        return File.Exists(path)
            ? path
            : throw new InvalidOperationException($"There is no plugin at {path}: run `make plugin`, or name one in INFOBIP_PLUGIN.");
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Provider.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests run outside the repository.");
    }
}
