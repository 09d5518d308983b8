// Property values in their wire form: built from .NET values, looked into, changed.
using System.Collections;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace InfoBip.EngineSimulator;

public static class Wire
{
    /// <summary>A value that is not known yet.</summary>
    public static Value Unknown => Value.ForString(WireFormat.UnknownString);

    /// <summary>Wraps anything that <see cref="Of"/> takes as a secret.</summary>
    public static Value Secret(object? value) => Value.ForStruct(Map((WireFormat.SignatureKey, WireFormat.SecretSignature), (WireFormat.ValueKey, value)));

    /// <summary>An object of the given members.</summary>
    public static Struct Map(params ReadOnlySpan<(string Key, object? Value)> members)
    {
        var map = new Struct();
        foreach (var (key, value) in members)
        {
            map.Fields[key] = Of(value);
        }

        return map;
    }

    /// <summary>The wire form of null, a string, a boolean, a number, a dictionary, a sequence, or of a value in wire form already.</summary>
    public static Value Of(object? value) => value switch
    {
        null => Value.ForNull(),
        Value wire => wire.Clone(),
        Struct map => Value.ForStruct(map.Clone()),
        string text => Value.ForString(text),
        bool flag => Value.ForBool(flag),
        double or float or decimal or int or long or short or byte => Value.ForNumber(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        IEnumerable<KeyValuePair<string, object?>> members => Value.ForStruct(Map([.. members.Select(member => (member.Key, member.Value))])),
        IEnumerable<KeyValuePair<string, string>> members => Value.ForStruct(Map([.. members.Select(member => (member.Key, (object?)member.Value))])),
        IEnumerable items => Value.ForList([.. items.Cast<object?>().Select(Of)]),
        _ => throw new ArgumentException($"A {value.GetType().Name} has no wire form.", nameof(value)),
    };

    /// <summary>Whether the value itself is a secret; its parts are not looked at.</summary>
    public static bool IsSecret(Value? value) => Signature(value) switch
    {
        WireFormat.SecretSignature => true,
        WireFormat.OutputSignature => value!.StructValue.Fields.TryGetValue("secret", out var secret) && secret.BoolValue,
        _ => false,
    };

    /// <summary>Whether the value itself is unknown, also inside a secret.</summary>
    public static bool IsUnknown(Value? value) => value is not null && Signature(value) switch
    {
        WireFormat.SecretSignature => IsUnknown(Reveal(value)),
        WireFormat.OutputSignature => !value.StructValue.Fields.TryGetValue(WireFormat.ValueKey, out var inner) || IsUnknown(inner),
        _ => value.KindCase == Value.KindOneofCase.StringValue && WireFormat.Unknowns.Contains(value.StringValue),
    };

    public static bool ContainsSecret(Value value) => IsSecret(value) || Parts(value).Any(ContainsSecret);
    public static bool ContainsSecret(Struct map) => map.Fields.Values.Any(ContainsSecret);
    public static bool ContainsUnknown(Value value) => IsUnknown(value) || Parts(value).Any(ContainsUnknown);
    public static bool ContainsUnknown(Struct map) => map.Fields.Values.Any(ContainsUnknown);

    /// <summary>The content of a secret or output value; any other value as it is.</summary>
    public static Value Reveal(Value value) => Signature(value) is WireFormat.SecretSignature or WireFormat.OutputSignature
        ? value.StructValue.Fields.TryGetValue(WireFormat.ValueKey, out var inner) ? Reveal(inner) : Unknown
        : value;

    /// <summary>A copy without any secret or output wrapper, at every depth.</summary>
    public static Value Unwrap(Value value) => Replace(value, static part => Signature(part) is WireFormat.SecretSignature or WireFormat.OutputSignature ? Unwrap(Reveal(part)) : null);
    public static Struct Unwrap(Struct map) => Unwrap(Value.ForStruct(map)).StructValue;

    /// <summary>Whether two objects are the same apart from secretness.</summary>
    public static bool SameContent(Struct left, Struct right) => Unwrap(left).Equals(Unwrap(right));

    /// <summary>A copy in which what the function answers takes the place of the parts that it answers for.</summary>
    internal static Value Replace(Value value, Func<Value, Value?> replace) => replace(value) ?? value.KindCase switch
    {
        Value.KindOneofCase.StructValue => Value.ForStruct(Replace(value.StructValue, replace)),
        Value.KindOneofCase.ListValue => Value.ForList([.. value.ListValue.Values.Select(item => Replace(item, replace))]),
        _ => value.Clone(),
    };

    internal static Struct Replace(Struct map, Func<Value, Value?> replace) => Map([.. map.Fields.Select(field => (field.Key, (object?)Replace(field.Value, replace)))]);

    /// <summary>A copy without the unknowns, at every depth: where the engine does not keep them, it leaves them out.</summary>
    internal static Struct WithoutUnknowns(Struct map) => Map([.. map.Fields.Where(field => !IsUnknown(field.Value)).Select(field => (field.Key, (object?)Replace(field.Value, static value => value.KindCase switch
    {
        Value.KindOneofCase.StructValue => Value.ForStruct(WithoutUnknowns(value.StructValue)),
        Value.KindOneofCase.ListValue when value.ListValue.Values.Any(IsUnknown) => Of(value.ListValue.Values.Where(item => !IsUnknown(item))),
        _ => null,
    })))]);

    /// <summary>What is wrong with the form of an object, or null: the engine panics over a value without a kind and refuses unknown signatures.</summary>
    internal static string? Malformation(Struct map) => map.Fields.Select(field => Malformation(field.Value, field.Key)).FirstOrDefault(flaw => flaw is not null);

    internal static string? Signature(Value? value) =>
        value is { KindCase: Value.KindOneofCase.StructValue } && value.StructValue.Fields.TryGetValue(WireFormat.SignatureKey, out var signature) ? signature.StringValue : null;

    private static string? Malformation(Value value, string path) => (value.KindCase, Signature(value)) switch
    {
        (Value.KindOneofCase.None, _) => $"the value at {path} has no kind",
        (_, { } signature) when !WireFormat.Signatures.Contains(signature) => $"the object at {path} bears the unknown signature \"{signature}\"",
        (_, WireFormat.SecretSignature) when !value.StructValue.Fields.ContainsKey(WireFormat.ValueKey) => $"the secret at {path} has no content",
        (Value.KindOneofCase.StructValue, var signature) => value.StructValue.Fields
            .Select(field => Malformation(field.Value, field.Key == WireFormat.ValueKey && signature is not null ? path : $"{path}.{field.Key}")).FirstOrDefault(flaw => flaw is not null),
        (Value.KindOneofCase.ListValue, _) => value.ListValue.Values.Select((item, index) => Malformation(item, $"{path}[{index}]")).FirstOrDefault(flaw => flaw is not null),
        _ => null,
    };

    private static IEnumerable<Value> Parts(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.StructValue => value.StructValue.Fields.Values,
        Value.KindOneofCase.ListValue => value.ListValue.Values,
        _ => [],
    };
}
