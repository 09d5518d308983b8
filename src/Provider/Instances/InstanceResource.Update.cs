// Changes an instance in place.
using InfoBip.InstancesApi;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <content>The update.</content>
internal sealed partial class InstanceResource
{
    /// <inheritdoc/>
    public async Task<PropertyMap> UpdateAsync(UpdateCall call, Operation operation)
    {
        _api.Remember(call.State, call.OldInputs, call.NewInputs);
        await _resolver.SettleAsync(operation, NameOf(call.State), NameOf(call.OldInputs));
        var attempt = $"updating InfoBip instance {call.Id}";
        var changes = InstanceChanges.Of(_definition, call);

        // Tags that were taken out of the program are sent, and recorded, as an empty list.
        var inputs = changes.Patch.Tags is { Count: 0 } ? call.NewInputs.With(InstanceDefinition.Tags.Name, PropertyValue.Of(Array.Empty<string>())) : call.NewInputs;
        var state = _definition.Resource.Complete(call.State, inputs);
        var instance = await SendAsync(attempt, changes, call with { NewInputs = inputs }, operation);
        if (instance is not null)
        {
            state = _definition.State(inputs, instance, state);
        }

        if (changes.Switch is { } on)
        {
            var isOn = instance?.Disabled is { } disabled ? !disabled : call.State.Find(InstanceDefinition.Enabled.Name)?.AsBool;
            state = isOn == on ? InstanceState.Switched(state, on) : await SwitchAsync(call.Id, state, on, operation);
        }

        ThrowUnlessValid(call.Id, state);
        return state;
    }

    private async Task<Instance?> SendAsync(string attempt, InstanceChanges changes, UpdateCall call, Operation operation)
    {
        var id = InstanceDefinition.IdOf(call.Id);
        if (changes.Configuration)
        {
            if (_definition.Resource.Missing(call.NewInputs, PropertyMap.Empty).Select(input => input.Name).ToList() is { Count: > 0 } lacking)
            {
                throw new ResourceException(HostErrors.MissingInput, Advice.LacksInputs(attempt, lacking));
            }

            var draft = _definition.Draft(await WholeInputsAsync(attempt, call, operation));
            return await _api.InvokeAsync(attempt, operation, (client, options, cancel) => client.ReplaceAsync(id, draft, changes.Patch.Name is not null, options, cancel));
        }

        return changes.Patch.IsEmpty
            ? null
            : await _api.InvokeAsync(attempt, operation, (client, options, cancel) => client.PatchAsync(id, changes.Patch, options, cancel));
    }

    /// <summary>
    /// A PUT replaces everything, also tags that the program does not manage and places that the user wants left alone: these are
    /// read first, so that a change that somebody else made is not undone.
    /// </summary>
    private async Task<PropertyMap> WholeInputsAsync(string attempt, UpdateCall call, Operation operation)
    {
        if (call.NewInputs.Find(InstanceDefinition.Tags.Name) is not null && call.IgnoreChanges.Count == 0)
        {
            return call.NewInputs;
        }

        var current = await _api.InvokeAsync(attempt, operation, (client, options, cancel) => client.GetAsync(InstanceDefinition.IdOf(call.Id), options, cancel))
            ?? throw new ResourceException(InstanceErrors.NotFound, Advice.Gone(attempt));
        var observed = _definition.Observe(current);
        if (observed.Find(InstanceDefinition.Tags.Name) is null && call.State.Find(InstanceDefinition.Tags.Name) is { } lastKnown)
        {
            observed = observed.With(InstanceDefinition.Tags.Name, lastKnown);
        }

        return _definition.Resource.LeaveAlone(call.NewInputs, observed, call.IgnoreChanges);
    }
}
