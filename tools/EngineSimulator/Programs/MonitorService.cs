// The resource monitor: a compiled program's calls, answered as the engine answers.
namespace InfoBip.EngineSimulator;

internal sealed class MonitorService(DeploymentRun run, ProgramRun program) : ResourceMonitor.ResourceMonitorBase
{
    /// <summary>What is not here, an SDK does without or refuses with a message of its own; output values go as secrets and unknowns then.</summary>
    private static readonly string[] s_features = ["secrets", "aliasSpecs"];
    private readonly ConcurrentQueue<Task> _calls = new();

    /// <summary>Waits for all calls, also those that the program does not wait for, whatever comes of them.</summary>
    public async Task SettleAsync() => await Task.WhenAll(_calls).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public override Task<SupportsFeatureResponse> SupportsFeature(SupportsFeatureRequest request, ServerCallContext context) =>
        Task.FromResult(new SupportsFeatureResponse { HasSupport = s_features.Contains(request.Id) });

    public override Task<RegisterResourceResponse> RegisterResource(RegisterResourceRequest request, ServerCallContext context) => Follow(RegisterAsync(request));
    public override Task<ReadResourceResponse> ReadResource(ReadResourceRequest request, ServerCallContext context) => Follow(ReadAsync(request));
    public override Task<ResourceInvokeResponse> Invoke(ResourceInvokeRequest request, ServerCallContext context) => Follow(InvokeAsync(request));

    public override Task<Empty> RegisterResourceOutputs(RegisterResourceOutputsRequest request, ServerCallContext context)
    {
        // A component's outputs are for display only.
        if (ResourceUrn.TypeOf(request.Urn) == ResourceUrn.StackType)
        {
            program.SetOutputs(request.Outputs ?? new Struct());
        }

        return Task.FromResult(new Empty());
    }

    /// <summary>The program may end at once: nothing that is still to do calls it back.</summary>
    public override Task<Empty> SignalAndWaitForShutdown(Empty request, ServerCallContext context) => Task.FromResult(new Empty());

    private async Task<RegisterResourceResponse> RegisterAsync(RegisterResourceRequest request)
    {
        if (request.Type == ResourceUrn.StackType)
        {
            return new RegisterResourceResponse { Urn = run.Stack.Urn, Object = request.Object ?? new Struct() };
        }

        return await program.RegisterAsync(request) is { } state
            ? new RegisterResourceResponse { Urn = state.Urn, Id = WireFormat.Unknowns.Contains(state.Id) ? "" : state.Id, Object = Sent(state.Outputs, request.AcceptSecrets, request.SupportsPartialValues) }
            : request.SupportsResultReporting ? new RegisterResourceResponse { Urn = program.UrnOf(request), Object = new Struct(), Result = Result.Fail }
            : throw Refusal($"The resource '{request.Name}' was not registered");
    }

    private async Task<ReadResourceResponse> ReadAsync(ReadResourceRequest request)
    {
        var goal = new RegisterResourceRequest { Type = request.Type, Name = request.Name, Parent = request.Parent, Custom = true, Object = request.Properties, Provider = request.Provider };
        (goal.Version, goal.PluginDownloadURL) = (request.Version, request.PluginDownloadURL);
        goal.Dependencies.Add(request.Dependencies);
        goal.AdditionalSecretOutputs.Add(request.AdditionalSecretOutputs);
        return await program.RegisterAsync(goal, request.Id) is { } state
            ? new ReadResourceResponse { Urn = state.Urn, Properties = Sent(state.Outputs, request.AcceptSecrets, partial: false) }
            : throw Refusal($"The resource '{request.Name}' could not be read");
    }

    private async Task<ResourceInvokeResponse> InvokeAsync(ResourceInvokeRequest request)
    {
        try
        {
            var session = await program.SessionAsync(request.Provider, new PluginRequest(ResourceUrn.PackageOf(request.Tok), request.Version, request.PluginDownloadURL));
            var answer = await session.InvokeAsync(request.Tok, request.Args ?? new Struct());
            return new ResourceInvokeResponse { Return = answer.Return, Failures = { answer.Failures } };
        }
        catch (EngineException error)
        {
            // The program gets the error and fails by it, or catches it; so the program reports it.
            throw new RpcException(new Status(StatusCode.Aborted, $"{request.Tok}: {error.Message}"));
        }
        catch (SkipException)
        {
            throw Refusal($"{request.Tok} has no provider");
        }
    }

    private Task<T> Follow<T>(Task<T> call)
    {
        _calls.Enqueue(call);
        return call;
    }

    /// <summary>Values as the program asked for them; one that is unknown anywhere inside goes unsaid where the SDK takes it as a whole only.</summary>
    private static Struct Sent(Struct outputs, bool acceptSecrets, bool partial) =>
        Wire.Map([.. outputs.Fields.Where(field => partial || !Wire.ContainsUnknown(field.Value)).Select(field => (field.Key, (object?)(acceptSecrets ? field.Value : Wire.Unwrap(field.Value))))]);

    private static RpcException Refusal(string what) => new(new Status(StatusCode.Aborted, $"{what}; the operation's messages say why."));
}
