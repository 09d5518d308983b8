// What an interrupted create left: found again, instead of created twice.
using InfoBip.InstancesApi;
using InfoBip.Provider.PendingCreates;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;

namespace InfoBip.Provider.Instances;

/// <summary>What an earlier create of a resource left.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Create">The create by which this session has it now.</param>
internal sealed record LeftInstance(Instance Instance, PendingCreate Create);

/// <summary>
/// Goes through the creates of a resource that are not known to be recorded, before another one is sent. The rules stand in <c>docs/pending-creates.md</c>.
/// </summary>
internal sealed class PendingCreateResolver(InstanceDefinition definition, ApiInvoker api, Func<PendingCreateStore> pendingCreates)
{
    /// <summary>Warns of what deployments with other states left on this machine, which no create adopts.</summary>
    public async Task NoteLostAsync(Operation operation)
    {
        foreach (var lost in await pendingCreates().TakeLostAsync(operation.Resource.Urn))
        {
            await operation.Log.WriteAsync(NoteSeverity.Warning, Advice.LeftByOther(lost), operation.Resource.Urn);
        }
    }

    /// <summary>What is to be adopted; null as a rule. From then on it counts as created by this session.</summary>
    /// <exception cref="ResourceException">It cannot be found out, so nothing may be created.</exception>
    public async Task<LeftInstance?> FindAsync(PropertyMap inputs, Operation operation)
    {
        var (store, log, urn) = (pendingCreates(), operation.Log, operation.Resource.Urn);
        LeftInstance? adopted = null;
        foreach (var create in store.Of(urn, inputs))
        {
            if (create.Service != api.Client.Address)
            {
                await log.WriteAsync(NoteSeverity.Warning, Advice.LeftElsewhere(create, api.Client.Address), urn);
            }
            else if (await LookUpAsync(create, inputs, operation) is not { } found)
            {
                store.Settle(create);
            }
            else if (create.IsProbablyRecorded)
            {
                await log.WriteAsync(NoteSeverity.Warning, Advice.ProbablyRecorded(create, found.Id), urn);
                store.Settle(create);
            }
            else if (adopted is null)
            {
                // Recorded by its id first: this deployment may be interrupted as well, and the instance is about to get the program's name.
                adopted = new LeftInstance(found, store.Adopt(create, found.Id, inputs));
                await log.WriteAsync(NoteSeverity.Info, Advice.Resolved(create, found.Id), urn);
            }
            else
            {
                // A session that adopted it and was killed at once has left the same id twice.
                if (found.Id != adopted.Instance.Id)
                {
                    await log.WriteAsync(NoteSeverity.Warning, Advice.Duplicates(create.Name, [found.Id]), urn);
                }

                store.Settle(create);
            }
        }

        return adopted;
    }

    /// <summary>
    /// Whether an instance of a name that others may have chosen is a resource's own: it has the plain configuration of the program, and no open create of another
    /// resource has the name.
    /// </summary>
    /// <param name="instance">The instance.</param>
    /// <param name="name">The name.</param>
    /// <param name="urn">The resource.</param>
    /// <param name="inputs">The program's inputs.</param>
    /// <param name="asFarAsShown">Whether entries that the service does not return count as equal.</param>
    public bool IsOwn(Instance instance, string name, string urn, PropertyMap inputs, bool asFarAsShown)
    {
        var form = ServiceText.NormalForm(name);
        return definition.IsAsInProgram(instance, inputs, asFarAsShown) && !pendingCreates().IsContested(urn, other => ServiceText.NormalForm(other) == form);
    }

    private async Task<Instance?> LookUpAsync(PendingCreate create, PropertyMap inputs, Operation operation)
    {
        var attempt = new Attempt(Purpose.Create, $"finding the instance that an interrupted create of '{operation.Resource.Name}' left ({create.At:u})");
        if (create.Id is { } id)
        {
            return await api.InvokeAsync(attempt, operation, (client, options, cancel) => client.GetAsync(id, options, cancel));
        }

        // A name that is secret is in no file; the program still has it.
        if ((create.Name ?? inputs.Find(InstanceDefinition.Name.Name)?.AsString) is not { } name)
        {
            return null;
        }

        var begun = new BegunCreation(InstanceDefinition.ConnectorKey, name, create.Before, pendingCreates().TimeLeft(create))
        {
            IsAsDrafted = instance => create.NameIsUnique || IsOwn(instance, name, create.Urn, inputs, asFarAsShown: false),
            IsOpen = () => create.Session.IsOpen(create.Number),
            Waiting = progress => ApiInvoker.Show(operation, Advice.Waiting(progress)),
        };
        var found = await api.InvokeAsync(attempt, operation, (client, options, cancel) => client.FindCreatedAsync(begun, options with { Deadline = null }, cancel));
        if (found.IsEmpty || (found.First is not null && (create.NameIsUnique || found.Others.Count + found.Differing.Count == 0)))
        {
            if (found.Others.Count > 0)
            {
                await operation.Log.WriteAsync(NoteSeverity.Warning, Advice.Duplicates(name, found.Others), operation.Resource.Urn);
            }

            return found.First;
        }

        pendingCreates().Settle(create);
        throw Advice.LeftBehind(operation.Resource.Name, create, [.. found.Ids.Order()]);
    }
}
