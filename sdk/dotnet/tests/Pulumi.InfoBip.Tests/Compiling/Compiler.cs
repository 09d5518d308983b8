// The C# compiler on a program of a user.
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Pulumi.InfoBip.Tests.Compiling;

internal static class Compiler
{
    private static readonly IReadOnlyList<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Builds leave the same two out: the runtime may be newer than the one a library was built for.</summary>
    private static readonly Dictionary<string, ReportDiagnostic> LeftOut = new()
    {
        ["CS1701"] = ReportDiagnostic.Suppress,
        ["CS1702"] = ReportDiagnostic.Suppress,
    };

    /// <summary>The ids of the warnings and errors, in the order of the text; empty means that the program compiles cleanly.</summary>
    public static IReadOnlyList<string> Complaints(string program) =>
    [
        .. CSharpCompilation.Create(
                "program",
                [CSharpSyntaxTree.ParseText(program, new CSharpParseOptions(LanguageVersion.CSharp12))],
                References,
                new CSharpCompilationOptions(OutputKind.ConsoleApplication, specificDiagnosticOptions: LeftOut, nullableContextOptions: NullableContextOptions.Enable))
            .GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .Select(diagnostic => diagnostic.Id),
    ];
}
