// What an interrupted create of an earlier deployment left: found again, instead of created twice.
using InfoBip.InstancesApi;
using InfoBip.Provider.PendingCreates;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <summary>
/// A plugin or an engine that is killed in the middle of a create leaves no state. The pending creates of this machine hold the name to look for. Under a
/// generated name, what is found is certainly the create's. Under a name that the user chose, it is adopted where it is as the program says; anything
/// else is reported once, with the command that imports it.
/// </summary>
internal sealed class PendingCreateResolver(InstanceDefinition definition, ApiInvoker api, Func<PendingCreateStore> pendingCreates)
{
    /// <summary>How long after its begin the service may still act on a request whose client is gone. Source: <c>docs/architecture.md</c>.</summary>
    private static readonly TimeSpan s_consistencyDelay = TimeSpan.FromMinutes(1);

    /// <summary>What an earlier create of the resource left; null as a rule. From then on it counts as created by this plugin.</summary>
    /// <exception cref="ResourceException">It cannot be found out, so nothing may be created.</exception>
    public async Task<Instance?> FindAsync(PropertyMap inputs, Operation operation)
    {
        var urn = operation.Resource.Urn;
        await pendingCreates().UntilPredecessorEndsAsync().WaitAsync(operation.Cancelled);
        var left = pendingCreates().Left(urn);
        if (left.Count == 0)
        {
            return null;
        }

        var found = new Dictionary<long, (Instance Instance, PendingCreate Create)>();
        foreach (var create in left)
        {
            foreach (var instance in await LookUpAsync(create, operation))
            {
                found[instance.Id] = (instance, create);
            }
        }

        if (found.Count == 0)
        {
            pendingCreates().Settle(urn);
            return null;
        }

        var (one, interrupted) = found.Values.First();
        if (found.Count > 1 || !(interrupted.NameIsUnique || interrupted.Id is not null || IsAsInProgram(one, inputs)))
        {
            pendingCreates().Settle(urn);
            throw Advice.LeftBehind(operation.Resource.Name, interrupted, [.. found.Keys.Order()]);
        }

        // Recorded by its id first: this deployment may be interrupted as well, and the instance is about to get the program's name.
        var name = inputs.Find(InstanceDefinition.Name.Name)?.AsString ?? interrupted.Name;
        pendingCreates().Begin(urn, name, nameIsUnique: false, interrupted.Before, one.Id);
        pendingCreates().Settle(urn);
        await operation.Log.WriteAsync(NoteSeverity.Info, Advice.Resolved(interrupted, one.Id), urn);
        return one;
    }

    /// <summary>The engine has recorded the resource: an interrupted create of it is over, or left something under another name.</summary>
    public async Task SettleAsync(Operation operation, params IEnumerable<string?> names)
    {
        var left = pendingCreates().Left(operation.Resource.Urn);
        if (left.Count == 0)
        {
            return;
        }

        pendingCreates().Settle(operation.Resource.Urn);
        foreach (var create in left.Where(create => !names.Contains(create.Name)))
        {
            await operation.Log.WriteAsync(NoteSeverity.Warning, Advice.MayHaveLeft(create), operation.Resource.Urn);
        }
    }

    private async Task<IReadOnlyList<Instance>> LookUpAsync(PendingCreate create, Operation operation)
    {
        var attempt = $"finding out what an interrupted create of '{operation.Resource.Name}' left ({create.At:u})";
        if (create.Id is { } id)
        {
            return await api.InvokeAsync(attempt, operation, (client, options, cancel) => client.GetAsync(id, options, cancel)) is { } one ? [one] : [];
        }

        var mayStillAct = pendingCreates().Time.GetUtcNow() - create.At < s_consistencyDelay;
        return await api.InvokeAsync(attempt, operation, (client, options, cancel) =>
            client.FindCreatedAsync(InstanceDefinition.ConnectorKey, create.Name, create.Before, mayStillAct, options, cancel));
    }

    /// <summary>Whether the service returns every plain entry of the program's configuration, each as the program has it.</summary>
    private bool IsAsInProgram(Instance instance, PropertyMap inputs) => definition.Rows
        .Where(row => row.Location is ConfigurationEntry && !row.Input.Secret && inputs.Find(row.Input.Name) is not null)
        .All(row => row.Observe(instance) is { } observed && row.Input.IsSame(observed, inputs.Find(row.Input.Name)));
}
