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
    /// <summary>Judges and completes a resource's inputs.</summary>
    public Task<CheckResponse> Check(CheckRequest request, ServerCallContext context) =>
        guard.RunAsync(request.Urn, context, _ =>
            Task.FromResult(Messages.Check(resources.Find(request.Urn, request.Type).Check(Messages.Check(request)))));

    /// <summary>Compares a resource's inputs.</summary>
    public Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context) =>
        guard.RunAsync(request.Urn, context, async ends =>
        {
            var operation = Operation(request.Urn, request.Name, timeout: 0, ends);
            var diff = await resources.Find(request.Urn, request.Type).DiffAsync(Messages.Diff(request), operation);
            return Messages.Diff(diff, comparedInputs: request.OldInputs is not null);
        });

    /// <summary>Makes a resource, or previews it.</summary>
    public Task<CreateResponse> Create(CreateRequest request, ServerCallContext context) =>
        guard.RunAsync(request.Urn, context, async ends =>
        {
            var resource = resources.Find(request.Urn, request.Type);
            var inputs = PropertyCodec.Decode(request.Properties);
            if (request.Preview)
            {
                return new CreateResponse { Properties = PropertyCodec.Encode(resource.PreviewCreate(inputs)) };
            }

            RefuseUnknowns(inputs);
            var created = await resource.CreateAsync(inputs, Operation(request.Urn, request.Name, request.Timeout, ends));
            return new CreateResponse { Id = created.Id, Properties = PropertyCodec.Encode(created.State) };
        });

    /// <summary>Asks how a resource is: refresh, import, get.</summary>
    public Task<ReadResponse> Read(ReadRequest request, ServerCallContext context) =>
        guard.RunAsync(request.Urn, context, async ends =>
        {
            var call = new ReadCall(request.Id, PropertyCodec.DecodeOptional(request.Inputs), PropertyCodec.DecodeOptional(request.Properties));
            var operation = Operation(request.Urn, request.Name, request.Timeout, ends);
            var read = await resources.Find(request.Urn, request.Type).ReadAsync(call, operation);

            // Nothing at all is the protocol's way to say that the resource is no more.
            return read is null
                ? new ReadResponse()
                : new ReadResponse { Id = read.Id, Inputs = PropertyCodec.Encode(read.Inputs), Properties = PropertyCodec.Encode(read.State) };
        });

    /// <summary>Changes a resource, or previews it.</summary>
    public Task<UpdateResponse> Update(UpdateRequest request, ServerCallContext context) =>
        guard.RunAsync(request.Urn, context, async ends =>
        {
            var resource = resources.Find(request.Urn, request.Type);
            var call = Messages.Update(request);
            if (request.Preview)
            {
                return new UpdateResponse { Properties = PropertyCodec.Encode(resource.PreviewUpdate(call)) };
            }

            RefuseUnknowns(call.NewInputs);
            var state = await resource.UpdateAsync(call, Operation(request.Urn, request.Name, request.Timeout, ends));
            return new UpdateResponse { Properties = PropertyCodec.Encode(state) };
        });

    /// <summary>Removes a resource.</summary>
    public Task<Empty> Delete(DeleteRequest request, ServerCallContext context) =>
        guard.RunAsync(request.Urn, context, async ends =>
        {
            var operation = Operation(request.Urn, request.Name, request.Timeout, ends);
            await resources.Find(request.Urn, request.Type).DeleteAsync(request.Id, PropertyCodec.Decode(request.Properties), operation);
            return new Empty();
        });

    private Operation Operation(string urn, string name, double timeout, CancellationToken ends) =>
        new(Messages.Identity(urn, name), Messages.Timeout(timeout), session.Log, ends);

    private static void RefuseUnknowns(PropertyMap inputs)
    {
        if (inputs.Where(input => input.Value.ContainsUnknown).Select(input => input.Key).ToList() is { Count: > 0 } unknown)
        {
            throw new ResourceException(
                ErrorCode.UnknownValue,
                $"nothing was sent: outside a preview every input must be known, but these are not: {string.Join(", ", unknown)}.");
        }
    }
}
