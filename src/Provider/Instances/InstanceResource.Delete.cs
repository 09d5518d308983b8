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
        await _resolver.SettleAsync(operation, NameOf(state));
        var existed = await _api.InvokeAsync(
            $"deleting InfoBip instance {id}", operation, (client, options, cancel) => client.DeleteAsync(InstanceDefinition.IdOf(id), options, cancel));
        _partialCreates.Forget(operation.Resource);
        if (!existed)
        {
            await operation.Log.WriteAsync(NoteSeverity.Debug, Advice.GoneAlready(id), operation.Resource.Urn);
        }
    }
}
