// Reads an instance: refresh, import and get.
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <content>The read.</content>
internal sealed partial class InstanceResource
{
    /// <inheritdoc/>
    public async Task<ReadResource?> ReadAsync(ReadCall call, Operation operation)
    {
        _api.Remember(call.State, call.OldInputs);
        var (number, attempt, known) = (InstanceDefinition.IdOf(call.Id), Attempt.Reading(call.Id), call.State is { Count: > 0 } state ? state : null);
        var instance = await _api.InvokeAsync(attempt, operation, (client, options, cancel) => client.GetAsync(number, options, cancel));
        if (instance is null)
        {
            _origin.RefuseInvisible(attempt, call.Id, known ?? PropertyMap.Empty);
            return null;
        }

        if (known is not null)
        {
            _origin.RefuseOther(attempt, instance, known);
        }

        _pendingCreates().Recorded(number);
        if (InstanceDefinition.OtherConnector(instance) is { } other)
        {
            throw new ResourceException(InstanceErrors.OtherConnector, Advice.OtherConnector(call.Id, other, InstanceDefinition.ConnectorKey));
        }

        var id = InstanceDefinition.IdText(instance.Id);
        var observed = _definition.Observe(instance);
        var inputs = call.OldInputs is { Count: > 0 } olds
            ? _definition.Resource.Refresh(olds, known ?? PropertyMap.Empty, observed)
            : _definition.Resource.Import(observed);

        // After a refresh a partially created instance must still be one: otherwise nothing would repair it.
        var read = Unsent.Put(State(inputs, instance, known), _definition.Still(known, inputs, instance));
        return new ReadResource(id, inputs, Whole(id, read, inputs, needsToken: known is not null));
    }
}
