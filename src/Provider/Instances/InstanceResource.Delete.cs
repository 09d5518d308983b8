// Deletes an instance.
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <content>The delete.</content>
internal sealed partial class InstanceResource
{
    /// <inheritdoc/>
    public async Task DeleteAsync(string id, PropertyMap state, Operation operation)
    {
        _api.Remember(state);
        var (number, attempt, log, urn) = (InstanceDefinition.IdOf(id), Attempt.Deleting(id), operation.Log, operation.Resource.Urn);
        if (_pendingCreates().IsAdoptedHere(urn, number))
        {
            // A forced replacement looks like a first create: what it found, and took for the new instance, is the old one.
            await log.WriteAsync(NoteSeverity.Warning, Advice.KeptAdopted(id), urn);
            return;
        }

        var exists = await _origin.ProveAsync(attempt, number, state, operation);
        _pendingCreates().Recorded(number);
        exists = exists && await _api.InvokeAsync(attempt, operation, (client, options, cancel) => client.DeleteAsync(number, options, cancel));
        if (!exists)
        {
            _origin.RefuseInvisible(attempt, id, state);
            await log.WriteAsync(NoteSeverity.Debug, Advice.GoneAlready(id), urn);
        }
    }
}
