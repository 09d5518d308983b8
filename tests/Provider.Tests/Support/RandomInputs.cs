// Random inputs that a program might have, in order and known.
using CsCheck;
using ProviderHost.PropertyValues;

namespace InfoBip.Provider.Tests.Support;

internal static class RandomInputs
{
    public static readonly Gen<string> Word = Gen.String[Gen.Char["abcxyz019.-_"], 1, 6];

    public static readonly Gen<string[]> Tags = Word.Array[0, 5];

    /// <summary>The entries have keys that have no inputs of their own.</summary>
    private static readonly Gen<PropertyValue> Entries = Gen.Select(Word, Text(Word)).Array[0, 3].Select(pairs =>
        PropertyValue.Of(new PropertyMap(pairs.Select(pair => KeyValuePair.Create("x." + pair.Item1, pair.Item2)))));

    /// <summary>Inputs in which any value may be marked secret, at its top or below.</summary>
    public static readonly Gen<PropertyMap> Any = Gen.Select(
        Gen.Select(Text(Word), Text(Word), Text(Word), Text(Word), Text(Word)),
        Optional(TagList()),
        Optional(Sometimes(Gen.Bool.Select(PropertyValue.Of))),
        Optional(Sometimes(Entries)),
        (texts, tags, enabled, entries) => PropertyMap.Empty
            .With("sender", texts.Item1)
            .With("username", texts.Item2)
            .With("password", PropertyValue.Secret(texts.Item3))
            .With("callbackUrl", Prefixed(texts.Item4))
            .With("name", texts.Item5)
            .WithOrWithout("tags", tags)
            .WithOrWithout("enabled", enabled)
            .WithOrWithout("extraConfiguration", entries));

    private static Gen<PropertyValue> Text(Gen<string> word) => Sometimes(word.Select(PropertyValue.Of));

    private static Gen<PropertyValue> TagList() => Sometimes(Text(Word).Array[0, 4].Select(items => PropertyValue.Of(items)));

    private static Gen<PropertyValue> Sometimes(Gen<PropertyValue> value) => Gen.Select(value, Gen.Int[0, 3]).Select((inner, marked) => marked == 0 ? PropertyValue.Secret(inner) : inner);

    private static Gen<PropertyValue?> Optional(Gen<PropertyValue> value) => Gen.Select(value, Gen.Bool).Select((inner, there) => there ? inner : null);

    private static PropertyValue Prefixed(PropertyValue path)
    {
        var url = PropertyValue.Of($"https://example.com/{path.AsString}");
        return path.IsSecret ? PropertyValue.Secret(url) : url;
    }
}
