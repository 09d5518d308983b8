// A plugin that does not start, or does not keep to the protocol.
namespace InfoBip.EngineSimulator;

/// <summary>The plugin could not be started or reached.</summary>
/// <param name="message">What failed, and what came instead.</param>
/// <param name="inner">The cause, if there is one.</param>
public sealed class PluginException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The plugin answered something that the engine would refuse, or would misunderstand.</summary>
/// <param name="message">What the answer should have been.</param>
public sealed class PluginProtocolException(string message) : Exception($"The plugin broke the protocol: {message}");
