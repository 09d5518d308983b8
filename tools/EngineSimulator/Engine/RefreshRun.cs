// Refresh: the state compared with what is there.
namespace InfoBip.EngineSimulator;

/// <summary>Reads resources and brings the state up to date.</summary>
internal sealed class RefreshRun(DeploymentRun run)
{
    /// <summary>Refreshes all resources.</summary>
    /// <param name="clearPendingCreates">Whether the creates that earlier runs left open are forgotten, whatever became of them.</param>
    public async Task RefreshAsync(bool clearPendingCreates)
    {
        if (clearPendingCreates && run.Stack.RemovePending(operation => operation.IsCreate) is { Count: > 0 } cleared)
        {
            run.Say(Severity.Info, PendingOperation.Cleared(cleared, run.IsPreview), run.Stack.Urn);
        }

        await run.Providers.LoadStateAsync();
        await RefreshAsync(_ => true, quiet: false);
    }

    /// <summary>What precedes other operations: all is read, or only what the plugin asked to be read before the next change.</summary>
    public async Task RefreshFirstAsync(bool all)
    {
        await (all ? run.Providers.LoadStateAsync() : Task.CompletedTask);
        await RefreshAsync(resource => all || resource.RefreshBeforeUpdate, quiet: true);
    }

    private Task<bool[]> RefreshAsync(Func<ResourceState, bool> chosen, bool quiet) => Task.WhenAll(run.Stack.Resources
        .Where(resource => !resource.IsProvider && !resource.Delete && run.IsTarget(resource.Urn) && chosen(resource))
        .Select(resource => run.GuardAsync(resource.Urn, async () =>
        {
            var step = await RefreshAsync(resource);
            if (!quiet)
            {
                run.Record(step);
            }
        })));

    private async Task<DeploymentStep> RefreshAsync(ResourceState old)
    {
        var session = await run.Providers.OfStateAsync(old.Provider);
        var read = await session.ReadAsync(old, old.External ? null : old.Inputs);
        if (read.Id.Length == 0 || read.Outputs is null)
        {
            run.Stack.Remove(old);
            return new DeploymentStep(StepKind.Delete, old.Urn);
        }

        foreach (var reason in read.InitErrors)
        {
            run.Say(Severity.Warning, reason, old.Urn);
        }

        var inputs = read.Inputs ?? old.Inputs;
        var fresh = old with
        {
            Id = read.Id,
            Inputs = inputs,
            Outputs = Answers.WithSecrets(read.Outputs, inputs, old.AdditionalSecretOutputs),
            InitErrors = read.InitErrors,
            RefreshBeforeUpdate = read.RefreshBeforeUpdate,
        };
        // A Diff with swapped roles: from what is there now to what the state wanted, shown the other way around. What is only read has no inputs to compare.
        var diff = old.External
            ? DiffReading.Of(DiffReading.Compared(Wire.Unwrap(old.Outputs), Wire.Unwrap(fresh.Outputs)), new DiffRequest { Olds = old.Outputs, OldInputs = new Struct(), News = fresh.Outputs })
            : (await session.DiffAsync(old.Urn, fresh, old.Inputs, old.IgnoreChanges)).Inverted();
        run.Stack.Put(fresh);
        return new DeploymentStep(diff.HasChanges ? StepKind.Update : StepKind.Same, old.Urn) { Changes = diff.Changes, Diff = diff.Answer, State = fresh };
    }
}
