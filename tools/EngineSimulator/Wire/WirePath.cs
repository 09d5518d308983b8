// Paths into property values, as detailed diffs and ignoreChanges write them.
using System.Globalization;
using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;

namespace InfoBip.EngineSimulator;

/// <summary>A path into an object: a property name, then <c>.name</c>, <c>[0]</c> or <c>["any.key"]</c>.</summary>
public sealed partial class WirePath
{
    private readonly IReadOnlyList<object> _segments;

    private WirePath(string text, IReadOnlyList<object> segments) => (Text, _segments) = (text, segments);

    /// <summary>The path as it was written.</summary>
    public string Text { get; }

    /// <summary>The name of the top-level property that the path begins with.</summary>
    public string Head => (string)_segments[0];

    /// <summary>Reads a path.</summary>
    /// <param name="text">The written path.</param>
    /// <exception cref="FormatException">The text is no path.</exception>
    public static WirePath Parse(string text)
    {
        var segments = new List<object>();
        var at = 0;
        while (at < text.Length)
        {
            var match = SegmentPattern().Match(text, at);
            if (!match.Success || (segments.Count == 0 ? match.Groups["dot"].Success || match.Groups["index"].Success : match.Groups["bare"].Success))
            {
                throw new FormatException($"\"{text}\" is no property path: it goes wrong at character {at + 1}.");
            }

            segments.Add(match.Groups["index"].Success
                ? int.Parse(match.Groups["index"].Value, CultureInfo.InvariantCulture)
                : match.Groups["key"].Success
                    ? match.Groups["key"].Value.Replace("\\\"", "\"", StringComparison.Ordinal)
                    : match.Groups["dot"].Success ? match.Groups["dot"].Value : match.Groups["bare"].Value);
            at += match.Length;
        }

        return segments.Count > 0 ? new WirePath(text, segments) : throw new FormatException("A property path may not be empty.");
    }

    /// <summary>The value at the path, or null where there is none.</summary>
    /// <param name="map">The object to look into.</param>
    /// <returns>A secret when the way leads through one, unknown when it leads through an unknown.</returns>
    public Value? Find(Struct map)
    {
        Value? value = Value.ForStruct(map);
        var secret = false;
        foreach (var segment in _segments)
        {
            secret |= Wire.IsSecret(value);
            if (Wire.IsUnknown(value))
            {
                break;
            }

            value = Step(Wire.Reveal(value), segment);
            if (value is null)
            {
                return null;
            }
        }

        return secret && !Wire.IsSecret(value) ? Wire.Secret(value) : value;
    }

    /// <summary>Puts a value at the path, or removes what is there.</summary>
    /// <param name="map">The object to change.</param>
    /// <param name="value">The new value; null removes.</param>
    /// <remarks>A path that does not exist in the object and cannot be added as a last step leaves it as it is.</remarks>
    public void Put(Struct map, Value? value)
    {
        Value? parent = Value.ForStruct(map);
        foreach (var segment in _segments.SkipLast(1))
        {
            parent = parent is null ? null : Step(Wire.Reveal(parent), segment);
        }

        parent = parent is null ? null : Wire.Reveal(parent);
        switch (parent?.KindCase, _segments[^1])
        {
            case (Value.KindOneofCase.StructValue, string key) when value is null:
                parent.StructValue.Fields.Remove(key);
                break;
            case (Value.KindOneofCase.StructValue, string key):
                parent.StructValue.Fields[key] = value.Clone();
                break;
            case (Value.KindOneofCase.ListValue, int index) when value is null && index < parent.ListValue.Values.Count:
                parent.ListValue.Values.RemoveAt(index);
                break;
            case (Value.KindOneofCase.ListValue, int index) when value is not null && index < parent.ListValue.Values.Count:
                parent.ListValue.Values[index] = value.Clone();
                break;
            case (Value.KindOneofCase.ListValue, int index) when value is not null && index == parent.ListValue.Values.Count:
                parent.ListValue.Values.Add(value.Clone());
                break;
        }
    }

    internal static Value? Step(Value value, object segment) => (value.KindCase, segment) switch
    {
        (Value.KindOneofCase.StructValue, string key) => value.StructValue.Fields.GetValueOrDefault(key),
        (Value.KindOneofCase.ListValue, int index) => index < value.ListValue.Values.Count ? value.ListValue.Values[index] : null,
        _ => null,
    };

    [GeneratedRegex("""\G(?:\.(?<dot>[^.\[\]"*]+)|\[(?<index>[0-9]{1,9})\]|\["(?<key>(?:[^"\\]|\\")*)"\]|(?<bare>[^.\[\]"*]+))""", RegexOptions.ExplicitCapture)]
    private static partial Regex SegmentPattern();
}
