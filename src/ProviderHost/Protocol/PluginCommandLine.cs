// What the engine, or a person, writes behind the plugin's name.
using System.Globalization;

namespace ProviderHost.Protocol;

/// <summary>The plugin's arguments. Unknown flags are for other plugins or later engines, and are no error.</summary>
/// <param name="EngineAddress">Where the engine listens; null when a person starts the plugin.</param>
/// <param name="Help">Whether a person asks what this is.</param>
/// <param name="Version">Whether a person asks for the version.</param>
/// <param name="Trace">Whether every request is traced, as at the engine's highest verbosity.</param>
internal sealed record PluginCommandLine(string? EngineAddress, bool Help, bool Version, bool Trace)
{
    /// <summary>The verbosity from which on the engine itself logs every message.</summary>
    private const int HighestVerbosity = 9;

    /// <summary>Reads the arguments: <c>[--logtostderr] [-v=N] [--tracing ENDPOINT] ADDRESS</c>, the address always last.</summary>
    public static PluginCommandLine Parse(IReadOnlyList<string> arguments)
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

        return new PluginCommandLine(address, arguments.Any(a => a is "--help" or "-h"), arguments.Contains("--version"), arguments.Any(AsksForAll));
    }

    /// <summary>The help for a person.</summary>
    public static string HelpText(ProviderPackage package)
    {
        var program = $"pulumi-resource-{package.Name}";
        return $"""
            {program} {package.Version}
            {package.Summary} Pulumi starts this program by itself; a person rarely has to.

              {program} [ADDRESS]   serve the provider protocol; prints the port and waits.
                                                  Without ADDRESS an engine attaches: PULUMI_DEBUG_PROVIDERS={package.Name}:<port>
                                                  {package.TraceVariable}=1 shows every request in a line, =full with headers and the shape of bodies
              {program} --version   print the version
              {program} --help      print this text

            """;
    }

    private static bool AsksForAll(string argument) =>
        argument.TrimStart('-') is ['v', '=', .. var level] && argument.StartsWith('-') && int.TryParse(level, NumberStyles.None, CultureInfo.InvariantCulture, out var verbosity)
        && verbosity >= HighestVerbosity;
}
