// The engine's own service, as programs call it.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using InfoBip.EngineSimulator.Protocol;

namespace InfoBip.EngineSimulator;

/// <summary>Takes a program's messages.</summary>
internal sealed class ProgramEngineService(ProgramRegistry registry) : Engine.EngineBase
{
    public override Task<Empty> Log(LogRequest request, ServerCallContext context)
    {
        // A passing note belongs to a status column, which there is none of.
        if (!request.Ephemeral)
        {
            registry.Say((Severity)(int)request.Severity, request.Message, request.Urn.Length > 0 ? request.Urn : null);
        }

        return Task.FromResult(new Empty());
    }

    public override Task<GetRootResourceResponse> GetRootResource(GetRootResourceRequest request, ServerCallContext context) =>
        Task.FromResult(new GetRootResourceResponse { Urn = registry.RootUrn });

    public override Task<SetRootResourceResponse> SetRootResource(SetRootResourceRequest request, ServerCallContext context)
    {
        registry.RootUrn = request.Urn;
        return Task.FromResult(new SetRootResourceResponse());
    }

    public override Task<RequirePulumiVersionResponse> RequirePulumiVersion(RequirePulumiVersionRequest request, ServerCallContext context) =>
        Task.FromResult(new RequirePulumiVersionResponse());
}
