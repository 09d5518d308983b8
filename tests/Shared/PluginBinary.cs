// Which plugin the tests start, and in which environment.
namespace InfoBip.Tests.Shared;

/// <summary>The plugin under test: what INFOBIP_PLUGIN names, seen from the repository's root, otherwise what `make plugin` left in the repository's bin folder.</summary>
internal static class PluginBinary
{
    /// <summary>The executable, or the .dll of the managed build.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static string FilePath { get; } = Find();

    /// <summary>The variables that the plugin reads, each to be removed: so that none of this shell gets into a test.</summary>
    public static IReadOnlyDictionary<string, string?> NoVariables { get; } = new Dictionary<string, string?>
    {
        ["INFOBIP_USER_SECRET"] = null,
        ["INFOBIP_ORGANIZATION_SECRET"] = null,
        ["INFOBIP_API_DIALECT"] = null,
        ["INFOBIP_BASE_URL"] = null,
    };

    private static string Find()
    {
        var path = Environment.GetEnvironmentVariable("INFOBIP_PLUGIN") is { Length: > 0 } named
            ? Repository.PathOf(named)
            : Repository.PathOf(Path.Combine("bin", OperatingSystem.IsWindows() ? "pulumi-resource-infobip.exe" : "pulumi-resource-infobip"));
        return File.Exists(path)
            ? path
            : throw new InvalidOperationException($"There is no plugin at {path}: run `make plugin`, or name one in INFOBIP_PLUGIN.");
    }
}
