// YAML nodes turned into values; secrets and unknowns spread to what is made of them.
using YamlDotNet.RepresentationModel;

namespace InfoBip.EngineSimulator;

/// <summary>A call of a plugin's function.</summary>
/// <param name="Token">The function.</param>
/// <param name="Return">The member of the result that is wanted; empty for all of it.</param>
/// <param name="Options">The call's options by their names.</param>
/// <param name="Node">Where it stands.</param>
internal sealed record YamlInvoke(string Token, string Return, IReadOnlyDictionary<string, YamlNode> Options, YamlNode Node);

/// <summary>Evaluates nodes.</summary>
/// <param name="resolve">Finds what a reference refers to.</param>
/// <param name="invoke">Calls a plugin's function with evaluated arguments.</param>
internal sealed class YamlEvaluator(Func<YamlReference, YamlNode, Task<Value>> resolve, Func<YamlInvoke, Struct, Task<Value>> invoke)
{
    private const string FunctionPrefix = "fn::";

    public async Task<Value> EvaluateAsync(YamlNode node)
    {
        switch (node)
        {
            case YamlScalarNode { Value: { } text } scalar when text.Contains("${", StringComparison.Ordinal):
                var parts = YamlReference.Split(scalar);
                return parts is [YamlReference single]
                    ? await resolve(single, node)
                    : Concatenate(await Task.WhenAll(parts.Select(part => part is YamlReference reference ? resolve(reference, node) : Task.FromResult(Value.ForString((string)part)))), node);
            case YamlScalarNode scalar:
                return YamlNodes.Scalar(scalar);
            case YamlSequenceNode list:
                return Value.ForList(await Task.WhenAll(list.Children.Select(EvaluateAsync)));
            case YamlMappingNode { Children: [{ Key: YamlScalarNode { Value: { } name }, Value: var argument }] } when name.StartsWith(FunctionPrefix, StringComparison.Ordinal):
                return await CallAsync(name[FunctionPrefix.Length..], argument, node);
            case YamlMappingNode map:
                return Value.ForStruct(await EvaluateMapAsync(map));
            default:
                throw new ProgramException("Aliases are not supported.", node);
        }
    }

    public async Task<Struct> EvaluateMapAsync(YamlNode node)
    {
        var result = new Struct();
        foreach (var (key, value) in YamlNodes.Members(node, "A value"))
        {
            result.Fields[key] = key.StartsWith(FunctionPrefix, StringComparison.Ordinal) ? throw new ProgramException($"{key} must be the only key of its mapping.", node) : await EvaluateAsync(value);
        }

        return result;
    }

    private async Task<Value> CallAsync(string name, YamlNode argument, YamlNode node)
    {
        if (name == "secret")
        {
            return Wire.AsSecret(await EvaluateAsync(argument));
        }

        if (name == "invoke")
        {
            var members = YamlNodes.Known(argument, "fn::invoke", "function", "arguments", "return", "options");
            var options = members.TryGetValue("options", out var given) ? YamlNodes.Known(given, "the options of fn::invoke", "provider", "dependsOn", "version", "pluginDownloadURL") : YamlNodes.None;
            return await invoke(
                new YamlInvoke(Token(members.Text("function"), node), members.Text("return"), options, node), members.TryGetValue("arguments", out var arguments) ? await EvaluateMapAsync(arguments) : new Struct());
        }

        return name.Contains(':', StringComparison.Ordinal)
            ? await invoke(new YamlInvoke(Token(name, node), "", YamlNodes.None, node), await EvaluateMapAsync(argument))
            : throw new ProgramException($"fn::{name} is not supported by the engine simulator; it knows fn::secret and fn::invoke.", node);
    }

    private static string Token(string text, YamlNode node) =>
        ResourceUrn.FullToken(text) ?? throw new ProgramException("A function reads package:module:name, for example infobip:index:getInfoBipInstance.", node);

    private static Value Concatenate(IReadOnlyList<Value> parts, YamlNode node)
    {
        var text = string.Concat(parts.Select(Wire.Reveal).Select(bare => bare.KindCase switch
        {
            Value.KindOneofCase.StringValue => bare.StringValue,
            Value.KindOneofCase.NumberValue or Value.KindOneofCase.BoolValue => WireText.Render(bare),
            _ => throw new ProgramException("Only text, numbers and booleans can be put into text.", node),
        }));
        var result = parts.Any(Wire.IsUnknown) ? Wire.Unknown : Value.ForString(text);
        return parts.Any(Wire.IsSecret) ? Wire.Secret(result) : result;
    }
}
