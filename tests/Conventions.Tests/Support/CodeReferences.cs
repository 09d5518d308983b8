// Which parts of the repository a source file names, and which types it declares.
using System.Text.RegularExpressions;

namespace InfoBip.Conventions.Tests.Support;

/// <summary>Reads C# just well enough: comments are left out, the rest is searched for names.</summary>
internal static partial class CodeReferences
{
    /// <summary>The code without its comments; strings stay, because an interpolated one holds code.</summary>
    public static string WithoutComments(string source) => Comments().Replace(source, match => match.Groups["keep"].Value);

    /// <summary>
    /// The folders and projects that a file names in any way: by a using directive, by a full name, or by a name that begins at a common
    /// namespace (<c>Instances.InstanceDefinition</c>), which needs no directive.
    /// </summary>
    /// <param name="source">The file's text.</param>
    /// <param name="types">The folders of the product with the types that each declares.</param>
    public static IReadOnlySet<string> Parts(string source, IReadOnlyDictionary<string, IReadOnlySet<string>> types)
    {
        var code = WithoutComments(source);
        var parts = FullNames().Matches(code).Select(match => match.Groups["part"].Value).ToHashSet(StringComparer.Ordinal);
        parts.UnionWith(RelativeNames().Matches(code)
            .Where(match => types.Any(folder => folder.Key.EndsWith("." + match.Groups["folder"].Value, StringComparison.Ordinal) && folder.Value.Contains(match.Groups["type"].Value)))
            .Select(match => types.First(folder => folder.Key.EndsWith("." + match.Groups["folder"].Value, StringComparison.Ordinal)).Key));
        return parts;
    }

    /// <summary>The types that a file declares outside of other types.</summary>
    public static IEnumerable<string> DeclaredTypes(string source) =>
        Declarations().Matches(WithoutComments(source)).Select(match => match.Groups["type"].Value);

    [GeneratedRegex("""(?<keep>\"{3,}[\s\S]*?\"{3,}|@"(?:[^"]|"")*"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+')|//[^\n]*|/\*[\s\S]*?\*/""")]
    private static partial Regex Comments();

    /// <summary>A folder of Provider or ProviderHost, or a project.</summary>
    [GeneratedRegex(@"\b(?<part>(?:InfoBip\.Provider|ProviderHost)\.[A-Z]\w*)|\b(?<!\.)(?:InfoBip\.)(?<part>(?!Provider\b)[A-Z]\w*)")]
    private static partial Regex FullNames();

    [GeneratedRegex(@"(?<![\w.])(?<folder>[A-Z]\w*)\.(?<type>[A-Z]\w*)")]
    private static partial Regex RelativeNames();

    [GeneratedRegex(@"^(?:(?:public|internal|file|sealed|static|abstract|partial|readonly)\s+)*(?:class|interface|enum|struct|record(?:\s+(?:class|struct))?)\s+(?<type>[A-Z]\w*)", RegexOptions.Multiline)]
    private static partial Regex Declarations();
}
