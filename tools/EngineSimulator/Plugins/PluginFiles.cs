// The file names of plugins, and which files may be started.
namespace InfoBip.EngineSimulator;

/// <summary>Finds plugins in folders.</summary>
internal static class PluginFiles
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>A plugin's file name on this system.</summary>
    public static string Name(string package) => $"pulumi-resource-{package}{(OperatingSystem.IsWindows() ? ".exe" : "")}";

    /// <summary>The plugin in a folder, or null.</summary>
    public static string? In(string folder, string package, bool mustBeExecutable = true)
    {
        string[] names = OperatingSystem.IsWindows() ? [Name(package), Path.ChangeExtension(Name(package), ".cmd")] : [Name(package)];
        return names.Select(name => Path.Combine(folder, name)).FirstOrDefault(path => mustBeExecutable ? IsExecutable(path) : File.Exists(path));
    }

    /// <summary>Whether a file may be started.</summary>
    public static bool IsExecutable(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & AnyExecute) != 0);
}
