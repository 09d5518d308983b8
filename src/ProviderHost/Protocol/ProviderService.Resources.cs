// The provider's resources: each call to the resource it is about.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using Pulumirpc;

namespace ProviderHost.Protocol;

/// <content>The calls for resources.</content>
internal sealed partial class ProviderService
{
    /// <summary>Validates and completes a resource's inputs.</summary>
    public Task<CheckResponse> Check(CheckRequest request, ServerCallContext context) =>
        boundary.RunAsync(request.Urn, context, _ =>
            Task.FromResult(_messages.Check(Resource(request.Urn, request.Type).Check(Messages.Check(request)))));

    /// <summary>Compares a resource's inputs.</summary>
    public Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context) =>
        boundary.RunAsync(request.Urn, context, async run =>
        {
            var operation = Operation(request.Urn, request.Name, timeout: 0, run);
            var diff = await Resource(request.Urn, request.Type).DiffAsync(Messages.Diff(request), operation);
            return Messages.Diff(diff, comparedInputs: request.OldInputs is not null);
        });

    /// <summary>Creates a resource, or previews it.</summary>
    public Task<CreateResponse> Create(CreateRequest request, ServerCallContext context) =>
        boundary.RunAsync(request.Urn, context, async run =>
        {
            var resource = Resource(request.Urn, request.Type);
            var inputs = PropertyCodec.Decode(request.Properties);
            var operation = Operation(request.Urn, request.Name, request.Timeout, run);
            if (request.Preview)
            {
                return new CreateResponse { Properties = PropertyCodec.Encode(await resource.PreviewCreateAsync(inputs, operation)) };
            }

            RefuseUnknowns(inputs);
            var created = await resource.CreateAsync(inputs, operation);
            return new CreateResponse { Id = created.Id, Properties = PropertyCodec.Encode(created.State) };
        });

    /// <summary>Reads a resource: refresh, import, get.</summary>
    public Task<ReadResponse> Read(ReadRequest request, ServerCallContext context) =>
        boundary.RunAsync(request.Urn, context, async run =>
        {
            var call = new ReadCall(request.Id, PropertyCodec.DecodeOptional(request.Inputs), PropertyCodec.DecodeOptional(request.Properties));
            var operation = Operation(request.Urn, request.Name, request.Timeout, run);
            var read = await Resource(request.Urn, request.Type).ReadAsync(call, operation);

            // Nothing at all is the protocol's way to say that the resource no longer exists.
            return read is null
                ? new ReadResponse()
                : new ReadResponse { Id = read.Id, Inputs = PropertyCodec.Encode(read.Inputs), Properties = PropertyCodec.Encode(read.State) };
        });

    /// <summary>Changes a resource, or previews it.</summary>
    public Task<UpdateResponse> Update(UpdateRequest request, ServerCallContext context) =>
        boundary.RunAsync(request.Urn, context, async run =>
        {
            var resource = Resource(request.Urn, request.Type);
            var call = Messages.Update(request);
            var operation = Operation(request.Urn, request.Name, request.Timeout, run);
            if (request.Preview)
            {
                return new UpdateResponse { Properties = PropertyCodec.Encode(await resource.PreviewUpdateAsync(call, operation)) };
            }

            RefuseUnknowns(call.NewInputs);
            var state = await resource.UpdateAsync(call, operation);
            return new UpdateResponse { Properties = PropertyCodec.Encode(state) };
        });

    /// <summary>Deletes a resource.</summary>
    public Task<Empty> Delete(DeleteRequest request, ServerCallContext context) =>
        boundary.RunAsync(request.Urn, context, async run =>
        {
            var operation = Operation(request.Urn, request.Name, request.Timeout, run);
            await Resource(request.Urn, request.Type).DeleteAsync(request.Id, PropertyCodec.Decode(request.Properties), operation);
            return new Empty();
        });

    private Operation Operation(string urn, string name, double timeout, RunningCall run) =>
        new(Messages.Identity(urn, name), Messages.Timeout(timeout), run.Log, run.Ends, session.Ending);

    /// <summary>The resource of a type.</summary>
    /// <param name="urn">The URN, which holds the type for engines that do not send it; empty where the call is about no single resource.</param>
    /// <param name="type">The type; empty from an old engine.</param>
    private IResource Resource(string urn, string type)
    {
        RequireOpenSsl();
        var token = type.Length > 0 ? type : Urn.Type(urn);
        var resources = session.Parts.Resources;
        return resources.FirstOrDefault(resource => resource.Type == token) ?? throw new ResourceException(
            HostErrors.UnknownResource, HostTexts.UnknownResource(session.Package.Name, token, resources.Select(resource => resource.Type)));
    }

    // Names, fingerprints of accounts and TLS are cryptography.
    private void RequireOpenSsl()
    {
        if (OpenSsl.IsMissing)
        {
            throw new ResourceException(HostErrors.NoOpenSsl, HostTexts.NoOpenSsl(session.Package.Name));
        }
    }

    private static void RefuseUnknowns(PropertyMap inputs)
    {
        if (inputs.Where(input => input.Value.ContainsUnknown).Select(input => input.Key).ToList() is { Count: > 0 } unknown)
        {
            throw new ResourceException(HostErrors.UnknownValue, HostTexts.UnknownValues(unknown));
        }
    }
}
