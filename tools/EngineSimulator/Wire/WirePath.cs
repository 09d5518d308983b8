// Paths into property values, as detailed diffs and ignoreChanges write them.
using System.Globalization;
using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;

namespace InfoBip.EngineSimulator;

/// <summary>A path into an object: a property name, then <c>.name</c>, <c>[0]</c>, <c>["any.key"]</c>, or <c>*</c> for every member.</summary>
public sealed partial class WirePath
{
    private const string Every = "*";
    private readonly IReadOnlyList<object> _segments;
    private WirePath(string text, IReadOnlyList<object> segments) => (Text, _segments) = (text, segments);

    /// <summary>The path as it was written.</summary>
    public string Text { get; }
    internal IReadOnlyList<object> Segments => _segments;

    /// <summary>The name of the top-level property that the path begins with.</summary>
    public string Head => (string)_segments[0];

    public static WirePath Parse(string text)
    {
        var segments = new List<object>();
        var at = 0;
        while (at < text.Length)
        {
            var match = Segment().Match(text, at);
            if (!match.Success || (segments.Count == 0 ? match.Groups["dot"].Success || match.Groups["index"].Success : match.Groups["bare"].Success))
            {
                throw new FormatException($"\"{text}\" is no property path: it goes wrong at character {at + 1}.");
            }

            segments.Add(match.Groups["index"].Success && match.Groups["index"].Value != Every
                ? int.Parse(match.Groups["index"].Value, CultureInfo.InvariantCulture)
                : match.Groups["key"].Success ? match.Groups["key"].Value.Replace("\\\"", "\"", StringComparison.Ordinal) : match.Value.Trim('.', '[', ']'));
            at += match.Length;
        }

        return segments.Count > 0 ? new WirePath(text, segments) : throw new FormatException("A property path may not be empty.");
    }

    /// <summary>The value at the path, or null where there is none.</summary>
    /// <returns>A secret when the way leads through one, unknown when it leads through an unknown.</returns>
    public Value? Find(Struct map) => YamlEvaluator.Follow(Value.ForStruct(map), _segments);

    /// <summary>Puts what the old object has at the path into the new one; what the old one lacks there is taken out.</summary>
    /// <remarks>A way that ends before the path does in either of them leaves the new object as it is.</remarks>
    internal void Reset(Struct old, Struct @new) => Reset(Value.ForStruct(old), Value.ForStruct(@new), _segments);

    internal static Value? Step(Value value, object segment) => (value.KindCase, segment) switch
    {
        (Value.KindOneofCase.StructValue, string key) => value.StructValue.Fields.GetValueOrDefault(key),
        (Value.KindOneofCase.ListValue, int index) => index < value.ListValue.Values.Count ? value.ListValue.Values[index] : null,
        _ => null,
    };

    private static void Reset(Value old, Value @new, IEnumerable<object> path)
    {
        (old, @new) = (Wire.Reveal(old), Wire.Reveal(@new));
        var rest = path.Skip(1).ToList();
        // Of a list, the items that both have; of an object, the members that either has.
        var every = old.KindCase == Value.KindOneofCase.ListValue ? Members(old).Intersect(Members(@new)) : Members(old).Union(Members(@new));
        foreach (var segment in path.First() is Every ? every.ToList() : [path.First()])
        {
            var (was, now) = (Step(old, segment), Step(@new, segment));
            if (rest.Count == 0)
            {
                Put(@new, segment, was?.Clone());
            }
            else if (was is not null && now is not null)
            {
                Reset(was, now, rest);
            }
        }
    }

    private static IEnumerable<object> Members(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.StructValue => value.StructValue.Fields.Keys,
        Value.KindOneofCase.ListValue => Enumerable.Range(0, value.ListValue.Values.Count).Cast<object>(),
        _ => [],
    };

    private static void Put(Value parent, object segment, Value? value)
    {
        if ((parent.KindCase, segment) is (Value.KindOneofCase.StructValue, string key))
        {
            parent.StructValue.Fields.Remove(key);
            if (value is not null)
            {
                parent.StructValue.Fields[key] = value;
            }
        }
        else if ((parent.KindCase, segment) is (Value.KindOneofCase.ListValue, int index))
        {
            var list = parent.ListValue.Values;
            switch (value)
            {
                case null when index < list.Count:
                    list.RemoveAt(index);
                    break;
                case not null when index < list.Count:
                    list[index] = value;
                    break;
                case not null:
                    list.Add(value);
                    break;
            }
        }
    }

    [GeneratedRegex("""\G(?:\.(?<dot>[^.\[\]"]+)|\[(?<index>[0-9]{1,9}|\*)\]|\["(?<key>(?:[^"\\]|\\")*)"\]|(?<bare>[^.\[\]"]+))""", RegexOptions.ExplicitCapture)]
    private static partial Regex Segment();
}
