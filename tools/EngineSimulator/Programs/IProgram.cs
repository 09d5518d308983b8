// What runs in a preview or an up, and how it is found: a folder with a Pulumi.yaml.
namespace InfoBip.EngineSimulator;

/// <summary>A program, whatever it is written in.</summary>
public interface IProgram
{
    string Name { get; }

    internal Task<ProgramOutcome> RunAsync(DeploymentRun run);
}

/// <param name="Urns">The resources that it named: unless something failed, others are to be deleted.</param>
internal sealed record ProgramOutcome(IReadOnlySet<string> Urns, IReadOnlyList<KeyValuePair<string, Value>> Outputs);

public static class ProgramLoader
{
    /// <summary>Reads a YAML program, or finds a C# one, which is built unless the project names a built one.</summary>
    /// <param name="path">The folder that holds <c>Pulumi.yaml</c>.</param>
    public static async Task<IProgram> LoadAsync(string path)
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
        var built = options.Text("binary") is { Length: > 0 } named ? Path.GetFullPath(named, folder) : await ProcessProgram.BuildAsync(folder);
        return File.Exists(built) ? new ProcessProgram(name, built) { Folder = folder } : throw new EngineException($"There is no built program at {built}.");
    }

    /// <summary>What the Pulumi.yaml of a folder holds.</summary>
    internal static Struct Project(string folder) => Path.Combine(folder, "Pulumi.yaml") is var file && File.Exists(file)
        ? Yaml.Parse(File.ReadAllText(file))
        : throw new EngineException($"no Pulumi.yaml project file found in {folder}");

    internal static string NameOf(Struct project) => project.Text("name") is { Length: > 0 } name ? name : throw new EngineException("The project has no 'name'.");

    /// <summary>The name in the <c>runtime</c> entry, short or with options.</summary>
    internal static string RuntimeOf(Struct project)
    {
        var name = project.Find("runtime") is { KindCase: Value.KindOneofCase.StructValue } runtime ? Yaml.Known(runtime, "runtime", "name", "options").Text("name") : project.Text("runtime");
        return name.Length > 0 ? name : throw new EngineException("The project has no 'runtime': write 'runtime: yaml'.");
    }
}
