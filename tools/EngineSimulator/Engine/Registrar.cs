// What becomes of a resource that a program asks for: create, update, replace, import, read, or nothing; and of what is to be deleted.
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace InfoBip.EngineSimulator;

/// <summary>What a program sees of a resource that is registered.</summary>
/// <param name="Urn">The resource.</param>
/// <param name="Id">Its id; unknown in a preview of a creation.</param>
/// <param name="Outputs">Its outputs.</param>
/// <param name="IsPartial">True in previews: an output that is missing is unknown then.</param>
internal sealed record ResourceView(string Urn, Value Id, Struct Outputs, bool IsPartial);

/// <summary>Registers resources.</summary>
internal sealed class Registrar(DeploymentRun run)
{
    /// <summary>Registers an explicit provider.</summary>
    public async Task<ResourceView> ProviderAsync(string urn, Struct settings, PluginRequest plugin, IReadOnlyList<string> dependencies)
    {
        var provider = (await run.Providers.ExplicitAsync(urn, settings, plugin, dependencies)).Provider;
        return new ResourceView(urn, Value.ForString(provider.Id), provider.Outputs, run.IsPreview);
    }

    /// <summary>Brings a managed resource to what the program asks for.</summary>
    public async Task<ResourceView> RegisterAsync(Registration registration)
    {
        var old = run.Stack.Find(registration.Urn);
        if (!run.IsTarget(registration.Urn))
        {
            // Nothing is asked about what is no target; what does not exist yet stays away, and with it what needs it.
            run.Record(new DeploymentStep(StepKind.Same, registration.Urn) { State = old });
            return old is null ? throw new SkipException() : View(old, partial: false);
        }

        if (registration.Options.Import is { Length: > 0 } import && (old is null || old.External || (old.ImportId.Length > 0 ? old.ImportId : old.Id) != import))
        {
            return await ImportAsync(registration, import, old is { External: false } ? old : null);
        }

        if (old is null || old.External)
        {
            var fresh = await registration.CheckAsync(null);
            return await StepAsync(StepKind.Create, registration, DiffReading.None, () => CreateAsync(registration, fresh));
        }

        var current = registration.WithIgnored(old.Inputs);
        var inputs = await current.CheckAsync(old);
        var diff = old.Provider != current.Session.Provider.Reference && await run.Providers.DiffReplacesAsync(current.Session, old.Provider)
            ? DiffReading.Replacement("provider")
            : await current.DiffAsync(old, inputs);
        if (diff.Replaces)
        {
            return await ReplaceAsync(registration, old, diff);
        }

        if (diff.HasChanges || old.InitErrors.Count > 0)
        {
            return await StepAsync(StepKind.Update, current, diff, () => UpdateAsync(current, old, inputs));
        }

        // Inputs that differ without being a change are stored nevertheless, outputs stay.
        var same = current.ToState(old.Id, inputs, old.Outputs) with { RefreshBeforeUpdate = old.RefreshBeforeUpdate, ImportId = old.ImportId };
        run.Stack.Put(same);
        run.Record(new DeploymentStep(StepKind.Same, current.Urn) { Diff = diff.Answer, State = same });
        return View(same, partial: false);
    }

    /// <summary>Reads a thing that is not managed.</summary>
    public async Task<ResourceView> GetAsync(Registration registration, Value id)
    {
        if (Wire.IsUnknown(id))
        {
            run.Record(new DeploymentStep(StepKind.Read, registration.Urn));
            return new ResourceView(registration.Urn, Wire.Unknown, new Struct(), true);
        }

        var asked = registration.ToState(Wire.Unwrap(id).StringValue, new Struct(), registration.News) with { External = true };
        var state = await run.Journal.DoAsync(asked, "reading", async () =>
        {
            var read = await registration.Session.ReadAsync(asked, null);
            var found = read.Outputs is null ? throw new StepException($"resource '{asked.Id}' does not exist: there is no {asked.Type} of this id.") : asked with
            {
                Id = read.Id.Length > 0 ? read.Id : asked.Id,
                Inputs = read.Inputs ?? new Struct(),
                Outputs = Answers.WithSecrets(read.Outputs, new Struct(), registration.Options.AdditionalSecretOutputs),
            };
            run.Stack.Put(found);
            return found;
        });
        run.Record(new DeploymentStep(StepKind.Read, registration.Urn) { State = state });
        return View(state, partial: !registration.Session.IsKnown);
    }

