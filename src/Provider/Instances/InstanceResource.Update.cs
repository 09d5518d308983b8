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
        var (id, attempt) = (InstanceDefinition.IdOf(call.Id), Attempt.Updating(call.Id));
        _api.Remember(call.State, call.OldInputs, call.NewInputs);
        _definition.Resource.Refuse(attempt.What, call.NewInputs, call.OldInputs ?? call.State);
        if (!await _origin.ProveAsync(attempt, id, call.State, operation))
        {
            throw Gone(attempt, call);
        }

        _pendingCreates().Recorded(id);
        var changes = InstanceChanges.Of(_definition, call);
        var answer = await PatchAsync(attempt, call.Id, changes, call.State, operation);
        if (answer?.Token is null && Origin.TokenIn(call.State) is null)
        {
            answer = await GetAsync(id, operation) ?? answer;
        }

        var outcome = await CompareAsync(call.Id, changes.Sent, call.State, answer, operation);
        var state = Unsent.Put(State(call.NewInputs, answer, call.State), outcome.Select(path => path.Head));
        if (changes.Switch is { } on)
        {
            try
            {
                state = answer?.Disabled == !on ? InstanceState.Switched(state, on) : await SwitchAsync(call.Id, state, on, operation);
            }
            catch (PartiallyCreatedException failed) when (answer is null && failed.InnerException is InstancesApiException { Kind: ApiFailureKind.NotFound })
            {
                // Nothing has shown yet that the instance exists.
                _ = await _api.InvokeAsync(attempt, operation, (client, options, cancel) => client.GetAsync(id, options, cancel)) ?? throw Gone(attempt, call);
                throw;
            }
        }

        return Whole(call.Id, state);
    }

    private ResourceException Gone(Attempt attempt, UpdateCall call)
    {
        _origin.RefuseInvisible(attempt, call.Id, call.State);
        return new ResourceException(InstanceErrors.NotFound, Advice.Gone(attempt));
    }

    /// <summary>Sends what changed; null where nothing has.</summary>
    private async Task<Instance?> PatchAsync(Attempt attempt, string id, InstanceChanges changes, PropertyMap state, Operation operation)
    {
        if (changes.Patch.IsEmpty)
        {
            return null;
        }

        try
        {
            return await _api.InvokeAsync(
                attempt, operation, (client, options, cancel) => client.PatchAsync(InstanceDefinition.IdOf(id), changes.Patch, changes.Sent.SecretTexts, options, cancel));
        }
        catch (ResourceException gone) when (gone.Code == InstanceErrors.NotFound)
        {
            _origin.RefuseInvisible(attempt, id, state);
            throw;
        }
    }

    /// <summary>The paths that the service accepted and did not change. What it changed to something else is its own form of it, which a person may want to know.</summary>
    private async Task<IReadOnlyList<PropertyPath>> CompareAsync(string id, PropertyMap sent, PropertyMap held, Instance? answer, Operation operation)
    {
        if (answer is null)
        {
            return [];
        }

        // The switch has calls of its own, which come next.
        var outcome = _definition.Resource.Compare(sent.Without(InstanceDefinition.Enabled.Name), held, _definition.Observe(answer));
        if (outcome[SendOutcome.Rewritten].ToList() is { Count: > 0 } rewritten)
        {
            await operation.Log.WriteAsync(NoteSeverity.Warning, Advice.Rewritten(id, rewritten), operation.Resource.Urn);
        }

        return [.. outcome[SendOutcome.NotApplied]];
    }
}
