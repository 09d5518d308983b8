// Property values into their wire form and back.
using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;

namespace ProviderHost.PropertyValues;

/// <summary>
/// Translates between <see cref="PropertyMap"/> and the <see cref="Struct"/> of the protocol, marks included at every depth.
/// Source of the forms: the protocol's property encoding, see <see cref="WireMarks"/>.
/// </summary>
internal static class PropertyCodec
{
    /// <summary>Reads a Struct; an absent one is null, which the protocol distinguishes from an empty one.</summary>
    /// <exception cref="PropertyFormatException">A value has no kind, or a mark is unknown or incomplete.</exception>
    public static PropertyMap? DecodeOptional(Struct? wire) => wire is null ? null : Decode(wire);

    /// <summary>Reads a Struct; an absent one counts as empty.</summary>
    /// <exception cref="PropertyFormatException">A value has no kind, or a mark is unknown or incomplete.</exception>
    public static PropertyMap Decode(Struct? wire) => wire is null ? PropertyMap.Empty : DecodeMembers(wire, except: null);

    /// <summary>Writes a map.</summary>
    public static Struct Encode(PropertyMap map)
    {
        var wire = new Struct();
        foreach (var (name, value) in map)
        {
            wire.Fields[name] = Encode(value);
        }

        return wire;
    }

    private static PropertyMap DecodeMembers(Struct wire, string? except) =>
        new(wire.Fields
            .Where(field => field.Key != except)
            .Select(field => KeyValuePair.Create(field.Key, Decode(field.Value))));

    private static PropertyValue Decode(Value wire) => wire.KindCase switch
    {
        Value.KindOneofCase.NullValue => PropertyValue.Null,
        Value.KindOneofCase.BoolValue => PropertyValue.Of(wire.BoolValue),
        Value.KindOneofCase.NumberValue => PropertyValue.Of(wire.NumberValue),
        Value.KindOneofCase.StringValue when WireMarks.IsUnknown(wire.StringValue) => PropertyValue.Unknown,
        Value.KindOneofCase.StringValue => PropertyValue.Of(wire.StringValue),
        Value.KindOneofCase.ListValue => PropertyValue.Of(wire.ListValue.Values.Select(Decode)),
        Value.KindOneofCase.StructValue => DecodeStruct(wire.StructValue),
        _ => throw new PropertyFormatException("a value on the wire has no kind"),
    };

    private static PropertyValue DecodeStruct(Struct wire)
    {
        if (!wire.Fields.TryGetValue(WireMarks.Signature, out var mark))
        {
            return PropertyValue.Of(DecodeMembers(wire, except: null));
        }

        return mark.StringValue switch
        {
            WireMarks.Secret => PropertyValue.Secret(Decode(Member(wire, "value", "secret"))),
            WireMarks.Output => DecodeOutput(wire),
            WireMarks.Asset => new PropertyValue.AssetValue(DecodeMembers(wire, WireMarks.Signature)),
            WireMarks.Archive => new PropertyValue.ArchiveValue(DecodeMembers(wire, WireMarks.Signature)),
            WireMarks.ResourceReference => new PropertyValue.ResourceReferenceValue(DecodeMembers(wire, WireMarks.Signature)),
            WireMarks.ByteString => new PropertyValue.ByteStringValue(Member(wire, "value", "byte string").StringValue),
            _ => throw new PropertyFormatException("a value on the wire carries a mark that this plugin does not know"),
        };
    }

    private static PropertyValue.OutputValue DecodeOutput(Struct wire)
    {
        var value = wire.Fields.TryGetValue("value", out var found) ? Decode(found) : null;
        var secret = wire.Fields.TryGetValue("secret", out var flag) && flag.BoolValue;
        ImmutableArray<string> dependencies = wire.Fields.TryGetValue("dependencies", out var list) && list.ListValue is { } urns
            ? [.. urns.Values.Select(urn => urn.StringValue)]
            : [];
        return new PropertyValue.OutputValue(value, secret, dependencies);
    }

    private static Value Member(Struct wire, string name, string kind) =>
        wire.Fields.TryGetValue(name, out var member)
            ? member
            : throw new PropertyFormatException($"a {kind} on the wire has no '{name}'");

    private static Value Encode(PropertyValue value) => value switch
    {
        PropertyValue.NullValue => Value.ForNull(),
        PropertyValue.UnknownValue => Value.ForString(WireMarks.UnknownString),
        PropertyValue.BoolValue flag => Value.ForBool(flag.Value),
        PropertyValue.NumberValue number => Value.ForNumber(number.Value),
        PropertyValue.StringValue text => Value.ForString(text.Value),
        PropertyValue.ArrayValue array => Value.ForList([.. array.Items.Select(Encode)]),
        PropertyValue.ObjectValue map => Value.ForStruct(Encode(map.Contents)),
        PropertyValue.SecretValue secret => Marked(WireMarks.Secret, ("value", Encode(secret.Value))),
        PropertyValue.OutputValue output => EncodeOutput(output),
        PropertyValue.AssetValue asset => Marked(WireMarks.Asset, asset.Contents),
        PropertyValue.ArchiveValue archive => Marked(WireMarks.Archive, archive.Contents),
        PropertyValue.ResourceReferenceValue reference => Marked(WireMarks.ResourceReference, reference.Contents),
        PropertyValue.ByteStringValue bytes => Marked(WireMarks.ByteString, ("value", Value.ForString(bytes.Base64))),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Value EncodeOutput(PropertyValue.OutputValue output)
    {
        var wire = Marked(WireMarks.Output, ("secret", Value.ForBool(output.IsSecretOutput)));
        wire.StructValue.Fields["dependencies"] = Value.ForList([.. output.Dependencies.Select(Value.ForString)]);
        if (output.Value is { } value)
        {
            wire.StructValue.Fields["value"] = Encode(value);
        }

        return wire;
    }

    private static Value Marked(string mark, PropertyMap members)
    {
        var wire = Encode(members);
        wire.Fields[WireMarks.Signature] = Value.ForString(mark);
        return Value.ForStruct(wire);
    }

    private static Value Marked(string mark, (string Name, Value Value) member)
    {
        var wire = new Struct();
        wire.Fields[WireMarks.Signature] = Value.ForString(mark);
        wire.Fields[member.Name] = member.Value;
        return Value.ForStruct(wire);
    }
}

/// <summary>What came over the wire is not a property value. Its message holds nothing of the value.</summary>
internal sealed class PropertyFormatException(string message) : Exception(message);