    /// <summary>Deletes a thing, unless it is not ours to delete, and forgets it.</summary>
    public async Task DeleteAsync(ResourceState resource)
    {
        if (resource.Protect)
        {
            throw new StepException($"resource '{resource.Urn}' cannot be deleted because it is protected. To unprotect it, remove 'protect' from its options and run `pulumi up` first.");
        }

        if (!(resource.External || resource.RetainOnDelete || resource.IsProvider))
        {
            // Also a preview loads the provider; it has nothing to ask of it.
            var session = await run.Providers.OfStateAsync(resource.Provider);
            await (run.IsPreview ? Task.CompletedTask : run.Journal.DoAsync(resource, "deleting", async () =>
            {
                await session.DeleteAsync(resource);
                run.Stack.Remove(resource);
                return true;
            }));
        }

        run.Stack.Remove(resource);
    }

    /// <param name="registration">The resource.</param>
    /// <param name="inputs">The inputs as Check left them.</param>
    /// <param name="replaced">What the new thing takes the place of, unless that is gone already; it is deleted when everything that depends on it has moved on.</param>
    private Task<ResourceState> CreateAsync(Registration registration, Struct inputs, ResourceState? replaced = null) => run.Journal.DoAsync(registration.ToState("", inputs, new Struct()), "creating", async () =>
    {
        try
        {
            var answer = await registration.Session.CreateAsync(new CreateRequest
            {
                Urn = registration.Urn,
                Properties = inputs,
                Timeout = registration.Options.Timeouts.Create,
                Preview = run.IsPreview,
                Name = ResourceUrn.NameOf(registration.Urn),
                Type = ResourceUrn.TypeOf(registration.Urn),
            });
            if (run.IsPreview && answer.Id.Length > 0 && registration.Session.IsKnown)
            {
                run.Flag([$"Create answers a preview with the id \"{answer.Id}\", which programs would take for the real one."], registration.Urn);
            }

            if (!run.IsPreview && answer.Id.Length == 0)
            {
                throw new PluginProtocolException("the answer to Create has an empty id.");
            }

            var outputs = Answers.Require(answer.Properties, "the properties in the answer to Create", run.IsPreview);
            return Keep(registration.ToState(run.IsPreview ? "" : answer.Id, inputs, outputs) with { RefreshBeforeUpdate = answer.RefreshBeforeUpdate }, replaced);
        }
        catch (StepException error) when (error.InitFailed is { } failed)
        {
            if (failed.Id.Length == 0)
            {
                throw new PluginProtocolException("the init-failed detail of Create has an empty id.");
            }

            var outputs = Answers.Require(failed.Properties, "the properties in the init-failed detail of Create", preview: false);
            Keep(registration.ToState(failed.Id, inputs, outputs) with { InitErrors = [.. failed.Reasons], RefreshBeforeUpdate = failed.RefreshBeforeUpdate }, replaced);
            throw;
        }
    });

