// What the engine itself keeps among a provider's settings: where its plugin comes from.
using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;

namespace InfoBip.EngineSimulator;

/// <summary>Puts a plugin's version and download URL among a provider's settings, where the state keeps them, and reads them again.</summary>
internal static partial class StackProviderSettings
{
    private const string Version = "version";

    /// <summary>The engine's own corner of the settings, which no plugin sees.</summary>
    private const string Internal = "__internal";
    private const string DownloadUrl = "pluginDownloadURL";

    /// <summary>What the names of default providers begin with; that is how the engine knows them.</summary>
    private const string Default = "default";
    public static bool IsDefault(string urn) => ResourceUrn.NameOf(urn).StartsWith(Default, StringComparison.Ordinal);

    /// <summary>The name of the default provider for a plugin: each version and each place has its own.</summary>
    public static string NameOf(PluginRequest plugin) => string.Concat(
        Default,
        plugin.Version.Length > 0 ? $"_{NotInVersions().Replace(plugin.Version, "_")}" : "",
        plugin.DownloadUrl.Length > 0 ? $"_{NotInNames().Replace(plugin.DownloadUrl.TrimEnd('/'), "_")}" : "");

    /// <summary>The settings with what a later run needs to find the plugin.</summary>
    public static Struct With(Struct settings, PluginRequest plugin)
    {
        var result = settings.Clone();
        if (plugin.Version.Length > 0)
        {
            result.Fields[Version] = Value.ForString(plugin.Version);
        }

        if (plugin.DownloadUrl.Length > 0)
        {
            result.Fields[Internal] = Value.ForStruct(Wire.Map((DownloadUrl, plugin.DownloadUrl.TrimEnd('/'))));
        }

        return result;
    }

    /// <summary>The settings as the plugin sees them.</summary>
    public static Struct ForPlugin(Struct settings)
    {
        var result = settings.Clone();
        result.Fields.Remove(Internal);
        return result;
    }

    /// <summary>What CheckConfig answered, with the engine's own settings back in it.</summary>
    public static Struct Restored(Struct answer, Struct settings)
    {
        foreach (var key in new[] { Version, Internal }.Where(settings.Fields.ContainsKey))
        {
            if (key == Version && answer.Fields.TryGetValue(key, out var version) && !version.Equals(settings.Fields[key]))
            {
                throw new PluginProtocolException($"CheckConfig changes the version from {settings.Fields[key].StringValue} to {version.StringValue}.");
            }

            answer.Fields[key] = settings.Fields[key].Clone();
        }

        return answer;
    }

    /// <summary>The plugin that a provider in the state was served by.</summary>
    public static PluginRequest PluginOf(ResourceState provider) => new(ResourceUrn.PackageOf(provider.Type))
    {
        Version = provider.Inputs.Fields.TryGetValue(Version, out var version) ? version.StringValue : "",
        DownloadUrl = provider.Inputs.Fields.TryGetValue(Internal, out var own) && own.StructValue.Fields.TryGetValue(DownloadUrl, out var url) ? url.StringValue : "",
    };

    [GeneratedRegex("[^A-Za-z0-9]")]
    private static partial Regex NotInVersions();

    [GeneratedRegex("[^A-Za-z0-9_.]+")]
    private static partial Regex NotInNames();
}
