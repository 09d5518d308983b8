// Text with ${…} in it, taken apart.
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace InfoBip.EngineSimulator;

/// <summary>Finds the references in a piece of text.</summary>
internal static partial class ReferenceReader
{
    /// <summary>Splits text into plain pieces and references; <c>$${</c> stands for a plain <c>${</c>.</summary>
    public static IReadOnlyList<TextPart> Split(string text, long line, string? resource)
    {
        var parts = new List<TextPart>();
        var plain = new StringBuilder();
        var at = 0;
        while (at < text.Length)
        {
            if (text.AsSpan(at).StartsWith("$${"))
            {
                plain.Append("${");
                at += 3;
            }
            else if (text.AsSpan(at).StartsWith("${"))
            {
                var end = text.IndexOf('}', at);
                if (end < 0)
                {
                    throw new ProgramException($"\"{text}\" opens ${{ and never closes it; write $${{ for a plain ${{.", line, resource);
                }

                if (plain.Length > 0)
                {
                    parts.Add(new TextPart(plain.ToString(), null));
                    plain.Clear();
                }

                parts.Add(new TextPart("", Read(text[(at + 2)..end], line, resource)));
                at = end + 1;
            }
            else
            {
                plain.Append(text[at++]);
            }
        }

        if (plain.Length > 0)
        {
            parts.Add(new TextPart(plain.ToString(), null));
        }

        return parts;
    }

    /// <summary>Reads what stands between the braces.</summary>
    public static Reference Read(string text, long line, string? resource)
    {
        var match = ReferencePattern().Match(text.Trim());
        if (!match.Success)
        {
            throw new ProgramException(
                $"\"${{{text}}}\" is no reference: write ${{name}}, ${{name.property}}, ${{name.list[0]}} or ${{name[\"any key\"]}}.", line, resource);
        }

        var path = new List<object>();
        foreach (var step in match.Groups["step"].Captures.Select(capture => capture.Value))
        {
            path.Add(step switch
            {
                ['.', ..] => step[1..],
                ['[', '"', ..] => step[2..^2],
                _ => int.Parse(step.AsSpan(1, step.Length - 2), CultureInfo.InvariantCulture),
            });
        }

        return new Reference(match.Groups["root"].Value, path, line);
    }

    [GeneratedRegex("""^(?<root>[A-Za-z_][\w-]*)(?<step>\.[A-Za-z_][\w-]*|\[[0-9]{1,9}\]|\["[^"]+"\])*$""", RegexOptions.ExplicitCapture)]
    private static partial Regex ReferencePattern();
}
