// The names of systems and processors in plugin archives.
using System.Runtime.InteropServices;

namespace InfoBip.EngineSimulator;

/// <summary>A platform as the engine names it in archives.</summary>
/// <param name="Os"><c>linux</c>, <c>darwin</c> or <c>windows</c>.</param>
/// <param name="Arch"><c>amd64</c> or <c>arm64</c>.</param>
public sealed record PluginPlatform(string Os, string Arch)
{
    /// <summary>The platform of this process.</summary>
    public static PluginPlatform Current { get; } = new(
        OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux",
        RuntimeInformation.OSArchitecture == Architecture.X64 ? "amd64" : RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant());

    /// <summary>The archive of a plugin for this platform.</summary>
    /// <param name="package">The plugin's name.</param>
    /// <param name="version">Its version.</param>
    public string ArchiveOf(string package, string version) => $"pulumi-resource-{package}-v{version}-{Os}-{Arch}.tar.gz";
}
