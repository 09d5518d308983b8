// Which plugin an operation asks for.
namespace InfoBip.EngineSimulator;

/// <summary>A plugin by its name, and what the program's SDK says of where it comes from.</summary>
/// <param name="Package">The package: the first part of a type token.</param>
public sealed record PluginRequest(string Package)
{
    /// <summary>The version, without <c>v</c>; empty for any.</summary>
    public string Version { get; init; } = "";

    /// <summary>Where it may be downloaded from; empty for nowhere.</summary>
    public string DownloadUrl { get; init; } = "";

    /// <summary>The SHA-256 sum, in hexadecimal, of the archive for this platform; empty where none is given.</summary>
    public string Checksum { get; init; } = "";
}
