// What the engine, or a person, writes behind the plugin's name.
using InfoBip.Provider;
using System.Globalization;

namespace ProviderHost.Protocol;

/// <summary>The plugin's arguments. Unknown flags are for other plugins or later engines, and are no mistake.</summary>
/// <param name="EngineAddress">Where the engine listens; null when a person starts the plugin.</param>
/// <param name="Help">Whether a person asks what this is.</param>
/// <param name="Version">Whether a person asks for the version.</param>
/// <param name="Trace">Whether every request is to be told, as at the engine's highest verbosity.</param>
internal sealed record CommandLine(string? EngineAddress, bool Help, bool Version, bool Trace)
{
    /// <summary>The verbosity from which on the engine itself tells of every message.</summary>
    private const int HighestVerbosity = 9;

    /// <summary>Reads the arguments: <c>[--logtostderr] [-v=N] [--tracing ENDPOINT] ADDRESS</c>, the address always last.</summary>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        string? address = null;
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] is "--tracing" or "-tracing")
            {
                i++;
            }
            else if (!arguments[i].StartsWith('-'))
            {
                address = arguments[i];
            }
        }

        return new CommandLine(address, arguments.Any(a => a is "--help" or "-h"), arguments.Contains("--version"), arguments.Any(AsksForAll));
    }

    /// <summary>What a person is told.</summary>
    public static string HelpText =>
        $"""
        pulumi-resource-infobip {PluginVersion.Text}
        The Pulumi provider for InfoBip instances. Pulumi starts this program by itself; a person rarely has to.

          pulumi-resource-infobip [ADDRESS]   serve the provider protocol; prints the port and waits.
                                              Without ADDRESS an engine attaches: PULUMI_DEBUG_PROVIDERS=infobip:<port>
                                              -v=9 or INFOBIP_TRACE=1 tells of every request in the engine's debug log
          pulumi-resource-infobip --version   print the version
          pulumi-resource-infobip --help      print this text

        """;

    private static bool AsksForAll(string argument) =>
        argument.TrimStart('-') is ['v', '=', .. var level] && argument.StartsWith('-') && int.TryParse(level, NumberStyles.None, CultureInfo.InvariantCulture, out var verbosity)
        && verbosity >= HighestVerbosity;
}
