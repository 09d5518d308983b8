// A system without OpenSSL, as a process sees it.

namespace InfoBip.Plugin.Tests;

/// <summary>The loader finds files under the library's names first, and they are no libraries: nothing else is looked at then.</summary>
internal static class MissingLibrary
{
    private static readonly Lazy<string> s_folder = new(static () =>
    {
        var folder = Directory.CreateTempSubdirectory("infobip-no-openssl-").FullName;
        foreach (var version in (string[])["3", "1.1", "1.0.2", "1.0.0", "10"])
        {
            File.Create(Path.Combine(folder, $"libssl.so.{version}")).Dispose();
        }

        return folder;
    });

    /// <summary>The environment of a process that is to find no OpenSSL. Skips the test where the framework uses none.</summary>
    public static IReadOnlyDictionary<string, string?> OpenSsl()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "OpenSSL is used on Linux alone.");
        return new Dictionary<string, string?> { ["LD_LIBRARY_PATH"] = s_folder.Value };
    }
}
