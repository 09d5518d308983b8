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
        var instance = await _api.InvokeAsync(
            $"reading InfoBip instance {call.Id}", operation, (client, options, cancel) => client.GetAsync(InstanceDefinition.IdOf(call.Id), options, cancel));
        if (instance is null)
        {
            return null;
        }

        await _resolver.SettleAsync(operation, instance.Name, NameOf(call.State), NameOf(call.OldInputs));
        if (InstanceDefinition.OtherConnector(instance) is { } other)
        {
            throw new ResourceException(InstanceErrors.OtherConnector, Advice.OtherConnector(call.Id, other, InstanceDefinition.ConnectorKey));
        }

        var id = InstanceDefinition.IdText(instance.Id);
        var observed = _definition.Observe(instance);
        var inputs = call.OldInputs is { Count: > 0 } olds
            ? _definition.Resource.Refresh(olds, call.State ?? PropertyMap.Empty, observed)
            : await ImportAsync(id, instance, observed, operation);
        var state = _definition.Resource.State(inputs, observed, call.State);

        // After a refresh a partially created instance must still be one: otherwise nothing would repair it.
        ThrowUnlessValid(id, state, inputs);
        return new ReadResource(id, inputs, state);
    }

    private async Task<PropertyMap> ImportAsync(string id, Instance instance, PropertyMap observed, Operation operation)
    {
        var inputs = _definition.Resource.Import(observed);
        var lacking = _definition.Rows
            .Where(row => inputs.Find(row.Input.Name) is null)
            .Where(row => row.Input.Required != Requirement.Optional || (row.Input.Secret && row.Location is ConfigurationEntry entry && instance.Configuration?.ContainsKey(entry.Key) == true))
            .Select(row => row.Input.Name)
            .ToList();
        var masked = _definition.Rows.Select(row => row.Location).OfType<RemainingEntries>().SelectMany(entries => entries.Masked(instance)).ToList();
        await operation.Log.WriteAsync(NoteSeverity.Info, Advice.ImportLacks(id, lacking, masked), operation.Resource.Urn);
        return inputs;
    }
}
