// The plugin under test as its release would carry it: an archive, a folder, or a file.
using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace InfoBip.Plugin.Tests;

/// <summary>A folder of a test's own with the packed plugin and a home without any.</summary>
internal sealed class PackedPlugin : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("packed-plugin-");

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
    public string Archive => Path.Combine(_folder.FullName, PluginArchive.Name(Version));

    /// <summary>A home without any plugin.</summary>
    public string Home => Path.Combine(_folder.FullName, "home");

    public void Dispose() => _folder.Delete(recursive: true);

    private static string ReadVersion()
    {
        using var schema = JsonDocument.Parse(Repository.Read("schema.json"));
        return schema.RootElement.GetProperty("version").GetString()!;
    }
}
