// What creates of this process left unfinished, for when the engine makes the same call again.
using System.Collections.Concurrent;
using InfoBip.InstancesApi;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <summary>A create that did not succeed and may have left an instance behind: in doubt, or partially created.</summary>
/// <param name="Inputs">The inputs of the create, with the instance's name.</param>
/// <param name="Doubt">What is known where the outcome is not.</param>
/// <param name="Partial">What was reported of an instance that exists.</param>
internal sealed record PartialCreate(PropertyMap Inputs, CreationInDoubtException? Doubt, PartiallyCreatedException? Partial);

/// <summary>
/// Remembers by URN for as long as the process runs. A user's <c>onError</c> hook lets the engine call Create again with the same inputs,
/// and the engine forgets the outcome of the first call: without this the second would create a second instance.
/// </summary>
internal sealed class PartialCreates
{
    private readonly ConcurrentDictionary<string, PartialCreate> _byUrn = new(StringComparer.Ordinal);

    /// <summary>What an earlier create of the same resource with the same inputs left; null as a rule.</summary>
    public PartialCreate? Find(ResourceIdentity resource, PropertyMap inputs) =>
        _byUrn.TryGetValue(resource.Urn, out var left) && left.Inputs.Equals(inputs) ? left : null;

    /// <summary>Remembers a create.</summary>
    public void Keep(ResourceIdentity resource, PartialCreate left) => _byUrn[resource.Urn] = left;

    /// <summary>The resource is created, or deleted.</summary>
    public void Forget(ResourceIdentity resource) => _byUrn.TryRemove(resource.Urn, out _);
}
