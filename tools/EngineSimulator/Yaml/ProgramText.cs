// An imported resource written as a piece of program.
using System.Text;
using Google.Protobuf.WellKnownTypes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace InfoBip.EngineSimulator;

/// <summary>Writes YAML to paste under <c>resources:</c>.</summary>
internal static class ProgramText
{
    /// <summary>The resource's declaration; a secret is named, never written.</summary>
    public static string Of(ResourceState resource)
    {
        var properties = new YamlMappingNode();
        foreach (var (key, value) in WireText.Shown(resource.Inputs))
        {
            properties.Add(Key(key), Node(value, key));
        }

        var declaration = new YamlMappingNode
        {
            { Key(resource.Name), new YamlMappingNode { { Key("type"), Key(resource.Type) }, { Key("properties"), properties } } },
        };
        var text = new StringBuilder();
        using (var writer = new StringWriter(text) { NewLine = "\n" })
        {
            new YamlStream(new YamlDocument(declaration)).Save(writer, assignAnchors: false);
        }

        return text.Replace("\n...\n", "\n").ToString();
    }

    private static YamlScalarNode Key(string text) => new(text);

    private static YamlNode Node(Value value, string name)
    {
        if (Wire.IsSecret(value))
        {
            // The user puts the secret into the stack's configuration and declares a key for it.
            return new YamlScalarNode($"${{{name}}}") { Style = ScalarStyle.DoubleQuoted };
        }

        return value.KindCase switch
        {
            Value.KindOneofCase.StructValue => Map(value.StructValue),
            Value.KindOneofCase.ListValue => new YamlSequenceNode(value.ListValue.Values.Select(item => Node(item, name))),
            Value.KindOneofCase.StringValue =>
                new YamlScalarNode(value.StringValue.Replace("${", "$${", StringComparison.Ordinal)) { Style = ScalarStyle.DoubleQuoted },
            _ => new YamlScalarNode(WireText.Render(value)),
        };
    }

    private static YamlMappingNode Map(Struct map)
    {
        var node = new YamlMappingNode();
        foreach (var (key, value) in WireText.Shown(map))
        {
            node.Add(Key(key), Node(value, key));
        }

        return node;
    }
}
