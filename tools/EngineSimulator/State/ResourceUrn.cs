// The names of resources in a stack.
namespace InfoBip.EngineSimulator;

/// <summary>Builds and reads <c>urn:pulumi:stack::project::type::name</c>.</summary>
public static class ResourceUrn
{
    /// <summary>What the type of every provider resource begins with.</summary>
    public const string ProviderTypePrefix = "pulumi:providers:";

    /// <summary>The type of the resource that stands for the stack itself.</summary>
    internal const string StackType = "pulumi:pulumi:Stack";

    /// <summary>The URN of a resource without a parent.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="project">The project.</param>
    /// <param name="type">The type token.</param>
    /// <param name="name">The logical name; may itself hold <c>::</c>.</param>
    public static string Of(string stack, string project, string type, string name) => $"urn:pulumi:{stack}::{project}::{type}::{name}";

    /// <summary>The logical name in a URN.</summary>
    /// <param name="urn">A URN.</param>
    public static string NameOf(string urn) => urn.Split("::", 4) is [_, _, _, var name] ? name : urn;

    /// <summary>The type token in a URN.</summary>
    /// <param name="urn">A URN.</param>
    public static string TypeOf(string urn) => urn.Split("::", 4) is [_, _, var type, _] ? type.Split('$')[^1] : "";

    /// <summary>The type of a child, with the types of its parents before it as the engine puts them; the stack itself does not count.</summary>
    /// <param name="parent">The parent's URN; empty for none.</param>
    /// <param name="type">The child's type token.</param>
    internal static string QualifiedType(string parent, string type) =>
        parent.Split("::", 4) is [_, _, var parents, _] && parents != StackType ? $"{parents}${type}" : type;

    /// <summary>The package that a type belongs to.</summary>
    /// <param name="type">A type token, also that of a provider.</param>
    public static string PackageOf(string type) =>
        type.StartsWith(ProviderTypePrefix, StringComparison.Ordinal) ? type[ProviderTypePrefix.Length..] : type.Split(':')[0];
}
