// What becomes of a resource that a program asks for: create, update, replace, import, read, or nothing.
namespace InfoBip.EngineSimulator;

/// <summary>What a program sees of a resource that is registered.</summary>
/// <param name="Urn">The resource.</param>
/// <param name="Id">Its id; unknown in a preview of a creation.</param>
/// <param name="Outputs">Its outputs.</param>
/// <param name="IsPartial">True in previews: an output that is missing is unknown then.</param>
internal sealed record ResourceView(string Urn, string Id, Struct Outputs, bool IsPartial);

/// <summary>One resource of a program while it is registered.</summary>
/// <param name="Run">The operation.</param>
/// <param name="Session">Who serves it.</param>
/// <param name="Urn">Its URN.</param>
/// <param name="Goal">The program's call: values in their plain form, secrets and unknowns included, and options.</param>
internal sealed record Registration(DeploymentRun Run, ProviderSession Session, string Urn, RegisterResourceRequest Goal)
{
    /// <summary>The same for every Check of one registration.</summary>
    private readonly Google.Protobuf.ByteString _seed = Google.Protobuf.ByteString.CopyFrom(Run.Options.Seed(Urn));
    private readonly CustomTimeouts _timeouts = CustomTimeouts.Of(Goal.CustomTimeouts);
    private Struct News { get; init; } = Goal.Object;

    /// <summary>Brings a managed resource to what the program asks for.</summary>
    public async Task<ResourceView> RegisterAsync()
    {
        var old = Run.Stack.Find(Urn);
        if (!Run.IsTarget(Urn))
        {
            // Nothing is asked about what is no target; what does not exist yet stays away, and with it what needs it.
            Run.Record(new DeploymentStep(StepKind.Same, Urn) { State = old });
            return old is null ? throw new SkipException() : View(old, partial: false);
        }

        old = old is { External: false } ? old : null;
        if (Goal.ImportId.Length > 0 && (old is null || (old.ImportId.Length > 0 ? old.ImportId : old.Id) != Goal.ImportId))
        {
            return await ImportAsync(old);
        }

        if (old is null)
        {
            var inputs = await CheckAsync(null);
            return await StepAsync(StepKind.Create, DiffReading.None, () => CreateAsync(inputs));
        }

        return await WithIgnored(old.Inputs).ChangeAsync(old);
    }

    /// <summary>Reads a thing that is not managed.</summary>
    public async Task<ResourceView> GetAsync(string id)
    {
        if (WireFormat.Unknowns.Contains(id))
        {
            Run.Record(new DeploymentStep(StepKind.Read, Urn));
            return new ResourceView(Urn, WireFormat.UnknownString, new Struct(), true);
        }

        var asked = ToState(id, new Struct(), News) with { External = true };
        var state = await Run.Journal.DoAsync(asked, "reading", async () =>
        {
            var read = await Session.ReadAsync(asked, null);
            return read.Outputs is null ? throw new StepException($"resource '{id}' does not exist: there is no {asked.Type} of this id.") : Keep(asked with
            {
                Id = read.Id.Length > 0 ? read.Id : id,
                Inputs = read.Inputs ?? new Struct(),
                Outputs = Answers.WithSecrets(read.Outputs, new Struct(), Goal.AdditionalSecretOutputs),
            });
        });
        Run.Record(new DeploymentStep(StepKind.Read, Urn) { State = state });
        return View(state, partial: !Session.IsKnown);
    }

    private async Task<ResourceView> ChangeAsync(ResourceState old)
    {
        var inputs = await CheckAsync(old);
        var diff = old.Provider != Session.Provider.Reference && await Run.Providers.DiffReplacesAsync(Session, old.Provider)
            ? DiffReading.Replacement("provider")
            : await Session.DiffAsync(Urn, old, inputs, Goal.IgnoreChanges);
        if (diff.Replaces)
        {
            return await ReplaceAsync(old, diff);
        }

        if (diff.HasChanges || old.InitErrors.Count > 0)
        {
            return await StepAsync(StepKind.Update, diff, () => UpdateAsync(old, inputs));
        }

        // Inputs that differ without being a change are stored nevertheless, outputs stay.
        var same = Keep(ToState(old.Id, inputs, old.Outputs) with { RefreshBeforeUpdate = old.RefreshBeforeUpdate, ImportId = old.ImportId });
        Run.Record(new DeploymentStep(StepKind.Same, Urn) { Diff = diff.Answer, State = same });
        return View(same, partial: false);
    }

