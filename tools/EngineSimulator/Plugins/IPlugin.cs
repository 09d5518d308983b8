// A plugin that is connected and has answered Handshake; what starts one; what goes wrong with one.
namespace InfoBip.EngineSimulator;

/// <summary>A running plugin after Handshake and GetPluginInfo.</summary>
public interface IPlugin : IAsyncDisposable
{
    ResourceProvider.ResourceProviderClient Client { get; }

    /// <summary>What the plugin said in the Handshake.</summary>
    ProviderHandshakeResponse Handshake { get; }

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

/// <summary>What a plugin gets at its start: the engine's address, and the variables that the engine adds.</summary>
public sealed record PluginLaunch(PluginRequest Request, string EngineAddress, IReadOnlyDictionary<string, string> Environment);

/// <summary>Starts or attaches to the plugin of a package.</summary>
public delegate Task<IPlugin> PluginLauncher(PluginLaunch launch, CancellationToken cancellationToken);

/// <summary>The plugin could not be started or reached.</summary>
public sealed class PluginException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The plugin answered something that the engine would refuse, or would misunderstand.</summary>
public sealed class PluginProtocolException(string message) : Exception($"The plugin broke the protocol: {message}");
