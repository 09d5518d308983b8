// A property as Pulumi sees it: plain data, and the marks that say secret, unknown, output, asset or reference.
using System.Collections.Immutable;

namespace ProviderHost.PropertyValues;

/// <summary>
/// A value of a resource's input or output. Two values are equal when they hold the same data and the same marks;
/// <see cref="PropertyComparison"/> compares what they mean to a user. <c>ToString</c> never shows what a secret holds.
/// </summary>
public abstract record PropertyValue
{
    private PropertyValue()
    {
    }

    /// <summary>No value. In inputs it means the same as leaving the property out.</summary>
    public static readonly PropertyValue Null = new NullValue();

    /// <summary>A value that is not known yet: only in previews and in the checks of a provider's settings.</summary>
    public static readonly PropertyValue Unknown = new UnknownValue();

    /// <summary>A string.</summary>
    public static PropertyValue Of(string value) => new StringValue(value);

    /// <summary>A boolean.</summary>
    public static PropertyValue Of(bool value) => new BoolValue(value);

    /// <summary>A number: on the wire all of them are doubles.</summary>
    public static PropertyValue Of(double value) => new NumberValue(value);

    /// <summary>A list.</summary>
    public static PropertyValue Of(IEnumerable<PropertyValue> items) => new ArrayValue([.. items]);

    /// <summary>A list of strings.</summary>
    public static PropertyValue Of(IEnumerable<string> items) => new ArrayValue([.. items.Select(Of)]);

    /// <summary>An object or a map.</summary>
    public static PropertyValue Of(PropertyMap members) => new ObjectValue(members);

    /// <summary>Marks a value as secret; what is marked already stays as it is.</summary>
    public static PropertyValue Secret(PropertyValue value) => value is SecretValue ? value : new SecretValue(value);

    /// <summary>Whether the value carries the mark of a secret at its top.</summary>
    public bool IsSecret => this switch
    {
        SecretValue => true,
        OutputValue output => output.IsSecretOutput || output.Value?.IsSecret == true,
        _ => false,
    };

    /// <summary>The value without the marks at its top: no secret, no output. An output without a value is unknown.</summary>
    public PropertyValue Plain => this switch
    {
        SecretValue secret => secret.Value.Plain,
        OutputValue output => output.Value?.Plain ?? Unknown,
        _ => this,
    };

    /// <summary>Whether the value is unknown, below any marks.</summary>
    public bool IsUnknown => Plain is UnknownValue;

    /// <summary>Whether the value is null, below any marks.</summary>
    public bool IsNull => Plain is NullValue;

    /// <summary>The string that the value is, below any marks; null where it is something else.</summary>
    public string? AsString => Plain is StringValue text ? text.Value : null;

    /// <summary>The boolean that the value is, below any marks; null where it is something else.</summary>
    public bool? AsBool => Plain is BoolValue flag ? flag.Value : null;

    /// <summary>The strings of the list that the value is, below any marks; empty where it is something else.</summary>
    public IReadOnlyList<string> Texts => Plain is ArrayValue array ? [.. array.Items.Select(item => item.AsString).OfType<string>()] : [];

    /// <summary>The members of the object or map that the value is, below any marks; null where it is something else.</summary>
    public PropertyMap? Members => Plain is ObjectValue map ? map.Contents : null;

    /// <summary>Whether a secret stands anywhere in the value.</summary>
    public bool ContainsSecret => IsSecret || Children(Plain).Any(child => child.ContainsSecret);

    /// <summary>Whether something unknown stands anywhere in the value.</summary>
    public bool ContainsUnknown => IsUnknown || Children(Plain).Any(child => child.ContainsUnknown);

    /// <summary>The same value with another top: what <paramref name="marked"/> keeps secret stays secret.</summary>
    public PropertyValue SecretLike(PropertyValue? marked) => marked?.IsSecret == true ? Secret(this) : this;

    /// <summary>The same value, secret as a whole where a secret stands anywhere in <paramref name="marked"/>: for lists, whose items have no successors.</summary>
    public PropertyValue SecretLikeAnyOf(PropertyValue? marked) => marked?.ContainsSecret == true ? Secret(this) : this;

