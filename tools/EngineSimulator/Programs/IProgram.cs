// What runs in a preview or an up, and how it is found: a folder with a Pulumi.yaml.
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
        var project = Project(folder);
        if (RuntimeOf(project) != "dotnet")
        {
            return YamlProgram.Load(folder);
        }

        Yaml.Known(Value.ForStruct(project), "a project", "name", "runtime", "description", "author", "website", "license");
        var name = NameOf(project);
        var options = project.Find("runtime") is { HasStringValue: false } runtime ? Yaml.Known(runtime.StructValue.Find("options"), "the options of runtime", "binary") : new Struct();
        var named = binary ?? (options.Text("binary") is { Length: > 0 } own ? own : null);
        var built = named is not null ? Path.GetFullPath(named, folder) : await ProcessProgram.BuildAsync(folder, cancellationToken);
        return File.Exists(built) ? new ProcessProgram(name, built) { Folder = folder } : throw new ProgramException($"There is no built program at {built}.");
    }

    /// <summary>What the Pulumi.yaml of a folder holds.</summary>
    internal static Struct Project(string folder) => Path.Combine(folder, "Pulumi.yaml") is var file && File.Exists(file)
        ? Yaml.Parse(File.ReadAllText(file))
        : throw new ProgramException($"no Pulumi.yaml project file found in {folder}");

    internal static string NameOf(Struct project) => project.Text("name") is { Length: > 0 } name ? name : throw new ProgramException("The project has no 'name'.");

    /// <summary>The name in the <c>runtime</c> entry, short or with options.</summary>
    internal static string RuntimeOf(Struct project)
    {
        var name = project.Find("runtime") is { KindCase: Value.KindOneofCase.StructValue } runtime ? Yaml.Known(runtime, "runtime", "name", "options").Text("name") : project.Text("runtime");
        return name.Length > 0 ? name : throw new ProgramException("The project has no 'runtime': write 'runtime: yaml'.");
    }
}
