// From a folder with a Pulumi.yaml to a program that can run.
namespace InfoBip.EngineSimulator;

/// <summary>Loads programs of every kind that the engine simulator runs.</summary>
public static class ProgramLoader
{
    /// <summary>Reads a YAML program, or finds a C# one and builds it where it is not built.</summary>
    /// <param name="path">The <c>Pulumi.yaml</c>, or the folder that holds it.</param>
    /// <param name="binary">A built C# program, executable or <c>.dll</c>; null to use the one that the project names, or to build.</param>
    /// <param name="cancellationToken">Gives up building.</param>
    /// <exception cref="ProgramException">There is no program, it cannot be read, or it cannot be built.</exception>
    public static async Task<IProgram> LoadAsync(string path, string? binary = null, CancellationToken cancellationToken = default)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, "Pulumi.yaml") : path;
        if (!File.Exists(file))
        {
            throw new ProgramException($"There is no program at {file}.", 0);
        }

        var text = await File.ReadAllTextAsync(file, cancellationToken);
        var root = YamlReader.Parse(text);
        switch (ProjectFile.RuntimeOf(root))
        {
            case "dotnet":
                var project = ProjectFile.Read(root);
                var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
                var built = binary is not null ? Path.GetFullPath(binary)
                    : project.Binary is not null ? Path.GetFullPath(project.Binary, folder)
                    : await DotnetBuild.RunAsync(folder, cancellationToken);
                return File.Exists(built)
                    ? new ProcessProgram(project.Name, built) { Folder = folder }
                    : throw new ProgramException($"There is no built program at {built}.", 0);
            case var _ when binary is not null:
                throw new ProgramException("A built program can be named for a project with 'runtime: dotnet' only.", 0);
            case null or "yaml":
                return YamlProgram.Parse(text);
            case var runtime:
                throw new ProgramException($"The engine simulator runs programs with 'runtime: yaml' or 'runtime: dotnet', not '{runtime}'.", 0);
        }
    }
}
