// Text with ${…} in it, taken apart.
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace InfoBip.EngineSimulator;

/// <summary>What <c>${…}</c> refers to: a resource, a variable, a configuration key or <c>pulumi</c>, and a way into it.</summary>
/// <param name="Root">The name at the front.</param>
/// <param name="Path">Member names and list indexes that follow.</param>
internal sealed partial record YamlReference(string Root, IReadOnlyList<object> Path)
{
    public override string ToString() => $"${{{Root}{string.Concat(Path.Select(step => step is int index ? $"[{index}]" : $".{step}"))}}}";

    /// <summary>Splits text into plain pieces and references, in order; <c>$${</c> is a plain <c>${</c>.</summary>
    public static IReadOnlyList<object> Split(YamlScalarNode node)
    {
        var parts = new List<object>();
        var (text, at) = (node.Value!, 0);
        foreach (Match match in Opening().Matches(text))
        {
            if (match.Index < at)
            {
                continue;
            }

            parts.Add(text[at..match.Index]);
            if (match.Length == 3)
            {
                parts.Add("${");
                at = match.Index + 3;
                continue;
            }

            var end = text.IndexOf('}', match.Index);
            parts.Add(end < 0 ? throw new ProgramException($"\"{text}\" opens ${{ and never closes it; write $${{ for a plain ${{.", node) : Read(text[(match.Index + 2)..end], node));
            at = end + 1;
        }

        parts.Add(text[at..]);
        return [.. parts.Where(part => part is not "")];
    }

    /// <summary>The references anywhere in a node.</summary>
    public static IEnumerable<(YamlReference Reference, YamlNode Node)> In(YamlNode? node) => node switch
    {
        YamlMappingNode map => map.Children.SelectMany(member => In(member.Value)),
        YamlSequenceNode list => list.Children.SelectMany(In),
        YamlScalarNode { Value: not null } text => Split(text).OfType<YamlReference>().Select(reference => (reference, node)),
        _ => [],
    };

    /// <summary>The resource that an option names as <c>${name}</c>.</summary>
    public static string ResourceName(YamlNode node, string what) => node is YamlScalarNode { Value: not null } text && Split(text) is [YamlReference { Path.Count: 0 } one]
        ? one.Root
        : throw new ProgramException($"{what} should name a resource: ${{name}}.", node);

    private static YamlReference Read(string text, YamlNode node)
    {
        var match = Pattern().Match(text.Trim());
        return match.Success
            ? new YamlReference(match.Groups["root"].Value, [.. match.Groups["step"].Captures.Select(capture => Step(capture.Value))])
            : throw new ProgramException($"\"${{{text}}}\" is no reference: write ${{name}}, ${{name.property}}, ${{name.list[0]}} or ${{name[\"any key\"]}}.", node);
    }

    private static object Step(string text) => text switch
    {
        ['.', ..] => text[1..],
        ['[', '"', ..] => text[2..^2],
        _ => int.Parse(text.AsSpan(1, text.Length - 2), CultureInfo.InvariantCulture),
    };

    [GeneratedRegex(@"\$\$\{|\$\{")]
    private static partial Regex Opening();

    [GeneratedRegex("""^(?<root>[A-Za-z_][\w-]*)(?<step>\.[A-Za-z_][\w-]*|\[[0-9]{1,9}\]|\["[^"]+"\])*$""", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
