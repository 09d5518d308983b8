// A state that a version of the provider left behind, kept as a file beside its program.
using System.Text.Json.Nodes;
using InfoBip.EngineSimulator;

namespace InfoBip.Plugin.Tests.States;

/// <summary>A recorded state: <c>tests/Plugin.Tests/States/{version}/{name}.json</c>, an export of the engine simulator.</summary>
/// <param name="Version">The version of the provider that left it.</param>
/// <param name="Name">What is special about it.</param>
internal sealed record RecordedState(string Version, string Name)
{
    private static readonly string s_folder = Repository.PathOf("tests/Plugin.Tests/States");

    /// <summary>The version of the schema, and so of the plugin.</summary>
    public static string CurrentVersion { get; } =
        (string)JsonNode.Parse(Repository.Read("schema.json"))!["version"]!;

    /// <summary>All recorded states of all versions.</summary>
    public static IReadOnlyList<RecordedState> All { get; } =
    [
        .. Directory.EnumerateFiles(s_folder, "*.json", SearchOption.AllDirectories)
            .Select(file => new RecordedState(Path.GetFileName(Path.GetDirectoryName(file)!), Path.GetFileNameWithoutExtension(file)))
            .OrderBy(state => state.ToString(), StringComparer.Ordinal),
    ];

    private string FilePath => Path.Combine(s_folder, Version, Name + ".json");

    public Stack Load() => StackFile.Read(File.ReadAllText(FilePath));

    public void Save(Stack stack)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllText(FilePath, StackFile.Write(stack));
    }

    public override string ToString() => $"{Version}/{Name}";
}
