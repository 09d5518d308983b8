// Folders for the journals of plugins under test: none of them writes into the home of whoever runs the tests.
using System.Runtime.CompilerServices;

namespace InfoBip.Plugin.Tests;

internal static class JournalFolder
{
    /// <summary>The plugin's variable for the folder.</summary>
    public const string Variable = "INFOBIP_JOURNAL";

    private static readonly string s_root = Directory.CreateTempSubdirectory("infobip-journals-").FullName;

    /// <summary>A folder of a test's own; nothing makes it before the plugin does.</summary>
    public static string New() => Path.Combine(s_root, Guid.NewGuid().ToString("n"));

    /// <summary>The journals in a folder.</summary>
    public static IReadOnlyList<string> In(string folder) => Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];

    /// <summary>For plugins that a test starts without any care for their environment.</summary>
    [ModuleInitializer]
    internal static void Begin()
    {
        Environment.SetEnvironmentVariable(Variable, New());
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(s_root, recursive: true);
    }
}
