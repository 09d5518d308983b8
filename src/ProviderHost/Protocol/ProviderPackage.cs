// What a provider is: its package, and the parts that answer for it.
using ProviderHost.Resources;

namespace ProviderHost.Protocol;

/// <summary>The package that a plugin serves.</summary>
/// <param name="Name">Its name, which stands before every setting and type.</param>
/// <param name="Version">The plugin's version.</param>
/// <param name="ErrorPrefix">What stands before the number of an error, for example <c>RP</c>.</param>
/// <param name="Summary">What the plugin is, in one sentence, for a person who starts it.</param>
/// <param name="ReadSchema">Reads the schema's JSON text.</param>
public sealed record ProviderPackage(string Name, string Version, string ErrorPrefix, string Summary, Func<string> ReadSchema)
{
    /// <summary>Sets up what the first call of a resource needs. It runs beside the engine's own first calls.</summary>
    public Func<Task>? WarmUp { get; init; }

    /// <summary>The environment variable that switches the trace of requests on.</summary>
    public string TraceVariable => $"{Name.ToUpperInvariant()}_TRACE";

    /// <summary>The message as the user sees it: with the error's code at its end.</summary>
    public string Mark(ErrorCode code, string message) => $"{message} [{ErrorPrefix}{code.Number}]";
}

/// <summary>The parts of a provider.</summary>
/// <param name="Configuration">Its settings.</param>
/// <param name="Resources">Its resources.</param>
/// <param name="Functions">Its functions.</param>
public sealed record ProviderParts(IProviderConfiguration Configuration, IReadOnlyList<IResource> Resources, IReadOnlyList<IFunction> Functions);

/// <summary>What a plugin process gives to the parts of a provider.</summary>
/// <param name="Log">The engine's log.</param>
/// <param name="Trace">Where requests are traced; null where the user did not ask for it.</param>
/// <param name="Environment">Reads an environment variable.</param>
/// <param name="Time">The clock.</param>
public sealed record PluginContext(IResourceLog Log, CallTrace? Trace, Func<string, string?> Environment, TimeProvider Time);
