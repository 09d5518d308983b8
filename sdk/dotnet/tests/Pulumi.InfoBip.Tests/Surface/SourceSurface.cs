// The public surface of the SDK as lines of text, read from its sources.
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Pulumi.InfoBip.Tests.Surface;

/// <summary>
/// A line is <c>name | type | modifiers | attributes</c>. Private fields with the attribute <c>Input</c> count: Pulumi reads them.
/// </summary>
internal static class SourceSurface
{
    private static readonly SyntaxKind[] NotShown = [SyntaxKind.PublicKeyword, SyntaxKind.PrivateKeyword];

    public static IEnumerable<string> Lines(string source) =>
        from space in CSharpSyntaxTree.ParseText(source).GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>()
        from type in space.Members.OfType<TypeDeclarationSyntax>()
        where IsPublic(type)
        let name = $"{space.Name}.{type.Identifier}"
        from line in type.Members.SelectMany(member => Member(name, member)).Concat(DefaultConstructor(name, type))
            .Prepend(Line(name, $"{type.Keyword}{(type.BaseList is null ? "" : $" {type.BaseList.NormalizeWhitespace()}")}", type))
        select line;

    private static IEnumerable<string> Member(string owner, MemberDeclarationSyntax member) => (member, IsPublic(member)) switch
    {
        (PropertyDeclarationSyntax property, true) => [Line($"{owner}.{property.Identifier}", Text(property.Type), property)],
        (MethodDeclarationSyntax method, true) => [Line($"{owner}.{method.Identifier}{Parameters(method)}", Text(method.ReturnType), method)],
        (ConstructorDeclarationSyntax constructor, true) => [Line($"{owner}.{constructor.Identifier}{Parameters(constructor)}", "", constructor)],
        (OperatorDeclarationSyntax made, true) => [Line($"{owner}.operator {made.OperatorToken}{Parameters(made)}", Text(made.ReturnType), made)],
        (ConversionOperatorDeclarationSyntax cast, true) => [Line($"{owner}.{cast.ImplicitOrExplicitKeyword} operator{Parameters(cast)}", Text(cast.Type), cast)],
        (FieldDeclarationSyntax field, true) => field.Declaration.Variables.Select(variable => Line($"{owner}.{variable.Identifier}", Text(field.Declaration.Type), field)),
        (FieldDeclarationSyntax field, false) when Attributes(field).Contains("[Input(", StringComparison.Ordinal) =>
            field.Declaration.Variables.Select(variable => Line($"{owner}.{variable.Identifier} (private)", Text(field.Declaration.Type), field)),
        (BaseTypeDeclarationSyntax or EventDeclarationSyntax or IndexerDeclarationSyntax or DelegateDeclarationSyntax, true) =>
            throw new NotSupportedException($"No SDK has a member like {owner}'s: {member}"),
        _ => [],
    };

    private static IEnumerable<string> DefaultConstructor(string name, TypeDeclarationSyntax type) =>
        type is ClassDeclarationSyntax && !type.Modifiers.Any(SyntaxKind.StaticKeyword) && !type.Members.OfType<ConstructorDeclarationSyntax>().Any()
            ? [$"{name}.{type.Identifier}() |  |  |"]
            : [];

    private static string Line(string name, string type, MemberDeclarationSyntax member) =>
        $"{name} | {type} | {string.Join(' ', member.Modifiers.Where(modifier => !NotShown.Contains(modifier.Kind())).Select(modifier => modifier.Text).Order())} | {Attributes(member)}".TrimEnd();

    private static bool IsPublic(MemberDeclarationSyntax member) => member.Modifiers.Any(SyntaxKind.PublicKeyword);

    private static string Parameters(BaseMethodDeclarationSyntax method) =>
        $"({string.Join(", ", method.ParameterList.Parameters.Select(parameter => $"{Text(parameter.Type!)}{(parameter.Default is { } value ? $" = {value.Value}" : "")}"))})";

    private static string Attributes(MemberDeclarationSyntax member) => string.Concat(
        from attribute in member.AttributeLists.SelectMany(list => list.Attributes)
        let arguments = attribute.ArgumentList?.Arguments.Select(argument => $"{argument.NameColon?.Name}{(argument.NameColon is null ? "" : ":")}{argument.Expression.ToString().Trim('"')}")
        select $"[{attribute.Name}{(arguments is null ? "" : $"({string.Join(',', arguments)})")}]");

    private static string Text(TypeSyntax type) => type.NormalizeWhitespace().ToString();
}
