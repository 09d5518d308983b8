// Expressions turned into values; secrets and unknowns spread to what is made of them.
using System.Globalization;
using System.Text;
using Google.Protobuf.WellKnownTypes;

namespace InfoBip.EngineSimulator;

/// <summary>Evaluates expressions.</summary>
/// <param name="resolve">Finds what a reference refers to.</param>
/// <param name="invoke">Calls a plugin's function with evaluated arguments.</param>
internal sealed class Evaluator(Func<Reference, ValueTask<Value>> resolve, Func<InvokeExpression, Struct, ValueTask<Value>> invoke)
{
    public async ValueTask<Value> EvaluateAsync(Expression expression)
    {
        switch (expression)
        {
            case LiteralExpression literal:
                return literal.Value.Clone();
            case TextExpression { Parts: [{ Reference: { } single }] }:
                return await resolve(single);
            case TextExpression text:
                var parts = new List<Value>();
                foreach (var part in text.Parts)
                {
                    parts.Add(part.Reference is { } reference ? await resolve(reference) : Value.ForString(part.Text));
                }

                return Concatenate(parts, text.Line);
            case ListExpression list:
                var items = new List<Value>();
                foreach (var item in list.Items)
                {
                    items.Add(await EvaluateAsync(item));
                }

                return Value.ForList([.. items]);
            case MapExpression map:
                return Value.ForStruct(await EvaluateMapAsync(map));
            case FunctionExpression call:
                return await BuiltIn.Functions[call.Name](await EvaluateAsync(call.Argument), call.Line);
            case InvokeExpression call:
                return await invoke(call, await EvaluateMapAsync(call.Arguments));
            default:
                throw new InvalidOperationException($"{expression.GetType().Name} cannot be evaluated.");
        }
    }

    public async ValueTask<Struct> EvaluateMapAsync(MapExpression map)
    {
        var result = new Struct();
        foreach (var (key, value) in map.Members)
        {
            result.Fields[key] = await EvaluateAsync(value);
        }

        return result;
    }

    /// <summary>Text made of scalars: secret if one of them is, unknown if one of them is.</summary>
    public static Value Concatenate(IReadOnlyList<Value> parts, long line)
    {
        var text = new StringBuilder();
        foreach (var bare in parts.Select(Wire.Reveal))
        {
            text.Append(bare.KindCase switch
            {
                Value.KindOneofCase.StringValue => bare.StringValue,
                Value.KindOneofCase.NumberValue => bare.NumberValue.ToString("R", CultureInfo.InvariantCulture),
                Value.KindOneofCase.BoolValue => bare.BoolValue ? "true" : "false",
                _ => throw new ProgramException("Only text, numbers and booleans can be put into text.", line),
            });
        }

        var result = parts.Any(Wire.IsUnknown) ? Wire.Unknown : Value.ForString(text.ToString());
        return parts.Any(Wire.IsSecret) ? Wire.Secret(result) : result;
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
}
