// Check, diff and the previews of an instance.
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <content>What is known before the service is asked.</content>
internal sealed partial class InstanceResource
{
    /// <inheritdoc/>
    public CheckedInputs Check(CheckCall call) => _definition.Resource.Check(call);

    /// <inheritdoc/>
    public async Task<ResourceDiff> DiffAsync(DiffCall call, Operation operation)
    {
        var id = InstanceDefinition.IdOf(call.Id);
        _api.Remember(call.State, call.OldInputs, call.NewInputs);
        _pendingCreates().Recorded(id);
        await _origin.ProveMovedAsync($"comparing InfoBip instance {call.Id}", id, call.State, operation);
        if (_definition.Resource.LeftOut(call) is { Count: > 0 } leftOut)
        {
            await operation.Log.WriteAsync(NoteSeverity.Info, Advice.LeftOut(leftOut), operation.Resource.Urn);
        }

        return _definition.Resource.Diff(call);
    }

    /// <inheritdoc/>
    public PropertyMap PreviewCreate(PropertyMap inputs) => _definition.Resource.Preview(inputs);

    /// <inheritdoc/>
    public PropertyMap PreviewUpdate(UpdateCall call)
    {
        var preview = _definition.Resource.Preview(call.NewInputs, call.State);

        // The service checks the credentials again only when configuration entries are sent.
        return InstanceChanges.Of(_definition, call).SendsConfiguration || call.State.Find(InstanceDefinition.Valid.Name) is not { } valid
            ? preview
            : preview.With(InstanceDefinition.Valid.Name, valid);
    }
}
