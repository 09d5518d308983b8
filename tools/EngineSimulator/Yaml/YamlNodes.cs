// YAML nodes: read with their lines, scalars by the core schema, mappings with known members only; and values as YAML.
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace InfoBip.EngineSimulator;

/// <summary>The program cannot be read or evaluated.</summary>
public sealed class ProgramException(string message, YamlNode? node = null, Exception? inner = null)
    : Exception(node is null ? message : string.Create(CultureInfo.InvariantCulture, $"line {node.Start.Line}: {message}"), inner)
{
    /// <summary>The line, counted from 1; 0 when the error has none.</summary>
    public long Line { get; } = node?.Start.Line ?? 0;
}

internal static class YamlNodes
{
    public static IReadOnlyDictionary<string, YamlNode> None { get; } = new Dictionary<string, YamlNode>();

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
            throw new ProgramException($"line {error.Start.Line.ToString(CultureInfo.InvariantCulture)}: this is no YAML: {error.Message}", null, error);
        }

        return stream.Documents is [var document] ? document.RootNode : throw new ProgramException("A program is exactly one YAML document.");
    }

    public static string Write(YamlNode node)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        new YamlStream(new YamlDocument(node)).Save(writer, assignAnchors: false);
        return writer.ToString().Replace("\n...\n", "\n", StringComparison.Ordinal);
    }

    /// <summary>The members of a mapping, in order.</summary>
    public static IEnumerable<(string Key, YamlNode Value)> Members(YamlNode node, string what)
    {
        foreach (var (key, value) in node is YamlMappingNode map ? map.Children : throw new ProgramException($"{what} should be a mapping.", node))
        {
            yield return key is YamlScalarNode { Value: { Length: > 0 } name } ? (name, value) : throw new ProgramException($"A key of {what} should be a name.", key);
        }
    }

    /// <summary>The members of a mapping that may have no others than the known ones: what is not understood is refused.</summary>
    public static IReadOnlyDictionary<string, YamlNode> Known(YamlNode node, string what, params string[] known) => Members(node, what).ToDictionary(
        member => known.Contains(member.Key)
            ? member.Key
            : throw new ProgramException($"'{member.Key}' is not supported in {what} by the engine simulator; it knows {string.Join(", ", known)}.", member.Value),
        member => member.Value,
        StringComparer.Ordinal);

    public static string Text(YamlNode node, string what) => node is YamlScalarNode { Value: { } text } ? text : throw new ProgramException($"{what} should be text.", node);
    public static string Text(this IReadOnlyDictionary<string, YamlNode> members, string name) => members.TryGetValue(name, out var node) ? Text(node, $"'{name}'") : "";

    public static bool Flag(this IReadOnlyDictionary<string, YamlNode> members, string name) => members.TryGetValue(name, out var node)
        && (node is YamlScalarNode scalar && Scalar(scalar) is { HasBoolValue: true } value ? value.BoolValue : throw new ProgramException($"'{name}' should be true or false.", node));

    public static IEnumerable<string> Texts(this IReadOnlyDictionary<string, YamlNode> members, string name) => !members.TryGetValue(name, out var node) ? []
        : node is YamlSequenceNode list ? list.Children.Select(item => Text(item, $"Each item of '{name}'")) : throw new ProgramException($"'{name}' should be a list.", node);

    /// <summary>The value of a scalar by YAML's core schema.</summary>
    public static Value Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        return scalar.Style != ScalarStyle.Plain ? Value.ForString(text) : text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => Value.ForNull(),
            "true" or "True" or "TRUE" => Value.ForBool(true),
            "false" or "False" or "FALSE" => Value.ForBool(false),
            _ when IsNumber(text, out var number) => Value.ForNumber(number),
            _ => Value.ForString(text),
        };
    }

    public static Value ToValue(YamlNode node) => node switch
    {
        YamlMappingNode map => Wire.Of(Members(map, "A value").Select(member => KeyValuePair.Create(member.Key, (object?)ToValue(member.Value)))),
        YamlSequenceNode list => Wire.Of(list.Children.Select(ToValue)),
        YamlScalarNode scalar => Scalar(scalar),
        _ => throw new ProgramException("Aliases are not supported.", node),
    };

    public static YamlNode Of(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.StructValue => new YamlMappingNode(value.StructValue.Fields.SelectMany(field => new[] { new YamlScalarNode(field.Key), Of(field.Value) })),
        Value.KindOneofCase.ListValue => new YamlSequenceNode(value.ListValue.Values.Select(Of)),
        Value.KindOneofCase.StringValue => new YamlScalarNode(value.StringValue) { Style = ScalarStyle.DoubleQuoted },
        _ => new YamlScalarNode(WireText.Render(value)),
    };

    private static bool IsNumber(string text, out double number)
    {
        number = 0;
        return char.IsAsciiDigit(text[^1]) && (char.IsAsciiDigit(text[0]) || text[0] is '+' or '-' or '.')
            && double.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out number);
    }
}
