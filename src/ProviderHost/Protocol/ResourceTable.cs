// Which resource a call is about.
using ProviderHost.Resources;

namespace ProviderHost.Protocol;

/// <summary>The resources of this provider by their type tokens.</summary>
internal sealed class ResourceTable(IReadOnlyList<IResource> resources)
{
    /// <summary>The resource of that type.</summary>
    /// <param name="urn">The URN, which tells the type to plugins of old engines; empty where the call is about no one resource.</param>
    /// <param name="type">The type; empty from an old engine.</param>
    /// <exception cref="ResourceException">There is no such type.</exception>
    public IResource Find(string urn, string type)
    {
        var token = type.Length > 0 ? type : Urn.Type(urn);
        return resources.FirstOrDefault(resource => resource.Type == token)
            ?? throw new ResourceException(
                ErrorCode.UnknownResource,
                $"{(urn.Length > 0 ? $"{urn}: " : string.Empty)}the infobip provider has no resource type '{token}'.{Spelling.Hint(token, resources.Select(resource => resource.Type))}");
    }
}
