// Where a project keeps its stacks: a folder of states (PULUMI_BACKEND_URL), the selected stack (PULUMI_HOME), the configuration beside the program.
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace InfoBip.EngineSimulator;

/// <summary>A project and its stacks, as the real CLI lays them out.</summary>
internal sealed class Workspace
{
    private const string Scheme = "file://";
    private readonly string _states;
    private readonly string _selection;

    public Workspace(string folder)
    {
        Folder = Path.GetFullPath(folder);
        Project = ProgramLoader.NameOf(ProgramLoader.Project(Folder));
        var backend = Environment.GetEnvironmentVariable("PULUMI_BACKEND_URL") ?? "";
        if (!backend.StartsWith(Scheme, StringComparison.Ordinal))
        {
            throw new InvalidDataException("the engine simulator keeps states in a folder only: set PULUMI_BACKEND_URL to file://FOLDER");
        }

        var root = backend[Scheme.Length..];
        _states = Path.Combine(root is "~" ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) : Path.GetFullPath(root, Folder), ".pulumi", "stacks", Project);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Folder)))[..16];
        _selection = Path.Combine(PluginStore.Home, "workspaces", $"{Project}-{hash}-workspace.json");
    }

    public string Folder { get; }
    public string Project { get; }

    public IReadOnlyList<string> Stacks =>
        Directory.Exists(_states) ? [.. Directory.EnumerateFiles(_states, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)] : [];

    public string? Selected => File.Exists(_selection) ? (string?)JsonNode.Parse(File.ReadAllText(_selection))?["stack"] : null;
    public ConfigFile ConfigOf(string stack) => new(Path.Combine(Folder, $"Pulumi.{stack}.yaml"), Project);
    public StackStore StoreOf(string stack) => new(StateOf(stack), () => ConfigOf(stack).Phrase);

    /// <summary>The stack that is named, or else the selected one; it must exist.</summary>
    public string Existing(string? named)
    {
        // A full name is organization/project/stack; the organization of a folder is always the same one.
        var stack = named?.Split('/')[^1] ?? Selected ?? throw new InvalidDataException("no stack selected; please use `pulumi stack select` or `pulumi stack init` to choose one");
        return File.Exists(StateOf(stack)) ? stack : throw new InvalidDataException($"no stack named '{stack}' found");
    }

    public void Select(string stack)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_selection)!);
        File.WriteAllText(_selection, new JsonObject { ["stack"] = stack }.ToJsonString());
    }

    /// <summary>Makes an empty stack and selects it.</summary>
    public async Task InitAsync(string stack)
    {
        if (File.Exists(StateOf(stack)))
        {
            throw new InvalidDataException($"stack '{stack}' already exists");
        }

        ConfigOf(stack).Save();
        using var store = StoreOf(stack);
        await store.SaveAsync(new Stack(stack, Project));
        Select(stack);
    }

    private string StateOf(string stack) => Path.Combine(_states, $"{stack}.json");
}
