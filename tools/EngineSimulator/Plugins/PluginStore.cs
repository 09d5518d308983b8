// Where a plugin comes from: a process that runs already, PATH, or the home, where it is installed from a file.
using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace InfoBip.EngineSimulator;

/// <summary>Finds and installs plugins; it downloads none.</summary>
/// <param name="home">Where plugins are installed, such as <c>~/.pulumi</c>.</param>
/// <param name="path">Folders to look in first, as PATH lists them.</param>
public sealed class PluginStore(string home, string path)
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private static readonly EnumerationOptions s_everything = new() { RecurseSubdirectories = true, AttributesToSkip = 0 };

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
            ? await AttachedPlugin.ConnectAsync(int.Parse(port, CultureInfo.InvariantCulture), launch.EngineAddress, TimeProvider.System, cancellationToken)
            : await start(Find(launch.Request)).StartAsync(launch, cancellationToken);
    };

    /// <summary>The plugin's executable.</summary>
    public string Find(PluginRequest request) =>
        path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, FileName(request.Package))).FirstOrDefault(IsExecutable)
        ?? (request.Version.Length > 0 ? Installed(request.Package, request.Version) : Newest(request.Package))
        ?? throw new PluginException(
            $"There is no plugin {request.Package}{(request.Version.Length > 0 ? $" {request.Version}" : "")}: {FileName(request.Package)} is not on PATH, it is not installed in {home}, and the engine simulator downloads none. "
            + $"Install it with: pulumi plugin install resource {request.Package} {(request.Version.Length > 0 ? request.Version : "VERSION")} --file ARCHIVE");

    /// <summary>The plugin of a version where <see cref="Install"/> put it, or null.</summary>
    public string? Installed(string package, string version) => Path.Combine(Folder(package, version), FileName(package)) is var file && IsExecutable(file) ? file : null;

    /// <summary>Puts a plugin into the home, in the place of one of the same version, from an executable, a folder or a <c>.tar.gz</c>.</summary>
    public string Install(string package, string version, string source)
    {
        var folder = Folder(package, version);
        var partial = Directory.CreateDirectory($"{folder}.{Guid.NewGuid():n}").FullName;
        try
        {
            if (Directory.Exists(source))
            {
                foreach (var file in Directory.EnumerateFiles(source, "*", s_everything))
                {
                    var copy = Path.Combine(partial, Path.GetRelativePath(source, file));
                    Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                    File.Copy(file, copy);
                }
            }
            else if (IsExecutable(source))
            {
                File.Copy(source, Path.Combine(partial, FileName(package)));
            }
            else
            {
                using var archive = new GZipStream(File.OpenRead(source), CompressionMode.Decompress);
                TarFile.ExtractToDirectory(archive, partial, overwriteFiles: false);
            }

            if (!IsExecutable(Path.Combine(partial, FileName(package))))
            {
                throw new PluginException($"{source} holds no executable {FileName(package)} at its top.");
            }

            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            Directory.Move(partial, folder);
            return Installed(package, version)!;
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            throw new PluginException($"{source} cannot be installed: it is no executable, no folder and no .tar.gz that can be read. {error.Message}", error);
        }
        finally
        {
            if (Directory.Exists(partial))
            {
                Directory.Delete(partial, recursive: true);
            }
        }
    }

    private static string FileName(string package) => $"pulumi-resource-{package}{(OperatingSystem.IsWindows() ? ".exe" : "")}";
    private static bool IsExecutable(string file) => File.Exists(file) && (OperatingSystem.IsWindows() ? file.EndsWith(".exe", StringComparison.Ordinal) : (File.GetUnixFileMode(file) & Executable) != 0);
    private string Folder(string package, string version) => Path.Combine(home, "plugins", $"resource-{package}-v{version}");

    /// <summary>The newest stable version.</summary>
    private string? Newest(string package) => (Directory.Exists(Path.Combine(home, "plugins")) ? Directory.GetDirectories(Path.Combine(home, "plugins"), $"resource-{package}-v*") : [])
        .Select(folder => Path.GetFileName(folder)[$"resource-{package}-v".Length..])
        .Where(version => Version.TryParse(version, out _))
        .OrderByDescending(Version.Parse)
        .Select(version => Installed(package, version))
        .FirstOrDefault(file => file is not null);
}
