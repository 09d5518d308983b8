// Destroy, and the end of an up: things deleted, dependants first.
namespace InfoBip.EngineSimulator;

/// <summary>Deletes resources in the order that their dependencies allow.</summary>
internal sealed class DeletionRun(DeploymentRun run)
{
    /// <summary>Deletes every resource, and then the providers.</summary>
    public async Task DestroyAsync()
    {
        await run.Providers.LoadStateAsync();
        await new RefreshRun(run).RefreshFirstAsync(all: false);
        var doomed = run.Stack.Resources.Where(resource => !resource.IsProvider && run.IsTarget(resource.Urn)).ToList();
        if (doomed.Find(resource => resource.Protect) is { } kept)
        {
            // One that is protected stops the whole destroy.
            await DeleteOneAsync(kept);
            return;
        }

        await DeleteAsync(doomed.Contains);
        await DeleteProvidersAsync(_ => false);
        if (run.Stack.Resources.Count == 0)
        {
            (run.Stack.Outputs, run.Stack.IsDeployed) = (new Google.Protobuf.WellKnownTypes.Struct(), false);
        }
    }

    /// <summary>Deletes the chosen resources; what a failed one needs stays as well.</summary>
    public async Task DeleteAsync(Func<ResourceState, bool> chosen)
    {
        var doomed = run.Stack.Resources.Where(resource => !resource.IsProvider && chosen(resource)).ToList();
        var done = doomed.ToDictionary(resource => (resource.Urn, resource.Id, resource.Delete), _ => new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        await Task.WhenAll(doomed.Select(async resource =>
        {
            var dependants = doomed.Where(other => other.Dependencies.Contains(resource.Urn) && !resource.Delete);
            var free = await Task.WhenAll(dependants.Select(dependant => done[(dependant.Urn, dependant.Id, dependant.Delete)].Task));
            done[(resource.Urn, resource.Id, resource.Delete)].SetResult(free.All(deleted => deleted) && await DeleteOneAsync(resource));
        }));
    }

    /// <summary>Forgets the providers that no resource uses any more.</summary>
    /// <param name="keep">The URNs to keep in any case.</param>
    public async Task DeleteProvidersAsync(Func<string, bool> keep)
    {
        foreach (var provider in run.Stack.Resources.Where(resource => resource.IsProvider && (resource.Delete || !keep(resource.Urn))))
        {
            if (run.Stack.Resources.All(resource => resource.Provider != provider.Reference))
            {
                await run.Registrar.DeleteAsync(provider);
                if (!provider.Delete && !StackProviderSettings.IsDefault(provider.Urn))
                {
                    run.Record(new DeploymentStep(StepKind.Delete, provider.Urn));
                }
            }
        }
    }

    private async Task<bool> DeleteOneAsync(ResourceState resource)
    {
        var success = await run.GuardAsync(resource.Urn, () => run.Registrar.DeleteAsync(resource));
        // The old half of a replacement was counted with the replacement.
        if (!resource.Delete || !success)
        {
            run.Record(new DeploymentStep(resource.External ? StepKind.Read : StepKind.Delete, resource.Urn) { Failed = !success, State = success ? null : resource });
        }

        return success;
    }
}
