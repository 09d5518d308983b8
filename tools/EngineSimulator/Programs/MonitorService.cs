// The resource monitor: a program's calls handed on to the deployment, and answered as the engine answers.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using InfoBip.EngineSimulator.Protocol;

namespace InfoBip.EngineSimulator;

/// <summary>Serves the calls that make up a program.</summary>
internal sealed class MonitorService(DeploymentRun run, ProgramRegistry registry) : ResourceMonitor.ResourceMonitorBase
{
    /// <summary>What is not here, an SDK does without or refuses with a message of its own; output values go as secrets and unknowns then.</summary>
    private static readonly string[] Features = ["secrets", "aliasSpecs"];

    private readonly ProgramResources _resources = new(run, registry);

    public override Task<SupportsFeatureResponse> SupportsFeature(SupportsFeatureRequest request, ServerCallContext context) =>
        Task.FromResult(new SupportsFeatureResponse { HasSupport = Features.Contains(request.Id) });

    public override Task<RegisterResourceResponse> RegisterResource(RegisterResourceRequest request, ServerCallContext context) =>
        registry.Follow(RegisterAsync(request));

    public override Task<ReadResourceResponse> ReadResource(ReadResourceRequest request, ServerCallContext context) =>
        registry.Follow(ReadAsync(request));

    public override Task<ResourceInvokeResponse> Invoke(ResourceInvokeRequest request, ServerCallContext context) =>
        registry.Follow(InvokeAsync(request));

    public override Task<Empty> RegisterResourceOutputs(RegisterResourceOutputsRequest request, ServerCallContext context)
    {
        // A component's outputs are for display only.
        if (ResourceUrn.TypeOf(request.Urn) == ResourceUrn.StackType)
        {
            registry.SetOutputs(request.Outputs ?? new Struct());
        }

        return Task.FromResult(new Empty());
    }

    /// <summary>The program may end at once: nothing that is still to do calls it back.</summary>
    public override Task<Empty> SignalAndWaitForShutdown(Empty request, ServerCallContext context) => Task.FromResult(new Empty());

    private async Task<RegisterResourceResponse> RegisterAsync(RegisterResourceRequest request)
    {
        if (request.Type == ResourceUrn.StackType)
        {
            registry.RootUrn = run.StackUrn;
            return new RegisterResourceResponse { Urn = run.StackUrn, Object = request.Object ?? new Struct() };
        }

        var urn = run.UrnOf(ResourceUrn.QualifiedType(request.Parent, request.Type), request.Name);
        if (await _resources.RegisterAsync(urn, request) is { } view)
        {
            return new RegisterResourceResponse
            {
                Urn = urn,
                Id = Wire.IsUnknown(view.Id) ? "" : view.Id.StringValue,
                Object = Sent(view.Outputs, request.AcceptSecrets, request.SupportsPartialValues),
            };
        }

        return request.SupportsResultReporting
            ? new RegisterResourceResponse { Urn = urn, Object = new Struct(), Result = Result.Fail }
            : throw Refusal($"The resource '{request.Name}' was not registered; the operation's messages say why.");
    }

    private async Task<ReadResourceResponse> ReadAsync(ReadResourceRequest request)
    {
        var urn = run.UrnOf(ResourceUrn.QualifiedType(request.Parent, request.Type), request.Name);
        return await _resources.ReadAsync(urn, request) is { } view
            ? new ReadResourceResponse { Urn = urn, Properties = Sent(view.Outputs, request.AcceptSecrets, partial: false) }
            : throw Refusal($"The resource '{request.Name}' could not be read; the operation's messages say why.");
    }

    private async Task<ResourceInvokeResponse> InvokeAsync(ResourceInvokeRequest request)
    {
        try
        {
            var session = await _resources.SessionAsync(
                request.Provider, ProgramResources.PluginOf(request.Tok, request.Version, request.PluginDownloadURL, request.PluginChecksums), run.StackUrn);
            var answer = await FunctionCall.InvokeAsync(run, session, request.Tok, request.Args ?? new Struct());
            return new ResourceInvokeResponse { Return = answer.Return, Failures = { answer.Failures } };
        }
        catch (Exception error) when (error is StepException or ProgramException or PluginException or PluginProtocolException)
        {
            // The program gets the error and fails by it, or catches it; so the program reports it.
            throw Refusal($"{request.Tok}: {error.Message}");
        }
        catch (SkipException)
        {
            throw Refusal($"{request.Tok}: its provider failed.");
        }
    }

    /// <summary>Values as the program asked for them; one that is unknown anywhere inside goes unsaid where the SDK takes it as a whole only.</summary>
    private static Struct Sent(Struct outputs, bool acceptSecrets, bool partial)
    {
        var sent = new Struct();
        foreach (var (key, value) in outputs.Fields.Where(field => partial || !Wire.ContainsUnknown(field.Value)))
        {
            sent.Fields[key] = acceptSecrets ? value.Clone() : Wire.Unwrap(value);
        }

        return sent;
    }

    private static RpcException Refusal(string message) => new(new Status(StatusCode.Aborted, message));
}
