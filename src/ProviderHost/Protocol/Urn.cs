// The parts of a resource's URN.
namespace ProviderHost.Protocol;

/// <summary>
/// Reads <c>urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME</c>; the name may hold <c>::</c> itself. Needed for engines before 3.132,
/// which send neither name nor type.
/// </summary>
internal static class Urn
{
    private const string Separator = "::";

    /// <summary>The resource's name; the whole text where it is no URN.</summary>
    public static string Name(string urn) => urn.Split(Separator, 4) is [_, _, _, var name] ? name : urn;

    /// <summary>The resource's type token; empty where it is no URN.</summary>
    public static string Type(string urn) => urn.Split(Separator, 4) is [_, _, var types, _] ? types.Split('$')[^1] : string.Empty;
}
