// What runs in a preview or an up, and how it is found: a folder with a Pulumi.yaml.
using System.Globalization;
using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;
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
        var root = Project(folder, out var members);
        if (RuntimeOf(members.GetValueOrDefault("runtime"), root) != "dotnet")
        {
            return YamlProgram.Load(folder);
        }

        YamlNodes.Known(root, "a project", "name", "runtime", "description", "author", "website", "license");
        var name = NameOf(folder);
        var built = (binary ?? BinaryOf(members["runtime"])) is { } named ? Path.GetFullPath(named, folder) : await DotnetBuild.RunAsync(folder, cancellationToken);
        return File.Exists(built) ? new ProcessProgram(name, built) { Folder = folder } : throw new ProgramException($"There is no built program at {built}.");
    }

    /// <summary>The name of the project in a folder.</summary>
    internal static string NameOf(string folder)
    {
        var root = Project(folder, out var members);
        return members.TryGetValue("name", out var name) ? YamlNodes.Text(name, "name") : throw new ProgramException("The project has no 'name'.", root);
    }

    /// <summary>The name in a <c>runtime</c> entry, short or with options.</summary>
    internal static string RuntimeOf(YamlNode? node, YamlNode root) => node switch
    {
        null => throw new ProgramException("The program has no 'runtime': write 'runtime: yaml'.", root),
        YamlMappingNode => YamlNodes.Known(node, "runtime", "name", "options").TryGetValue("name", out var name) ? YamlNodes.Text(name, "runtime") : throw new ProgramException("'runtime' has no name.", node),
        _ => YamlNodes.Text(node, "runtime"),
    };

    private static string? BinaryOf(YamlNode runtime) => runtime is YamlMappingNode && YamlNodes.Known(runtime, "runtime", "name", "options").TryGetValue("options", out var options)
        && YamlNodes.Known(options, "the options of runtime", "binary").TryGetValue("binary", out var binary) ? YamlNodes.Text(binary, "binary") : null;

    private static YamlNode Project(string folder, out IReadOnlyDictionary<string, YamlNode> members)
    {
        var file = Path.Combine(folder, "Pulumi.yaml");
        var root = File.Exists(file) ? YamlNodes.Parse(File.ReadAllText(file)) : throw new ProgramException($"no Pulumi.yaml project file found in {folder}");
        members = YamlNodes.Members(root, "The project").ToDictionary(member => member.Key, member => member.Value);
        return root;
    }
}

/// <summary>Reads durations written as in Go: 90s, 5m, 1h30m, 500ms, 300000000000ns.</summary>
internal static partial class Duration
{
    private static readonly Dictionary<string, decimal> s_units = new() { ["h"] = 3600, ["m"] = 60, ["s"] = 1, ["ms"] = 0.001m, ["us"] = 0.000001m, ["ns"] = 0.000000001m };

    public static double Seconds(string text)
    {
        var match = Pattern().Match(text);
        // Decimals: two minutes, written in nanoseconds, should stay two minutes.
        return match.Success
            ? (double)match.Groups["number"].Captures.Zip(match.Groups["unit"].Captures).Sum(part => decimal.Parse(part.First.Value, CultureInfo.InvariantCulture) * s_units[part.Second.Value])
            : text.Length == 0 ? 0 : throw new ProgramException($"\"{text}\" is no duration: write for example 90s, 5m or 1h30m.");
    }

    [GeneratedRegex("^((?<number>[0-9]{1,18}(\\.[0-9]{1,9})?)(?<unit>ms|us|ns|h|m|s))+$", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
