// The InfoBipInstance resource: check, diff and the life of an instance.
using InfoBip.InstancesApi;
using InfoBip.Provider.PendingCreates;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <summary>An instance of the InfoBip connector: check, diff, create, read, update, delete; import is a read.</summary>
/// <param name="client">Gives the client of the service; throws where the provider is not configured.</param>
/// <param name="journal">Gives the journal of creates.</param>
internal sealed class InfoBipInstanceResource(Func<InstancesClient> client, Func<CreateJournal> journal) : IResource
{
    private const string SwitchLater = "The instance itself is there and recorded: the next deployment switches it.";

    private readonly UnfinishedCreates _unfinished = new();
    private readonly CreateRecovery _recovery = new(client, journal);

    /// <summary>The type token.</summary>
    public const string TypeToken = "infobip:index:InfoBipInstance";

    /// <inheritdoc/>
    public string Type => TypeToken;

    /// <inheritdoc/>
    public CheckedInputs Check(CheckCall call) => InstanceCheck.Check(call);

    /// <inheritdoc/>
    public async Task<ResourceDiff> DiffAsync(DiffCall call, Operation operation)
    {
        await _recovery.SettleAsync(operation, Name(call.State), Name(call.OldInputs));
        if (InstanceDiff.TakesPasswordOver(call.OldInputs, call.NewInputs))
        {
            await operation.Log.WriteAsync(
                NoteSeverity.Info,
                "This instance was imported, and the service does not tell passwords: the password in the program is taken for the one in use and "
                + "recorded. It is sent with the next change of the configuration, or when it changes in the program.",
                operation.Resource.Urn);
        }

        return InstanceDiff.Diff(call);
    }

    /// <inheritdoc/>
    public PropertyMap PreviewCreate(PropertyMap inputs) => InstanceState.Preview(inputs);

    /// <inheritdoc/>
    public async Task<CreatedResource> CreateAsync(PropertyMap inputs, Operation operation)
    {
        var name = InstanceRequests.Name(inputs);
        var earlier = _unfinished.Find(operation.Resource, inputs);
        if (earlier?.PartiallyCreated is { } partial && await RepairAsync(partial, inputs, operation) is { } repaired)
        {
            return repaired;
        }

        if (earlier is null && await _recovery.FindAsync(inputs, operation) is { } cutOff && await TakeOverAsync(cutOff, inputs, operation) is { } takenOver)
        {
            return takenOver;
        }

        var attempt = $"creating InfoBip instance '{name}'";
        var urn = operation.Resource.Urn;
        var nameIsUnique = InstanceName.IsUnique(inputs);
        CreatedInstance created;
        try
        {
            created = await client().CreateOnceAsync(
                InstanceRequests.Whole(inputs),
                nameIsUnique,
                earlier?.Doubt,
                ids => TellNamesakes(name, ids, operation),
                before => WriteDown(urn, inputs, nameIsUnique, before),
                ApiInvoker.Options(operation),
                operation.Cancelled);
        }
        catch (CreationInDoubtException doubt)
        {
            _unfinished.Keep(operation.Resource, new UnfinishedCreate(inputs, doubt, null));
            if (!nameIsUnique)
            {
                // The user is told where to look; what bears a chosen name later may be anybody's.
                journal().Over(urn);
            }

            throw ServiceFailures.TellLostCreate(attempt, name, doubt);
        }
        catch (InstancesApiException failure)
        {
            journal().Over(urn);
            throw ServiceFailures.TellRefusedCreate(attempt, failure);
        }
        catch (OperationCanceledException)
        {
            journal().Over(urn);
            throw;
        }

        var made = created.Instance;
        journal().Made(urn, made.Id);
        if (created.Adopted)
        {
            await operation.Log.WriteAsync(
                NoteSeverity.Info, $"The answer to the create was lost on the way; the instance was found by its name: {made.Id}.", operation.Resource.Urn);
        }

        await TellTwinsAsync(name, created, operation);
        return await FinishAsync(ApiInvoker.Text(made.Id), InstanceState.After(inputs, made), inputs, operation);
    }

