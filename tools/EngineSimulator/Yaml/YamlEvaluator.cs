// What a program writes, evaluated; secrets and unknowns spread to what is made of them.
namespace InfoBip.EngineSimulator;

/// <summary>A call of a plugin's function.</summary>
/// <param name="Token">The function.</param>
/// <param name="Return">The member of the result that is wanted; empty for all of it.</param>
/// <param name="Options">The call's options by their names.</param>
internal sealed record YamlInvoke(string Token, string Return, Struct Options);

/// <summary>Evaluates values in which texts refer to others and mappings call functions.</summary>
/// <param name="resolve">Finds what a reference refers to.</param>
/// <param name="invoke">Calls a plugin's function with evaluated arguments.</param>
internal sealed class YamlEvaluator(Func<YamlReference, Task<Value>> resolve, Func<YamlInvoke, Struct, Task<Value>> invoke)
{
    private const string FunctionPrefix = "fn::";

    public async Task<Value> EvaluateAsync(Value value)
    {
        switch (value.KindCase)
        {
            case Value.KindOneofCase.StringValue when value.StringValue.Contains("${", StringComparison.Ordinal):
                var parts = YamlReference.Split(value.StringValue);
                return parts is [YamlReference single]
                    ? await resolve(single)
                    : Concatenate(await Task.WhenAll(parts.Select(part => part is YamlReference reference ? resolve(reference) : Task.FromResult(Value.ForString((string)part)))));
            case Value.KindOneofCase.ListValue:
                return Value.ForList(await Task.WhenAll(value.ListValue.Values.Select(EvaluateAsync)));
            case Value.KindOneofCase.StructValue when value.StructValue.Fields.Keys.FirstOrDefault(key => key.StartsWith(FunctionPrefix, StringComparison.Ordinal)) is { } function:
                return value.StructValue.Fields.Count > 1
                    ? throw new ProgramException($"{function} must be the only key of its mapping.")
                    : await CallAsync(function[FunctionPrefix.Length..], value.StructValue.Fields[function]);
            case Value.KindOneofCase.StructValue:
                var result = new Struct();
                foreach (var (key, member) in value.StructValue.Fields)
                {
                    result.Fields[key] = await EvaluateAsync(member);
                }

                return Value.ForStruct(result);
            default:
                return value;
        }
    }

    /// <summary>Evaluates what has to be a mapping.</summary>
    public async Task<Struct> EvaluateMapAsync(Value? value, string what) => Yaml.Map(value is null ? null : await EvaluateAsync(value), what);

    private async Task<Value> CallAsync(string name, Value argument)
    {
        if (name == "secret")
        {
            return Wire.AsSecret(await EvaluateAsync(argument));
        }

        if (name == "invoke")
        {
            var members = Yaml.Known(argument, "fn::invoke", "function", "arguments", "return", "options");
            var options = Yaml.Known(members.Find("options"), "the options of fn::invoke", "provider", "dependsOn", "version", "pluginDownloadURL");
            return await invoke(new YamlInvoke(Token(members.Text("function")), members.Text("return"), options), await EvaluateMapAsync(members.Find("arguments"), "'arguments'"));
        }

        return name.Contains(':', StringComparison.Ordinal)
            ? await invoke(new YamlInvoke(Token(name), "", new Struct()), await EvaluateMapAsync(argument, $"fn::{name}"))
            : throw new ProgramException($"fn::{name} is not supported by the engine simulator; it knows fn::secret and fn::invoke.");
    }

    private static string Token(string text) => ResourceUrn.FullToken(text) ?? throw new ProgramException("A function reads package:module:name, for example infobip:index:getInfoBipInstance.");

    private static Value Concatenate(IReadOnlyList<Value> parts)
    {
        var text = string.Concat(parts.Select(Wire.Reveal).Select(bare => bare.KindCase switch
        {
            Value.KindOneofCase.StringValue => bare.StringValue,
            Value.KindOneofCase.NumberValue or Value.KindOneofCase.BoolValue => WireText.Render(bare),
            _ => throw new ProgramException("Only text, numbers and booleans can be put into text."),
        }));
        var result = parts.Any(Wire.IsUnknown) ? Wire.Unknown : Value.ForString(text);
        return parts.Any(Wire.IsSecret) ? Wire.Secret(result) : result;
    }
}
