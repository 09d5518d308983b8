// Paths into properties, in the engine's notation.
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ProviderHost.PropertyValues;

/// <summary>
/// Where a value stands: <c>tags[0]</c>, <c>extraConfiguration["event.vendor.type"]</c>. In a pattern of the user's
/// <c>ignoreChanges</c>, <c>*</c> stands for any one step.
/// Source: <c>pulumi/pulumi</c>, <c>sdk/go/common/resource/properties_path.go</c>.
/// </summary>
public readonly record struct PropertyPath
{
    private PropertyPath(ImmutableArray<Step> steps) => Steps = steps;

    private ImmutableArray<Step> Steps { get; }

    /// <summary>The name of the top-level property that the path begins with.</summary>
    public string Head => Steps[0].Key ?? "*";

    /// <summary>Whether the path is a top-level property and nothing below it.</summary>
    public bool IsTopLevel => Steps.Length == 1;

    /// <summary>The path of a top-level property.</summary>
    public static PropertyPath Of(string property) => new([new Step(property, null)]);

    /// <summary>The path of an item of the list here.</summary>
    public PropertyPath At(int index) => new(Steps.Add(new Step(null, index)));

    /// <summary>The path of a member of the object or map here.</summary>
    public PropertyPath At(string key) => new(Steps.Add(new Step(key, null)));

    /// <summary>Reads a path or a pattern; null where it is not one.</summary>
    public static PropertyPath? Parse(string text)
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        var at = 0;
        while (at < text.Length)
        {
            if (text[at] == '[')
            {
                if (ReadBracket(text, ref at) is not { } step)
                {
                    return null;
                }

                steps.Add(step);
                continue;
            }

            if (text[at] == '.')
            {
                at++;
            }
            else if (steps.Count > 0)
            {
                return null;
            }

            var end = text.AsSpan(at).IndexOfAny('.', '[');
            var name = end < 0 ? text[at..] : text.Substring(at, end);
            if (name.Length == 0)
            {
                return null;
            }

            steps.Add(name == "*" ? Step.Any : new Step(name, null));
            at += name.Length;
        }

        return steps.Count == 0 ? null : new PropertyPath(steps.ToImmutable());
    }

    /// <summary>Whether one of the patterns names the path or something above it.</summary>
    public static bool IsCovered(PropertyPath path, IEnumerable<PropertyPath> patterns) => patterns.Any(pattern => pattern.Covers(path));

    /// <summary>Whether this pattern names the other path or something above it.</summary>
    public bool Covers(PropertyPath path)
    {
        if (Steps.Length > path.Steps.Length)
        {
            return false;
        }

        for (var i = 0; i < Steps.Length; i++)
        {
            if (Steps[i] != Step.Any && Steps[i] != path.Steps[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public bool Equals(PropertyPath other) => Steps.SequenceEqual(other.Steps);

    /// <inheritdoc/>
    public override int GetHashCode() => Steps.Aggregate(17, HashCode.Combine);

    /// <summary>The engine's notation: keys that are no plain names stand in brackets and quotes.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var step in Steps)
        {
            if (step.Index is { } index)
            {
                text.Append(CultureInfo.InvariantCulture, $"[{index}]");
            }
            else if (step == Step.Any)
            {
                text.Append(text.Length == 0 ? "*" : "[*]");
            }
            else if (IsName(step.Key!))
            {
                text.Append(text.Length == 0 ? string.Empty : ".").Append(step.Key);
            }
            else
            {
                // The engine escapes quotes and nothing else.
                text.Append("[\"").Append(step.Key!.Replace("\"", "\\\"", StringComparison.Ordinal)).Append("\"]");
            }
        }

        return text.ToString();
    }

    private static bool IsName(string key) =>
        key.Length > 0 && !char.IsAsciiDigit(key[0]) && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$' or '-');

    private static Step? ReadBracket(string text, ref int at)
    {
        at++;
        if (at < text.Length && text[at] == '"')
        {
            return ReadQuoted(text, ref at);
        }

        var end = text.IndexOf(']', at);
        if (end < 0)
        {
            return null;
        }

        var inside = text[at..end];
        at = end + 1;
        if (inside == "*")
        {
            return Step.Any;
        }

        return int.TryParse(inside, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? new Step(null, index) : null;
    }

    private static Step? ReadQuoted(string text, ref int at)
    {
        var key = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] == '"')
            {
                key.Append(text[++at]);
            }
            else if (text[at] != '"')
            {
                key.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == ']')
            {
                at += 2;
                return key is { Length: 1 } && key[0] == '*' ? Step.Any : new Step(key.ToString(), null);
            }
            else
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>One step down: into a member, into a list, or (both null) into any of them.</summary>
    private readonly record struct Step(string? Key, int? Index)
    {
        public static readonly Step Any = new(null, null);
    }
}
