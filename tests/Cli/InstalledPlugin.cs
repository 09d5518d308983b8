// A home of Pulumi into which the plugin was installed from its archive, as a user installs it without a network.
using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

[assembly: AssemblyFixture(typeof(InfoBip.Cli.Tests.InstalledPlugin))]

namespace InfoBip.Cli.Tests;

/// <summary>Installs once for all tests. The archive is the one that INFOBIP_ARCHIVE names, seen from the repository's root, as in the release workflow; otherwise the plugin under test is packed.</summary>
public sealed class InstalledPlugin : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infobip-cli-");

    /// <summary>The plugin's version, as the schema has it.</summary>
    public static string Version { get; } = ReadVersion();

    /// <summary>The folder for PULUMI_HOME.</summary>
    public string Home => Path.Combine(_folder.FullName, "home");

    /// <summary>Where tests put their stacks.</summary>
    public string NewFolder() => Directory.CreateDirectory(Path.Combine(_folder.FullName, Guid.NewGuid().ToString("n"))).FullName;

    /// <summary>The variables of every command: a home, a passphrase and no setting of this machine.</summary>
    public Dictionary<string, string?> Environment() => new(PluginBinary.NoVariables)
    {
        ["PULUMI_HOME"] = Home,
        ["PULUMI_CONFIG_PASSPHRASE"] = "passphrase",
        ["PULUMI_SKIP_UPDATE_CHECK"] = "true",
        ["PULUMI_ACCESS_TOKEN"] = null,
        ["PULUMI_DEBUG_PROVIDERS"] = null,
        ["PULUMI_BACKEND_URL"] = null,
    };

    public async ValueTask InitializeAsync()
    {
        if (PulumiCommand.FilePath is not { } pulumi)
        {
            return;
        }

        var archive = System.Environment.GetEnvironmentVariable("INFOBIP_ARCHIVE") is { Length: > 0 } named ? Repository.PathOf(named) : Pack();
        var installed = await PulumiCommand.RunAsync(
            pulumi, ["plugin", "install", "resource", "infobip", Version, "--file", archive], _folder.FullName, Environment());
        Assert.True(installed.ExitCode == 0, installed.Text);
    }

    public ValueTask DisposeAsync()
    {
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // On Windows, a process that is just ending still holds its executable.
        }

        return ValueTask.CompletedTask;
    }

    private string Pack()
    {
        var archive = Path.Combine(_folder.FullName, "plugin.tar.gz");
        using TarWriter writer = new(new GZipStream(File.Create(archive), CompressionLevel.Fastest));
        using var binary = File.OpenRead(PluginBinary.FilePath);
        writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, OperatingSystem.IsWindows() ? "pulumi-resource-infobip.exe" : "pulumi-resource-infobip")
        {
            DataStream = binary,
            Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
        });
        return archive;
    }

    private static string ReadVersion()
    {
        using var schema = JsonDocument.Parse(Repository.Read("schema.json"));
        return schema.RootElement.GetProperty("version").GetString()!;
    }
}
