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
    public string Head => _segments[0] as string ?? "";

    /// <summary>What follows the name of the top-level property; null where nothing does.</summary>
    internal WirePath? Rest => _segments.Count > 1 ? new WirePath([.. _segments.Skip(1)]) : null;

    public static WirePath Parse(string text)
    {
        var match = Pattern().Match(text);
        return !match.Success ? throw new FormatException($"\"{text}\" is no property path.") : new WirePath([.. match.Groups["step"].Captures.Select(object (step) => step.Value switch
        {
            ['[', '"', .. var key, '"', ']'] => key.Replace("\\\"", "\"", StringComparison.Ordinal),
            ['[', .. var index, ']'] => index == Every ? Every : int.Parse(index, CultureInfo.InvariantCulture),
            var name => name.TrimStart('.'),
        })]);
    }

    /// <summary>The value at the path, or null where there is none.</summary>
    /// <returns>A secret when the way leads through one, unknown when it leads through an unknown.</returns>
    public Value? Find(Struct map) => Follow(Value.ForStruct(map), _segments);

    /// <summary>Puts what the old object has at the path into the new one; what the old one lacks there is taken out.</summary>
    /// <remarks>A way that ends before the path does in either of them leaves the new object as it is.</remarks>
    internal void Reset(Struct old, Struct @new) => Reset(Value.ForStruct(old), Value.ForStruct(@new), _segments);

    /// <summary>Puts a value at the path, and makes the objects and lists on the way.</summary>
    internal void Set(Value root, Value value)
    {
        foreach (var (index, segment) in _segments.Index())
        {
            if (index < _segments.Count - 1 && Step(root, segment) is null)
            {
                Put(root, segment, _segments[index + 1] is int ? Value.ForList() : Value.ForStruct(new Struct()));
            }
            else if (index == _segments.Count - 1)
            {
                Put(root, segment, value);
            }

            root = Step(root, segment) ?? throw new InvalidDataException($"the path leads to a place that does not exist: {segment}");
        }
    }

    /// <summary>Follows steps into a value.</summary>
    /// <returns>The value there, secret if the way led through a secret; null if there is nothing.</returns>
    internal static Value? Follow(Value value, IEnumerable<object> path)
    {
        var secret = false;
        foreach (var step in path.TakeWhile(_ => !Wire.IsUnknown(value)))
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
