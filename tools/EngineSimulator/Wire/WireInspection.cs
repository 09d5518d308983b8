// What a wire value is: secret, unknown, well formed, equal to another.
using Google.Protobuf.WellKnownTypes;

namespace InfoBip.EngineSimulator;

public static partial class Wire
{
    /// <summary>Whether the value itself is wrapped as a secret (its parts are not looked at).</summary>
    /// <param name="value">Any value.</param>
    public static bool IsSecret(Value? value) => Signature(value) switch
    {
        WireFormat.SecretSignature => true,
        WireFormat.OutputSignature => value!.StructValue.Fields.TryGetValue("secret", out var secret) && secret.BoolValue,
        _ => false,
    };

    /// <summary>Whether the value itself is unknown, also inside a secret.</summary>
    /// <param name="value">Any value.</param>
    public static bool IsUnknown(Value? value) => value is not null && Signature(value) switch
    {
        WireFormat.SecretSignature => IsUnknown(Reveal(value)),
        WireFormat.OutputSignature => !value.StructValue.Fields.TryGetValue(WireFormat.ValueKey, out var inner) || IsUnknown(inner),
        _ => value.KindCase == Value.KindOneofCase.StringValue && WireFormat.Unknowns.Contains(value.StringValue),
    };

    /// <summary>Whether a secret is anywhere in the value.</summary>
    /// <param name="value">Any value.</param>
    public static bool ContainsSecret(Value value) => IsSecret(value) || Parts(value).Any(ContainsSecret);

    /// <summary>Whether a secret is anywhere in the object.</summary>
    /// <param name="map">Any object.</param>
    public static bool ContainsSecret(Struct map) => map.Fields.Values.Any(ContainsSecret);

    /// <summary>Whether an unknown is anywhere in the value.</summary>
    /// <param name="value">Any value.</param>
    public static bool ContainsUnknown(Value value) => IsUnknown(value) || Parts(value).Any(ContainsUnknown);

    /// <summary>Whether an unknown is anywhere in the object.</summary>
    /// <param name="map">Any object.</param>
    public static bool ContainsUnknown(Struct map) => map.Fields.Values.Any(ContainsUnknown);

    /// <summary>A copy without the unknowns, at every depth: where the engine does not keep them, it leaves them out.</summary>
    /// <param name="map">Any object.</param>
    public static Struct WithoutUnknowns(Struct map)
    {
        var result = new Struct();
        foreach (var (key, value) in map.Fields.Where(field => !IsUnknown(field.Value)))
        {
            result.Fields[key] = WithoutUnknowns(value);
        }

        return result;
    }

    private static Value WithoutUnknowns(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.StructValue => Value.ForStruct(WithoutUnknowns(value.StructValue)),
        Value.KindOneofCase.ListValue => Value.ForList([.. value.ListValue.Values.Where(item => !IsUnknown(item)).Select(WithoutUnknowns)]),
        _ => value.Clone(),
    };

    /// <summary>The content of a secret or output value; any other value as it is. An unknown output gives <see cref="Unknown"/>.</summary>
    /// <param name="value">Any value.</param>
    public static Value Reveal(Value value) => Signature(value) switch
    {
        WireFormat.SecretSignature or WireFormat.OutputSignature =>
            value.StructValue.Fields.TryGetValue(WireFormat.ValueKey, out var inner) ? Reveal(inner) : Unknown,
        _ => value,
    };

    /// <summary>A copy without any secret or output wrapper, at every depth.</summary>
    /// <param name="value">Any value.</param>
    public static Value Unwrap(Value value)
    {
        var bare = Reveal(value);
        return bare.KindCase switch
        {
            Value.KindOneofCase.ListValue => Value.ForList([.. bare.ListValue.Values.Select(Unwrap)]),
            Value.KindOneofCase.StructValue => Value.ForStruct(Unwrap(bare.StructValue)),
            _ => bare.Clone(),
        };
    }

    /// <summary>A copy of the object without any secret or output wrapper, at every depth.</summary>
    /// <param name="map">Any object.</param>
    public static Struct Unwrap(Struct map)
    {
        var bare = new Struct();
        foreach (var (key, value) in map.Fields)
        {
            bare.Fields[key] = Unwrap(value);
        }

        return bare;
    }

    /// <summary>Whether two values are the same apart from secretness: whether a change between them is one at all.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    public static bool SameContent(Value left, Value right) => Unwrap(left).Equals(Unwrap(right));

    /// <summary>Whether two objects are the same apart from secretness.</summary>
    /// <param name="left">One object.</param>
    /// <param name="right">The other.</param>
    public static bool SameContent(Struct left, Struct right) => Unwrap(left).Equals(Unwrap(right));

    /// <summary>What is wrong with the form of an object, or null when it is well formed.</summary>
    /// <param name="map">An object as it came over the wire.</param>
    /// <returns>A phrase that names the path: the engine panics over a value without a kind and refuses unknown signatures.</returns>
    public static string? Malformation(Struct map) => map.Fields
        .Select(field => Malformation(field.Value, field.Key))
        .FirstOrDefault(flaw => flaw is not null);

    private static string? Malformation(Value value, string path)
    {
        if (value.KindCase == Value.KindOneofCase.None)
        {
            return $"the value at {path} has no kind";
        }

        if (value.KindCase == Value.KindOneofCase.StructValue && Signature(value) is { } signature)
        {
            if (!WireFormat.Signatures.Contains(signature))
            {
                return $"the object at {path} bears the unknown signature \"{signature}\"";
            }

            if (signature == WireFormat.SecretSignature && !value.StructValue.Fields.ContainsKey(WireFormat.ValueKey))
            {
                return $"the secret at {path} has no content";
            }
        }

        return value.KindCase switch
        {
            Value.KindOneofCase.StructValue => value.StructValue.Fields
                .Select(field => Malformation(field.Value, field.Key == WireFormat.ValueKey && Signature(value) is not null ? path : $"{path}.{field.Key}"))
                .FirstOrDefault(flaw => flaw is not null),
            Value.KindOneofCase.ListValue => value.ListValue.Values
                .Select((item, index) => Malformation(item, $"{path}[{index}]"))
                .FirstOrDefault(flaw => flaw is not null),
            _ => null,
        };
    }

    /// <summary>The signature of a special object; empty when the mark is there but is no text, null for everything else.</summary>
    internal static string? Signature(Value? value) =>
        value is { KindCase: Value.KindOneofCase.StructValue } && value.StructValue.Fields.TryGetValue(WireFormat.SignatureKey, out var signature)
            ? signature.StringValue
            : null;

    private static IEnumerable<Value> Parts(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.StructValue => value.StructValue.Fields.Values,
        Value.KindOneofCase.ListValue => value.ListValue.Values,
        _ => [],
    };
}
