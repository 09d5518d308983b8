// What the engine itself keeps among a provider's settings: where its plugin comes from.
namespace InfoBip.EngineSimulator;

/// <summary>Which plugin an operation asks for; an empty version is any, an empty URL is nowhere.</summary>
public sealed record PluginRequest(string Package, string Version = "", string DownloadUrl = "");

/// <summary>Puts a plugin's version and download URL among a provider's settings, where the state keeps them, and reads them again.</summary>
internal static class PluginSettings
{
    private const string Version = "version";

    /// <summary>The engine's own corner of the settings, which no plugin sees.</summary>
    private const string Internal = "__internal";
    private const string DownloadUrl = "pluginDownloadURL";

    /// <summary>What the names of default providers begin with; that is how the engine knows them.</summary>
    private const string Default = "default";
    public static bool IsDefault(string urn) => ResourceUrn.NameOf(urn).StartsWith(Default, StringComparison.Ordinal);

    /// <summary>The name of the default provider for a plugin: each version and each place has its own.</summary>
    public static string NameOf(PluginRequest plugin) => Default
        + (plugin.Version.Length > 0 ? "_" + string.Concat(plugin.Version.Select(one => char.IsAsciiLetterOrDigit(one) ? one : '_')) : "")
        + (plugin.DownloadUrl.Length > 0 ? "_" + System.Text.RegularExpressions.Regex.Replace(plugin.DownloadUrl.TrimEnd('/'), "[^A-Za-z0-9_.]+", "_") : "");

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
    public static Struct ForPlugin(Struct settings) => Wire.Map([.. settings.Fields.Where(field => field.Key != Internal).Select(field => (field.Key, (object?)field.Value))]);

    /// <summary>The plugin that a provider in the state was served by.</summary>
    public static PluginRequest PluginOf(ResourceState provider) => new(
        ResourceUrn.PackageOf(provider.Type),
        provider.Inputs.Fields.GetValueOrDefault(Version)?.StringValue ?? "",
        provider.Inputs.Fields.GetValueOrDefault(Internal)?.StructValue.Fields.GetValueOrDefault(DownloadUrl)?.StringValue ?? "");
}
