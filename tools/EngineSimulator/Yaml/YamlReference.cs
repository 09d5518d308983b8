// Text with ${…} in it, taken apart.
using System.Text.RegularExpressions;

namespace InfoBip.EngineSimulator;

/// <summary>What <c>${…}</c> refers to: a resource, a variable, a configuration key or <c>pulumi</c>, and a way into it.</summary>
/// <param name="Root">The name at the front.</param>
/// <param name="Path">Member names and list indexes that follow.</param>
internal sealed partial record YamlReference(string Root, IReadOnlyList<object> Path)
{
    public override string ToString() => $"${{{Root}{string.Concat(Path.Select(step => step is int index ? $"[{index}]" : $".{step}"))}}}";

    /// <summary>Splits text into plain pieces and references, in order; <c>$${</c> is a plain <c>${</c>.</summary>
    public static IReadOnlyList<object> Split(string text)
    {
        var parts = new List<object>();
        var at = 0;
        foreach (Match match in Piece().Matches(text))
        {
            parts.Add(text[at..match.Index]);
            at = match.Index + match.Length;
            parts.Add(match.Value switch
            {
                "$${" => "${",
                [.., '}'] => Read(match.Value[2..^1]),
                _ => throw new ProgramException($"\"{text}\" opens ${{ and never closes it; write $${{ for a plain ${{."),
            });
        }

        return [.. parts.Append(text[at..]).Where(part => part is not "")];
    }

    /// <summary>The references anywhere in a value.</summary>
    public static IEnumerable<YamlReference> In(Value value) => value.HasStringValue ? Split(value.StringValue).OfType<YamlReference>() : Wire.Parts(value).SelectMany(In);

    /// <summary>The resource that an option names as <c>${name}</c>; empty where the option is not there.</summary>
    public static string ResourceName(Struct options, string option) => options.Text(option) is { Length: > 0 } text ? ResourceName(text, option) : "";

    public static string ResourceName(string text, string option) =>
        Split(text) is [YamlReference { Path.Count: 0 } one] ? one.Root : throw new ProgramException($"'{option}' should name a resource: ${{name}}.");

    private static YamlReference Read(string text)
    {
        var match = Pattern().Match(text.Trim());
        return match.Success
            ? new YamlReference(match.Groups["root"].Value, [.. match.Groups["step"].Captures.Select(capture => Step(capture.Value))])
            : throw new ProgramException($"\"${{{text}}}\" is no reference: write ${{name}}, ${{name.property}}, ${{name.list[0]}} or ${{name[\"any key\"]}}.");
    }

    private static object Step(string text) => text switch
    {
        ['.', ..] => text[1..],
        ['[', '"', ..] => text[2..^2],
        _ => int.Parse(text.AsSpan(1, text.Length - 2), CultureInfo.InvariantCulture),
    };

    /// <summary>An escaped opening, a whole reference, or an opening that nothing closes.</summary>
    [GeneratedRegex(@"\$\$\{|\$\{[^}]*\}?")]
    private static partial Regex Piece();

    [GeneratedRegex("""^(?<root>[A-Za-z_][\w-]*)(?<step>\.[A-Za-z_][\w-]*|\[[0-9]{1,9}\]|\["[^"]+"\])*$""", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
