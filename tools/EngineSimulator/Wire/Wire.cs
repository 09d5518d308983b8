// Wire values built from, and read back into, plain .NET values.
using System.Collections;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace InfoBip.EngineSimulator;

/// <summary>A secret as <see cref="Wire.Read(Value)"/> gives it.</summary>
/// <param name="Value">What is kept secret, as a plain .NET value.</param>
public sealed record SecretContent(object? Value)
{
    /// <summary>Never shows the content.</summary>
    public override string ToString() => WireText.Secret;
}

/// <summary>An unknown as <see cref="Wire.Read(Value)"/> gives it.</summary>
public sealed record UnknownContent
{
    private UnknownContent()
    {
    }

    /// <summary>The only unknown.</summary>
    public static UnknownContent Instance { get; } = new();

    /// <summary>As a preview prints it.</summary>
    public override string ToString() => WireText.Unknown;
}

/// <summary>Builds, reads and inspects property values in their wire form.</summary>
public static partial class Wire
{
    /// <summary>A value that is not known yet.</summary>
    public static Value Unknown => Value.ForString(WireFormat.UnknownString);

    /// <summary>Wraps a value as a secret.</summary>
    /// <param name="value">Anything that <see cref="Of"/> takes.</param>
    public static Value Secret(object? value) => Value.ForStruct(new Struct
    {
        Fields =
        {
            [WireFormat.SignatureKey] = Value.ForString(WireFormat.SecretSignature),
            [WireFormat.ValueKey] = Of(value),
        },
    });

    /// <summary>An object of the given members.</summary>
    /// <param name="members">Names, and values that <see cref="Of"/> takes.</param>
    public static Struct Map(params ReadOnlySpan<(string Key, object? Value)> members)
    {
        var map = new Struct();
        foreach (var (key, value) in members)
        {
            map.Fields[key] = Of(value);
        }

        return map;
    }

    /// <summary>The wire form of a .NET value.</summary>
    /// <param name="value">Null, a string, a boolean, a number, a dictionary, a sequence, or a value in wire form already.</param>
    /// <exception cref="ArgumentException">The value is of another type.</exception>
    public static Value Of(object? value) => value switch
    {
        null => Value.ForNull(),
        Value wire => wire.Clone(),
        Struct map => Value.ForStruct(map.Clone()),
        SecretContent secret => Secret(secret.Value),
        UnknownContent => Unknown,
        string text => Value.ForString(text),
        bool flag => Value.ForBool(flag),
        double or float or decimal or int or long or short or byte
            => Value.ForNumber(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        IEnumerable<KeyValuePair<string, object?>> members
            => Value.ForStruct(Map([.. members.Select(member => (member.Key, member.Value))])),
        IEnumerable<KeyValuePair<string, string>> members
            => Value.ForStruct(Map([.. members.Select(member => (member.Key, (object?)member.Value))])),
        IEnumerable items => Value.ForList([.. items.Cast<object?>().Select(Of)]),
        _ => throw new ArgumentException($"A {value.GetType().Name} has no wire form.", nameof(value)),
    };

    /// <summary>
    /// The .NET form of a value: null, string, bool, double, <see cref="List{T}"/>, <see cref="Dictionary{TKey,TValue}"/>,
    /// <see cref="SecretContent"/> or <see cref="UnknownContent"/>.
    /// </summary>
    /// <param name="value">The value to read; other special objects come back as plain dictionaries.</param>
    /// <exception cref="ArgumentException">The value has no kind.</exception>
    public static object? Read(Value value)
    {
        if (IsUnknown(value))
        {
            return UnknownContent.Instance;
        }

        if (IsSecret(value))
        {
            return new SecretContent(Read(Reveal(value)));
        }

        return value.KindCase switch
        {
            Value.KindOneofCase.NullValue => null,
            Value.KindOneofCase.StringValue => value.StringValue,
            Value.KindOneofCase.BoolValue => value.BoolValue,
            Value.KindOneofCase.NumberValue => value.NumberValue,
            Value.KindOneofCase.ListValue => value.ListValue.Values.Select(Read).ToList(),
            Value.KindOneofCase.StructValue => Read(value.StructValue),
            _ => throw new ArgumentException("The value has no kind.", nameof(value)),
        };
    }

    /// <summary>The .NET form of an object's members.</summary>
    /// <param name="map">The object to read.</param>
    public static Dictionary<string, object?> Read(Struct map) =>
        map.Fields.ToDictionary(field => field.Key, field => Read(field.Value), StringComparer.Ordinal);
}
