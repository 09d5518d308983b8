// One installed plugin's folder, filled from an archive, a folder or an executable so that a half-filled one never counts.
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace InfoBip.EngineSimulator;

/// <summary>A plugin's place in a home: <c>plugins/resource-NAME-vVERSION</c>.</summary>
/// <param name="home">The home, such as <c>~/.pulumi</c>.</param>
/// <param name="request">The plugin; its version is exact.</param>
internal sealed class PluginFolder(string home, PluginRequest request)
{
    private const UnixFileMode Executable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private string Folder { get; } = Path.Combine(home, "plugins", $"resource-{request.Package}-v{request.Version}");

    /// <summary>Lies beside the folder while it is filled, and hides it (protocol file, 1.1).</summary>
    private string Partial => $"{Folder}.partial";

    /// <summary>The installed plugin, or null.</summary>
    public string? Find() => File.Exists(Partial) ? null : PluginFiles.In(Folder, request.Package);

    /// <summary>The newest stable version of a plugin in a home, or null.</summary>
    public static string? Newest(string home, string package)
    {
        var start = $"resource-{package}-v";
        var folder = Path.Combine(home, "plugins");
        return !Directory.Exists(folder) ? null : Directory.EnumerateDirectories(folder, $"{start}*")
            .Select(path => Path.GetFileName(path)[start.Length..])
            .Where(version => Version.TryParse(version, out _))
            .OrderByDescending(Version.Parse)
            .Select(version => new PluginFolder(home, new PluginRequest(package) { Version = version }).Find())
            .FirstOrDefault(path => path is not null);
    }

    /// <summary>Installs what an archive holds.</summary>
    /// <param name="write">Writes the archive.</param>
    /// <param name="source">Where it comes from, for messages.</param>
    /// <exception cref="PluginException">It is not the archive of the checksum, no archive at all, or holds no plugin.</exception>
    public Task<string> UnpackAsync(Func<Stream, Task> write, string source) => FillAsync(source, async partial =>
    {
        await write(partial);
        partial.Position = 0;
        var sum = Convert.ToHexString(await SHA256.HashDataAsync(partial));
        if (request.Checksum.Length > 0 && !sum.Equals(request.Checksum, StringComparison.OrdinalIgnoreCase))
        {
            throw new PluginException(
                $"{source} is not the archive that was asked for: its SHA-256 sum is {sum.ToLowerInvariant()}, not {request.Checksum.ToLowerInvariant()}. Nothing was installed.");
        }

        partial.Position = 0;
        try
        {
            await using var unzipped = new GZipStream(partial, CompressionMode.Decompress, leaveOpen: true);
            await TarFile.ExtractToDirectoryAsync(unzipped, Folder, overwriteFiles: false);
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            throw new PluginException($"{source} cannot be unpacked as a .tar.gz: {error.Message}", error);
        }
    });

    /// <summary>Installs a copy of a folder.</summary>
    public Task<string> CopyFolderAsync(string source) => FillAsync(source, _ =>
    {
        foreach (var folder in Directory.EnumerateDirectories(source, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(Folder, Path.GetRelativePath(source, folder)));
        }

        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(Folder, Path.GetRelativePath(source, file)));
        }

        return Task.CompletedTask;
    });

    /// <summary>Installs a copy of an executable.</summary>
    public Task<string> CopyFileAsync(string source) => FillAsync(source, _ =>
    {
        File.Copy(source, Path.Combine(Folder, PluginFiles.Name(request.Package)));
        return Task.CompletedTask;
    });

    private async Task<string> FillAsync(string source, Func<Stream, Task> fill)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Folder)!);
        // Not shared: of two processes that install at once, one gets an error.
        await using var partial = new FileStream(Partial, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        var whole = false;
        try
        {
            Remove();
            Directory.CreateDirectory(Folder);
            await fill(partial);
            var path = PluginFiles.In(Folder, request.Package, mustBeExecutable: false)
                ?? throw new PluginException($"{source} holds no {PluginFiles.Name(request.Package)} at its top.");
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, Executable);
            }

            whole = true;
            return path;
        }
        finally
        {
            if (!whole)
            {
                Remove();
            }

            File.Delete(Partial);
        }
    }

    private void Remove()
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
