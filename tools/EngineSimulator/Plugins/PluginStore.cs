// Where a plugin comes from: a process that runs already, PATH, or the home, where the real CLI or a test has put it.
using System.Runtime.InteropServices;

namespace InfoBip.EngineSimulator;

/// <summary>Finds plugins; it downloads and installs none.</summary>
/// <param name="home">Where plugins are installed, such as <c>~/.pulumi</c>.</param>
/// <param name="path">Folders to look in first, as PATH lists them.</param>
public sealed class PluginStore(string home, string path)
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>PULUMI_HOME, or its usual place.</summary>
    public static string Home => Environment.GetEnvironmentVariable("PULUMI_HOME") is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".pulumi");

    public static PluginStore FromEnvironment() => new(Home, Environment.GetEnvironmentVariable("PATH") ?? "");

    /// <summary>The name of a plugin's archive for this system, as releases and engines have it.</summary>
    public static string ArchiveName(string package, string version)
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        return $"pulumi-resource-{package}-v{version}-{system}-{(RuntimeInformation.OSArchitecture == Architecture.X64 ? "amd64" : "arm64")}.tar.gz";
    }

    /// <summary>A launcher that starts the plugins of this store, or attaches to those that PULUMI_DEBUG_PROVIDERS names.</summary>
    public PluginLauncher ToLauncher(Func<string, PluginProcessOptions> start) => async (launch, cancellationToken) =>
    {
        var running = (Environment.GetEnvironmentVariable("PULUMI_DEBUG_PROVIDERS") ?? "").Split(',').Select(entry => entry.Split(':')).FirstOrDefault(entry => entry[0] == launch.Request.Package);
        return running is [_, var port]
            ? await AttachedPlugin.ConnectAsync(int.Parse(port, CultureInfo.InvariantCulture), launch.EngineAddress, cancellationToken)
            : await start(Find(launch.Request)).StartAsync(launch, cancellationToken);
    };

    /// <summary>The folder of an installed plugin.</summary>
    public string Folder(string package, string version) => Path.Combine(home, "plugins", $"resource-{package}-v{version}");

    /// <summary>The plugin's executable.</summary>
    public string Find(PluginRequest request)
    {
        var file = $"pulumi-resource-{request.Package}{(OperatingSystem.IsWindows() ? ".exe" : "")}";
        var installed = request.Version.Length > 0 ? [Folder(request.Package, request.Version)] : Versions(request.Package).OrderDescending().Select(version => Folder(request.Package, version.ToString()));
        return path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Concat(installed).Select(folder => Path.Combine(folder, file)).FirstOrDefault(IsExecutable)
            ?? throw new PluginException($"There is no plugin {request.Package}{(request.Version.Length > 0 ? $" {request.Version}" : "")}: {file} is not on PATH, it is not installed in {home}, and the engine simulator downloads none.");
    }

    private static bool IsExecutable(string file) => File.Exists(file) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & Executable) != 0);

    /// <summary>The stable versions that are installed.</summary>
    private IEnumerable<Version> Versions(string package) => (Directory.Exists(Path.Combine(home, "plugins")) ? Directory.GetDirectories(Path.Combine(home, "plugins"), $"resource-{package}-v*") : [])
        .Select(folder => Version.TryParse(Path.GetFileName(folder)[$"resource-{package}-v".Length..], out var version) ? version : null).OfType<Version>();
}
