// What becomes of a resource that a program asks for: create, update, replace, import, get, or nothing.
using Google.Protobuf.WellKnownTypes;

namespace InfoBip.EngineSimulator;

/// <summary>Registers resources.</summary>
internal sealed class ResourceRegistrar(DeploymentRun run)
{
    private readonly Changer _changer = new(run);

    /// <summary>Brings a managed resource to what the program asks for.</summary>
    public async Task<ResourceView> RegisterAsync(Registration registration)
    {
        var old = run.Stack.Find(registration.Urn);
        if (registration.Options.Import is { } import && old?.Id != import)
        {
            return await ImportAsync(registration, import);
        }

        if (old is null || old.External)
        {
            var fresh = await registration.CheckAsync(new Struct());
            return await StepAsync(StepKind.Create, registration, DiffReading.None, () => _changer.CreateAsync(registration, fresh));
        }

        var current = registration with { News = Registration.WithIgnored(registration.News, old.Inputs, registration.Options.IgnoreChanges) };
        var inputs = await current.CheckAsync(old.Inputs.Clone());
        var diff = await current.DiffAsync(old.Id, old.Outputs, old.Inputs, inputs);
        if (diff.Replaces || current.Session.IsReplaced)
        {
            return await ReplaceAsync(current, old, diff);
        }

        if (diff.HasChanges || old.InitErrors.Count > 0)
        {
            return await StepAsync(StepKind.Update, current, diff, () => _changer.UpdateAsync(current, old, inputs));
        }

        // Inputs that differ without being a change are stored nevertheless, outputs stay.
        var same = current.ToState(old.Id, inputs, old.Outputs.Clone()) with { RefreshBeforeUpdate = old.RefreshBeforeUpdate };
        run.Stack.Put(same);
        run.Record(new DeploymentStep(StepKind.Same, current.Urn) { Diff = diff.Answer, State = same });
        return View(same, partial: false);
    }

    /// <summary>Reads a thing that is not managed.</summary>
    public async Task<ResourceView> GetAsync(
        ProviderSession session, ResourceDeclaration declaration, string urn, Value id, Struct known, IReadOnlyList<string> dependencies)
    {
        if (Wire.IsUnknown(id))
        {
            run.Record(new DeploymentStep(StepKind.Read, urn));
            return new ResourceView(urn, Wire.Unknown, new Struct(), true);
        }

        var asked = new ResourceState
        {
            Urn = urn,
            Id = Wire.Unwrap(id).StringValue,
            Inputs = known,
            Dependencies = dependencies,
            Provider = session.Reference,
            External = true,
        };
        var state = await run.Journal.DoAsync(asked, PendingOperation.Reading, () => ReadNowAsync(session, asked, declaration.Options.AdditionalSecretOutputs));
        run.Record(new DeploymentStep(StepKind.Read, urn) { State = state });
        return View(state, partial: !session.IsKnown);
    }

    private async Task<ResourceState> ReadNowAsync(ProviderSession session, ResourceState asked, IReadOnlyList<string> secretOutputs)
    {
        var read = await ResourceReader.ReadAsync(session, asked.Urn, asked.Id, asked.Inputs, asked.Inputs);
        if (read.Outputs is null)
        {
            throw new StepException($"There is no {asked.Type} with the id '{asked.Id}'.");
        }

        var state = asked with
        {
            Id = read.Id.Length > 0 ? read.Id : asked.Id,
            Inputs = read.Inputs ?? asked.Inputs,
            Outputs = Answers.WithSecrets(read.Outputs, new Struct(), secretOutputs),
        };
        run.Stack.Put(state);
        return state;
    }

    private async Task<ResourceView> ImportAsync(Registration registration, string id)
    {
        var (current, found, inputs, diff) = await run.Journal.DoAsync(
            registration.ToState(id, registration.News, new Struct()), PendingOperation.Importing, () => ImportNowAsync(registration, id));
        run.Record(new DeploymentStep(StepKind.Import, registration.Urn) { Changes = diff.Changes, Diff = diff.Answer, State = found });
        return diff.HasChanges && !diff.Replaces
            ? await StepAsync(StepKind.Update, current, diff, () => _changer.UpdateAsync(current, found, inputs))
            : View(found, partial: run.IsPreview);
    }

    private async Task<(Registration Current, ResourceState Found, Struct Inputs, DiffReading Diff)> ImportNowAsync(Registration registration, string id)
    {
        var read = await ResourceReader.ReadAsync(registration.Session, registration.Urn, id, null, null);
        if (read.Outputs is null)
        {
            throw new StepException($"There is no {registration.Declaration.Type} with the id '{id}' to import.");
        }

        if (read.Inputs is null)
        {
            throw new PluginProtocolException("the answer to Read has no inputs, so the resource cannot be imported.");
        }

        var found = registration.ToState(read.Id, read.Inputs, read.Outputs) with { InitErrors = read.InitErrors };
        var current = registration with { News = Registration.WithIgnored(registration.News, read.Inputs, registration.Options.IgnoreChanges) };
        var inputs = await current.CheckAsync(read.Inputs.Clone());
        var diff = await current.DiffAsync(read.Id, read.Outputs, read.Inputs, inputs);
        if (diff.Replaces)
        {
            var message = $"The imported thing '{id}' differs from the program in a way that would replace it: {string.Join(", ", diff.Changes.Select(change => change.Path))}.";
            if (!run.IsPreview)
            {
                throw new StepException(message);
            }

            run.Say(Severity.Warning, message, registration.Urn);
        }

        run.Stack.Put(found);
        return (current, found, inputs, diff);
    }

    private async Task<ResourceView> ReplaceAsync(Registration registration, ResourceState old, DiffReading diff)
    {
        if (old.Protect)
        {
            throw new StepException("The resource is protected and would be replaced: remove 'protect' from its options first.");
        }

        var inputs = await registration.CheckAsync(new Struct());
        return await StepAsync(StepKind.Replace, registration, diff, async () =>
        {
            if (diff.Answer.DeleteBeforeReplace)
            {
                await _changer.DeleteAsync(old);
                return await _changer.CreateAsync(registration, inputs);
            }

            return await _changer.CreateAsync(registration, inputs, replaced: old);
        });
    }

    private async Task<ResourceView> StepAsync(StepKind kind, Registration registration, DiffReading diff, Func<Task<ResourceState>> work)
    {
        var step = new DeploymentStep(kind, registration.Urn) { Changes = diff.Changes, Diff = diff.Answer };
        try
        {
            var state = await work();
            run.Record(step with { State = state });
            return View(state, run.IsPreview);
        }
        catch (Exception error) when (error is StepException or PluginProtocolException)
        {
            run.Record(step with { Failed = true, State = run.Stack.Find(registration.Urn) });
            throw;
        }
    }

    private static ResourceView View(ResourceState state, bool partial) =>
        new(state.Urn, state.Id.Length > 0 ? Value.ForString(state.Id) : Wire.Unknown, state.Outputs, partial);
}