    private Task<ResourceState> UpdateAsync(Registration registration, ResourceState old, Struct inputs) => run.Journal.DoAsync(registration.ToState(old.Id, inputs, old.Outputs), "updating", async () =>
    {
        var request = new UpdateRequest
        {
            Id = old.Id,
            Urn = registration.Urn,
            Olds = old.Outputs,
            OldInputs = old.Inputs,
            News = inputs,
            Timeout = registration.Options.Timeouts.Update,
            Preview = run.IsPreview,
            Name = old.Name,
            Type = old.Type,
            IgnoreChanges = { registration.Options.IgnoreChanges },
        };
        try
        {
            var answer = await registration.Session.UpdateAsync(request);
            var outputs = Answers.Require(answer.Properties, "the properties in the answer to Update", run.IsPreview);
            return Keep(registration.ToState(old.Id, inputs, outputs) with { RefreshBeforeUpdate = answer.RefreshBeforeUpdate, ImportId = old.ImportId });
        }
        catch (StepException error) when (error.InitFailed is { } failed)
        {
            var outputs = Answers.Require(failed.Properties, "the properties in the init-failed detail of Update", preview: false);
            // The old inputs stay, so that the next run shows the same changes again.
            Keep(old with
            {
                Outputs = Answers.WithSecrets(outputs, inputs, registration.Options.AdditionalSecretOutputs),
                InitErrors = [.. failed.Reasons],
                RefreshBeforeUpdate = failed.RefreshBeforeUpdate,
            });
            throw;
        }
    });

    /// <param name="registration">The resource.</param>
    /// <param name="id">What the program says to adopt.</param>
    /// <param name="replaced">A managed thing that the program had under this name before; it is deleted at the end.</param>
    private async Task<ResourceView> ImportAsync(Registration registration, string id, ResourceState? replaced)
    {
        if (replaced is { Protect: true })
        {
            throw new StepException("The resource is protected and would be replaced by the import: remove 'protect' from its options first.");
        }

        var asked = registration.ToState(id, registration.News, new Struct()) with { ImportId = id };
        var (current, found, inputs, diff) = await run.Journal.DoAsync(asked, "importing", () => ImportNowAsync(registration, asked, replaced));
        run.Record(new DeploymentStep(StepKind.Import, registration.Urn) { Changes = diff.Changes, Diff = diff.Answer, State = found });
        return diff.HasChanges && !diff.Replaces ? await StepAsync(StepKind.Update, current, diff, () => UpdateAsync(current, found, inputs)) : View(found, partial: run.IsPreview);
    }

    private async Task<(Registration Current, ResourceState Found, Struct Inputs, DiffReading Diff)> ImportNowAsync(Registration registration, ResourceState asked, ResourceState? replaced)
    {
        var read = await ImportRun.ReadAsync(registration.Session, asked, withStatus: true);
        var found = registration.ToState(read.Id, read.Inputs!, read.Outputs!) with { InitErrors = read.InitErrors, ImportId = asked.ImportId };
        var current = registration.WithIgnored(found.Inputs);
        var inputs = await current.CheckAsync(found);
        var diff = await current.DiffAsync(found, inputs);
        if (diff.Replaces)
        {
            var message = $"The imported thing '{asked.Id}' differs from the program in a way that would replace it: {string.Join(", ", diff.Changes.Select(change => change.Path))}.";
            if (!run.IsPreview)
            {
                throw new StepException(message);
            }

            run.Say(Severity.Warning, message, registration.Urn);
        }

        Keep(found, replaced);
        return (current, found, inputs, diff);
    }

    private async Task<ResourceView> ReplaceAsync(Registration registration, ResourceState old, DiffReading diff)
    {
        if (old.Protect)
        {
            throw new StepException("The resource is protected and would be replaced: remove 'protect' from its options first.");
        }

        var inputs = await registration.CheckAsync(null);
        return await StepAsync(StepKind.Replace, registration, diff, async () =>
        {
            if (diff.Answer.DeleteBeforeReplace)
            {
                await DeleteAsync(old);
            }

            return await CreateAsync(registration, inputs, diff.Answer.DeleteBeforeReplace ? null : old);
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

    private ResourceState Keep(ResourceState state, ResourceState? replaced = null)
    {
        run.Stack.Put(state, replaced);
        return state;
    }

    private static ResourceView View(ResourceState state, bool partial) =>
        new(state.Urn, state.Id.Length > 0 ? Value.ForString(state.Id) : Wire.Unknown, state.Outputs, partial);
}
