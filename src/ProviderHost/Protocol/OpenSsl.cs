// Whether this system has the library that the framework's cryptography needs on Linux.
using System.Runtime.InteropServices;

namespace ProviderHost.Protocol;

/// <summary>
/// OpenSSL. The framework loads it at the first use of cryptography, and ends the process where it is not there: a plugin that is asked for its schema alone needs none,
/// and one that needs it says so.
/// </summary>
public static class OpenSsl
{
    // In the order in which the framework (.NET 10) looks for them.
    private static readonly string?[] s_versions = [Environment.GetEnvironmentVariable("DOTNET_OPENSSL_VERSION_OVERRIDE"), "3", "1.1", "1.0.2", "1.0.0", "10"];

    private static readonly Lazy<bool> s_isMissing = new(
        static () => OperatingSystem.IsLinux() && !s_versions.Any(static version => version is not null && NativeLibrary.TryLoad($"libssl.so.{version}", out _)));

    /// <summary>Whether cryptography is out of reach.</summary>
    public static bool IsMissing => s_isMissing.Value;
}
