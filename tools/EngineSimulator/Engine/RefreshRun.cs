// Refresh: the state compared with what is there.
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

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
            run.Say(Severity.Info, PendingText.Cleared(cleared, run.IsPreview), run.Stack.Urn);
        }

        await run.Providers.LoadStateAsync();
        await RefreshAsync(_ => true, quiet: false);
    }

    /// <summary>What precedes other operations: all is read, or only what the plugin asked to be read before the next change.</summary>
    public async Task RefreshFirstAsync(bool all)
    {
        if (all)
        {
            await run.Providers.LoadStateAsync();
        }

        await RefreshAsync(resource => all || resource.RefreshBeforeUpdate, quiet: true);
    }

    private Task<bool[]> RefreshAsync(Func<ResourceState, bool> chosen, bool quiet) => Task.WhenAll(run.Stack.Resources
        .Where(resource => !resource.IsProvider && !resource.Delete && run.IsTarget(resource.Urn) && chosen(resource))
        .Select(resource => run.GuardAsync(resource.Urn, () => RefreshAsync(resource, quiet))));

    private async Task RefreshAsync(ResourceState old, bool quiet)
    {
        var session = await run.Providers.OfStateAsync(old.Provider);
        var read = await session.ReadAsync(old, old.External ? null : old.Inputs);
        if (read.Id.Length == 0 || read.Outputs is null)
        {
            run.Stack.Remove(old);
            Record(new DeploymentStep(StepKind.Delete, old.Urn), quiet);
            return;
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
        var diff = old.External ? OutputsOnly(old, fresh) : await SwappedDiffAsync(session, old, fresh);
        run.Stack.Put(fresh);
        Record(new DeploymentStep(diff.HasChanges ? StepKind.Update : StepKind.Same, old.Urn) { Changes = diff.Changes, Diff = diff.Answer, State = fresh }, quiet);
    }

    private void Record(DeploymentStep step, bool quiet)
    {
        if (!quiet)
        {
            run.Record(step);
        }
    }

    /// <summary>Diff with swapped roles: from what is there now to what the state wanted, shown the other way around.</summary>
    private async Task<DiffReading> SwappedDiffAsync(ProviderSession session, ResourceState old, ResourceState fresh)
    {
        var reading = await session.DiffAsync(new DiffRequest
        {
            Id = fresh.Id,
            Urn = old.Urn,
            Olds = fresh.Outputs,
            OldInputs = fresh.Inputs,
            News = old.Inputs,
            Name = old.Name,
            Type = old.Type,
            IgnoreChanges = { old.IgnoreChanges },
        });
        run.Flag(reading.Flaws, old.Urn);
        return reading.Inverted();
    }

    private static DiffReading OutputsOnly(ResourceState old, ResourceState fresh)
    {
        var (was, now) = (Wire.Unwrap(old.Outputs), Wire.Unwrap(fresh.Outputs));
        var changed = was.Fields.Keys.Union(now.Fields.Keys).Where(key => !Equals(was.Fields.GetValueOrDefault(key), now.Fields.GetValueOrDefault(key))).ToList();
        return changed.Count == 0 ? DiffReading.None : DiffReading.Of(
            new DiffResponse { Changes = DiffResponse.Types.DiffChanges.DiffSome, Diffs = { changed } },
            new DiffRequest { Olds = old.Outputs, OldInputs = new Struct(), News = fresh.Outputs });
    }
}
