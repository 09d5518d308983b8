// YAML nodes turned into values; secrets and unknowns spread to what is made of them.
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using YamlDotNet.RepresentationModel;

namespace InfoBip.EngineSimulator;

/// <summary>A call of a plugin's function.</summary>
/// <param name="Token">The function.</param>
/// <param name="Return">The member of the result that is wanted; null for all of it.</param>
/// <param name="Options">The call's options by their names.</param>
/// <param name="Node">Where it stands.</param>
internal sealed record YamlInvoke(string Token, string? Return, IReadOnlyDictionary<string, YamlNode> Options, YamlNode Node);

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
                if (parts is [YamlReference single])
                {
                    return await resolve(single, node);
                }

                return Concatenate(await Task.WhenAll(parts.Select(part => part is YamlReference reference ? resolve(reference, node) : Task.FromResult(Value.ForString((string)part)))), node);
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

    /// <summary>Follows a path into a value.</summary>
    /// <returns>The value there, secret if the way led through a secret; null if there is nothing.</returns>
    public static Value? Follow(Value value, IEnumerable<object> path)
    {
        var secret = false;
        foreach (var step in path)
        {
            secret |= Wire.IsSecret(value);
            if (Wire.IsUnknown(value))
            {
                break;
            }

            if (WirePath.Step(Wire.Reveal(value), step) is not { } next)
            {
                return null;
            }

            value = next;
        }

        return secret && !Wire.IsSecret(value) ? Wire.Secret(value) : value;
    }

    private async Task<Value> CallAsync(string name, YamlNode argument, YamlNode node)
    {
        if (name == "secret")
        {
            return await EvaluateAsync(argument) is var value && Wire.IsSecret(value) ? value : Wire.Secret(value);
        }

        if (name == "join")
        {
            return Join(await EvaluateAsync(argument), node);
        }

        if (name == "invoke")
        {
            var members = YamlNodes.Known(argument, "fn::invoke", "function", "arguments", "return", "options");
            var options = members.TryGetValue("options", out var given)
                ? YamlNodes.Known(given, "the options of fn::invoke", "provider", "dependsOn", "version", "pluginDownloadURL")
                : new Dictionary<string, YamlNode>();
            var token = members.TryGetValue("function", out var function) ? YamlNodes.Text(function, "'function'") : throw new ProgramException("fn::invoke needs a 'function'.", node);
            var wanted = members.TryGetValue("return", out var member) ? YamlNodes.Text(member, "'return'") : null;
            return await invoke(new YamlInvoke(Token(token, node), wanted, options, node), members.TryGetValue("arguments", out var arguments) ? await EvaluateMapAsync(arguments) : new Struct());
        }

        return name.Contains(':', StringComparison.Ordinal)
            ? await invoke(new YamlInvoke(Token(name, node), null, new Dictionary<string, YamlNode>(), node), await EvaluateMapAsync(argument))
            : throw new ProgramException($"fn::{name} is not supported by the engine simulator; it knows fn::secret, fn::join and fn::invoke.", node);
    }

    private static string Token(string text, YamlNode node) =>
        ResourceUrn.FullToken(text) ?? throw new ProgramException("A function reads package:module:name, for example infobip:index:getInfoBipInstance.", node);

    private static Value Join(Value argument, YamlNode node)
    {
        if (argument is not { KindCase: Value.KindOneofCase.ListValue, ListValue.Values: [var delimiter, var items] }
            || !(Wire.IsUnknown(items) || Wire.Reveal(items).KindCase == Value.KindOneofCase.ListValue))
        {
            throw new ProgramException("fn::join takes a delimiter and a list: [\",\", [a, b]].", node);
        }

        if (Wire.IsUnknown(items) || Wire.IsUnknown(delimiter))
        {
            return Wire.Unknown;
        }

        var joined = Concatenate([.. Wire.Reveal(items).ListValue.Values.SelectMany((item, index) => index == 0 ? [item] : new[] { delimiter, item })], node);
        return Wire.IsSecret(items) && !Wire.IsSecret(joined) ? Wire.Secret(joined) : joined;
    }

    private static Value Concatenate(IReadOnlyList<Value> parts, YamlNode node)
    {
        var text = string.Concat(parts.Select(Wire.Reveal).Select(bare => bare.KindCase switch
        {
            Value.KindOneofCase.StringValue => bare.StringValue,
            Value.KindOneofCase.NumberValue => bare.NumberValue.ToString("R", CultureInfo.InvariantCulture),
            Value.KindOneofCase.BoolValue => bare.BoolValue ? "true" : "false",
            _ => throw new ProgramException("Only text, numbers and booleans can be put into text.", node),
        }));
        var result = parts.Any(Wire.IsUnknown) ? Wire.Unknown : Value.ForString(text);
        return parts.Any(Wire.IsSecret) ? Wire.Secret(result) : result;
    }
}
