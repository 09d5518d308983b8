// The InfoBipInstance resource: what its operations have in common.
using InfoBip.InstancesApi;
using InfoBip.Provider.PendingCreates;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <summary>An instance of the InfoBip connector. Each operation has a file of its own; import is a read.</summary>
internal sealed partial class InstanceResource : IResource
{
    private readonly InstanceDefinition _definition;
    private readonly ApiInvoker _api;
    private readonly Func<PendingCreateStore> _pendingCreates;
    private readonly PendingCreateResolver _resolver;
    private readonly PartialCreates _partialCreates = new();

    /// <summary>Makes the resource.</summary>
    /// <param name="definition">Its table.</param>
    /// <param name="api">How it calls the service.</param>
    /// <param name="pendingCreates">Where creates are recorded while they run.</param>
    public InstanceResource(InstanceDefinition definition, ApiInvoker api, Func<PendingCreateStore> pendingCreates)
    {
        _definition = definition;
        _api = api;
        _pendingCreates = pendingCreates;
        _resolver = new PendingCreateResolver(definition, api, pendingCreates);
    }

    /// <inheritdoc/>
    public string Type => InstanceDefinition.Type;

    private static string? NameOf(PropertyMap? map) => map?.Find(InstanceDefinition.Name.Name)?.AsString;

    internal static bool EnabledIn(PropertyMap inputs) => inputs.Find(InstanceDefinition.Enabled.Name)?.AsBool ?? true;

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
            var message = Advice.For($"switching InfoBip instance {id} {place}", failure, _definition.Labels).Message;
            throw new PartiallyCreatedException(InstanceErrors.NotSwitched, id, InstanceState.Switched(state, !on), Advice.SwitchFailed(message), cause: failure);
        }
        catch (OperationCanceledException cancelled)
        {
            throw new PartiallyCreatedException(InstanceErrors.NotSwitched, id, InstanceState.Switched(state, !on), Advice.SwitchCancelled(id, place), cause: cancelled);
        }
    }

    private static void ThrowUnlessValid(string id, PropertyMap state, PropertyMap? inputs = null)
    {
        if (state.Find(InstanceDefinition.Valid.Name)?.AsBool == false)
        {
            throw new PartiallyCreatedException(InstanceErrors.NotValid, id, state, Advice.NotValid(id), inputs);
        }
    }
}