    private async Task<ResourceView> ReplaceAsync(ResourceState old, DiffReading diff)
    {
        RefuseProtected(old);
        // A replacement is a new thing: checked again, with nothing ignored that only the old one has.
        var inputs = await (this with { News = Goal.Object }).CheckAsync(null);
        return await StepAsync(StepKind.Replace, diff, async () =>
        {
            await (diff.Answer.DeleteBeforeReplace ? new DeletionRun(Run).DeleteOneAsync(old) : Task.CompletedTask);
            return await CreateAsync(inputs, diff.Answer.DeleteBeforeReplace ? null : old);
        });
    }

    /// <param name="replaced">A managed thing that the program had under this name before; it is deleted at the end.</param>
    private async Task<ResourceView> ImportAsync(ResourceState? replaced)
    {
        RefuseProtected(replaced);
        var asked = ToState(Goal.ImportId, News, new Struct()) with { ImportId = Goal.ImportId };
        var (current, found, inputs, diff) = await Run.Journal.DoAsync(asked, "importing", async () =>
        {
            var read = await ImportRun.ReadAsync(Session, asked, withStatus: true);
            var found = ToState(read.Id, read.Inputs!, read.Outputs!) with { InitErrors = read.InitErrors, ImportId = Goal.ImportId };
            var current = WithIgnored(found.Inputs);
            var inputs = await current.CheckAsync(found);
            var diff = await Session.DiffAsync(Urn, found, inputs, Goal.IgnoreChanges);
            if (diff.Replaces)
            {
                var message = $"The imported thing '{asked.Id}' differs from the program in a way that would replace it: {string.Join(", ", diff.Changes.Select(change => change.Path))}.";
                Run.Say(Run.IsPreview ? Severity.Warning : throw new StepException(message), message, Urn);
            }

            return (current, Keep(found, replaced), inputs, diff);
        });
        Run.Record(new DeploymentStep(StepKind.Import, Urn) { Changes = diff.Changes, Diff = diff.Answer, State = found });
        return diff.HasChanges && !diff.Replaces ? await StepAsync(StepKind.Update, diff, () => current.UpdateAsync(found, inputs)) : View(found, partial: Run.IsPreview);
    }

    private async Task<Struct> CheckAsync(ResourceState? old)
    {
        var autonaming = Run.Options.Autonaming ?? StackAutonaming.Of(Run.Options.Config, ResourceUrn.PackageOf(ResourceUrn.TypeOf(Urn)));
        var request = new CheckRequest
        {
            Urn = Urn,
            Olds = old?.Inputs ?? new Struct(),
            OldOutputs = old?.Outputs ?? new Struct(),
            News = News,
            RandomSeed = _seed,
            Name = ResourceUrn.NameOf(Urn),
            Type = ResourceUrn.TypeOf(Urn),
            Autonaming = Session.Plugin.Handshake.SupportsAutonamingConfiguration ? autonaming?.For(Urn, Run.Stack, _seed) : null,
        };
        var answer = await Session.AskAsync(client => client.CheckAsync(request), new CheckResponse { Inputs = News });
        Answers.ThrowIfAny(answer.Failures, Urn, News);
        return Answers.Require(answer.Inputs, "the inputs in the answer to Check", Run.IsPreview);
    }

    /// <param name="inputs">The inputs as Check left them.</param>
    /// <param name="replaced">What the new thing takes the place of, unless that is gone already; it is deleted when everything that depends on it has moved on.</param>
    private Task<ResourceState> CreateAsync(Struct inputs, ResourceState? replaced = null) => Run.Journal.DoAsync(ToState("", inputs, new Struct()), "creating", async () =>
    {
        var (address, token) = Session.Status();
        var request = new CreateRequest
        {
            Urn = Urn,
            Properties = inputs,
            Timeout = _timeouts.Create,
            Preview = Run.IsPreview,
            Name = ResourceUrn.NameOf(Urn),
            Type = ResourceUrn.TypeOf(Urn),
            ResourceStatusAddress = address,
            ResourceStatusToken = token,
        };
        ResourceState State(string id, Struct outputs, bool again)
        {
            var checkedId = Run.IsPreview || id.Length > 0 ? id : throw new PluginProtocolException("the answer to Create has an empty id.");
            return ToState(checkedId, inputs, Answers.Require(outputs, "the properties in the answer to Create", Run.IsPreview)) with { RefreshBeforeUpdate = again };
        }

        try
        {
            var answer = await Session.AskAsync(client => client.CreateAsync(request), new CreateResponse { Properties = new Struct() });
            return Keep(State(Run.IsPreview ? "" : answer.Id, answer.Properties, answer.RefreshBeforeUpdate), replaced);
        }
        catch (StepException error) when (error.InitFailed is { } failed)
        {
            Keep(State(failed.Id, failed.Properties, failed.RefreshBeforeUpdate) with { InitErrors = failed.Reasons }, replaced);
            throw;
        }
    });

