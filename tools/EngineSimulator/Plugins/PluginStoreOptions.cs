// Where plugins are looked for.
namespace InfoBip.EngineSimulator;

/// <summary>The places of a <see cref="PluginStore"/>.</summary>
/// <param name="Home">The folder under which plugins are installed, such as <c>~/.pulumi</c>.</param>
public sealed record PluginStoreOptions(string Home)
{
    /// <summary>The plugins that the project names.</summary>
    public IReadOnlyList<ProjectPlugin> Project { get; init; } = [];

    /// <summary>Folders to look in, as PATH lists them.</summary>
    public IReadOnlyList<string> SearchPath { get; init; } = [];

    /// <summary>Whether a plugin that is nowhere may be downloaded.</summary>
    public bool MayDownload { get; init; } = true;

    /// <summary>The platform whose archives are downloaded.</summary>
    public PluginPlatform Platform { get; init; } = PluginPlatform.Current;

    /// <summary>Where GitHub serves the files of releases.</summary>
    public Uri GitHub { get; init; } = new("https://github.com/");

    /// <summary>Called with what a user should know of where a plugin was found.</summary>
    public Action<string>? OnNote { get; init; }

    /// <summary>What the engine's variables say: PULUMI_HOME, PATH, PULUMI_IGNORE_AMBIENT_PLUGINS, PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION.</summary>
    /// <param name="variable">Reads a variable; this process's own when null.</param>
    public static PluginStoreOptions FromEnvironment(Func<string, string?>? variable = null)
    {
        var read = variable ?? Environment.GetEnvironmentVariable;
        var home = read("PULUMI_HOME") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".pulumi");
        return new PluginStoreOptions(home)
        {
            SearchPath = IsOn(read("PULUMI_IGNORE_AMBIENT_PLUGINS"))
                ? []
                : (read("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
            MayDownload = !IsOn(read("PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION")),
        };
    }

    private static bool IsOn(string? value) => value is "1" || string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
}
