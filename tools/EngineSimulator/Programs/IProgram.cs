// What runs in a preview or an up, and how it is found: a folder with a Pulumi.yaml.
using YamlDotNet.RepresentationModel;

namespace InfoBip.EngineSimulator;

/// <summary>A program, whatever it is written in.</summary>
public interface IProgram
{
    /// <summary>The project's name.</summary>
    string Name { get; }

    internal Task<ProgramOutcome> RunAsync(DeploymentRun run);
}

/// <summary>What came of a program.</summary>
/// <param name="IsComplete">Whether every resource was registered: only then is a resource that is not among them to be deleted.</param>
/// <param name="Urns">The resources that the program named.</param>
/// <param name="Outputs">The stack's outputs.</param>
internal sealed record ProgramOutcome(bool IsComplete, IReadOnlySet<string> Urns, IReadOnlyList<KeyValuePair<string, Value>> Outputs);

public static class ProgramLoader
{
    /// <summary>Reads a YAML program, or finds a C# one and builds it where it is not built.</summary>
    /// <param name="path">The folder that holds <c>Pulumi.yaml</c>.</param>
    /// <param name="binary">A built C# program, executable or <c>.dll</c>; null to use the one that the project names, or to build.</param>
    public static async Task<IProgram> LoadAsync(string path, string? binary = null, CancellationToken cancellationToken = default)
    {
        var folder = Path.GetFullPath(path);
        var (root, members) = Project(folder);
        if (RuntimeOf(members, root) != "dotnet")
        {
            return YamlProgram.Load(folder);
        }

        var name = NameOf(folder);
        YamlNodes.Known(root, "a project", "name", "runtime", "description", "author", "website", "license");
        var options = members["runtime"] is YamlMappingNode map && Runtime(map).TryGetValue("options", out var given) ? YamlNodes.Known(given, "the options of runtime", "binary") : YamlNodes.None;
        var named = binary ?? (options.Text("binary") is { Length: > 0 } own ? own : null);
        var built = named is not null ? Path.GetFullPath(named, folder) : await ProcessProgram.BuildAsync(folder, cancellationToken);
        return File.Exists(built) ? new ProcessProgram(name, built) { Folder = folder } : throw new ProgramException($"There is no built program at {built}.");
    }

    /// <summary>The name of the project in a folder.</summary>
    internal static string NameOf(string folder) => Project(folder) is var (root, members) && members.Text("name") is { Length: > 0 } name ? name : throw new ProgramException("The project has no 'name'.");

    /// <summary>The name in the <c>runtime</c> entry, short or with options.</summary>
    internal static string RuntimeOf(IReadOnlyDictionary<string, YamlNode> members, YamlNode root) =>
        (members.GetValueOrDefault("runtime") is YamlMappingNode map ? Runtime(map).Text("name") : members.Text("runtime")) is { Length: > 0 } name ? name : throw new ProgramException("The program has no 'runtime': write 'runtime: yaml'.", root);

    private static IReadOnlyDictionary<string, YamlNode> Runtime(YamlMappingNode map) => YamlNodes.Known(map, "runtime", "name", "options");

    private static (YamlNode Root, IReadOnlyDictionary<string, YamlNode> Members) Project(string folder)
    {
        var file = Path.Combine(folder, "Pulumi.yaml");
        var root = File.Exists(file) ? YamlNodes.Parse(File.ReadAllText(file)) : throw new ProgramException($"no Pulumi.yaml project file found in {folder}");
        return (root, YamlNodes.Members(root, "The project").ToDictionary(member => member.Key, member => member.Value));
    }
}
