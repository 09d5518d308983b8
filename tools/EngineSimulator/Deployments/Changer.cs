// The calls that change things: Create, Update, Delete, and what their failures leave behind.
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;

namespace InfoBip.EngineSimulator;

/// <summary>Makes, changes and deletes things and keeps the state in step.</summary>
internal sealed class Changer(DeploymentRun run)
{
    /// <summary>Creates a thing, or asks what creating it would give.</summary>
    /// <param name="registration">The resource.</param>
    /// <param name="inputs">The inputs as Check left them.</param>
    /// <param name="replaced">What the new thing takes the place of, unless that is gone already; it is deleted when everything that depends on it has moved on.</param>
    public Task<ResourceState> CreateAsync(Registration registration, Struct inputs, ResourceState? replaced = null) => run.Journal.DoAsync(
        registration.ToState("", inputs, new Struct()), PendingOperation.Creating, () => CreateNowAsync(registration, inputs, replaced));

    /// <summary>Changes a thing in place, or asks what changing it would give.</summary>
    public Task<ResourceState> UpdateAsync(Registration registration, ResourceState old, Struct inputs) => run.Journal.DoAsync(
        registration.ToState(old.Id, inputs, old.Outputs.Clone()), PendingOperation.Updating, () => UpdateNowAsync(registration, old, inputs));

    /// <summary>Deletes a thing, unless it is not ours to delete, and forgets it.</summary>
    public async Task DeleteAsync(ResourceState resource)
    {
        if (resource.Protect)
        {
            throw new StepException("The resource is protected: remove 'protect' from its options and run up first.");
        }

        if (run.IsPreview || resource.External || resource.RetainOnDelete || resource.IsProvider)
        {
            run.Stack.Remove(resource);
            return;
        }

        var session = await run.Providers.OfStateAsync(resource);
        await run.Journal.DoAsync(resource, PendingOperation.Deleting, () => DeleteNowAsync(session, resource));
    }

    private async Task<ResourceState> CreateNowAsync(Registration registration, Struct inputs, ResourceState? replaced)
    {
        try
        {
            var answer = await registration.Session.CreateAsync(new CreateRequest
            {
                Urn = registration.Urn,
                Properties = inputs.Clone(),
                Timeout = registration.Options.Timeouts.Create,
                Preview = run.IsPreview,
                Name = registration.Declaration.Name,
                Type = registration.Declaration.Type,
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
    }

    private async Task<ResourceState> UpdateNowAsync(Registration registration, ResourceState old, Struct inputs)
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
            var answer = await registration.Session.UpdateAsync(request);
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

    private async Task<bool> DeleteNowAsync(ProviderSession session, ResourceState resource)
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
        run.Stack.Remove(resource);
        return true;
    }

    private ResourceState Keep(ResourceState state, ResourceState? replaced = null)
    {
        run.Stack.Put(state, replaced);
        return state;
    }
}
