// Where a project keeps its stacks: a folder of states (PULUMI_BACKEND_URL), and the configuration beside the program.
namespace InfoBip.EngineSimulator;

/// <summary>A project and its stacks, as the real CLI lays them out.</summary>
internal sealed class Workspace
{
    private const string Scheme = "file://";
    private readonly string _states;

    public Workspace(string folder)
    {
        Folder = Path.GetFullPath(folder);
        Project = ProgramLoader.NameOf(ProgramLoader.Project(Folder));
        var backend = Environment.GetEnvironmentVariable("PULUMI_BACKEND_URL") ?? "";
        if (!backend.StartsWith(Scheme, StringComparison.Ordinal))
        {
            throw new EngineException("the engine simulator keeps states in a folder only: set PULUMI_BACKEND_URL to file://FOLDER");
        }

        var root = backend[Scheme.Length..];
        _states = Path.Combine(root is "~" ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) : Path.GetFullPath(root, Folder), ".pulumi", "stacks", Project);
    }

    public string Folder { get; }
    public string Project { get; }

    public IReadOnlyList<string> Stacks =>
        Directory.Exists(_states) ? [.. Directory.EnumerateFiles(_states, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)] : [];

    /// <summary>The stack that commands are about which name none; null where none was chosen.</summary>
    public string? Selected => File.Exists(Selection) ? File.ReadAllText(Selection) : null;
    private string Selection => Path.Combine(_states, ".selected");
    public string StateOf(string stack) => Path.Combine(_states, $"{stack}.json");
    public string ConfigOf(string stack) => Path.Combine(Folder, $"Pulumi.{stack}.yaml");

    /// <summary>The stack that is named, or else the selected one; it must exist.</summary>
    public Stack Load(string? named)
    {
        // A full name is organization/project/stack; the organization of a folder is always the same one.
        var stack = named?.Split('/')[^1] ?? Selected ?? throw new EngineException("no stack selected; please use `pulumi stack select` or `pulumi stack init` to choose one");
        return File.Exists(StateOf(stack)) ? StackFile.Read(File.ReadAllText(StateOf(stack))) : throw new EngineException($"no stack named '{stack}' found");
    }

    public void Select(string stack) => File.WriteAllText(Selection, stack);

    public void Init(string stack)
    {
        if (File.Exists(StateOf(stack)))
        {
            throw new EngineException($"stack '{stack}' already exists");
        }

        StackFile.Save(StateOf(stack), new Stack(stack, Project));
        Select(stack);
    }
}
