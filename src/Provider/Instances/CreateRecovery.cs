// What a create of an earlier deployment left that was cut off: found again, instead of made twice.
using InfoBip.InstancesApi;
using InfoBip.Provider.PendingCreates;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <summary>
/// A plugin or an engine that is killed in the middle of a create leaves no state. The journal of this machine tells under which name to look. Under a
/// name of ours, what is found is certainly ours. Under a name that the user chose, it is taken for ours where it is as the program wants it; anything
/// else is told once, with the command that takes it over.
/// </summary>
internal sealed class CreateRecovery(Func<InstancesClient> client, Func<CreateJournal> journal)
{
    /// <summary>How long after its begin the service may still act on a request that nobody waits for. Source: this project.</summary>
    private static readonly TimeSpan SettlingTime = TimeSpan.FromMinutes(1);

    /// <summary>What an earlier create of the resource left; null as a rule. From then on it counts as made by this plugin.</summary>
    /// <exception cref="ResourceException">It cannot be told, so nothing may be made.</exception>
    public async Task<Instance?> FindAsync(PropertyMap inputs, Operation operation)
    {
        var urn = operation.Resource.Urn;
        await journal().UntilPredecessorEndsAsync().WaitAsync(operation.Cancelled);
        var left = journal().Left(urn);
        if (left.Count == 0)
        {
            return null;
        }

        var found = new Dictionary<long, (Instance Instance, BegunCreate Create)>();
        foreach (var create in left)
        {
            foreach (var instance in await AskAsync(create, operation))
            {
                found[instance.Id] = (instance, create);
            }
        }

        if (found.Count == 0)
        {
            journal().Settle(urn);
            return null;
        }

        var (one, cutOff) = found.Values.First();
        if (found.Count > 1 || !(cutOff.NameIsUnique || cutOff.Id is not null || IsAsWanted(one, inputs)))
        {
            journal().Settle(urn);
            throw ServiceFailures.TellLeftBehind(operation.Resource.Name, cutOff, [.. found.Keys.Order()]);
        }

        // Written down by its id first: this deployment may be cut off as well, and the instance is about to get the program's name.
        journal().Begin(urn, InstanceRequests.Name(inputs) ?? cutOff.Name, nameIsUnique: false, cutOff.Before, one.Id);
        journal().Settle(urn);
        await operation.Log.WriteAsync(
            NoteSeverity.Info,
            $"An earlier create of this resource was cut off ({cutOff.At:u}) and had made instance {one.Id}: it is taken over, and brought to what the program says.",
            urn);
        return one;
    }

    /// <summary>The engine knows the resource: a create of it that was cut off is over, or left something under another name.</summary>
    public async Task SettleAsync(Operation operation, params IEnumerable<string?> names)
    {
        var left = journal().Left(operation.Resource.Urn);
        if (left.Count == 0)
        {
            return;
        }

        journal().Settle(operation.Resource.Urn);
        foreach (var create in left.Where(create => !names.Contains(create.Name)))
        {
            await operation.Log.WriteAsync(
                NoteSeverity.Warning,
                $"An earlier create of this resource was cut off ({create.At:u}) and may have left an instance named '{create.Name}' that no state holds. "
                + "If it is there and nobody needs it, delete it at the service.",
                operation.Resource.Urn);
        }
    }

    private async Task<IReadOnlyList<Instance>> AskAsync(BegunCreate create, Operation operation)
    {
        var attempt = $"finding out what an earlier create of '{operation.Resource.Name}' made that was cut off ({create.At:u})";
        if (create.Id is { } id)
        {
            return await ApiInvoker.AskAsync(client, attempt, operation, (api, options, cancel) => api.GetAsync(id, options, cancel)) is { } made ? [made] : [];
        }

        var mayBeUnderWay = journal().Time.GetUtcNow() - create.At < SettlingTime;
        return await ApiInvoker.AskAsync(
            client,
            attempt,
            operation,
            (api, options, cancel) => api.FindCreatedAsync(InstanceProperties.ConnectorKey, create.Name, create.Before, mayBeUnderWay, options, cancel));
    }

    /// <summary>Whether the service tells every plain entry of the configuration, each as the program wants it.</summary>
    private static bool IsAsWanted(Instance instance, PropertyMap inputs) => InstanceProperties.ConfigurationInputs
        .Where(input => !input.Secret)
        .All(input => InstanceAnswer.Told(instance, input.ConfigurationKey!) is { } told
            && InstanceAnswer.SameText(input, told, inputs.Find(input.Name)?.AsString));
}
