// YAML nodes turned into expressions.
using YamlDotNet.RepresentationModel;

namespace InfoBip.EngineSimulator;

/// <summary>Reads the values of a program.</summary>
internal static class ExpressionReader
{
    private const string FunctionPrefix = "fn::";

    public static Expression Read(YamlNode node, string? resource)
    {
        var line = YamlNodes.Line(node);
        switch (node)
        {
            case YamlSequenceNode list:
                return new ListExpression([.. list.Children.Select(item => Read(item, resource))], line);
            case YamlMappingNode map when map.Children.Count == 1
                && map.Children.First() is { Key: YamlScalarNode { Value: { } name } } call
                && name.StartsWith(FunctionPrefix, StringComparison.Ordinal):
                return Call(name[FunctionPrefix.Length..], call.Value, line, resource);
            case YamlMappingNode map:
                return Map(map, resource);
            default:
                var value = YamlNodes.Scalar(node) ?? throw new ProgramException("Aliases are not supported.", line, resource);
                return value.HasStringValue && value.StringValue.Contains("${", StringComparison.Ordinal)
                    ? new TextExpression(ReferenceReader.Split(value.StringValue, line, resource), line)
                    : new LiteralExpression(value, line);
        }
    }

    public static MapExpression Map(YamlNode node, string? resource)
    {
        var members = YamlNodes.Members(node, "A value", resource).ToList();
        if (members.Find(member => member.Key.StartsWith(FunctionPrefix, StringComparison.Ordinal)) is { Key: { } function })
        {
            throw new ProgramException($"{function} must be the only key of its mapping.", YamlNodes.Line(node), resource);
        }

        return new MapExpression(
            [.. members.Select(member => KeyValuePair.Create(member.Key, Read(member.Value, resource)))], YamlNodes.Line(node));
    }

    private static Expression Call(string name, YamlNode argument, long line, string? resource) => name switch
    {
        "invoke" => InvokeReader.Read(argument, line, resource),
        _ when name.Contains(':', StringComparison.Ordinal) => InvokeReader.ReadShort(name, argument, line, resource),
        _ when BuiltIn.Functions.ContainsKey(name) => new FunctionExpression(name, Read(argument, resource), line),
        _ => throw new ProgramException(
            $"fn::{name} is not supported by the engine simulator; it knows {string.Join(", ", BuiltIn.Functions.Keys.Append("invoke").Select(known => FunctionPrefix + known))}.",
            line,
            resource),
    };
}
