// The text of Pulumi.yaml turned into a program.
using Google.Protobuf.WellKnownTypes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace InfoBip.EngineSimulator;

/// <summary>Reads whole programs; whatever it does not know is an error.</summary>
internal static class YamlReader
{
    private static readonly string[] TopLevel = ["name", "runtime", "description", "plugins", "config", "variables", "resources", "outputs"];
    private static readonly string[] ConfigMembers = ["type", "default", "secret"];
    private static readonly string[] ResourceMembers = ["type", "properties", "options", "get"];
    private static readonly string[] GetMembers = ["id", "state"];
    private static readonly string[] ConfigTypes = ["string", "number", "integer", "boolean", "array", "object"];

    public static YamlProgram Read(string yaml)
    {
        var root = Parse(yaml);
        var program = new YamlProgram { Name = "" };
        var hasRuntime = false;
        foreach (var (key, node) in YamlNodes.Members(root, "The program"))
        {
            switch (key)
            {
                case "name":
                    program = program with { Name = YamlNodes.Text(node, "name") };
                    break;
                case "description":
                    program = program with { Description = YamlNodes.Text(node, "description") };
                    break;
                case "runtime":
                    hasRuntime = true;
                    RequireYamlRuntime(node);
                    break;
                case "plugins":
                    ProjectPlugins.Read(node);
                    break;
                case "config":
                    program = program with { Config = [.. YamlNodes.Members(node, "config").Select(entry => Config(entry.Key, entry.Value))] };
                    break;
                case "variables":
                    program = program with { Variables = Expressions(node, key).ToDictionary(StringComparer.Ordinal) };
                    break;
                case "resources":
                    program = program with { Resources = [.. YamlNodes.Members(node, "resources").Select(entry => Resource(entry.Key, entry.Value))] };
                    break;
                case "outputs":
                    program = program with { Outputs = [.. Expressions(node, key)] };
                    break;
                default:
                    throw YamlNodes.Unsupported(key, node, "a program", TopLevel);
            }
        }

        if (program.Name.Length == 0)
        {
            throw new ProgramException("The program has no 'name'.", 1);
        }

        if (!hasRuntime)
        {
            throw new ProgramException("The program has no 'runtime': write 'runtime: yaml'.", 1);
        }

        ProgramNames.Validate(program);
        return program;
    }

    /// <summary>The one document of a text.</summary>
    public static YamlNode Parse(string yaml)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException error)
        {
            throw new ProgramException($"This is no YAML: {error.Message}", error.Start.Line, null, error);
        }

        return stream.Documents is [var document] ? document.RootNode : throw new ProgramException("A program is exactly one YAML document.", 1);
    }

    private static void RequireYamlRuntime(YamlNode node)
    {
        if (ProjectFile.RuntimeName(node) is var name and not "yaml")
        {
            throw new ProgramException($"The engine simulator runs programs with 'runtime: yaml', not '{name}'.", YamlNodes.Line(node));
        }
    }

    private static IEnumerable<KeyValuePair<string, Expression>> Expressions(YamlNode node, string what) =>
        YamlNodes.Members(node, what).Select(entry => KeyValuePair.Create(entry.Key, ExpressionReader.Read(entry.Value, null)));

    private static ConfigDeclaration Config(string key, YamlNode node)
    {
        var declaration = new ConfigDeclaration(key, null, null, false, YamlNodes.Line(node));
        foreach (var (member, value) in YamlNodes.Members(node, $"config '{key}'"))
        {
            declaration = member switch
            {
                "type" => declaration with { Type = ConfigType(value) },
                "default" => declaration with { Default = ExpressionReader.Read(value, null) },
                "secret" => declaration with { Secret = YamlNodes.Flag(value, $"'secret' of config '{key}'") },
                _ => throw YamlNodes.Unsupported(member, value, $"config '{key}'", ConfigMembers),
            };
        }

        return declaration.Default is { } given && (given.References.Any() || given.Invokes.Any())
            ? throw new ProgramException($"The default of config '{key}' may not refer to anything, nor call a function.", declaration.Line)
            : declaration;
    }

    private static string ConfigType(YamlNode node)
    {
        var type = YamlNodes.Text(node, "A config type");
        var plain = type.Split('<')[0].ToLowerInvariant() switch { "list" => "array", "int" => "integer", "bool" => "boolean", var other => other };
        return ConfigTypes.Contains(plain)
            ? plain
            : throw new ProgramException($"'{type}' is no config type that the engine simulator knows; it knows {string.Join(", ", ConfigTypes)}.", YamlNodes.Line(node));
    }

    private static ResourceDeclaration Resource(string name, YamlNode node)
    {
        var none = new MapExpression([], YamlNodes.Line(node));
        var declaration = new ResourceDeclaration(name, "", none, YamlNodes.Line(node));
        var hasProperties = false;
        foreach (var (member, value) in YamlNodes.Members(node, "A resource", name))
        {
            hasProperties |= member == "properties";
            declaration = member switch
            {
                "type" => declaration with { Type = TypeToken(value, name) },
                "properties" => declaration with { Properties = ExpressionReader.Map(value, name) },
                "options" => declaration with { Options = ResourceOptionsReader.Read(value, name) },
                "get" => declaration with { Get = Get(value, name, none) },
                _ => throw YamlNodes.Unsupported(member, value, "a resource", ResourceMembers, name),
            };
        }

        return declaration switch
        {
            { Type: "" } => throw new ProgramException("The resource has no 'type'.", declaration.Line, name),
            { Get: not null } when hasProperties => throw new ProgramException("A resource has either 'get' or 'properties'.", declaration.Line, name),
            _ => declaration,
        };
    }

    private static string TypeToken(YamlNode node, string resource)
    {
        var parts = YamlNodes.Text(node, "'type'", resource).Split(':');
        return parts switch
        {
            [{ Length: > 0 } package, { Length: > 0 } type] => $"{package}:index:{type}",
            [{ Length: > 0 }, _, { Length: > 0 }] => string.Join(':', parts),
            _ => throw new ProgramException("A type reads package:module:Name, for example infobip:index:InfoBipInstance.", YamlNodes.Line(node), resource),
        };
    }

    private static GetDeclaration Get(YamlNode node, string resource, MapExpression none)
    {
        Expression? id = null;
        var state = none;
        foreach (var (member, value) in YamlNodes.Members(node, "'get'", resource))
        {
            switch (member)
            {
                case "id":
                    // An id is text, also where the program writes a bare number.
                    id = ExpressionReader.Read(value, resource) is LiteralExpression
                        ? new LiteralExpression(Value.ForString(YamlNodes.Text(value, "'id'", resource)), YamlNodes.Line(value))
                        : ExpressionReader.Read(value, resource);
                    break;
                case "state":
                    state = ExpressionReader.Map(value, resource);
                    break;
                default:
                    throw YamlNodes.Unsupported(member, value, "'get'", GetMembers, resource);
            }
        }

        return new GetDeclaration(id ?? throw new ProgramException("'get' needs an 'id'.", YamlNodes.Line(node), resource), state);
    }
}
