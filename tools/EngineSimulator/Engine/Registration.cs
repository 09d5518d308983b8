// What becomes of a resource that a program asks for: create, update, replace, import, read, or nothing.
namespace InfoBip.EngineSimulator;

/// <summary>One resource of a program while it is registered.</summary>
/// <param name="Run">The operation.</param>
/// <param name="Session">Who serves it.</param>
/// <param name="Urn">Its URN.</param>
/// <param name="Goal">The program's call: values in their plain form, secrets and unknowns included, and options.</param>
internal sealed record Registration(DeploymentRun Run, ProviderSession Session, string Urn, RegisterResourceRequest Goal)
{
    /// <summary>The same for every Check of one registration.</summary>
    private readonly ByteString _seed = ByteString.CopyFrom(Run.Options.Seed(Urn));
    private Struct News { get; init; } = Goal.Object;

    /// <summary>Brings a managed resource to what the program asks for.</summary>
    /// <returns>Its state; in a preview with what is known of it.</returns>
    public async Task<ResourceState> RegisterAsync()
    {
        var old = Run.Stack.Find(Urn);
        if (!Run.IsTarget(Urn))
        {
            // Nothing is asked about what is no target; what does not exist yet stays away, and with it what needs it.
            Run.Record(new DeploymentStep(StepKind.Same, Urn) { State = old });
            return old ?? throw new SkipException();
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
    public async Task<ResourceState> GetAsync(string id)
    {
        var asked = ToState(id, new Struct(), News) with { External = true };
        var state = WireFormat.Unknowns.Contains(id) ? asked with { Id = "" } : await Run.DoAsync(asked, "reading", async () => Keep(await Session.FindAsync(asked, isImport: false)));
        Run.Record(new DeploymentStep(StepKind.Read, Urn) { State = state });
        return state;
    }

    private async Task<ResourceState> ChangeAsync(ResourceState old)
    {
        var inputs = await CheckAsync(old);
        var diff = old.Provider != Session.Provider.Reference && await Run.Providers.DiffReplacesAsync(Session, old.Provider)
            ? DiffReading.Replacement
            : await Session.DiffAsync(old, inputs, Goal.IgnoreChanges);
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
        Run.Record(new DeploymentStep(StepKind.Same, Urn) { State = same });
        return same;
    }

    private async Task<ResourceState> ReplaceAsync(ResourceState old, DiffReading diff)
    {
        DeletionRun.RefuseProtected(old);
        // A replacement is a new thing: checked again, with nothing ignored that only the old one has.
        var inputs = await (this with { News = Goal.Object }).CheckAsync(null);
        return await StepAsync(StepKind.Replace, diff, async () =>
        {
            await (diff.DeleteBeforeReplace ? new DeletionRun(Run).DeleteOneAsync(old) : Task.CompletedTask);
            return await CreateAsync(inputs, diff.DeleteBeforeReplace ? null : old);
        });
    }

    /// <param name="replaced">A managed thing that the program had under this name before; it is deleted at the end.</param>
    private async Task<ResourceState> ImportAsync(ResourceState? replaced)
    {
        DeletionRun.RefuseProtected(replaced);
        var asked = ToState(Goal.ImportId, News, new Struct()) with { ImportId = Goal.ImportId };
        var (current, found, inputs, diff) = await Run.DoAsync(asked, "importing", async () =>
        {
            var found = await Session.FindAsync(asked, isImport: true);
            var current = WithIgnored(found.Inputs);
            var inputs = await current.CheckAsync(found);
            var diff = await Session.DiffAsync(found, inputs, Goal.IgnoreChanges);
            if (diff.Replaces)
            {
                var message = $"The imported thing '{asked.Id}' differs from the program in a way that would replace it: {string.Join(", ", diff.Changes.Select(change => change.Path))}.";
                Run.Say(Run.IsPreview ? LogSeverity.Warning : throw new EngineException(message), message, Urn);
            }

            return (current, Keep(found, replaced), inputs, diff);
        });
        Run.Record(new DeploymentStep(StepKind.Import, Urn) { Changes = diff.Changes, State = found });
        return diff.HasChanges && !diff.Replaces ? await StepAsync(StepKind.Update, diff, () => current.UpdateAsync(found, inputs)) : found;
    }

    private async Task<Struct> CheckAsync(ResourceState? old)
    {
        var answer = await Session.CheckAsync(ToState("", News, new Struct()), old, News, _seed, StackAutonaming.Of(Run.Options.Config, Urn, Run.Stack, _seed));
        Answers.ThrowIfAny(answer.Failures, Urn, News);
        return Answers.Require(answer.Inputs, "the inputs in the answer to Check", Run.IsPreview);
    }

    /// <param name="inputs">The inputs as Check left them.</param>
    /// <param name="replaced">What the new thing takes the place of, unless that is gone already; it is deleted when everything that depends on it has moved on.</param>
    private Task<ResourceState> CreateAsync(Struct inputs, ResourceState? replaced = null)
    {
        var asked = ToState("", inputs, new Struct());
        ResourceState Created(string id, Struct outputs) => Run.IsPreview || id.Length > 0
            ? ToState(Run.IsPreview ? "" : id, inputs, Answers.Require(outputs, "the properties in the answer to Create", Run.IsPreview))
            : throw EngineException.Protocol("the answer to Create has an empty id.");
        async Task<ResourceState> CallAsync()
        {
            var request = Session.About(new CreateRequest { Properties = inputs, Timeout = asked.Timeouts.Create, Preview = Run.IsPreview }, asked);
            var answer = await Session.AskAsync(client => client.CreateAsync(request), new CreateResponse { Properties = new Struct() });
            return Created(answer.Id, answer.Properties) with { RefreshBeforeUpdate = answer.RefreshBeforeUpdate };
        }

        return DoAsync("creating", asked, CallAsync, failed => Created(failed.Id, failed.Properties), replaced);
    }

    private Task<ResourceState> UpdateAsync(ResourceState old, Struct inputs)
    {
        var asked = ToState(old.Id, inputs, old.Outputs) with { ImportId = old.ImportId };
        async Task<ResourceState> CallAsync()
        {
            var request = Session.About(
                new UpdateRequest { Olds = old.Outputs, OldInputs = old.Inputs, News = inputs, Timeout = asked.Timeouts.Update, Preview = Run.IsPreview, IgnoreChanges = { Goal.IgnoreChanges } }, asked);
            var answer = await Session.AskAsync(client => client.UpdateAsync(request), new UpdateResponse { Properties = new Struct() });
            var outputs = Answers.Require(answer.Properties, "the properties in the answer to Update", Run.IsPreview);
            return ToState(old.Id, inputs, outputs) with { RefreshBeforeUpdate = answer.RefreshBeforeUpdate, ImportId = old.ImportId };
        }

        // Of a partial update the old inputs stay, so that the next run shows the same changes again.
        return DoAsync("updating", asked, CallAsync, failed =>
            old with { Outputs = Answers.WithSecrets(Answers.Require(failed.Properties, "the properties in the init-failed detail of Update"), inputs, Goal.AdditionalSecretOutputs) });
    }

    /// <summary>Makes a call that may leave a thing in part, which is kept with the reasons.</summary>
    private Task<ResourceState> DoAsync(string kind, ResourceState asked, Func<Task<ResourceState>> call, Func<ErrorResourceInitFailed, ResourceState> partly, ResourceState? replaced = null) => Run.DoAsync(asked, kind, async () =>
    {
        try
        {
            return Keep(await call(), replaced);
        }
        catch (EngineException error) when (error.InitFailed is { } failed)
        {
            Keep(partly(failed) with { InitErrors = failed.Reasons, RefreshBeforeUpdate = failed.RefreshBeforeUpdate }, replaced);
            throw;
        }
    });

    private async Task<ResourceState> StepAsync(StepKind kind, DiffReading diff, Func<Task<ResourceState>> work)
    {
        var step = new DeploymentStep(kind, Urn) { Changes = diff.Changes };
        try
        {
            var state = await work();
            Run.Record(step with { State = state });
            return state;
        }
        catch (EngineException)
        {
            Run.Record(step with { Failed = true, State = Run.Stack.Find(Urn) });
            throw;
        }
    }

    /// <summary>The registration with the old values back in the places that ignoreChanges names.</summary>
    private Registration WithIgnored(Struct oldInputs)
    {
        var news = News.Clone();
        Goal.IgnoreChanges.Select(WirePath.Parse).ToList().ForEach(path => path.Reset(oldInputs, news));
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
        Timeouts = CustomTimeouts.Of(Goal.CustomTimeouts),
    };

    private ResourceState Keep(ResourceState state, ResourceState? replaced = null)
    {
        Run.Stack.Put(state, replaced);
        return state;
    }
}
