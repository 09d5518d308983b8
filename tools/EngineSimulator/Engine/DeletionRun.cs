// Destroy, and the end of an up: things deleted, dependants first.
namespace InfoBip.EngineSimulator;

/// <summary>Deletes resources in the order that their dependencies allow.</summary>
internal sealed class DeletionRun(DeploymentRun run)
{
    public async Task DestroyAsync()
    {
        await run.Providers.LoadStateAsync();
        await new RefreshRun(run).RefreshFirstAsync(all: false);
        var doomed = run.Stack.Resources.Where(resource => !resource.IsProvider && run.IsTarget(resource.Urn)).ToList();
        if (doomed.Find(resource => resource.Protect) is { } kept)
        {
            // One that is protected stops the whole destroy.
            await StepAsync(kept);
            return;
        }

        await DeleteAsync(doomed.Contains);
        ForgetProviders(_ => false);
        if (run.Stack.Resources.Count == 0)
        {
            (run.Stack.Outputs, run.Stack.IsDeployed) = (new Struct(), false);
        }
    }

    /// <summary>Deletes the chosen resources; what a failed one needs stays as well.</summary>
    public async Task DeleteAsync(Func<ResourceState, bool> chosen)
    {
        var doomed = run.Stack.Resources.Where(resource => !resource.IsProvider && chosen(resource)).ToList();
        var done = new Dictionary<ResourceState, Lazy<Task<bool>>>(ReferenceEqualityComparer.Instance);
        doomed.ForEach(resource => done.Add(resource, new Lazy<Task<bool>>(async () =>
        {
            var dependants = doomed.Where(other => other.Dependencies.Contains(resource.Urn) && !resource.Delete);
            return (await Task.WhenAll(dependants.Select(dependant => done[dependant].Value))).All(deleted => deleted) && await StepAsync(resource);
        })));
        await Task.WhenAll(doomed.Select(resource => done[resource].Value));
    }

    /// <summary>Forgets the providers that no resource uses any more.</summary>
    /// <param name="keep">The URNs to keep in any case.</param>
    public void ForgetProviders(Func<string, bool> keep)
    {
        foreach (var provider in run.Stack.Resources.Where(one => one.IsProvider && (one.Delete || !keep(one.Urn)) && run.Stack.Resources.All(other => other.Provider != one.Reference)))
        {
            run.Stack.Remove(provider);
            if (!provider.Delete && !PluginRequest.IsDefault(provider.Urn))
            {
                run.Record(new DeploymentStep(StepKind.Delete, provider.Urn));
            }
        }
    }

    public static void RefuseProtected(ResourceState? resource)
    {
        if (resource is { Protect: true })
        {
            throw new EngineException($"resource '{resource.Urn}' cannot be deleted because it is protected. To unprotect it, remove 'protect' from its options and run `pulumi up` first.");
        }
    }

    /// <summary>Deletes a thing, unless it is not ours to delete, and forgets it.</summary>
    public async Task DeleteOneAsync(ResourceState resource)
    {
        RefuseProtected(resource);
        if (!resource.External && !resource.RetainOnDelete)
        {
            // Also a preview loads the provider; it has nothing to ask of it.
            var session = await run.Providers.OfStateAsync(resource.Provider);
            await (run.IsPreview ? Task.CompletedTask : run.DoAsync(resource, "deleting", async () =>
            {
                await session.DeleteAsync(resource);
                run.Stack.Remove(resource);
                return true;
            }));
        }

        run.Stack.Remove(resource);
    }

    private async Task<bool> StepAsync(ResourceState resource)
    {
        var success = await run.GuardAsync(resource.Urn, () => DeleteOneAsync(resource));
        // The old half of a replacement was counted with the replacement.
        if (!resource.Delete || !success)
        {
            run.Record(new DeploymentStep(resource.External ? StepKind.Read : StepKind.Delete, resource.Urn) { Failed = !success, State = success ? null : resource });
        }

        return success;
    }
}
