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
        var (attempt, log, urn) = (Attempt.Comparing(call.Id), operation.Log, operation.Resource.Urn);
        _api.Remember(call.State, call.OldInputs, call.NewInputs);
        await _origin.ProveMovedAsync(attempt, id, call.State, operation);
        _pendingCreates().Recorded(id);
        await _firstContact.MadeAsync(attempt, operation);
        await NoteWhatPoliciesChangedAsync(call.NewInputs, call.OldInputs ?? call.State, operation);
        if (_definition.Resource.LeftOut(call) is { Count: > 0 } leftOut)
        {
            await log.WriteAsync(NoteSeverity.Info, Advice.LeftOut(leftOut), urn);
        }

        if (Owed(call.State) is { } owed)
        {
            await log.WriteAsync(NoteSeverity.Info, Advice.Repair(call.Id, owed), urn);
        }

        return _definition.Resource.Diff(call);
    }

    /// <inheritdoc/>
    public async Task<PropertyMap> PreviewCreateAsync(PropertyMap inputs, Operation operation)
    {
        var attempt = Attempt.Creating(NameOf(inputs));
        _api.Remember(inputs);
        _definition.Resource.Refuse(attempt.What, inputs, PropertyMap.Empty);
        await NoteLostMarksAsync(inputs, operation);
        await _firstContact.MadeAsync(attempt, operation);
        return _definition.Resource.Preview(inputs);
    }

    /// <inheritdoc/>
    public async Task<PropertyMap> PreviewUpdateAsync(UpdateCall call, Operation operation)
    {
        var attempt = Attempt.Updating(call.Id);
        _definition.Resource.Refuse(attempt.What, call.NewInputs, call.OldInputs ?? call.State);
        await _firstContact.MadeAsync(attempt, operation);
        var preview = _definition.Resource.Preview(call.NewInputs, call.State);

        // The service checks the credentials again only when configuration entries are sent.
        return InstanceChanges.Of(_definition, call).SendsConfiguration || call.State.Find(InstanceDefinition.Valid.Name) is not { } valid
            ? preview
            : preview.With(InstanceDefinition.Valid.Name, valid);
    }

    /// <summary>What an update repairs although no input changed; null for nothing.</summary>
    private static string? Owed(PropertyMap state) =>
        state.Find(InstanceDefinition.Valid.Name)?.AsBool == false ? Advice.OwedCredentials
        : Origin.In(state) is null ? null
        : Unsent.In(state) is { Count: > 0 } unsent ? Advice.OwedInputs(unsent)
        : Origin.TokenIn(state) is null ? Advice.OwedToken
        : null;

    /// <summary>A policy changes inputs after their check, and the engine does not check them again: a diff says what the update will refuse.</summary>
    private async Task NoteWhatPoliciesChangedAsync(PropertyMap inputs, PropertyMap recorded, Operation operation)
    {
        await NoteLostMarksAsync(inputs, operation);
        if (_definition.Resource.Validate(inputs, recorded).Select(failure => failure.Reason).ToList() is { Count: > 0 } errors)
        {
            await operation.Log.WriteAsync(NoteSeverity.Warning, Advice.WillBeRefused(errors), operation.Resource.Urn);
        }
    }

    private async Task NoteLostMarksAsync(PropertyMap inputs, Operation operation)
    {
        var lost = _definition.Resource.Inputs.Where(input => input.Secret && inputs.Find(input.Name) is { IsSecret: false, IsUnknown: false }).Select(input => input.Name).ToList();
        if (lost.Count > 0)
        {
            await operation.Log.WriteAsync(NoteSeverity.Warning, Advice.LostMark(lost), operation.Resource.Urn);
        }
    }
}
