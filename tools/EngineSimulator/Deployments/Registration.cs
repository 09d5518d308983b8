// One resource of a program while it is registered: what it was, what it shall be, and who serves it.
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace InfoBip.EngineSimulator;

/// <summary>A resource that the program asks for.</summary>
internal sealed record Registration(DeploymentRun Run, ProviderSession Session, ResourceDeclaration Declaration, string Urn)
{
    /// <summary>The program's values, secrets and unknowns included.</summary>
    public required Struct News { get; init; }

    /// <summary>The same for every Check of one registration.</summary>
    public required ByteString Seed { get; init; }

    public required IReadOnlyList<string> Dependencies { get; init; }

    public ResourceOptions Options => Declaration.Options;

    /// <summary>Asks Check.</summary>
    /// <param name="olds">The last inputs; empty for a new thing.</param>
    /// <returns>The checked inputs, which take the place of the program's.</returns>
    /// <exception cref="StepException">The plugin refused the inputs.</exception>
    public async Task<Struct> CheckAsync(Struct olds)
    {
        var request = new CheckRequest
        {
            Urn = Urn,
            Olds = olds,
            News = News.Clone(),
            RandomSeed = Seed,
            Name = Declaration.Name,
            Type = Declaration.Type,
        };
        if (Run.Options.Autonaming is { } autonaming && Session.Plugin.Handshake.SupportsAutonamingConfiguration)
        {
            request.Autonaming = autonaming.For(Urn, Run.Stack, Seed);
        }

        var answer = await Session.CheckAsync(request);
        CheckFailures.ThrowIfAny(answer.Failures, Urn, News);
        return Answers.Require(answer.Inputs, "the inputs in the answer to Check", Run.IsPreview);
    }

    /// <summary>Asks Diff.</summary>
    public async Task<DiffReading> DiffAsync(string id, Struct outputs, Struct oldInputs, Struct inputs)
    {
        var request = new DiffRequest
        {
            Id = id,
            Urn = Urn,
            Olds = outputs,
            OldInputs = oldInputs,
            News = inputs,
            Name = Declaration.Name,
            Type = Declaration.Type,
        };
        request.IgnoreChanges.AddRange(Options.IgnoreChanges);
        var reading = await Session.DiffAsync(request);
        Run.Flag(reading.Flaws, Urn);
        return reading;
    }

    /// <summary>The state that a successful step leaves.</summary>
    public ResourceState ToState(string id, Struct inputs, Struct outputs) => new()
    {
        Urn = Urn,
        Id = id,
        Inputs = inputs,
        Outputs = Answers.WithSecrets(outputs, inputs, Options.AdditionalSecretOutputs),
        Dependencies = Dependencies,
        Provider = Session.Reference,
        Protect = Options.Protect,
        RetainOnDelete = Options.RetainOnDelete,
        AdditionalSecretOutputs = Options.AdditionalSecretOutputs,
        Timeouts = Options.Timeouts,
    };

    /// <summary>The program's values with the old ones back in the places that ignoreChanges names.</summary>
    public static Struct WithIgnored(Struct news, Struct oldInputs, IReadOnlyList<string> ignoreChanges)
    {
        var result = news.Clone();
        foreach (var path in ignoreChanges.Select(WirePath.Parse))
        {
            path.Put(result, path.Find(oldInputs));
        }

        return result;
    }
}
