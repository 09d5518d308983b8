// The InfoBipInstance resource: what its operations have in common.
using InfoBip.InstancesApi;
using InfoBip.Provider.PendingCreates;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <summary>An instance of the InfoBip connector. Each operation has a file of its own; import is a read.</summary>
/// <param name="definition">Its table.</param>
/// <param name="api">How it calls the service.</param>
/// <param name="addressSource">Where the service's address comes from, for messages.</param>
/// <param name="pendingCreates">Where creates are recorded while they run.</param>
/// <param name="firstContact">How a preview finds out whether the service answers.</param>
internal sealed partial class InstanceResource(
    InstanceDefinition definition, ApiInvoker api, Func<string> addressSource, Func<PendingCreateStore> pendingCreates, FirstContact firstContact) : IResource
{
    private readonly InstanceDefinition _definition = definition;
    private readonly ApiInvoker _api = api;
    private readonly FirstContact _firstContact = firstContact;
    private readonly OriginProof _origin = new(definition, api, addressSource);
    private readonly Func<PendingCreateStore> _pendingCreates = pendingCreates;
    private readonly PendingCreateResolver _resolver = new(definition, api, pendingCreates);

    /// <inheritdoc/>
    public string Type => InstanceDefinition.Type;

    private static string? NameOf(PropertyMap map) => map.Find(InstanceDefinition.Name.Name)?.AsString;

    /// <summary>The outputs after the service was asked, with the origin of what it answered.</summary>
    private PropertyMap State(PropertyMap inputs, Instance? answer, PropertyMap? lastKnown = null) => Origin.Put(
        _definition.Resource.State(inputs, answer is null ? PropertyMap.Empty : _definition.Observe(answer), lastKnown), _api.Client);

    /// <summary>The instance where it can be read. What is known of it is worth more than a failure that would lose it.</summary>
    private async Task<Instance?> GetAsync(long id, Operation operation)
    {
        try
        {
            return await _api.Client.GetAsync(id, ApiInvoker.Options(operation), operation.Ending);
        }
        catch (Exception failure) when (failure is InstancesApiException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Switches the instance on or off. It exists by now, so a failure must not lose it.</summary>
    private async Task<PropertyMap> SwitchAsync(string id, PropertyMap state, bool on, Operation operation)
    {
        var place = on ? "on" : "off";
        try
        {
            var number = InstanceDefinition.IdOf(id);
            await (on
                ? _api.Client.EnableAsync(number, ApiInvoker.Options(operation), operation.Cancelled)
                : _api.Client.DisableAsync(number, ApiInvoker.Options(operation), operation.Cancelled));
            return InstanceState.Switched(state, on);
        }
        catch (InstancesApiException failure)
        {
            var message = Advice.Failed(new Attempt(Purpose.Update, $"switching InfoBip instance {id} {place}"), failure, _definition.Labels);
            throw new PartiallyCreatedException(InstanceErrors.NotSwitched, id, NotSwitched(), Advice.SwitchFailed(message), cause: failure);
        }
        catch (OperationCanceledException cancelled)
        {
            throw new PartiallyCreatedException(InstanceErrors.NotSwitched, id, NotSwitched(), Advice.SwitchCancelled(id, place), cause: cancelled);
        }

        PropertyMap NotSwitched() => Unsent.Put(InstanceState.Switched(state, !on), [.. Unsent.In(state), InstanceDefinition.Enabled.Name]);
    }

    /// <summary>The state of an instance that is whole. One without a token, or with credentials that were not accepted, goes back as partially created, so that the next deployment repairs it.</summary>
    private static PropertyMap Whole(string id, PropertyMap state, PropertyMap? inputs = null, bool needsToken = true) =>
        needsToken && Origin.TokenIn(state) is null ? throw new PartiallyCreatedException(InstanceErrors.NoToken, id, state, Advice.NoToken(id), inputs)
        : Unsent.In(state) is { Count: > 0 } unsent ? throw new PartiallyCreatedException(InstanceErrors.NotApplied, id, state, Advice.NotApplied(id, unsent), inputs)
        : state.Find(InstanceDefinition.Valid.Name)?.AsBool == false ? throw new PartiallyCreatedException(InstanceErrors.NotValid, id, state, Advice.NotValid(id), inputs)
        : state;
}
