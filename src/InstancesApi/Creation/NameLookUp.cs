// Finds what a create made, by the instance's name and connector.
namespace InfoBip.InstancesApi.Creation;

/// <summary>
/// Look-ups by name. The service may have rewritten the name, so the search is for a part of it that stays, and the comparison is here. Lists are thin: what decides
/// is read by id. Source: <c>docs/service.md</c>.
/// </summary>
internal sealed class NameLookUp(InstancesClient client, string connectorKey, string name)
{
    /// <summary>The ids of those that were there before the create, or belong to others: never taken for its own.</summary>
    public IReadOnlyCollection<long> Excluded { get; set; } = [];

    /// <summary>The ids of all of the name and connector, the lowest first.</summary>
    /// <exception cref="InstancesApiException">The look-up failed.</exception>
    public async Task<List<long>> FindIdsAsync(CallOptions call, CancellationToken cancellationToken)
    {
        var found = new SortedSet<long>();
        await foreach (var instance in client.ListAsync(new InstanceQuery(ServiceText.SearchPart(name)), call, cancellationToken))
        {
            if (HasName(instance))
            {
                found.Add(instance.Id);
            }
        }

        return [.. found];
    }

    /// <summary>The new ones of the name and connector.</summary>
    /// <param name="isAsDrafted">Whether one is as the create's draft.</param>
    /// <param name="call">The options of the calls.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <exception cref="InstancesApiException">The look-up failed.</exception>
    public async Task<FoundInstances> FindNewAsync(Func<Instance, bool> isAsDrafted, CallOptions call, CancellationToken cancellationToken)
    {
        var (matching, differing) = (new List<Instance>(), new List<long>());
        foreach (var id in (await FindIdsAsync(call, cancellationToken)).Where(id => !Excluded.Contains(id)))
        {
            if (await client.GetAsync(id, call, cancellationToken) is { } instance && HasName(instance))
            {
                if (isAsDrafted(instance))
                {
                    matching.Add(instance);
                }
                else
                {
                    differing.Add(id);
                }
            }
        }

        return new FoundInstances(matching, differing);
    }

    private bool HasName(Instance instance) =>
        instance.Name is { } found && (found == name || ServiceText.MayBeSame(found, name)) && (instance.Connector?.Key is not { } key || key == connectorKey);
}
