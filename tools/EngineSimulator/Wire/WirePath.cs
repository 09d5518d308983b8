// Paths into property values, as detailed diffs and ignoreChanges write them.
using System.Text.RegularExpressions;

namespace InfoBip.EngineSimulator;

/// <summary>A path into an object: a property name, then <c>.name</c>, <c>[0]</c>, <c>["any.key"]</c>, or <c>*</c> for every member.</summary>
public sealed partial class WirePath
{
    private const string Every = "*";
    private readonly IReadOnlyList<object> _segments;
    private WirePath(IReadOnlyList<object> segments) => _segments = segments;

    /// <summary>The name of the top-level property that the path begins with.</summary>
    public string Head => _segments is [string name, ..] ? name : "";

    /// <summary>What follows the name of the top-level property.</summary>
    internal WirePath Rest => new([.. _segments.Skip(1)]);
    internal bool IsEmpty => _segments.Count == 0;
    internal bool BeginsWithIndex => _segments is [int, ..];

    public static WirePath Parse(string text)
    {
        var match = Pattern().Match(text);
        return !match.Success ? throw new EngineException($"\"{text}\" is no property path.") : new WirePath([.. match.Groups["step"].Captures.Select(object (step) => step.Value switch
        {
            ['[', '"', .. var key, '"', ']'] => key.Replace("\\\"", "\"", StringComparison.Ordinal),
            ['[', .. var index, ']'] => index == Every ? Every : int.Parse(index, CultureInfo.InvariantCulture),
            var name => name.TrimStart('.'),
        })]);
    }

    public override string ToString() => string.Concat(_segments.Select(segment => segment is int index ? $"[{index}]" : $".{segment}")).TrimStart('.');

    /// <summary>The value at the path, or null where there is none.</summary>
    public Value? Find(Struct map) => Follow(Value.ForStruct(map));

    /// <summary>Follows the path into a value.</summary>
    /// <returns>The value there, or null where there is none; a secret when the way leads through one, unknown when it leads through an unknown.</returns>
    internal Value? Follow(Value value)
    {
        var secret = false;
        foreach (var step in _segments.TakeWhile(_ => !Wire.IsUnknown(value)))
        {
            secret |= Wire.IsSecret(value);
            if (Step(Wire.Reveal(value), step) is not { } next)
            {
                return null;
            }

            value = next;
        }

        return secret ? Wire.AsSecret(value) : value;
    }

    /// <summary>Puts what the old object has at the path into the new one; what the old one lacks there is taken out.</summary>
    /// <remarks>A way that ends before the path does in either of them leaves the new object as it is.</remarks>
    internal void Reset(Struct old, Struct @new) => Reset(Value.ForStruct(old), Value.ForStruct(@new), _segments);

    /// <summary>Puts a value at the path, and makes the objects and lists on the way.</summary>
    internal void Set(Value root, Value value)
    {
        var (first, rest) = (_segments[0], Rest);
        if (rest.IsEmpty || Step(root, first) is null)
        {
            Put(root, first, rest.IsEmpty ? value : rest.BeginsWithIndex ? Value.ForList() : Value.ForStruct(new Struct()));
        }

        var next = Step(root, first) ?? throw new EngineException($"the path leads to a place that does not exist: {first}");
        if (!rest.IsEmpty)
        {
            rest.Set(next, value);
        }
    }

    private static Value? Step(Value value, object segment) => (value.KindCase, segment) switch
    {
        (Value.KindOneofCase.StructValue, string key) => value.StructValue.Fields.GetValueOrDefault(key),
        (Value.KindOneofCase.ListValue, int index) => value.ListValue.Values.ElementAtOrDefault(index),
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

    /// <summary>Puts a value into an object, or into a list at an item's place or its end; null takes out what is there.</summary>
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
        else if ((parent.KindCase, segment) is (Value.KindOneofCase.ListValue, int index) && index <= parent.ListValue.Values.Count)
        {
            var list = parent.ListValue.Values;
            if (index < list.Count)
            {
                list.RemoveAt(index);
            }

            if (value is not null)
            {
                list.Insert(index, value);
            }
        }
    }

    [GeneratedRegex("""^(?<step>[^.\[\]"]+|\["([^"\\]|\\")*"\])(?<step>\.[^.\[\]"]+|\[([0-9]{1,9}|\*)\]|\["([^"\\]|\\")*"\])*$""", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
