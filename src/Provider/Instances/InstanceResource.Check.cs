// Check, diff and the previews of an instance: no request is sent.
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
        await _resolver.SettleAsync(operation, NameOf(call.State), NameOf(call.OldInputs));
        var completed = _definition.Resource.Inputs
            .Where(input => call.OldInputs is { } olds && input.CompletesImport(olds.Find(input.Name), call.NewInputs.Find(input.Name)))
            .Select(input => input.Name)
            .ToList();
        if (completed.Count > 0)
        {
            await operation.Log.WriteAsync(NoteSeverity.Info, Advice.ImportedWithout(completed), operation.Resource.Urn);
        }

        return _definition.Resource.Diff(call);
    }

    /// <inheritdoc/>
    public PropertyMap PreviewCreate(PropertyMap inputs) => _definition.Resource.Preview(inputs);

    /// <inheritdoc/>
    public PropertyMap PreviewUpdate(UpdateCall call)
    {
        var preview = _definition.Resource.Preview(call.NewInputs, call.State);

        // The service checks the credentials again only when the configuration is sent.
        return InstanceChanges.Of(_definition, call).Configuration || call.State.Find(InstanceDefinition.Valid.Name) is not { } valid
            ? preview
            : preview.With(InstanceDefinition.Valid.Name, valid);
    }
}
