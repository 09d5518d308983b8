// pulumi import: an existing thing taken into the state, and code for the program.
using Google.Protobuf;
using Pulumirpc;

namespace InfoBip.EngineSimulator;

/// <summary>Imports one thing.</summary>
internal sealed class ImportRun(DeploymentRun run)
{
    /// <summary>Imports a thing and gives the YAML for it.</summary>
    public async Task<string> ImportAsync(string type, string name, string id)
    {
        var urn = run.UrnOf(type, name);
        var code = "";
        await run.GuardAsync(urn, async () => code = await ImportAsync(urn, id));
        return code;
    }

    private async Task<string> ImportAsync(string urn, string id)
    {
        if (run.Stack.Find(urn) is { } taken)
        {
            throw new StepException($"The stack has a resource of this type and name already, with the id '{taken.Id}'.");
        }

        var session = await run.Providers.DefaultAsync(new PluginRequest(ResourceUrn.PackageOf(ResourceUrn.TypeOf(urn))), configureRaw: true);
        var asked = new ResourceState { Urn = urn, Id = id, Provider = session.Reference };
        var state = await run.Journal.DoAsync(asked, PendingOperation.Importing, () => ImportNowAsync(session, asked));
        run.Record(new DeploymentStep(StepKind.Import, urn) { State = state });
        return ProgramText.Of(state);
    }

    private async Task<ResourceState> ImportNowAsync(ProviderSession session, ResourceState asked)
    {
        var (urn, type) = (asked.Urn, asked.Type);
        var read = await ResourceReader.ReadAsync(session, urn, asked.Id, null, null);
        if (read.Outputs is null)
        {
            throw new StepException($"There is no {type} with the id '{asked.Id}' to import.");
        }

        if (read.Inputs is null)
        {
            throw new PluginProtocolException("the answer to Read has no inputs, so the resource cannot be imported.");
        }

        var check = await session.CheckAsync(new CheckRequest
        {
            Urn = urn,
            Olds = read.Inputs.Clone(),
            News = read.Inputs.Clone(),
            RandomSeed = ByteString.CopyFrom(run.Options.Seed(urn)),
            Name = asked.Name,
            Type = type,
        });
        foreach (var failure in check.Failures)
        {
            run.Say(Severity.Warning, CheckFailures.Message(failure, urn, read.Inputs), urn);
        }

        var inputs = Answers.Require(check.Inputs, "the inputs in the answer to Check", preview: false);
        var state = asked with
        {
            Id = read.Id,
            Inputs = check.Failures.Count > 0 ? read.Inputs : inputs,
            Outputs = Answers.WithSecrets(read.Outputs, inputs, []),
            InitErrors = read.InitErrors,
        };
        run.Stack.Put(state);
        return state;
    }
}
