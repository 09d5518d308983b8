// One resource of a program while it is registered: what it shall be, and who serves it.
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace InfoBip.EngineSimulator;

/// <summary>A resource that the program asks for.</summary>
/// <param name="Run">The operation.</param>
/// <param name="Session">Who serves it.</param>
/// <param name="Urn">Its URN.</param>
/// <param name="News">The program's values, secrets and unknowns included.</param>
/// <param name="Options">Its options.</param>
/// <param name="Dependencies">URNs of the resources that come before it.</param>
internal sealed record Registration(DeploymentRun Run, ProviderSession Session, string Urn, Struct News, ResourceOptions Options, IReadOnlyList<string> Dependencies)
{
    /// <summary>The same for every Check of one registration.</summary>
    private readonly ByteString _seed = ByteString.CopyFrom(Run.Options.Seed(Urn));

    /// <summary>Asks Check.</summary>
    /// <param name="old">What there is; null for a new thing.</param>
    /// <returns>The checked inputs, which take the place of the program's.</returns>
    public async Task<Struct> CheckAsync(ResourceState? old)
    {
        var autonaming = Run.Options.Autonaming ?? StackAutonaming.Of(Run.Options.Config, ResourceUrn.PackageOf(ResourceUrn.TypeOf(Urn)));
        var answer = await Session.CheckAsync(new CheckRequest
        {
            Urn = Urn,
            Olds = old?.Inputs ?? new Struct(),
            OldOutputs = old?.Outputs ?? new Struct(),
            News = News,
            RandomSeed = _seed,
            Name = ResourceUrn.NameOf(Urn),
            Type = ResourceUrn.TypeOf(Urn),
            Autonaming = autonaming is not null && Session.Plugin.Handshake.SupportsAutonamingConfiguration ? autonaming.For(Urn, Run.Stack, _seed) : null,
        });
        Answers.ThrowIfAny(answer.Failures, Urn, News);
        return Answers.Require(answer.Inputs, "the inputs in the answer to Check", Run.IsPreview);
    }

    /// <summary>Asks Diff.</summary>
    public async Task<DiffReading> DiffAsync(ResourceState old, Struct inputs)
    {
        var reading = await Session.DiffAsync(new DiffRequest
        {
            Id = old.Id,
            Urn = Urn,
            Olds = old.Outputs,
            OldInputs = old.Inputs,
            News = inputs,
            Name = old.Name,
            Type = old.Type,
            IgnoreChanges = { Options.IgnoreChanges },
        });
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
        Provider = Session.Provider.Reference,
        Protect = Options.Protect,
        RetainOnDelete = Options.RetainOnDelete,
        AdditionalSecretOutputs = Options.AdditionalSecretOutputs,
        IgnoreChanges = Options.IgnoreChanges,
        Timeouts = Options.Timeouts,
    };

    /// <summary>The registration with the old values back in the places that ignoreChanges names.</summary>
    public Registration WithIgnored(Struct oldInputs)
    {
        var news = News.Clone();
        foreach (var path in Options.IgnoreChanges.Select(WirePath.Parse))
        {
            path.Reset(oldInputs, news);
        }

        return this with { News = news };
    }
}
