// Which answers of a plugin the engine takes, and what it makes of them.
using Google.Protobuf.WellKnownTypes;

namespace InfoBip.EngineSimulator;

/// <summary>Checks the objects in a plugin's answers.</summary>
internal static class Answers
{
    /// <summary>An object that must be there, in the form that the state keeps.</summary>
    /// <param name="map">What the plugin answered.</param>
    /// <param name="what">The answer and its field, for the error.</param>
    /// <param name="preview">Whether unknowns are allowed.</param>
    /// <exception cref="PluginProtocolException">It is absent, malformed, or holds an unknown where none may be.</exception>
    public static Struct Require(Struct? map, string what, bool preview)
    {
        if (map is null)
        {
            throw new PluginProtocolException($"{what} is absent.");
        }

        if (Wire.Malformation(map) is { } flaw)
        {
            throw new PluginProtocolException($"in {what}, {flaw}.");
        }

        var plain = Plain(map);
        return preview || !Wire.ContainsUnknown(plain)
            ? plain
            : throw new PluginProtocolException($"{what} holds an unexpected unknown property value ({UnknownNames(plain)}), and this is no preview.");
    }

    /// <summary>Wraps the outputs that are secret for the engine's own reasons.</summary>
    /// <param name="outputs">The outputs; changed in place.</param>
    /// <param name="inputs">The inputs: an output is secret where the input of its name is.</param>
    /// <param name="additional">The names that the program wants secret.</param>
    public static Struct WithSecrets(Struct outputs, Struct inputs, IReadOnlyList<string> additional)
    {
        foreach (var name in inputs.Fields.Where(field => Wire.IsSecret(field.Value)).Select(field => field.Key).Concat(additional))
        {
            if (outputs.Fields.TryGetValue(name, out var value) && !Wire.IsSecret(value))
            {
                outputs.Fields[name] = Wire.Secret(value);
            }
        }

        return outputs;
    }

    private static string UnknownNames(Struct map) =>
        string.Join(", ", map.Fields.Where(field => Wire.ContainsUnknown(field.Value)).Select(field => field.Key));

    /// <summary>Output values reduced to what the state keeps of them: value, secretness, unknownness.</summary>
    public static Struct Plain(Struct map)
    {
        var plain = new Struct();
        foreach (var (key, value) in map.Fields)
        {
            plain.Fields[key] = Plain(value);
        }

        return plain;
    }

    private static Value Plain(Value value)
    {
        if (Wire.Signature(value) == WireFormat.OutputSignature)
        {
            var inner = Plain(Wire.Reveal(value));
            return Wire.IsSecret(value) ? Wire.Secret(inner) : inner;
        }

        return value.KindCase switch
        {
            Value.KindOneofCase.StructValue => Value.ForStruct(Plain(value.StructValue)),
            Value.KindOneofCase.ListValue => Value.ForList([.. value.ListValue.Values.Select(Plain)]),
            _ => value.Clone(),
        };
    }
}
