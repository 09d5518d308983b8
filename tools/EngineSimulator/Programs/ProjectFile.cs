// What a Pulumi.yaml says of a program that is not written in it.
using YamlDotNet.RepresentationModel;

namespace InfoBip.EngineSimulator;

/// <summary>A project of a compiled program.</summary>
/// <param name="Name">The project's name.</param>
/// <param name="Binary">The built program, as <c>runtime: options: binary</c> names it; null when it is to be built.</param>
internal sealed record ProjectFile(string Name, string? Binary)
{
    private static readonly string[] TopLevel = ["name", "runtime", "description", "author", "website", "license", "plugins"];
    private static readonly string[] RuntimeMembers = ["name", "options"];
    private static readonly string[] OptionMembers = ["binary"];

    /// <summary>The name in a <c>runtime</c> entry, short or with options.</summary>
    public static string RuntimeName(YamlNode node) => YamlNodes.Text(
        node is YamlMappingNode
            ? YamlNodes.Members(node, "runtime").Where(member => member.Key == "name").Select(member => member.Value).FirstOrDefault() ?? node
            : node,
        "runtime");

    /// <summary>The runtime that a Pulumi.yaml names, or null.</summary>
    public static string? RuntimeOf(YamlNode root) =>
        YamlNodes.Members(root, "The project").Where(member => member.Key == "runtime").Select(member => RuntimeName(member.Value)).FirstOrDefault();

    /// <summary>Reads a project; whatever the engine simulator does not know is an error.</summary>
    /// <exception cref="ProgramException">The project has no name, or something that is not supported.</exception>
    public static ProjectFile Read(YamlNode root)
    {
        var project = new ProjectFile("", null);
        foreach (var (key, node) in YamlNodes.Members(root, "The project"))
        {
            project = key switch
            {
                "name" => project with { Name = YamlNodes.Text(node, "name") },
                "runtime" => project with { Binary = BinaryOf(node) },
                _ when TopLevel.Contains(key) => project,
                _ => throw YamlNodes.Unsupported(key, node, "a project", TopLevel),
            };
        }

        return project.Name.Length > 0 ? project : throw new ProgramException("The project has no 'name'.", 1);
    }

    private static string? BinaryOf(YamlNode runtime)
    {
        string? binary = null;
        foreach (var (key, node) in runtime is YamlMappingNode ? YamlNodes.Members(runtime, "runtime") : [])
        {
            foreach (var (option, value) in key switch
            {
                "name" => [],
                "options" => YamlNodes.Members(node, "the options of runtime"),
                _ => throw YamlNodes.Unsupported(key, node, "runtime", RuntimeMembers),
            })
            {
                binary = option == "binary"
                    ? YamlNodes.Text(value, "binary")
                    : throw YamlNodes.Unsupported(option, value, "the options of runtime", OptionMembers);
            }
        }

        return binary;
    }
}
