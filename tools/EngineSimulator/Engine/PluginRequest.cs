// Which plugin a provider needs, which the engine keeps among the provider's settings.
using System.Text.RegularExpressions;

namespace InfoBip.EngineSimulator;

/// <summary>Which plugin an operation asks for; an empty version is any, an empty URL is nowhere.</summary>
public sealed partial record PluginRequest(string Package, string Version = "", string DownloadUrl = "")
{
    private const string VersionKey = "version";
    private const string UrlKey = "pluginDownloadURL";

    /// <summary>The engine's own corner of the settings, which no plugin sees.</summary>
    private const string Internal = "__internal";

    /// <summary>What the names of default providers begin with; that is how the engine knows them.</summary>
    private const string Default = "default";

    /// <summary>The name of the default provider for the plugin: each version and each place has its own.</summary>
    internal string DefaultName => string.Join('_', new[] { Default, Version.Replace('.', '_').Replace('-', '_').Replace('+', '_'), NoPlace().Replace(DownloadUrl.TrimEnd('/'), "_") }.Where(part => part.Length > 0));

    internal static bool IsDefault(string urn) => ResourceUrn.NameOf(urn).StartsWith(Default, StringComparison.Ordinal);

    /// <summary>The plugin that a provider in the state was served by.</summary>
    internal static PluginRequest Of(ResourceState provider) => new(
        ResourceUrn.PackageOf(provider.Type), provider.Inputs.Text(VersionKey), provider.Inputs.Find(Internal)?.StructValue.Text(UrlKey) ?? "");

    /// <summary>Settings with what a later run needs to find the plugin.</summary>
    internal Struct AddTo(Struct settings)
    {
        var result = settings.Clone();
        if (Version.Length > 0)
        {
            result.Fields[VersionKey] = Value.ForString(Version);
        }

        if (DownloadUrl.Length > 0)
        {
            result.Fields[Internal] = Value.ForStruct(Wire.Map((UrlKey, DownloadUrl.TrimEnd('/'))));
        }

        return result;
    }

    /// <summary>The settings as the plugin sees them.</summary>
    internal static Struct ForPlugin(Struct settings) => Wire.Map([.. settings.Fields.Where(field => field.Key != Internal).Select(field => (field.Key, (object?)field.Value))]);

    [GeneratedRegex("[^A-Za-z0-9_.]+")]
    private static partial Regex NoPlace();
}
