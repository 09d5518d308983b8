// Creates an instance, exactly once.
using InfoBip.InstancesApi;
using InfoBip.Provider.PendingCreates;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <content>The create.</content>
internal sealed partial class InstanceResource
{
    /// <inheritdoc/>
    public async Task<CreatedResource> CreateAsync(PropertyMap inputs, Operation operation)
    {
        var (name, urn) = (NameOf(inputs), operation.Resource.Urn);
        var attempt = Attempt.Creating(name);
        _api.Remember(inputs);
        _definition.Resource.Refuse(attempt.What, inputs, PropertyMap.Empty);
        _api.RefuseWhatCannotSucceed(attempt);
        var lost = _resolver.NoteLostAsync(operation);
        PendingCreate? begun = null;
        try
        {
            if (await _resolver.FindAsync(inputs, operation) is { } left && await AdoptAsync(left.Instance, begun = left.Create, inputs, operation) is { } adopted)
            {
                return adopted;
            }

            var created = await SendAsync(attempt, inputs, operation, create => begun = create);
            _pendingCreates().Answered(begun!, created.Instance.Id, created.Adopted);
            if (created.Adopted)
            {
                await operation.Log.WriteAsync(NoteSeverity.Info, Advice.Adopted(created.Instance.Id, operation.Cancelled.IsCancellationRequested), urn);
            }

            if (created.Duplicates is { Count: > 0 } duplicates)
            {
                await operation.Log.WriteAsync(NoteSeverity.Warning, Advice.Duplicates(name, duplicates), urn);
            }

            return await FinishAsync(inputs, created.Instance, PropertyMap.Empty, operation);
        }
        catch when (begun is not null)
        {
            // A user's hook may let the engine make the same call again, and the engine forgets the outcome of this one.
            begun.IsFailed = true;
            throw;
        }
        finally
        {
            await lost;
        }
    }

    private async Task<CreatedInstance> SendAsync(Attempt attempt, PropertyMap inputs, Operation operation, Action<PendingCreate> sending)
    {
        PendingCreate? begun = null;
        try
        {
            var creation = Creation(inputs, operation, create => sending(begun = create));
            var created = await _api.Client.CreateOnceAsync(creation, ApiInvoker.Options(operation), operation.Cancelled);
            _api.Accepted();
            return created;
        }
        catch (CreationInDoubtException doubt)
        {
            throw Advice.InDoubt(attempt, NameOf(inputs), doubt, _definition.Labels);
        }
        catch (InstancesApiException failure)
        {
            Settle(begun);
            throw _api.Failed(attempt, failure);
        }
        catch (OperationCanceledException)
        {
            Settle(begun);
            throw;
        }
    }

    private InstanceCreation Creation(PropertyMap inputs, Operation operation, Action<PendingCreate> begun)
    {
        var (name, urn, log) = (inputs.Find(InstanceDefinition.Name.Name), operation.Resource.Urn, operation.Log);
        var isUnique = _definition.Resource.Names!.IsUnique(inputs, urn);
        return new InstanceCreation(_definition.Draft(inputs), isUnique)
        {
            IsAsDrafted = instance => isUnique || _resolver.IsOwn(instance, NameOf(inputs)!, urn, inputs, asFarAsShown: true),
            SameName = ids => _ = log.WriteAsync(NoteSeverity.Info, Advice.SameName(name?.AsString, ids), urn),
            Sending = (before, deadline) =>
            {
                // A name that is a secret is written to no file.
                begun(_pendingCreates().Begin(urn, name?.ContainsSecret == true ? null : name?.AsString, isUnique, before, deadline, inputs));
                if (_pendingCreates().TakeProblem() is { } problem)
                {
                    _ = log.WriteAsync(NoteSeverity.Warning, Advice.NotRecorded(problem), urn);
                }
            },
            Waiting = progress => ApiInvoker.Show(operation, Advice.Waiting(progress)),
            Abandon = operation.Ending,
        };
    }

    private void Settle(PendingCreate? begun)
    {
        if (begun is not null)
        {
            _pendingCreates().Settle(begun);
        }
    }

    /// <summary>Changes what an interrupted create left to what the program says; null where it no longer exists.</summary>
    private async Task<CreatedResource?> AdoptAsync(Instance left, PendingCreate create, PropertyMap inputs, Operation operation)
    {
        var id = InstanceDefinition.IdText(left.Id);
        try
        {
            var answer = await _api.Client.PatchAsync(
                left.Id, InstanceChanges.Sending(_definition, inputs).Patch, inputs.SecretTexts, ApiInvoker.Options(operation), operation.Cancelled);
            return await FinishAsync(inputs, answer, _definition.Observe(left), operation);
        }
        catch (InstancesApiException gone) when (gone.Kind == ApiFailureKind.NotFound)
        {
            _pendingCreates().Settle(create);
            return null;
        }
        catch (Exception failure) when (failure is InstancesApiException or OperationCanceledException)
        {
            var state = Unsent.Put(State(inputs, left), _definition.Resource.Inputs.Select(input => input.Name).Where(name => inputs.Find(name) is not null));
            var message = failure is InstancesApiException refused ? Advice.Failed(Attempt.Updating(id), refused, _definition.Labels) : null;
            throw new PartiallyCreatedException(InstanceErrors.AdoptedNotUpdated, id, state, Advice.AdoptedNotUpdated(id, message), cause: failure);
        }
    }

    /// <summary>What comes after an instance exists: its token, the switch, and whether the connector accepted it.</summary>
    private async Task<CreatedResource> FinishAsync(PropertyMap inputs, Instance instance, PropertyMap held, Operation operation)
    {
        var id = InstanceDefinition.IdText(instance.Id);
        var state = State(inputs, instance);
        if (Origin.TokenIn(state) is null && await GetAsync(instance.Id, operation) is { } whole)
        {
            (instance, state) = (whole, State(inputs, whole, state));
        }

        var outcome = await CompareAsync(id, _definition.Resource.Names!.Managed(inputs), held, instance, operation);
        state = Unsent.Put(state, outcome.Select(path => path.Head));

        // A service that does not return the switch has a new instance switched on.
        var isOn = instance.Disabled != true;
        if (inputs.Find(InstanceDefinition.Enabled.Name)?.AsBool is { } wanted)
        {
            state = wanted == isOn ? InstanceState.Switched(state, wanted) : await SwitchAsync(id, state, wanted, operation);
        }

        return new CreatedResource(id, Whole(id, state));
    }
}