    /// <summary>A create that is called again after it left an instance half-made goes on with that one; null where it is gone.</summary>
    private async Task<CreatedResource?> RepairAsync(PartiallyCreatedException partial, PropertyMap inputs, Operation operation)
    {
        try
        {
            var answer = await client().ReplaceAsync(
                ApiInvoker.Id(partial.Id), InstanceRequests.Whole(inputs), renames: true, ApiInvoker.Options(operation), operation.Cancelled);
            return await FinishAsync(partial.Id, InstanceState.After(inputs, answer, partial.State), inputs, operation);
        }
        catch (InstancesApiException gone) when (gone.Kind == ApiFailureKind.NotFound)
        {
            return null;
        }
        catch (InstancesApiException failure)
        {
            var told = ServiceFailures.Tell($"repairing InfoBip instance {partial.Id}", failure).Message;
            throw new PartiallyCreatedException(partial.Code, partial.Id, partial.State, $"{told} Before that: {partial.Message}", cause: failure);
        }
        catch (OperationCanceledException cancelled)
        {
            throw new PartiallyCreatedException(partial.Code, partial.Id, partial.State, partial.Message, cause: cancelled);
        }
    }

    /// <summary>Brings what an earlier create left to what the program says; null where it is gone.</summary>
    private async Task<CreatedResource?> TakeOverAsync(Instance cutOff, PropertyMap inputs, Operation operation)
    {
        var id = ApiInvoker.Text(cutOff.Id);
        var reason = $"instance {id}, which an earlier create of this resource made that was cut off, is recorded now; the next deployment brings it to what the program says.";
        try
        {
            return await RepairAsync(new PartiallyCreatedException(ErrorCode.NotBroughtUp, id, InstanceState.After(inputs, cutOff), reason), inputs, operation);
        }
        catch (PartiallyCreatedException partial)
        {
            _unfinished.Keep(operation.Resource, new UnfinishedCreate(inputs, null, partial));
            throw;
        }
        finally
        {
            // However it ends, the engine hears of the id, unless there is nothing left of it.
            journal().Made(operation.Resource.Urn, cutOff.Id);
        }
    }

    /// <summary>What a killed process may have made is found by its name; one that is a secret stands in no file.</summary>
    private void WriteDown(string urn, PropertyMap inputs, bool nameIsUnique, IReadOnlyList<long> before)
    {
        if (inputs.Find(InstanceProperties.Name.Name) is { ContainsSecret: false, AsString: { } name })
        {
            journal().Begin(urn, name, nameIsUnique, before);
        }
    }

    private static string? Name(PropertyMap? map) => map?.Find(InstanceProperties.Name.Name)?.AsString;

    /// <summary>What comes after an instance is there.</summary>
    private async Task<CreatedResource> FinishAsync(string id, PropertyMap state, PropertyMap inputs, Operation operation)
    {
        try
        {
            state = await SwitchAsync(id, ApiInvoker.Id(id), state, InstanceRequests.Enabled(inputs), operation);
            ThrowUnlessValid(id, state);
        }
        catch (PartiallyCreatedException partial)
        {
            _unfinished.Keep(operation.Resource, new UnfinishedCreate(inputs, null, partial));
            throw;
        }

        _unfinished.Forget(operation.Resource);
        return new CreatedResource(id, state);
    }

    /// <inheritdoc/>
    public async Task<ReadResource?> ReadAsync(ReadCall call, Operation operation)
    {
        Remember(call.State, call.OldInputs);
        var answer = await AskAsync($"reading InfoBip instance {call.Id}", operation, (api, options, cancel) => api.GetAsync(ApiInvoker.Id(call.Id), options, cancel));
        if (answer is null)
        {
            return null;
        }

        await _recovery.SettleAsync(operation, answer.Name, Name(call.State), Name(call.OldInputs));
        if (InstanceAnswer.OtherConnector(answer) is { } key)
        {
            throw new ResourceException(
                ErrorCode.OtherConnector,
                $"instance {call.Id} is an instance of the connector '{key}', not of '{InstanceProperties.ConnectorKey}': InfoBipInstance cannot manage it.");
        }

        var imported = call.OldInputs is null or { Count: 0 };
        var inputs = imported
            ? InstanceImport.Inputs(answer)
            : InstanceDrift.Refresh(call.OldInputs!, call.State ?? PropertyMap.Empty, answer);
        if (imported)
        {
            await operation.Log.WriteAsync(NoteSeverity.Info, InstanceImport.Note(answer, inputs), operation.Resource.Urn);
        }

        var id = ApiInvoker.Text(answer.Id);
        var state = InstanceState.After(inputs, answer, call.State);

        // A refresh must not make a half-made instance pass for a whole one: then nothing would repair it.
        ThrowUnlessValid(id, state, inputs);
        return new ReadResource(id, inputs, state);
    }

