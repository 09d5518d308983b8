// Which namespaces and parts a source file names.
using System.Text.RegularExpressions;

namespace InfoBip.Conventions.Tests.Support;

/// <summary>Reads C# just well enough: comments are left out, the rest is searched for names.</summary>
internal static partial class CodeReferences
{
    /// <summary>The code without its comments; strings stay, because an interpolated one holds code.</summary>
    public static string WithoutComments(string source) => Comments().Replace(source, match => match.Groups["keep"].Value);

    /// <summary>The namespaces of the using directives.</summary>
    public static IEnumerable<string> Usings(string source) =>
        UsingDirectives().Matches(WithoutComments(source)).Select(match => match.Groups["name"].Value);

    /// <summary>
    /// The parts that a file names, in any way: by a using directive, by a full name, or by a name that starts at the common
    /// namespace (<c>Properties.PropertyMap</c>), which needs no directive.
    /// </summary>
    /// <param name="source">The file's text.</param>
    /// <param name="folders">The folders of the provider with the types that each declares.</param>
    public static IReadOnlySet<string> Parts(string source, IReadOnlyDictionary<string, IReadOnlySet<string>> folders)
    {
        var code = WithoutComments(source);
        var parts = FullNames().Matches(code)
            .Select(match => match.Groups["folder"].Success ? match.Groups["folder"].Value : match.Groups["project"].Value)
            .ToHashSet(StringComparer.Ordinal);
        parts.UnionWith(RelativeNames().Matches(code)
            .Where(match => folders.TryGetValue(match.Groups["folder"].Value, out var types) && types.Contains(match.Groups["type"].Value))
            .Select(match => match.Groups["folder"].Value));
        return parts;
    }

    /// <summary>The types that a file declares.</summary>
    public static IEnumerable<string> DeclaredTypes(string source) =>
        Declarations().Matches(WithoutComments(source)).Select(match => match.Groups["type"].Value);

    [GeneratedRegex("""(?<keep>\"{3,}[\s\S]*?\"{3,}|@"(?:[^"]|"")*"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+')|//[^\n]*|/\*[\s\S]*?\*/""")]
    private static partial Regex Comments();

    [GeneratedRegex(@"^\s*(?:global\s+)?using\s+(?:static\s+)?(?:\w+\s*=\s*)?(?:global::)?(?<name>\w+(?:\.\w+)*)\s*;", RegexOptions.Multiline)]
    private static partial Regex UsingDirectives();

    [GeneratedRegex(@"\bInfoBip\.(?:Provider\.(?<folder>[A-Z]\w*)|(?<project>[A-Z]\w*))")]
    private static partial Regex FullNames();

    [GeneratedRegex(@"(?<![\w.])(?:Provider\.)?(?<folder>[A-Z]\w*)\.(?<type>[A-Z]\w*)")]
    private static partial Regex RelativeNames();

    [GeneratedRegex(@"\b(?:class|interface|enum|struct|record(?:\s+(?:class|struct))?)\s+(?<type>[A-Z]\w*)")]
    private static partial Regex Declarations();
}
