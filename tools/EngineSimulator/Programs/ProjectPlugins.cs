// The plugins that a project names in its Pulumi.yaml.
using YamlDotNet.RepresentationModel;

namespace InfoBip.EngineSimulator;

/// <summary>A plugin that lies in a folder which the project names.</summary>
/// <param name="Name">The plugin's name.</param>
/// <param name="Folder">The folder.</param>
/// <param name="Version">The version that it counts as; null for any.</param>
public sealed record ProjectPlugin(string Name, string Folder, string? Version);

/// <summary>Reads <c>plugins:</c>.</summary>
public static class ProjectPlugins
{
    private static readonly string[] Members = ["providers"];
    private static readonly string[] EntryMembers = ["name", "path", "version"];

    /// <summary>The plugins that a project names; none where there is no project.</summary>
    /// <param name="path">The <c>Pulumi.yaml</c>, or the folder that holds it.</param>
    /// <exception cref="ProgramException">An entry cannot be read, or its folder does not exist.</exception>
    public static IReadOnlyList<ProjectPlugin> Load(string path)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, "Pulumi.yaml") : path;
        if (!File.Exists(file))
        {
            return [];
        }

        var root = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var entries = YamlNodes.Members(YamlReader.Parse(File.ReadAllText(file)), "The project")
            .Where(member => member.Key == "plugins")
            .SelectMany(member => Read(member.Value));
        return [.. entries.Select(entry => Existing(entry with { Folder = Path.GetFullPath(entry.Folder, root) }))];
    }

    /// <summary>The entries, their folders as they are written.</summary>
    internal static IReadOnlyList<ProjectPlugin> Read(YamlNode node)
    {
        var plugins = new List<ProjectPlugin>();
        foreach (var (member, value) in YamlNodes.Members(node, "'plugins'"))
        {
            plugins.AddRange(member == "providers"
                ? (value as YamlSequenceNode ?? throw new ProgramException("'providers' should be a list.", YamlNodes.Line(value))).Select(Entry)
                : throw YamlNodes.Unsupported(member, value, "'plugins'", Members));
        }

        return plugins;
    }

    private static ProjectPlugin Entry(YamlNode node)
    {
        var plugin = new ProjectPlugin("", "", null);
        foreach (var (member, value) in YamlNodes.Members(node, "A plugin"))
        {
            plugin = member switch
            {
                "name" => plugin with { Name = YamlNodes.Text(value, "'name'") },
                "path" => plugin with { Folder = YamlNodes.Text(value, "'path'") },
                "version" => plugin with { Version = YamlNodes.Text(value, "'version'") },
                _ => throw YamlNodes.Unsupported(member, value, "a plugin", EntryMembers),
            };
        }

        return plugin is { Name.Length: > 0, Folder.Length: > 0 } ? plugin : throw new ProgramException("A plugin needs a 'name' and a 'path'.", YamlNodes.Line(node));
    }

    private static ProjectPlugin Existing(ProjectPlugin plugin) => Directory.Exists(plugin.Folder)
        ? plugin
        : throw new ProgramException($"The project says that the plugin {plugin.Name} is in the folder {plugin.Folder}, which does not exist.", 0);
}
