// YAML as values: programs, projects and configuration are read into them once, and everything else works on values.
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace InfoBip.EngineSimulator;

internal static class Yaml
{
    /// <summary>The mapping that is the one document of a text.</summary>
    public static Struct Parse(string yaml)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException error)
        {
            throw new EngineException(string.Create(CultureInfo.InvariantCulture, $"line {error.Start.Line}: this is no YAML: {error.Message}"), error);
        }

        return stream.Documents is [{ RootNode: YamlMappingNode root }] ? ToValue(root).StructValue : throw new EngineException("One YAML document is expected, which is a mapping.");
    }

    public static string Write(Value value)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        new YamlStream(new YamlDocument(ToNode(value))).Save(writer, assignAnchors: false);
        return writer.ToString().Replace("\n...\n", "\n", StringComparison.Ordinal);
    }

    /// <summary>The members of a mapping that may have no others than the known ones: what is not understood is refused.</summary>
    public static Struct Known(Value? value, string what, params string[] known)
    {
        var members = Map(value, what);
        return members.Fields.Keys.FirstOrDefault(key => !known.Contains(key)) is { } other
            ? throw new EngineException($"'{other}' is not supported in {what} by the engine simulator; it knows {string.Join(", ", known)}.")
            : members;
    }

    /// <summary>A mapping; an empty one where there is nothing.</summary>
    public static Struct Map(Value? value, string what) => value switch
    {
        null => new Struct(),
        { KindCase: Value.KindOneofCase.StructValue } => value.StructValue,
        _ => throw new EngineException($"{what} should be a mapping."),
    };

    public static Value? Find(this Struct members, string name) => members.Fields.GetValueOrDefault(name);

    /// <summary>A text, which may be written as a bare number; empty where there is none.</summary>
    public static string Text(this Struct members, string name) => Text(members.Find(name), name);

    public static bool Flag(this Struct members, string name) => members.Find(name) is { } value && (value.HasBoolValue ? value.BoolValue : throw new EngineException($"'{name}' should be true or false."));

    public static IEnumerable<string> Texts(this Struct members, string name) => members.Find(name) is not { } value ? []
        : value.KindCase == Value.KindOneofCase.ListValue ? value.ListValue.Values.Select(item => Text(item, name)) : throw new EngineException($"'{name}' should be a list.");

    private static string Text(Value? value, string name) => value switch
    {
        null => "",
        { HasStringValue: true } => value.StringValue,
        { HasNumberValue: true } => WireText.Render(value),
        _ => throw new EngineException($"'{name}' should be text."),
    };

    private static Value ToValue(YamlNode node) => node switch
    {
        YamlMappingNode map => Value.ForStruct(new Struct { Fields = { map.Children.ToDictionary(member => ((YamlScalarNode)member.Key).Value!, member => ToValue(member.Value)) } }),
        YamlSequenceNode list => Value.ForList([.. list.Children.Select(ToValue)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => Plain(scalar.Value ?? ""),
        _ => Value.ForString(((YamlScalarNode)node).Value),
    };

    /// <summary>The value of a scalar without quotes, by YAML's core schema.</summary>
    private static Value Plain(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => Value.ForNull(),
        "true" or "True" or "TRUE" => Value.ForBool(true),
        "false" or "False" or "FALSE" => Value.ForBool(false),
        // Without the words that .NET reads as numbers, too, such as Infinity.
        _ when (char.IsAsciiDigit(text[0]) || text[0] is '+' or '-' or '.') && char.IsAsciiDigit(text[^1])
            && double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) => Value.ForNumber(number),
        _ => Value.ForString(text),
    };

    private static YamlNode ToNode(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.StructValue => new YamlMappingNode(value.StructValue.Fields.SelectMany(field => new[] { new YamlScalarNode(field.Key), ToNode(field.Value) })),
        Value.KindOneofCase.ListValue => new YamlSequenceNode(value.ListValue.Values.Select(ToNode)),
        Value.KindOneofCase.StringValue => new YamlScalarNode(value.StringValue) { Style = ScalarStyle.DoubleQuoted },
        _ => new YamlScalarNode(WireText.Render(value)),
    };
}
