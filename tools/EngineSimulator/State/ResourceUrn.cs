// The names of resources in a stack: urn:pulumi:stack::project::type::name.
namespace InfoBip.EngineSimulator;

public static class ResourceUrn
{
    /// <summary>What the type of every provider resource begins with.</summary>
    public const string ProviderTypePrefix = "pulumi:providers:";

    /// <summary>The type of the resource that stands for the stack itself.</summary>
    internal const string StackType = "pulumi:pulumi:Stack";
    public static string Of(string stack, string project, string type, string name) => $"urn:pulumi:{stack}::{project}::{type}::{name}";
    public static string NameOf(string urn) => urn.Split("::", 4) is [_, _, _, var name] ? name : urn;
    public static string TypeOf(string urn) => urn.Split("::", 4) is [_, _, var type, _] ? type.Split('$')[^1] : "";

    /// <summary>The package that a type belongs to, also that of a provider.</summary>
    public static string PackageOf(string type) => type.StartsWith(ProviderTypePrefix, StringComparison.Ordinal) ? type[ProviderTypePrefix.Length..] : type.Split(':')[0];

    /// <summary>The type of a child, with the types of its parents before it; the stack itself does not count.</summary>
    internal static string QualifiedType(string parent, string type) =>
        parent.Split("::", 4) is [_, _, var parents, _] && parents != StackType ? $"{parents}${type}" : type;

    /// <summary>A type token in full: <c>package:Name</c> is short for <c>package:index:Name</c>. Null where it is none.</summary>
    internal static string? FullToken(string text) => text.Split(':') switch
    {
        [{ Length: > 0 } package, { Length: > 0 } name] => $"{package}:index:{name}",
        [{ Length: > 0 }, _, { Length: > 0 }] => text,
        _ => null,
    };
}
