// The plugin under test as its release would carry it: an archive on a file server, a folder, or a file.
using System.Collections.Concurrent;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using InfoBip.EngineSimulator;

namespace InfoBip.Plugin.Tests;

/// <summary>A folder of a test's own with the packed plugin and a home without any.</summary>
internal sealed class PackedPlugin : IAsyncDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("packed-plugin-");
    private ScriptedServer? _server;

    public PackedPlugin()
    {
        Folder = Directory.CreateDirectory(Path.Combine(_folder.FullName, "dist")).FullName;
        var file = Path.Combine(Folder, OperatingSystem.IsWindows() ? "pulumi-resource-infobip.exe" : "pulumi-resource-infobip");
        if (PluginBinary.FilePath.EndsWith(".dll", StringComparison.Ordinal))
        {
            // The managed build is an assembly; a release holds an executable.
            File.WriteAllText(file, $"#!/bin/sh\nexec dotnet '{PluginBinary.FilePath}' \"$@\"\n");
        }
        else
        {
            File.Copy(PluginBinary.FilePath, file);
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, Executable);
        }

        using var unzipped = File.Create(Archive);
        using var zipped = new GZipStream(unzipped, CompressionLevel.Fastest);
        TarFile.CreateFromDirectory(Folder, zipped, includeBaseDirectory: false);
    }

    /// <summary>The plugin's version, as the schema has it.</summary>
    public static string Version { get; } = ReadVersion();

    /// <summary>The folder that holds the executable alone.</summary>
    public string Folder { get; }

    /// <summary>The archive of a release, under the name that engines ask for.</summary>
    public string Archive => Path.Combine(_folder.FullName, PluginPlatform.Current.ArchiveOf("infobip", Version));

    /// <summary>An empty home, and nothing on PATH.</summary>
    public PluginStoreOptions Nowhere => new(Path.Combine(_folder.FullName, "home"));

    /// <summary>The paths that were asked of the file server.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>A server that has the archive in its folder <c>releases</c>, and nothing else.</summary>
    public async Task<string> ServeAsync()
    {
        _server = await ScriptedServer.OfFilesAsync(
            path => path == $"/releases/{Path.GetFileName(Archive)}" ? File.ReadAllBytes(Archive) : null, Asked.Enqueue);
        return $"{_server.Url.GetLeftPart(UriPartial.Authority)}/releases";
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private static string ReadVersion()
    {
        using var schema = JsonDocument.Parse(Repository.Read("schema.json"));
        return schema.RootElement.GetProperty("version").GetString()!;
    }
}
