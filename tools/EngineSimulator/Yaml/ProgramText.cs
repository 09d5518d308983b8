// An imported resource written as a piece of program.
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace InfoBip.EngineSimulator;

/// <summary>Writes a resource's declaration as YAML; a secret is named, never written.</summary>
internal static class ProgramText
{
    public static string Of(ResourceState resource)
    {
        var declaration = new YamlMappingNode { { "type", resource.Type }, { "properties", Map(resource.Inputs) } };
        if (resource.Protect)
        {
            declaration.Add("options", new YamlMappingNode("protect", "true"));
        }

        return YamlNodes.Write(new YamlMappingNode(resource.Name, declaration));
    }

    private static YamlMappingNode Map(Struct map)
    {
        var node = new YamlMappingNode();
        foreach (var (key, value) in WireText.Shown(map))
        {
            node.Add(key, Node(value, key));
        }

        return node;
    }

    private static YamlNode Node(Value value, string name) => value.KindCase switch
    {
        // The user puts the secret into the stack's configuration and declares a key for it.
        _ when Wire.IsSecret(value) => new YamlScalarNode($"${{{name}}}") { Style = ScalarStyle.DoubleQuoted },
        Value.KindOneofCase.StructValue => Map(value.StructValue),
        Value.KindOneofCase.ListValue => new YamlSequenceNode(value.ListValue.Values.Select(item => Node(item, name))),
        Value.KindOneofCase.StringValue => YamlNodes.OfJson(JsonValue.Create(value.StringValue.Replace("${", "$${", StringComparison.Ordinal))),
        _ => new YamlScalarNode(WireText.Render(value)),
    };
}
