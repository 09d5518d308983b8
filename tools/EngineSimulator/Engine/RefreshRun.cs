// Refresh: the state compared with what is there.
namespace InfoBip.EngineSimulator;

/// <summary>Reads resources and brings the state up to date.</summary>
internal sealed class RefreshRun(DeploymentRun run)
{
    /// <param name="clearPendingCreates">Whether the creates that earlier runs left open are forgotten, whatever became of them.</param>
    public async Task RefreshAsync(bool clearPendingCreates)
    {
        if (clearPendingCreates && run.Stack.RemovePending(operation => operation.IsCreate) is { Count: > 0 } cleared)
        {
            run.Say(LogSeverity.Info, PendingOperation.Cleared(cleared, run.IsPreview), run.Stack.Urn);
        }

        await run.Providers.LoadStateAsync();
        await RefreshAsync(_ => true, run.Record);
    }

    /// <summary>What precedes other operations: all is read, or only what the plugin asked to be read before the next change.</summary>
    public async Task RefreshFirstAsync(bool all)
    {
        await (all ? run.Providers.LoadStateAsync() : Task.CompletedTask);
        await RefreshAsync(resource => all || resource.RefreshBeforeUpdate, static _ => { });
    }

    private Task<bool[]> RefreshAsync(Func<ResourceState, bool> chosen, Action<DeploymentStep> record) => Task.WhenAll(run.Stack.Resources
        .Where(resource => !resource.IsProvider && !resource.Delete && run.IsTarget(resource.Urn) && chosen(resource))
        .Select(resource => run.GuardAsync(resource.Urn, async () => record(await RefreshAsync(resource)))));

    private async Task<DeploymentStep> RefreshAsync(ResourceState old)
    {
        var session = await run.Providers.OfStateAsync(old.Provider);
        if (await session.ReadAsync(old, old.External ? null : old.Inputs) is not { } fresh)
        {
            run.Stack.Remove(old);
            return new DeploymentStep(StepKind.Delete, old.Urn);
        }

        fresh.InitErrors.ToList().ForEach(reason => run.Say(LogSeverity.Warning, reason, old.Urn));
        // A Diff with swapped roles: from what is there now to what the state wanted, shown the other way around. What is only read has no inputs to compare.
        var diff = old.External
            ? DiffReading.Of(DiffReading.Compared(Wire.Unwrap(old.Outputs), Wire.Unwrap(fresh.Outputs)), new DiffRequest { Olds = old.Outputs, OldInputs = new Struct(), News = fresh.Outputs })
            : (await session.DiffAsync(fresh, old.Inputs, old.IgnoreChanges)).Inverted();
        run.Stack.Put(fresh);
        return new DeploymentStep(diff.HasChanges ? StepKind.Update : StepKind.Same, old.Urn) { Changes = diff.Changes, State = fresh };
    }
}
