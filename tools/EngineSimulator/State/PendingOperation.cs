// A call that was begun and whose end is not recorded.
namespace InfoBip.EngineSimulator;

/// <summary>A call whose outcome is unknown: the thing may or may not be as it was asked for.</summary>
/// <param name="Resource">The whole resource as it was asked for; for a create with the inputs that Check gave, so also with a name that the plugin made.</param>
/// <param name="Kind"><c>creating</c>, <c>updating</c>, <c>deleting</c>, <c>reading</c> or <c>importing</c>.</param>
public sealed record PendingOperation(ResourceState Resource, string Kind)
{
    internal const string Creating = "creating";
    internal const string Updating = "updating";
    internal const string Deleting = "deleting";
    internal const string Reading = "reading";
    internal const string Importing = "importing";

    /// <summary>The resource's name in the stack.</summary>
    public string Urn => Resource.Urn;

    /// <summary>Whether something may exist that no state holds: only the user can find out.</summary>
    internal bool IsCreate => Kind == Creating;
}
