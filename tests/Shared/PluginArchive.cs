// The plugin's archive as releases and engines have it.
using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace InfoBip.Tests.Shared;

internal static class PluginArchive
{
    /// <summary>The name of the archive for this system.</summary>
    public static string Name(string version)
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        return $"pulumi-resource-infobip-v{version}-{system}-{(RuntimeInformation.OSArchitecture == Architecture.X64 ? "amd64" : "arm64")}.tar.gz";
    }

    /// <summary>Unpacks the archive where the real CLI installs a plugin.</summary>
    /// <returns>The folder.</returns>
    public static async Task<string> InstallAsync(string archive, string home, string version)
    {
        await using var unzipped = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress);
        var folder = Directory.CreateDirectory(Path.Combine(home, "plugins", $"resource-infobip-v{version}")).FullName;
        await TarFile.ExtractToDirectoryAsync(unzipped, folder, overwriteFiles: false);
        return folder;
    }
}
