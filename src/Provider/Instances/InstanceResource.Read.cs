// Reads an instance: refresh, import and get.
using InfoBip.InstancesApi;
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
        var (number, attempt, known) = (InstanceDefinition.IdOf(call.Id), $"reading InfoBip instance {call.Id}", call.State is { Count: > 0 } state ? state : null);
        var instance = await _api.InvokeAsync(attempt, operation, (client, options, cancel) => client.GetAsync(number, options, cancel));
        if (instance is null)
        {
            _origin.RefuseInvisible(attempt, call.Id, known ?? PropertyMap.Empty);
            return null;
        }

        _pendingCreates().Recorded(number);
        if (known is not null)
        {
            _origin.RefuseOther(attempt, instance, known);
        }

        if (InstanceDefinition.OtherConnector(instance) is { } other)
        {
            throw new ResourceException(InstanceErrors.OtherConnector, Advice.OtherConnector(call.Id, other, InstanceDefinition.ConnectorKey));
        }

        var id = InstanceDefinition.IdText(instance.Id);
        var observed = _definition.Observe(instance);
        var inputs = call.OldInputs is { Count: > 0 } olds
            ? _definition.Resource.Refresh(olds, known ?? PropertyMap.Empty, observed)
            : await ImportAsync(id, instance, observed, operation);

        // After a refresh a partially created instance must still be one: otherwise nothing would repair it.
        var read = Unsent.Put(State(inputs, instance, known), _definition.Still(known, inputs, instance));
        return new ReadResource(id, inputs, Whole(id, read, inputs, needsToken: known is not null));
    }

    private async Task<PropertyMap> ImportAsync(string id, Instance instance, PropertyMap observed, Operation operation)
    {
        var inputs = _definition.Resource.Import(observed);
        var lacking = _definition.Rows
            .Where(row => inputs.Find(row.Input.Name) is null)
            .Where(row => row.Input.Required != Requirement.Optional || (row.Input.Secret && row.Location is ConfigurationEntry entry && instance.Configuration?.ContainsKey(entry.Key) == true))
            .Select(row => row.Input.Name)
            .ToList();
        await operation.Log.WriteAsync(NoteSeverity.Info, Advice.ImportLacks(id, lacking), operation.Resource.Urn);
        return inputs;
    }
}
