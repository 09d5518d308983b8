// YAML nodes read with their lines: scalars by the core schema, mappings with known members only.
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace InfoBip.EngineSimulator;

/// <summary>Reads YAML nodes; every error names the line and the resource.</summary>
internal static class YamlNodes
{
    public static long Line(YamlNode node) => node.Start.Line;

    public static YamlMappingNode Mapping(YamlNode node, string what, string? resource = null) =>
        node as YamlMappingNode ?? throw new ProgramException($"{what} should be a mapping.", Line(node), resource);

    /// <summary>The members of a mapping, in order.</summary>
    public static IEnumerable<(string Key, YamlNode Value)> Members(YamlNode node, string what, string? resource = null)
    {
        foreach (var (key, value) in Mapping(node, what, resource).Children)
        {
            yield return key is YamlScalarNode { Value: { Length: > 0 } name }
                ? (name, value)
                : throw new ProgramException($"A key of {what} should be a name.", Line(key), resource);
        }
    }

    /// <summary>The error for a member that is not supported.</summary>
    public static ProgramException Unsupported(string key, YamlNode node, string what, IEnumerable<string> known, string? resource = null) =>
        new($"'{key}' is not supported in {what} by the engine simulator; it knows {string.Join(", ", known)}.", Line(node), resource);

    public static string Text(YamlNode node, string what, string? resource = null) =>
        node is YamlScalarNode { Value: { } text } ? text : throw new ProgramException($"{what} should be text.", Line(node), resource);

    public static bool Flag(YamlNode node, string what, string? resource = null) =>
        Scalar(node) is { KindCase: Value.KindOneofCase.BoolValue } value
            ? value.BoolValue
            : throw new ProgramException($"{what} should be true or false.", Line(node), resource);

    public static IReadOnlyList<string> Texts(YamlNode node, string what, string? resource = null) =>
        node is YamlSequenceNode list
            ? [.. list.Children.Select(item => Text(item, $"Each item of {what}", resource))]
            : throw new ProgramException($"{what} should be a list.", Line(node), resource);

    /// <summary>The value of a scalar by YAML's core schema; null for lists and mappings.</summary>
    public static Value? Scalar(YamlNode node)
    {
        if (node is not YamlScalarNode scalar)
        {
            return null;
        }

        var text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain)
        {
            return Value.ForString(text);
        }

        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => Value.ForNull(),
            "true" or "True" or "TRUE" => Value.ForBool(true),
            "false" or "False" or "FALSE" => Value.ForBool(false),
            _ when IsNumber(text, out var number) => Value.ForNumber(number),
            _ => Value.ForString(text),
        };
    }

    private static bool IsNumber(string text, out double number)
    {
        number = 0;
        return char.IsAsciiDigit(text[^1]) && (char.IsAsciiDigit(text[0]) || text[0] is '+' or '-' or '.')
            && double.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out number);
    }
}
