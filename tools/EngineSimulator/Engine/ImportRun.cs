// pulumi import: an existing thing taken into the state, and code for the program.
namespace InfoBip.EngineSimulator;

internal sealed class ImportRun(DeploymentRun run)
{
    /// <summary>Imports a thing, and gives the YAML for it with the result.</summary>
    public Task ImportAsync(string type, string name, string id, bool protect)
    {
        var urn = run.UrnOf(ResourceUrn.FullToken(type) ?? type, name);
        return run.GuardAsync(urn, async () =>
        {
            var package = ResourceUrn.PackageOf(type);
            var session = await run.Providers.ForImportAsync(new PluginRequest(package));
            if (run.Stack.Find(urn) is { } there)
            {
                // What the stack has under this name is taken as it is.
                run.Record(new DeploymentStep(StepKind.Same, urn) { State = there });
                return;
            }

            var asked = new ResourceState { Urn = urn, Id = id, Provider = session.Provider.Reference, ImportId = id, Protect = protect };
            var state = await run.DoAsync(asked, "importing", () => ImportNowAsync(session, asked, package));
            run.Record(new DeploymentStep(StepKind.Import, urn) { State = state });
            run.Result = run.Result with { Code = ProgramText.Of(state) };
            await (run.IsPreview ? Task.CompletedTask : run.Providers.LaunchForSchemaAsync(package));
        });
    }

    private async Task<ResourceState> ImportNowAsync(ProviderSession session, ResourceState asked, string package)
    {
        var found = await session.FindAsync(asked, isImport: true, withStatus: false);
        var check = await session.CheckAsync(asked, new ResourceState { Urn = asked.Urn, Id = "", Inputs = found.Inputs }, found.Inputs, ByteString.CopyFrom(run.Options.Seed(asked.Urn)));
        var isRefused = check.Failures.Count > 0;
        string[] warnings = isRefused ? [$"One or more imported inputs failed to validate. This is almost certainly a bug in the `{package}` provider. The import will still proceed, but you will need to edit the generated code after copying it into your program."] : [];
        warnings.Concat(check.Failures.Select(failure => Answers.Message(failure, asked.Urn, found.Inputs))).ToList().ForEach(warning => run.Say(LogSeverity.Warning, warning, asked.Urn));
        var inputs = isRefused ? found.Inputs : Answers.Require(check.Inputs, "the inputs in the answer to Check");
        var state = found with { Inputs = inputs, Outputs = Answers.WithSecrets(found.Outputs, inputs, []) };
        run.Stack.Put(state);
        return state;
    }
}
