// Destroy, and the end of an up: things deleted, dependants first.
namespace InfoBip.EngineSimulator;

/// <summary>Deletes resources in the order that their dependencies allow.</summary>
internal sealed class DeletionRun(DeploymentRun run)
{
    private readonly Changer _changer = new(run);

    /// <summary>Deletes every resource, and then the providers.</summary>
    public async Task DestroyAsync()
    {
        await new RefreshRun(run).RefreshAskedForAsync();
        await DeleteAsync(resource => !resource.IsProvider);
        await DeleteProvidersAsync(_ => false);
        if (run.Stack.Resources.Count == 0 && !run.IsPreview)
        {
            run.Stack.Outputs = new Google.Protobuf.WellKnownTypes.Struct();
        }
    }

    /// <summary>Deletes the chosen resources; what a failed one needs stays as well.</summary>
    public async Task DeleteAsync(Func<ResourceState, bool> chosen)
    {
        var doomed = run.Stack.Resources.Where(chosen).ToList();
        var done = doomed.ToDictionary(resource => resource, _ => new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        await Task.WhenAll(doomed.Select(async resource =>
        {
            var dependants = doomed.Where(other => other.Dependencies.Contains(resource.Urn) && !resource.Delete);
            var free = await Task.WhenAll(dependants.Select(dependant => done[dependant].Task));
            var success = free.All(deleted => deleted) && await DeleteOneAsync(resource);
            done[resource].SetResult(success);
        }));
    }

    /// <summary>Forgets the providers that no resource uses any more.</summary>
    /// <param name="keep">The URNs to keep in any case.</param>
    public async Task DeleteProvidersAsync(Func<string, bool> keep)
    {
        foreach (var provider in run.Stack.Resources.Where(resource => resource.IsProvider && !keep(resource.Urn)))
        {
            if (run.Stack.Resources.Any(resource => resource.ProviderUrn == provider.Urn))
            {
                continue;
            }

            await _changer.DeleteAsync(provider);
            if (!StackProviderSettings.IsDefault(provider.Urn))
            {
                run.Record(new DeploymentStep(StepKind.Delete, provider.Urn));
            }
        }
    }

    private async Task<bool> DeleteOneAsync(ResourceState resource)
    {
        var success = await run.GuardAsync(resource.Urn, () => _changer.DeleteAsync(resource));
        // The old half of a replacement was counted with the replacement.
        if (!resource.Delete || !success)
        {
            run.Record(new DeploymentStep(resource.External ? StepKind.Read : StepKind.Delete, resource.Urn) { Failed = !success, State = success ? null : resource });
        }

        return success;
    }
}
