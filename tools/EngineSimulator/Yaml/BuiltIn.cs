// The functions that a program may call.
using Google.Protobuf.WellKnownTypes;

namespace InfoBip.EngineSimulator;

/// <summary>A built-in function: its evaluated argument in, its result out.</summary>
/// <param name="argument">What it is called with; may hold secrets and unknowns.</param>
/// <param name="line">Where the call stands.</param>
internal delegate ValueTask<Value> BuiltInFunction(Value argument, long line);

/// <summary>The table of functions that need no plugin.</summary>
internal static class BuiltIn
{
    public static IReadOnlyDictionary<string, BuiltInFunction> Functions { get; } = new Dictionary<string, BuiltInFunction>(StringComparer.Ordinal)
    {
        ["secret"] = static (argument, _) => ValueTask.FromResult(Wire.IsSecret(argument) ? argument : Wire.Secret(argument)),
        ["join"] = static (argument, line) => ValueTask.FromResult(Join(argument, line)),
    };

    private static Value Join(Value argument, long line)
    {
        if (argument.KindCase != Value.KindOneofCase.ListValue || argument.ListValue.Values is not [var delimiter, var items])
        {
            throw new ProgramException("fn::join takes a delimiter and a list: [\",\", [a, b]].", line);
        }

        if (Wire.IsUnknown(items) || Wire.IsUnknown(delimiter))
        {
            return Wire.Unknown;
        }

        if (Wire.Reveal(items) is not { KindCase: Value.KindOneofCase.ListValue } list)
        {
            throw new ProgramException("The second argument of fn::join should be a list.", line);
        }

        var parts = list.ListValue.Values.SelectMany((item, index) => index == 0 ? [item] : new[] { delimiter, item });
        var joined = Evaluator.Concatenate([.. parts], line);
        return Wire.IsSecret(items) && !Wire.IsSecret(joined) ? Wire.Secret(joined) : joined;
    }
}
