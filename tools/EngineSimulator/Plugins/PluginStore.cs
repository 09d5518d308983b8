// Where a plugin comes from: a process that runs already, PATH, or the home, where the real CLI or a test has put it.
namespace InfoBip.EngineSimulator;

/// <summary>What a plugin gets at its start: the engine's address, and the variables that the engine adds.</summary>
public sealed record PluginLaunch(PluginRequest Request, string EngineAddress, IReadOnlyDictionary<string, string?> Environment);

/// <summary>Starts or attaches to the plugin of a package.</summary>
public delegate Task<PluginProcess> PluginLauncher(PluginLaunch launch);

/// <summary>Finds plugins; it downloads and installs none.</summary>
/// <param name="home">Where plugins are installed, such as <c>~/.pulumi</c>.</param>
/// <param name="path">Folders to look in first, as PATH lists them.</param>
public sealed class PluginStore(string home, string path)
{
    /// <summary>The plugins of PATH, and of PULUMI_HOME or its usual place.</summary>
    public static PluginStore FromEnvironment() => new(
        Environment.GetEnvironmentVariable("PULUMI_HOME") is { Length: > 0 } named ? named : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".pulumi"),
        Environment.GetEnvironmentVariable("PATH") ?? "");

    /// <summary>A launcher that starts the plugins of this store, or attaches to those that PULUMI_DEBUG_PROVIDERS names.</summary>
    public PluginLauncher ToLauncher(Func<string, PluginProcessOptions> start) => launch =>
        (Environment.GetEnvironmentVariable("PULUMI_DEBUG_PROVIDERS") ?? "").Split(',').Select(entry => entry.Split(':')).FirstOrDefault(entry => entry[0] == launch.Request.Package) is [_, var port]
            ? PluginProcess.AttachAsync(int.Parse(port, CultureInfo.InvariantCulture), launch.EngineAddress)
            : start(Find(launch.Request)).StartAsync(launch);

    /// <summary>The plugin's executable; of several versions that would do, the newest.</summary>
    public string Find(PluginRequest request)
    {
        var (file, installed) = ($"pulumi-resource-{request.Package}{(OperatingSystem.IsWindows() ? ".exe" : "")}", new DirectoryInfo(Path.Combine(home, "plugins")));
        var folders = installed.Exists ? installed.GetDirectories($"resource-{request.Package}-v{(request.Version.Length > 0 ? request.Version : "*")}") : [];
        return path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(folders.OrderByDescending(folder => Version.TryParse(folder.Name.Split("-v")[^1], out var version) ? version : new Version()).Select(folder => folder.FullName))
            .Select(folder => Path.Combine(folder, file)).FirstOrDefault(IsExecutable)
            ?? throw new EngineException($"There is no plugin {request.Package}{(request.Version.Length > 0 ? $" {request.Version}" : "")}: {file} is not on PATH, it is not installed in {home}, and the engine simulator downloads none.");
    }

    private static bool IsExecutable(string file) =>
        File.Exists(file) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
