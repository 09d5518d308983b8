// The calls that change things: Create, Update, Delete, and what their failures leave behind.
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace InfoBip.Rehearsal;

/// <summary>Makes, changes and deletes things and keeps the state in step.</summary>
internal sealed class Changer(DeploymentRun run)
{
    /// <summary>Creates a thing, or asks what creating it would give.</summary>
    public async Task<ResourceState> CreateAsync(Registration registration, Struct inputs)
    {
        try
        {
            var answer = await PendingAsync(registration.Urn, "creating", () => registration.Session.CreateAsync(new CreateRequest
            {
                Urn = registration.Urn,
                Properties = inputs.Clone(),
                Timeout = registration.Options.Timeouts.Create,
                Preview = run.IsPreview,
                Name = registration.Declaration.Name,
                Type = registration.Declaration.Type,
            }));
            if (run.IsPreview && answer.Id.Length > 0 && registration.Session.IsKnown)
            {
                run.Flag([$"Create answers a preview with the id \"{answer.Id}\", which programs would take for the real one."], registration.Urn);
            }

            if (!run.IsPreview && answer.Id.Length == 0)
            {
                throw new PluginMistakeException("the answer to Create has an empty id.");
            }

            var outputs = Answers.Require(answer.Properties, "the properties in the answer to Create", run.IsPreview);
            return Keep(registration.ToState(run.IsPreview ? "" : answer.Id, inputs, outputs) with { RefreshBeforeUpdate = answer.RefreshBeforeUpdate });
        }
        catch (StepException error) when (error.InitFailed is { } failed)
        {
            if (failed.Id.Length == 0)
            {
                throw new PluginMistakeException("the init-failed detail of Create has an empty id.");
            }

            var outputs = Answers.Require(failed.Properties, "the properties in the init-failed detail of Create", preview: false);
            Keep(registration.ToState(failed.Id, inputs, outputs) with { InitErrors = [.. failed.Reasons], RefreshBeforeUpdate = failed.RefreshBeforeUpdate });
            throw;
        }
    }

    /// <summary>Changes a thing in place, or asks what changing it would give.</summary>
    public async Task<ResourceState> UpdateAsync(Registration registration, ResourceState old, Struct inputs)
    {
        var request = new UpdateRequest
        {
            Id = old.Id,
            Urn = registration.Urn,
            Olds = old.Outputs.Clone(),
            OldInputs = old.Inputs.Clone(),
            News = inputs.Clone(),
            Timeout = registration.Options.Timeouts.Update,
            Preview = run.IsPreview,
            Name = registration.Declaration.Name,
            Type = registration.Declaration.Type,
        };
        request.IgnoreChanges.AddRange(registration.Options.IgnoreChanges);
        try
        {
            var answer = await PendingAsync(registration.Urn, "updating", () => registration.Session.UpdateAsync(request));
            var outputs = Answers.Require(answer.Properties, "the properties in the answer to Update", run.IsPreview);
            return Keep(registration.ToState(old.Id, inputs, outputs) with { RefreshBeforeUpdate = answer.RefreshBeforeUpdate });
        }
        catch (StepException error) when (error.InitFailed is { } failed)
        {
            var outputs = Answers.Require(failed.Properties, "the properties in the init-failed detail of Update", preview: false);
            // The old inputs stay, so that the next run shows the same changes again (protocol file, 4.9).
            Keep(old with
            {
                Outputs = Answers.WithSecrets(outputs, inputs, registration.Options.AdditionalSecretOutputs),
                InitErrors = [.. failed.Reasons],
                RefreshBeforeUpdate = failed.RefreshBeforeUpdate,
            });
            throw;
        }
    }

    /// <summary>Deletes a thing, unless it is not ours to delete, and forgets it.</summary>
    public async Task DeleteAsync(ResourceState resource)
    {
        if (resource.Protect)
        {
            throw new StepException("The resource is protected: remove 'protect' from its options and run up first.");
        }

        if (!run.IsPreview && !resource.External && !resource.RetainOnDelete && !resource.IsProvider)
        {
            var session = await run.Providers.OfStateAsync(resource);
            await PendingAsync(resource.Urn, "deleting", async () =>
            {
                await session.DeleteAsync(new DeleteRequest
                {
                    Id = resource.Id,
                    Urn = resource.Urn,
                    Properties = resource.Outputs.Clone(),
                    OldInputs = resource.Inputs.Clone(),
                    Timeout = resource.Timeouts.Delete,
                    Name = resource.Name,
                    Type = resource.Type,
                });
                return true;
            });
        }

        run.Stack.Remove(resource);
    }

    private ResourceState Keep(ResourceState state)
    {
        run.Stack.Put(state);
        return state;
    }

    /// <summary>A call whose failure may leave its outcome open: then the state says so.</summary>
    private async Task<T> PendingAsync<T>(string urn, string kind, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (StepException error) when (error.OutcomeUnknown && !run.IsPreview)
        {
            run.Stack.AddPending(new PendingOperation(urn, kind));
            throw;
        }
    }
}
