// Refresh: the state compared with what is there.
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace InfoBip.EngineSimulator;

/// <summary>Reads every resource and brings the state up to date.</summary>
internal sealed class RefreshRun(DeploymentRun run)
{
    /// <summary>Refreshes all resources.</summary>
    /// <param name="clearPendingCreates">Whether the creates that earlier runs left open are forgotten, whatever became of them.</param>
    public async Task RefreshAsync(bool clearPendingCreates)
    {
        if (clearPendingCreates && run.Stack.RemovePending(operation => operation.IsCreate) is { Count: > 0 } cleared)
        {
            run.Say(Severity.Info, PendingText.Cleared(cleared, run.IsPreview), run.StackUrn);
        }

        await Task.WhenAll(Managed().Select(resource => run.GuardAsync(resource.Urn, () => RefreshAsync(resource, quiet: false))));
    }

    /// <summary>Refreshes just the resources whose plugin asked to be read before the next change.</summary>
    public async Task RefreshAskedForAsync() => await Task.WhenAll(
        Managed().Where(resource => resource.RefreshBeforeUpdate).Select(resource => run.GuardAsync(resource.Urn, () => RefreshAsync(resource, quiet: true))));

    private IEnumerable<ResourceState> Managed() => run.Stack.Resources.Where(resource => !resource.IsProvider && !resource.Delete);

    private async Task RefreshAsync(ResourceState old, bool quiet)
    {
        var session = await run.Providers.OfStateAsync(old);
        var read = await ResourceReader.ReadAsync(session, old.Urn, old.Id, old.Inputs, old.Outputs);
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
        Record(
            new DeploymentStep(diff.HasChanges ? StepKind.Update : StepKind.Same, old.Urn) { Changes = diff.Changes, Diff = diff.Answer, State = fresh },
            quiet);
    }

    private void Record(DeploymentStep step, bool quiet)
    {
        if (!quiet)
        {
            run.Record(step);
        }
    }

    /// <summary>Diff with swapped roles: from what is there now to what the state wanted, shown the other way around (protocol file, 4.7).</summary>
    private async Task<DiffReading> SwappedDiffAsync(ProviderSession session, ResourceState old, ResourceState fresh)
    {
        var reading = await session.DiffAsync(new DiffRequest
        {
            Id = fresh.Id,
            Urn = old.Urn,
            Olds = fresh.Outputs.Clone(),
            OldInputs = fresh.Inputs.Clone(),
            News = old.Inputs.Clone(),
            Name = old.Name,
            Type = old.Type,
        });
        run.Flag(reading.Flaws, old.Urn);
        return reading.Inverted();
    }

    private static DiffReading OutputsOnly(ResourceState old, ResourceState fresh)
    {
        if (Wire.SameContent(old.Outputs, fresh.Outputs))
        {
            return DiffReading.None;
        }

        var answer = new DiffResponse { Changes = DiffResponse.Types.DiffChanges.DiffSome };
        answer.Diffs.AddRange(old.Outputs.Fields.Keys.Union(fresh.Outputs.Fields.Keys).Where(key => !Same(old.Outputs, fresh.Outputs, key)));
        return DiffReading.Of(answer, new DiffRequest { Olds = old.Outputs, OldInputs = new Struct(), News = fresh.Outputs });
    }

    private static bool Same(Struct left, Struct right, string key) =>
        left.Fields.TryGetValue(key, out var one) && right.Fields.TryGetValue(key, out var other) && Wire.SameContent(one, other);
}