    /// <summary>The same value without the engine's output marks, at every depth: what matters to a resource is value, unknown and secret.</summary>
    public PropertyValue WithoutOutputs => this switch
    {
        OutputValue output => (output.Value ?? Unknown).WithoutOutputs is var inner && output.IsSecretOutput ? Secret(inner) : inner,
        SecretValue secret => Secret(secret.Value.WithoutOutputs.Plain),
        ArrayValue array => Of(array.Items.Select(item => item.WithoutOutputs)),
        ObjectValue map => Of(new PropertyMap(map.Contents.Select(member => KeyValuePair.Create(member.Key, member.Value.WithoutOutputs)))),
        _ => this,
    };

    private static IEnumerable<PropertyValue> Children(PropertyValue value) => value switch
    {
        ArrayValue array => array.Items,
        ObjectValue map => map.Contents.Values,
        AssetValue asset => asset.Contents.Values,
        ArchiveValue archive => archive.Contents.Values,
        _ => [],
    };

    /// <summary>See <see cref="Null"/>.</summary>
    public sealed record NullValue : PropertyValue
    {
        /// <inheritdoc/>
        public override string ToString() => "null";
    }

    /// <summary>See <see cref="Unknown"/>.</summary>
    public sealed record UnknownValue : PropertyValue
    {
        /// <inheritdoc/>
        public override string ToString() => "[unknown]";
    }

    /// <summary>A boolean.</summary>
    public sealed record BoolValue(bool Value) : PropertyValue
    {
        /// <inheritdoc/>
        public override string ToString() => Value ? "true" : "false";
    }

    /// <summary>A number.</summary>
    public sealed record NumberValue(double Value) : PropertyValue
    {
        /// <inheritdoc/>
        public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>A string.</summary>
    public sealed record StringValue(string Value) : PropertyValue
    {
        /// <inheritdoc/>
        public override string ToString() => $"\"{Value}\"";
    }

    /// <summary>A list.</summary>
    public sealed record ArrayValue(ImmutableArray<PropertyValue> Items) : PropertyValue
    {
        /// <inheritdoc/>
        public bool Equals(ArrayValue? other) => other is not null && Items.SequenceEqual(other.Items);

        /// <inheritdoc/>
        public override int GetHashCode() => Items.Aggregate(17, HashCode.Combine);

        /// <inheritdoc/>
        public override string ToString() => $"[{string.Join(", ", Items)}]";
    }

    /// <summary>An object or a map.</summary>
    public sealed record ObjectValue(PropertyMap Contents) : PropertyValue
    {
        /// <inheritdoc/>
        public override string ToString() => Contents.ToString();
    }

    /// <summary>A value that must not be shown.</summary>
    public sealed record SecretValue(PropertyValue Value) : PropertyValue
    {
        /// <inheritdoc/>
        public override string ToString() => "[secret]";
    }

    /// <summary>A value with what it was made from. Without a value it is unknown.</summary>
    public sealed record OutputValue(PropertyValue? Value, bool IsSecretOutput, ImmutableArray<string> Dependencies) : PropertyValue
    {
        /// <inheritdoc/>
        public bool Equals(OutputValue? other) =>
            other is not null
            && Equals(Value, other.Value)
            && IsSecretOutput == other.IsSecretOutput
            && Dependencies.SequenceEqual(other.Dependencies);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Value, IsSecretOutput, Dependencies.Length);

        /// <inheritdoc/>
        public override string ToString() => IsSecretOutput ? "[secret]" : Value?.ToString() ?? "[unknown]";
    }

    /// <summary>A file-like value: a hash, and one of text, path, uri where the engine sends the content along.</summary>
    public sealed record AssetValue(PropertyMap Contents) : PropertyValue
    {
        /// <inheritdoc/>
        public override string ToString() => "[asset]";
    }

    /// <summary>A folder-like value: a hash, and one of assets, path, uri where the engine sends the content along.</summary>
    public sealed record ArchiveValue(PropertyMap Contents) : PropertyValue
    {
        /// <inheritdoc/>
        public override string ToString() => "[archive]";
    }

    /// <summary>Another resource: its URN, its id where it has one (possibly unknown), and the version of its package.</summary>
    public sealed record ResourceReferenceValue(PropertyMap Contents) : PropertyValue
    {
        /// <inheritdoc/>
        public override string ToString() => "[resource]";
    }

    /// <summary>Bytes; on the wire as base64.</summary>
    public sealed record ByteStringValue(string Base64) : PropertyValue
    {
        /// <inheritdoc/>
        public override string ToString() => "[bytes]";
    }
}
