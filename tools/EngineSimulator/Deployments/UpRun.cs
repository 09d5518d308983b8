// Preview and up: a program's resources registered, then what it no longer names deleted.
using Google.Protobuf.WellKnownTypes;

namespace InfoBip.EngineSimulator;

/// <summary>Runs a program.</summary>
internal sealed class UpRun(DeploymentRun run, IProgram program)
{
    /// <summary>Runs the program and keeps its outputs.</summary>
    public async Task<IReadOnlyList<KeyValuePair<string, Value>>> RunAsync()
    {
        await new RefreshRun(run).RefreshAskedForAsync();
        var outcome = await program.RunAsync(run);
        if (outcome.IsComplete)
        {
            var deletion = new DeletionRun(run);
            await deletion.DeleteAsync(resource => resource.Delete || (!resource.IsProvider && !outcome.Urns.Contains(resource.Urn)));
            await deletion.DeleteProvidersAsync(outcome.Urns.Contains);
        }

        if (!run.IsPreview)
        {
            run.Stack.Outputs = new Struct { Fields = { outcome.Outputs.ToDictionary() } };
        }

        return outcome.Outputs;
    }
}
