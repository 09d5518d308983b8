// Text with ${…} in it, taken apart.
using System.Text.RegularExpressions;

namespace InfoBip.EngineSimulator;

/// <summary>Finds what texts refer to: a resource, a variable, a configuration key or <c>pulumi</c>, and a way into it.</summary>
internal static partial class YamlText
{
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
                [.., '}'] => WirePath.Parse(match.Value[2..^1].Trim()),
                _ => throw new EngineException($"\"{text}\" opens ${{ and never closes it; write $${{ for a plain ${{."),
            });
        }

        return [.. parts.Append(text[at..]).Where(part => part is not "")];
    }

    /// <summary>The references anywhere in a value.</summary>
    public static IEnumerable<WirePath> References(Value value) => value.HasStringValue ? Split(value.StringValue).OfType<WirePath>() : Wire.Parts(value).SelectMany(References);

    /// <summary>The resource that an option names as <c>${name}</c>; empty where the option is not there.</summary>
    public static string ResourceName(Struct options, string option) => Split(options.Text(option)) switch
    {
        [] => "",
        [WirePath { Rest.IsEmpty: true } one] => one.Head,
        _ => throw new EngineException($"'{option}' should name a resource: ${{name}}."),
    };

    /// <summary>An escaped opening, a whole reference, or an opening that nothing closes.</summary>
    [GeneratedRegex(@"\$\$\{|\$\{[^}]*\}?")]
    private static partial Regex Piece();
}
