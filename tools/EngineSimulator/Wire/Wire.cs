// Property values in their wire form: the marks of special ones; built from .NET values, looked into, changed.
using System.Collections;

namespace InfoBip.EngineSimulator;

/// <summary>The constants of Pulumi's wire form of property values.</summary>
public static class WireFormat
{
    /// <summary>The key whose presence makes an object a special value.</summary>
    public const string SignatureKey = "4dabf18193072939515e22adb298388d";
    public const string SecretSignature = "1b47061264138c4ac30d75fd1eb44270";
    public const string ResourceSignature = "5cf8f73096256a8f31e491e813e4eb8e";
    public const string OutputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
    public const string AssetSignature = "c44067f5952c0a294b673a41bacd8c17";
    public const string ArchiveSignature = "0def7320c3a5731c473e5ecbe6d01bc7";
    public const string ByteStringSignature = "803fd3297a5875dc03ca845dda5d2a98";

    /// <summary>The member that holds the content; an output value without it is unknown.</summary>
    public const string ValueKey = "value";

    /// <summary>The sentinel of an unknown string; engines and SDKs send it for unknowns of every type.</summary>
    public const string UnknownString = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    /// <summary>All sentinels that stand for a value not known yet, one for each type.</summary>
    public static IReadOnlySet<string> Unknowns { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        UnknownString, "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", "3eeb2bf0-c639-47a8-9e75-3b44932eb421", "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58", "e48ece36-62e2-4504-bad9-02848725956a", "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    };
}

public static class Wire
{
    public static Value Unknown => Value.ForString(WireFormat.UnknownString);

    /// <summary>Wraps anything that <see cref="Of"/> takes as a secret.</summary>
    public static Value Secret(object? value) => Value.ForStruct(Map((WireFormat.SignatureKey, WireFormat.SecretSignature), (WireFormat.ValueKey, value)));

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
    public static bool IsUnknown(Value? value) => value is not null && Reveal(value) is { HasStringValue: true } bare && WireFormat.Unknowns.Contains(bare.StringValue);
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

    /// <summary>The value as a secret, if it is none yet.</summary>
    internal static Value AsSecret(Value value) => IsSecret(value) ? value : Secret(value);

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

    /// <summary>Whether a value breaks its form anywhere: the engine panics over one without a kind and refuses unknown signatures.</summary>
    internal static bool IsMalformed(Value value) => value.KindCase == Value.KindOneofCase.None || Parts(value).Any(IsMalformed) || Signature(value) switch
    {
        null or WireFormat.OutputSignature or WireFormat.ResourceSignature or WireFormat.AssetSignature or WireFormat.ArchiveSignature or WireFormat.ByteStringSignature => false,
        var signature => signature != WireFormat.SecretSignature || !value.StructValue.Fields.ContainsKey(WireFormat.ValueKey),
    };

    internal static string? Signature(Value? value) =>
        value is { KindCase: Value.KindOneofCase.StructValue } && value.StructValue.Fields.TryGetValue(WireFormat.SignatureKey, out var signature) ? signature.StringValue : null;

    internal static IEnumerable<Value> Parts(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.StructValue => value.StructValue.Fields.Values,
        Value.KindOneofCase.ListValue => value.ListValue.Values,
        _ => [],
    };
}
