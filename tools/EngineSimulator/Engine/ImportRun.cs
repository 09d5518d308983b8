// pulumi import: an existing thing taken into the state, and code for the program.
namespace InfoBip.EngineSimulator;

/// <summary>Imports one thing.</summary>
internal sealed class ImportRun(DeploymentRun run)
{
    /// <summary>Imports a thing and gives the YAML for it.</summary>
    public async Task<string> ImportAsync(string type, string name, string id, bool protect)
    {
        var urn = run.UrnOf(ResourceUrn.FullToken(type) ?? type, name);
        var code = "";
        await run.GuardAsync(urn, async () =>
        {
            var session = await run.Providers.ForImportAsync(new PluginRequest(ResourceUrn.PackageOf(type)));
            if (run.Stack.Find(urn) is { } there)
            {
                // What the stack has under this name is taken as it is.
                run.Record(new DeploymentStep(StepKind.Same, urn) { State = there });
                return;
            }

            var asked = new ResourceState { Urn = urn, Id = id, Provider = session.Provider.Reference, ImportId = id, Protect = protect };
            var state = await run.Journal.DoAsync(asked, "importing", () => ImportNowAsync(session, asked));
            run.Record(new DeploymentStep(StepKind.Import, urn) { State = state });
            code = ProgramText.Of(state);
            await (run.IsPreview ? Task.CompletedTask : run.Providers.LaunchForSchemaAsync(ResourceUrn.PackageOf(type)));
        });
        return code;
    }

    /// <summary>Reads what is to be imported: it must be there, with its inputs.</summary>
    public static async Task<ReadOutcome> ReadAsync(ProviderSession session, ResourceState asked, bool withStatus)
    {
        var read = await session.ReadAsync(asked, null, withStatus);
        return read.Outputs is null
            ? throw new StepException($"resource '{asked.Id}' does not exist: there is no {asked.Type} of this id to import.")
            : read.Inputs is null ? throw new PluginProtocolException("the answer to Read has no inputs, so the resource cannot be imported.") : read;
    }

    private async Task<ResourceState> ImportNowAsync(ProviderSession session, ResourceState asked)
    {
        var read = await ReadAsync(session, asked, withStatus: false);
        var request = new CheckRequest
        {
            Urn = asked.Urn,
            Olds = read.Inputs,
            OldOutputs = new(),
            News = read.Inputs,
            RandomSeed = Google.Protobuf.ByteString.CopyFrom(run.Options.Seed(asked.Urn)),
            Name = asked.Name,
            Type = asked.Type,
        };
        var check = await session.AskAsync(client => client.CheckAsync(request), new CheckResponse { Inputs = read.Inputs });
        string[] warnings = check.Failures.Count == 0 ? [] :
        [
            $"One or more imported inputs failed to validate. This is almost certainly a bug in the `{ResourceUrn.PackageOf(asked.Type)}` provider. The import will still proceed, but you will need to edit the generated code after copying it into your program.",
            .. check.Failures.Select(failure => Answers.Message(failure, asked.Urn, read.Inputs!)),
        ];
        foreach (var warning in warnings)
        {
            run.Say(Severity.Warning, warning, asked.Urn);
        }

        var inputs = check.Failures.Count > 0 ? read.Inputs! : Answers.Require(check.Inputs, "the inputs in the answer to Check");
        var state = asked with { Id = read.Id, Inputs = inputs, Outputs = Answers.WithSecrets(read.Outputs!, inputs, []), InitErrors = read.InitErrors };
        run.Stack.Put(state);
        return state;
    }
}
