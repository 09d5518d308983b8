// Creates an instance, exactly once.
using InfoBip.InstancesApi;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <content>The create.</content>
internal sealed partial class InstanceResource
{
    /// <inheritdoc/>
    public async Task<CreatedResource> CreateAsync(PropertyMap inputs, Operation operation)
    {
        var earlier = _partialCreates.Find(operation.Resource, inputs);
        if (earlier?.Partial is { } partial && await RepairAsync(partial, inputs, operation) is { } repaired)
        {
            return repaired;
        }

        if (earlier is null && await _resolver.FindAsync(inputs, operation) is { } interrupted && await AdoptAsync(interrupted, inputs, operation) is { } adopted)
        {
            return adopted;
        }

        var created = await SendAsync(inputs, earlier?.Doubt, operation);
        var instance = created.Instance;
        _pendingCreates().Created(operation.Resource.Urn, instance.Id);
        await ReportAsync(NameOf(inputs), created, operation);
        return await FinishAsync(InstanceDefinition.IdText(instance.Id), inputs, instance, lastKnown: null, operation);
    }

    private async Task<CreatedInstance> SendAsync(PropertyMap inputs, CreationInDoubtException? earlier, Operation operation)
    {
        var (name, urn) = (NameOf(inputs), operation.Resource.Urn);
        var attempt = $"creating InfoBip instance '{name}'";
        var nameIsUnique = _definition.Resource.Names!.IsUnique(inputs);
        try
        {
            return await _api.Client.CreateOnceAsync(
                _definition.Draft(inputs),
                nameIsUnique,
                earlier,
                ids => _ = operation.Log.WriteAsync(NoteSeverity.Warning, Advice.SameName(name, ids), urn),
                before => Record(urn, inputs, nameIsUnique, before),
                ApiInvoker.Options(operation),
                operation.Cancelled);
        }
        catch (CreationInDoubtException doubt)
        {
            _partialCreates.Keep(operation.Resource, new PartialCreate(inputs, doubt, null));
            if (!nameIsUnique)
            {
                // The message says where to look; what has a chosen name later may be anybody's.
                _pendingCreates().End(urn);
            }

            throw Advice.InDoubt(attempt, name, doubt, _definition.Labels);
        }
        catch (InstancesApiException failure)
        {
            _pendingCreates().End(urn);
            throw Advice.ForCreate(attempt, failure, _definition.Labels);
        }
        catch (OperationCanceledException)
        {
            _pendingCreates().End(urn);
            throw;
        }
    }

    /// <summary>A create that is called again after it left an instance partially created goes on with that one; null where it no longer exists.</summary>
    private async Task<CreatedResource?> RepairAsync(PartiallyCreatedException partial, PropertyMap inputs, Operation operation)
    {
        try
        {
            var answer = await _api.Client.ReplaceAsync(
                InstanceDefinition.IdOf(partial.Id), _definition.Draft(inputs), renames: true, ApiInvoker.Options(operation), operation.Cancelled);
            return await FinishAsync(partial.Id, inputs, answer, partial.State, operation);
        }
        catch (InstancesApiException gone) when (gone.Kind == ApiFailureKind.NotFound)
        {
            return null;
        }
        catch (InstancesApiException failure)
        {
            var message = Advice.For($"repairing InfoBip instance {partial.Id}", failure, _definition.Labels).Message;
            throw new PartiallyCreatedException(partial.Code, partial.Id, partial.State, Advice.RepairFailed(message, partial.Message), cause: failure);
        }
        catch (OperationCanceledException cancelled)
        {
            throw new PartiallyCreatedException(partial.Code, partial.Id, partial.State, partial.Message, cause: cancelled);
        }
    }

    /// <summary>Changes what an interrupted create left to what the program says; null where it no longer exists.</summary>
    private async Task<CreatedResource?> AdoptAsync(Instance interrupted, PropertyMap inputs, Operation operation)
    {
        var id = InstanceDefinition.IdText(interrupted.Id);
        var state = _definition.State(inputs, interrupted);
        try
        {
            return await RepairAsync(new PartiallyCreatedException(InstanceErrors.AdoptedNotUpdated, id, state, Advice.AdoptedNotUpdated(id)), inputs, operation);
        }
        catch (PartiallyCreatedException partial)
        {
            _partialCreates.Keep(operation.Resource, new PartialCreate(inputs, null, partial));
            throw;
        }
        finally
        {
            // However it ends, the engine gets the id, unless the instance no longer exists.
            _pendingCreates().Created(operation.Resource.Urn, interrupted.Id);
        }
    }

    /// <summary>What comes after an instance exists: the switch, and whether the connector accepted it.</summary>
    private async Task<CreatedResource> FinishAsync(string id, PropertyMap inputs, Instance instance, PropertyMap? lastKnown, Operation operation)
    {
        var state = _definition.State(inputs, instance, lastKnown);
        try
        {
            // A service that does not return the switch has a new instance switched on.
            var (wanted, isOn) = (EnabledIn(inputs), instance.Disabled != true);
            state = wanted == isOn ? InstanceState.Switched(state, wanted) : await SwitchAsync(id, state, wanted, operation);
            ThrowUnlessValid(id, state);
        }
        catch (PartiallyCreatedException partial)
        {
            _partialCreates.Keep(operation.Resource, new PartialCreate(inputs, null, partial));
            throw;
        }

        _partialCreates.Forget(operation.Resource);
        return new CreatedResource(id, state);
    }

    /// <summary>What a killed process may have created is found by its name; one that is a secret is written to no file.</summary>
    private void Record(string urn, PropertyMap inputs, bool nameIsUnique, IReadOnlyList<long> before)
    {
        if (inputs.Find(InstanceDefinition.Name.Name) is { ContainsSecret: false, AsString: { } name })
        {
            _pendingCreates().Begin(urn, name, nameIsUnique, before);
        }
    }

    private static async Task ReportAsync(string? name, CreatedInstance created, Operation operation)
    {
        if (created.Adopted)
        {
            await operation.Log.WriteAsync(NoteSeverity.Info, Advice.Adopted(created.Instance.Id), operation.Resource.Urn);
        }

        if (created.RemovedDuplicates is { Count: > 0 } removed)
        {
            await operation.Log.WriteAsync(NoteSeverity.Info, Advice.DuplicatesRemoved(removed), operation.Resource.Urn);
        }

        if (created.RemainingDuplicates is { Count: > 0 } remaining)
        {
            await operation.Log.WriteAsync(NoteSeverity.Warning, Advice.DuplicatesRemain(name, remaining), operation.Resource.Urn);
        }
    }
}