    private Task<ResourceState> UpdateAsync(ResourceState old, Struct inputs) => Run.Journal.DoAsync(ToState(old.Id, inputs, old.Outputs), "updating", async () =>
    {
        var (address, token) = Session.Status();
        var request = new UpdateRequest
        {
            Id = old.Id,
            Urn = Urn,
            Olds = old.Outputs,
            OldInputs = old.Inputs,
            News = inputs,
            Timeout = _timeouts.Update,
            Preview = Run.IsPreview,
            Name = old.Name,
            Type = old.Type,
            IgnoreChanges = { Goal.IgnoreChanges },
            ResourceStatusAddress = address,
            ResourceStatusToken = token,
        };
        try
        {
            var answer = await Session.AskAsync(client => client.UpdateAsync(request), new UpdateResponse { Properties = new Struct() });
            var outputs = Answers.Require(answer.Properties, "the properties in the answer to Update", Run.IsPreview);
            return Keep(ToState(old.Id, inputs, outputs) with { RefreshBeforeUpdate = answer.RefreshBeforeUpdate, ImportId = old.ImportId });
        }
        catch (StepException error) when (error.InitFailed is { } failed)
        {
            var outputs = Answers.WithSecrets(Answers.Require(failed.Properties, "the properties in the init-failed detail of Update"), inputs, Goal.AdditionalSecretOutputs);
            // The old inputs stay, so that the next run shows the same changes again.
            Keep(old with { Outputs = outputs, InitErrors = failed.Reasons, RefreshBeforeUpdate = failed.RefreshBeforeUpdate });
            throw;
        }
    });

    private async Task<ResourceView> StepAsync(StepKind kind, DiffReading diff, Func<Task<ResourceState>> work)
    {
        var step = new DeploymentStep(kind, Urn) { Changes = diff.Changes, Diff = diff.Answer };
        try
        {
            var state = await work();
            Run.Record(step with { State = state });
            return View(state, Run.IsPreview);
        }
        catch (Exception error) when (error is StepException or PluginProtocolException)
        {
            Run.Record(step with { Failed = true, State = Run.Stack.Find(Urn) });
            throw;
        }
    }

    /// <summary>The registration with the old values back in the places that ignoreChanges names.</summary>
    private Registration WithIgnored(Struct oldInputs)
    {
        var news = News.Clone();
        foreach (var path in Goal.IgnoreChanges.Select(WirePath.Parse))
        {
            path.Reset(oldInputs, news);
        }

        return this with { News = news };
    }

    /// <summary>The state that a successful step leaves.</summary>
    private ResourceState ToState(string id, Struct inputs, Struct outputs) => new()
    {
        Urn = Urn,
        Id = id,
        Inputs = inputs,
        Outputs = Answers.WithSecrets(outputs, inputs, Goal.AdditionalSecretOutputs),
        Dependencies = [.. Goal.Dependencies.Distinct()],
        Provider = Session.Provider.Reference,
        Protect = Goal.Protect,
        RetainOnDelete = Goal.RetainOnDelete,
        AdditionalSecretOutputs = Goal.AdditionalSecretOutputs,
        IgnoreChanges = Goal.IgnoreChanges,
        Timeouts = _timeouts,
    };

    private static void RefuseProtected(ResourceState? old)
    {
        if (old is { Protect: true })
        {
            throw new StepException("The resource is protected and would be replaced: remove 'protect' from its options first.");
        }
    }

    private ResourceState Keep(ResourceState state, ResourceState? replaced = null)
    {
        Run.Stack.Put(state, replaced);
        return state;
    }

    private static ResourceView View(ResourceState state, bool partial) => new(state.Urn, state.Id.Length > 0 ? state.Id : WireFormat.UnknownString, state.Outputs, partial);
}
