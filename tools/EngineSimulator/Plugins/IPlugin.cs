// A plugin that is connected and has answered Handshake.
using Pulumirpc;

namespace InfoBip.EngineSimulator;

/// <summary>A running plugin after Handshake and GetPluginInfo.</summary>
public interface IPlugin : IAsyncDisposable
{
    /// <summary>The plugin's service.</summary>
    ResourceProvider.ResourceProviderClient Client { get; }

    /// <summary>What the plugin said in the Handshake.</summary>
    ProviderHandshakeResponse Handshake { get; }

    /// <summary>The plugin's version, as GetPluginInfo gave it.</summary>
    string Version { get; }

    /// <summary>Ends the plugin as the engine does: Cancel, close the connection, SIGINT, five seconds, SIGKILL.</summary>
    /// <returns>How it ended; the same answer when asked again.</returns>
    Task<PluginClosure> CloseAsync();
}

/// <summary>How a plugin ended.</summary>
/// <param name="CancelAcknowledged">False if Cancel failed: the engine then shows the plugin's output as a bug of the provider.</param>
/// <param name="ExitCode">The process's exit code; null for a plugin that was attached to, not started.</param>
/// <param name="Killed">True if the process had to be killed after five seconds.</param>
/// <param name="Output">Everything on stdout after the port line.</param>
/// <param name="ErrorOutput">Everything on stderr.</param>
public sealed record PluginClosure(bool CancelAcknowledged, int? ExitCode, bool Killed, string Output, string ErrorOutput);

/// <summary>What a plugin gets at its start.</summary>
/// <param name="Request">The plugin that is asked for.</param>
/// <param name="EngineAddress">Host and port of the engine's own service.</param>
/// <param name="Environment">Variables that the engine adds.</param>
public sealed record PluginLaunch(PluginRequest Request, string EngineAddress, IReadOnlyDictionary<string, string> Environment);

/// <summary>Starts or attaches to the plugin of a package.</summary>
/// <param name="launch">What to start, and for which engine.</param>
/// <param name="cancellationToken">Gives up.</param>
/// <exception cref="PluginException">There is no such plugin, or it does not start.</exception>
public delegate Task<IPlugin> PluginLauncher(PluginLaunch launch, CancellationToken cancellationToken);