    /// <inheritdoc/>
    public PropertyMap PreviewUpdate(UpdateCall call)
    {
        var preview = InstanceState.Preview(call.NewInputs, call.State);
        var valid = call.State.Find(InstanceProperties.Valid);

        // The service judges the credentials again only when the configuration is sent.
        return InstanceChanges.Of(call).Configuration || valid is null ? preview : preview.With(InstanceProperties.Valid, valid);
    }

    /// <inheritdoc/>
    public async Task<PropertyMap> UpdateAsync(UpdateCall call, Operation operation)
    {
        Remember(call.State, call.OldInputs, call.NewInputs);
        await _recovery.SettleAsync(operation, Name(call.State), Name(call.OldInputs));
        var attempt = $"updating InfoBip instance {call.Id}";
        var changes = InstanceChanges.Of(call);

        // Tags that were taken out of the program are sent, and recorded, as an empty list.
        var inputs = changes.Patch.Tags is { Count: 0 } ? call.NewInputs.With(InstanceProperties.Tags.Name, PropertyValue.Of(Array.Empty<string>())) : call.NewInputs;
        var state = InstanceState.Completed(call.State, inputs);
        if (changes.Configuration)
        {
            var request = InstanceRequests.Whole(await WholeInputsAsync(attempt, call with { NewInputs = inputs }, operation));
            var answer = await AskAsync(attempt, operation, (api, options, cancel) => api.ReplaceAsync(ApiInvoker.Id(call.Id), request, changes.Patch.Name is not null, options, cancel));
            state = InstanceState.After(inputs, answer, state);
        }
        else if (!changes.Patch.IsEmpty)
        {
            var answer = await AskAsync(attempt, operation, (api, options, cancel) => api.PatchAsync(ApiInvoker.Id(call.Id), changes.Patch, options, cancel));
            state = InstanceState.After(inputs, answer, state);
        }

        if (changes.Switch is { } on)
        {
            state = await SwitchAsync(call.Id, ApiInvoker.Id(call.Id), state, on, operation);
        }

        ThrowUnlessValid(call.Id, state);
        return state;
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string id, PropertyMap state, Operation operation)
    {
        Remember(state);
        await _recovery.SettleAsync(operation, Name(state));
        var existed = await AskAsync(
            $"deleting InfoBip instance {id}", operation, (api, options, cancel) => api.DeleteAsync(ApiInvoker.Id(id), options, cancel));
        _unfinished.Forget(operation.Resource);
        if (!existed)
        {
            await operation.Log.WriteAsync(NoteSeverity.Debug, $"InfoBip instance {id} was gone already.", operation.Resource.Urn);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<CheckFailure> CheckQuery(PropertyMap query) => ArgumentCheck.Check("the query of InfoBipInstance", InstanceFilter.Arguments, query);

    /// <inheritdoc/>
    public IAsyncEnumerable<ListPart> ListAsync(ListCall call, Operation operation) => InstanceListing.ListAsync(client, call, operation);

    private static void TellNamesakes(string? name, IReadOnlyList<long> ids, Operation operation) =>
        _ = operation.Log.WriteAsync(
            NoteSeverity.Warning,
            $"The service has instances named '{name}' already ({string.Join(", ", ids)}); names may repeat there, and another one is made. "
            + $"To take an existing one over: {ServiceFailures.ImportCommand(ids[0])}",
            operation.Resource.Urn);

    private static async Task TellTwinsAsync(string? name, CreatedInstance created, Operation operation)
    {
        if (created.RemovedDuplicates is { Count: > 0 } removed)
        {
            await operation.Log.WriteAsync(
                NoteSeverity.Info,
                $"The service acted late on an earlier request of this create: what that made was removed again ({string.Join(", ", removed)}).",
                operation.Resource.Urn);
        }

        if (created.RemainingDuplicates is { Count: > 0 } left)
        {
            await operation.Log.WriteAsync(
                NoteSeverity.Warning,
                $"While this create was repeated, further instances named '{name}' appeared ({string.Join(", ", left)}): the service may have acted late on "
                + "an earlier request. Delete those that nobody wants.",
                operation.Resource.Urn);
        }
    }

    /// <summary>
    /// A PUT replaces everything, also tags that the program does not manage and places that the user wants left alone: these are
    /// asked for first, so that nobody's change is undone.
    /// </summary>
    private async Task<PropertyMap> WholeInputsAsync(string attempt, UpdateCall call, Operation operation)
    {
        var managesAll = call.NewInputs.Find(InstanceProperties.Tags.Name) is not null && call.IgnoreChanges.Count == 0;
        if (managesAll)
        {
            return call.NewInputs;
        }

        var current = await AskAsync(attempt, operation, (api, options, cancel) => api.GetAsync(ApiInvoker.Id(call.Id), options, cancel))
            ?? throw new ResourceException(
                ErrorCode.NotFound, $"{attempt} failed: the service has no such instance. Run `pulumi refresh` to take note of it.");
        if (current.Tags is null && call.State.Find(InstanceProperties.Tags.Name) is { } lastKnown)
        {
            current = current with { Tags = InstanceAnswer.Texts(lastKnown) };
        }

        return InstanceRequests.LeavingAlone(call.NewInputs, call.IgnoreChanges, current);
    }

    /// <summary>Puts the switch where it is wanted. The instance exists by now, so a failure must not lose it.</summary>
    private async Task<PropertyMap> SwitchAsync(string id, long number, PropertyMap state, bool on, Operation operation)
    {
        if (state.Find(InstanceProperties.Disabled)?.AsBool is { } disabled && disabled != on)
        {
            return InstanceState.Switched(state, on);
        }

        if (on && state.Find(InstanceProperties.Disabled) is null)
        {
            // A service that does not tell has the instance on.
            return InstanceState.Switched(state, on);
        }

        try
        {
            var switched = on
                ? client().EnableAsync(number, ApiInvoker.Options(operation), operation.Cancelled)
                : client().DisableAsync(number, ApiInvoker.Options(operation), operation.Cancelled);
            await switched;
            return InstanceState.Switched(state, on);
        }
        catch (InstancesApiException failure)
        {
            var told = ServiceFailures.Tell($"switching InfoBip instance {id} {(on ? "on" : "off")}", failure).Message;
            throw new PartiallyCreatedException(ErrorCode.NotSwitched, id, state, $"{told} {SwitchLater}", cause: failure);
        }
        catch (OperationCanceledException cancelled)
        {
            var reason = $"InfoBip instance {id} was not switched {(on ? "on" : "off")}: the deployment was cancelled. {SwitchLater}";
            throw new PartiallyCreatedException(ErrorCode.NotSwitched, id, state, reason, cause: cancelled);
        }
    }

    private static void ThrowUnlessValid(string id, PropertyMap state, PropertyMap? inputs = null)
    {
        if (state.Find(InstanceProperties.Valid)?.AsBool == false)
        {
            throw new PartiallyCreatedException(
                ErrorCode.NotValid,
                id,
                state,
                $"InfoBip instance {id} exists, but the connector did not accept its credentials (valid: false). "
                + "Correct 'username' or 'password' and deploy again: the instance is repaired in place.",
                inputs);
        }
    }

    /// <summary>The service may quote any secret of an instance in what it says about it, also to a process that has not met it before.</summary>
    private void Remember(params ReadOnlySpan<PropertyMap?> maps)
    {
        foreach (var map in maps)
        {
            client().Remember(InstanceRequests.SecretTexts(map ?? PropertyMap.Empty));
        }
    }

    private Task<T> AskAsync<T>(string attempt, Operation operation, Func<InstancesClient, CallOptions, CancellationToken, Task<T>> call) =>
        ApiInvoker.AskAsync(client, attempt, operation, call);
}
