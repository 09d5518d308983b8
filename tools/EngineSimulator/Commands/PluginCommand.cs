// plugin install: a plugin put into the home from a file, a folder or a server.
using Spectre.Console;

namespace InfoBip.EngineSimulator;

/// <summary>Carries out the <c>plugin</c> command.</summary>
internal sealed class PluginCommand(IAnsiConsole console)
{
    /// <exception cref="UsageException">The words make no sense.</exception>
    /// <exception cref="PluginException">There is nothing to install.</exception>
    public async Task RunAsync(SimulatorCommandLine line, PluginStore store)
    {
        if (line.Arguments is not ["install", "resource", var name, var version])
        {
            throw new UsageException("Write: plugin install resource NAME VERSION --file PATH, or --server URL.");
        }

        if (line.File is null == line.Server is null)
        {
            throw new UsageException("plugin install needs either --file PATH or --server URL.");
        }

        var request = new PluginRequest(name) { Version = version, DownloadUrl = line.Server ?? "", Checksum = line.Checksum ?? "" };
        if (!line.Reinstall && store.InHome(request) is { } there)
        {
            console.WriteLine($"The plugin {name} {version} is installed already: {there}");
            return;
        }

        console.WriteLine($"Installed the plugin {name} {version}: {await store.InstallAsync(request, line.File)}");
    }
}
