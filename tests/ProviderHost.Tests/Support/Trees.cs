// Random property values of every kind and depth, and what a reader of a state could see of one.
using CsCheck;
using ProviderHost.PropertyValues;

namespace ProviderHost.Tests.Support;

internal static class Trees
{
    public static readonly Gen<string> Text = Gen.String[Gen.Char["abcXYZ019 -_./\"\\“é\u4e16$"], 0, 12];

    public static readonly Gen<string> Key = Gen.String[Gen.Char["abcXYZ019 -_./\"“é\u4e16$"], 1, 8];

    /// <summary>Data without marks: null, booleans, numbers, strings, lists, objects.</summary>
    public static readonly Gen<PropertyValue> Data = Tree(4, Scalar, (_, inner) => Containers(inner));

    /// <summary>Everything that can stand on the wire.</summary>
    public static readonly Gen<PropertyValue> Any = Tree(
        4,
        Gen.OneOf(Scalar, Gen.Const(PropertyValue.Unknown), FileLike, Text.Select(text => (PropertyValue)new PropertyValue.ByteStringValue(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text))))),
        (_, inner) => Gen.OneOf(
            Containers(inner),
            inner.Select(PropertyValue.Secret),
            Gen.Select(inner, Gen.Bool, Key.Array[0, 2]).Select((value, secret, urns) => (PropertyValue)new PropertyValue.OutputValue(value, secret, [.. urns])),
            Gen.Bool.Select(secret => (PropertyValue)new PropertyValue.OutputValue(null, secret, [])),
            Members(inner).Select(members => (PropertyValue)new PropertyValue.ArchiveValue(members))));

    private static Gen<PropertyValue> Scalar => Gen.OneOf(
        Gen.Const(PropertyValue.Null),
        Gen.Bool.Select(PropertyValue.Of),
        Gen.Double[-1e12, 1e12].Select(PropertyValue.Of),
        Gen.Int.Select(number => PropertyValue.Of(number)),
        Text.Select(PropertyValue.Of));

    private static Gen<PropertyValue> FileLike => Gen.OneOf(
        Text.Select(text => (PropertyValue)new PropertyValue.AssetValue(PropertyMap.Empty.With("hash", PropertyValue.Of(text)).With("text", PropertyValue.Of(text)))),
        Text.Select(urn => (PropertyValue)new PropertyValue.ResourceReferenceValue(PropertyMap.Empty.With("urn", PropertyValue.Of(urn)).With("id", PropertyValue.Unknown))));

    public static Gen<PropertyMap> Members(Gen<PropertyValue> value) =>
        Gen.Select(Key, value).Array[0, 4].Select(pairs => new PropertyMap(pairs.Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2))));

    /// <summary>The texts that stand in a value outside of every secret.</summary>
    public static IEnumerable<string> Bare(PropertyValue value) => value switch
    {
        PropertyValue.SecretValue => [],
        PropertyValue.OutputValue { IsSecretOutput: true } => [],
        PropertyValue.OutputValue { Value: { } inner } => Bare(inner),
        PropertyValue.StringValue text => [text.Value],
        PropertyValue.ArrayValue array => array.Items.SelectMany(Bare),
        PropertyValue.ObjectValue map => Bare(map.Contents),
        _ => [],
    };

    public static IEnumerable<string> Bare(PropertyMap map) => map.Values.SelectMany(Bare);

    /// <summary>The value without its marks, at every depth.</summary>
    public static PropertyValue Unmarked(PropertyValue value) => Mapped(value, static inner => inner);

    /// <summary>The value without its marks, each part of it changed, from the inside out.</summary>
    public static PropertyValue Mapped(PropertyValue value, Func<PropertyValue, PropertyValue> change) => change(value.Plain switch
    {
        PropertyValue.ArrayValue array => PropertyValue.Of(array.Items.Select(item => Mapped(item, change))),
        PropertyValue.ObjectValue map => PropertyValue.Of(new PropertyMap(map.Contents.Select(member => KeyValuePair.Create(member.Key, Mapped(member.Value, change))))),
        var plain => plain,
    });

    private static Gen<PropertyValue> Containers(Gen<PropertyValue> inner) => Gen.OneOf(
        inner.Array[0, 4].Select(items => PropertyValue.Of(items)),
        Members(inner).Select(PropertyValue.Of));

    private static Gen<PropertyValue> Tree(int depth, Gen<PropertyValue> leaf, Func<int, Gen<PropertyValue>, Gen<PropertyValue>> branch)
    {
        var tree = leaf;
        for (var level = 1; level <= depth; level++)
        {
            tree = Gen.OneOf(leaf, branch(level, tree));
        }

        return tree;
    }
}
