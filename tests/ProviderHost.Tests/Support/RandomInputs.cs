// Random inputs that a program might have, valid and known.
using CsCheck;
using ProviderHost.PropertyValues;

namespace ProviderHost.Tests.Support;

internal static class RandomInputs
{
    public static readonly Gen<string> Word = Gen.String[Gen.Char["abcxyz019.-_"], 1, 6];

    public static readonly Gen<string[]> Words = Word.Array[0, 5];

    /// <summary>Inputs in which any value may be marked secret, at its top or below; texts that are secret hold a #, and no others do.</summary>
    public static readonly Gen<PropertyMap> Any = Gen.Select(
        Gen.Select(Text(), Text(), Text()),
        Optional(Sometimes(Text().Array[0, 4].Select(items => PropertyValue.Of(items)))),
        Optional(Sometimes(Gen.Bool.Select(PropertyValue.Of))),
        Optional(Sometimes(Gen.Select(Word, Text()).Array[0, 3].Select(pairs =>
            PropertyValue.Of(new PropertyMap(pairs.Select(pair => KeyValuePair.Create("x." + pair.Item1, pair.Item2))))))),
        (texts, labels, active, entries) => PropertyMap.Empty
            .With("title", texts.Item1)
            .With("key", Secret(texts.Item2))
            .With("name", texts.Item3)
            .WithOrWithout("labels", labels)
            .WithOrWithout("active", active)
            .WithOrWithout("extra", entries));

    /// <summary>Two lists that are the same set: another order, and some items twice.</summary>
    public static readonly Gen<(string[] One, string[] Other)> SameSets = Gen.Select(Words, Gen.Int, (words, seed) =>
    {
        var random = new Random(seed);
        string[] other = [.. words, .. words.Where(_ => random.Next(2) == 0)];
        random.Shuffle(other);
        return (words, other);
    });

    private static Gen<PropertyValue> Text() => Sometimes(Word.Select(PropertyValue.Of));

    private static Gen<PropertyValue> Sometimes(Gen<PropertyValue> value) => Gen.Select(value, Gen.Int[0, 3]).Select((inner, marked) => marked == 0 ? Secret(inner) : inner);

    private static PropertyValue Secret(PropertyValue value) => PropertyValue.Secret(Trees.Mapped(value, static inner => inner.AsString is { } text ? PropertyValue.Of("#" + text) : inner));

    private static Gen<PropertyValue?> Optional(Gen<PropertyValue> value) => Gen.Select(value, Gen.Bool).Select((inner, present) => present ? inner : null);
}
