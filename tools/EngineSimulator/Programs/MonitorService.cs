// The resource monitor: a program's calls carried out by the deployment, and answered as the engine answers.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using InfoBip.EngineSimulator.Protocol;

namespace InfoBip.EngineSimulator;

/// <summary>Serves the calls that make up a program.</summary>
internal sealed class MonitorService(DeploymentRun run, ProgramRegistry registry) : ResourceMonitor.ResourceMonitorBase
{
    /// <summary>What is not here, an SDK does without or refuses with a message of its own; output values go as secrets and unknowns then.</summary>
    private static readonly string[] s_features = ["secrets", "aliasSpecs"];

    public override Task<SupportsFeatureResponse> SupportsFeature(SupportsFeatureRequest request, ServerCallContext context) =>
        Task.FromResult(new SupportsFeatureResponse { HasSupport = s_features.Contains(request.Id) });

    public override Task<RegisterResourceResponse> RegisterResource(RegisterResourceRequest request, ServerCallContext context) => registry.Follow(RegisterAsync(request));
    public override Task<ReadResourceResponse> ReadResource(ReadResourceRequest request, ServerCallContext context) => registry.Follow(ReadAsync(request));
    public override Task<ResourceInvokeResponse> Invoke(ResourceInvokeRequest request, ServerCallContext context) => registry.Follow(InvokeAsync(request));

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
            registry.RootUrn = run.Stack.Urn;
            return new RegisterResourceResponse { Urn = run.Stack.Urn, Object = request.Object ?? new Struct() };
        }

        var urn = run.UrnOf(ResourceUrn.QualifiedType(request.Parent, request.Type), request.Name);
        var view = await registry.DoAsync(urn, [.. request.Dependencies, request.Parent], () => RegisterAsync(urn, request));
        return view is null
            ? request.SupportsResultReporting ? new RegisterResourceResponse { Urn = urn, Object = new Struct(), Result = Result.Fail } : throw Refusal($"The resource '{request.Name}' was not registered")
            : new RegisterResourceResponse
            {
                Urn = urn,
                Id = Wire.IsUnknown(view.Id) ? "" : view.Id.StringValue,
                Object = Sent(view.Outputs, request.AcceptSecrets, request.SupportsPartialValues),
            };
    }

    private async Task<ResourceView> RegisterAsync(string urn, RegisterResourceRequest request)
    {
        var options = OptionsOf(request);
        var news = Answers.Plain(request.Object ?? new Struct());
        if (!request.Custom)
        {
            return new ResourceView(urn, Wire.Unknown, new Struct(), run.IsPreview);
        }

        var plugin = new PluginRequest(ResourceUrn.PackageOf(request.Type), request.Version, request.PluginDownloadURL);
        if (request.Type.StartsWith(ResourceUrn.ProviderTypePrefix, StringComparison.Ordinal))
        {
            return await run.Registrar.ProviderAsync(urn, news, plugin, request.Dependencies);
        }

        return !run.IsPreview && news.Fields.FirstOrDefault(field => Wire.ContainsUnknown(field.Value)).Key is { } unknown
            ? throw new ProgramException($"The input '{unknown}' is not known, and this is no preview.")
            : await run.Registrar.RegisterAsync(new Registration(run, await SessionAsync(request.Provider, plugin), urn, news, options, [.. request.Dependencies.Distinct()]));
    }

    private async Task<ReadResourceResponse> ReadAsync(ReadResourceRequest request)
    {
        var urn = run.UrnOf(ResourceUrn.QualifiedType(request.Parent, request.Type), request.Name);
        var view = await registry.DoAsync(urn, [.. request.Dependencies, request.Parent], async () =>
        {
            var session = await SessionAsync(request.Provider, new PluginRequest(ResourceUrn.PackageOf(request.Type), request.Version, request.PluginDownloadURL));
            var options = new ResourceOptions { AdditionalSecretOutputs = request.AdditionalSecretOutputs };
            var asked = new Registration(run, session, urn, Answers.Plain(request.Properties ?? new Struct()), options, [.. request.Dependencies.Distinct()]);
            return await run.Registrar.GetAsync(asked, Value.ForString(request.Id));
        });
        return view is null
            ? throw Refusal($"The resource '{request.Name}' could not be read")
            : new ReadResourceResponse { Urn = urn, Properties = Sent(view.Outputs, request.AcceptSecrets, partial: false) };
    }

    private async Task<ResourceInvokeResponse> InvokeAsync(ResourceInvokeRequest request)
    {
        try
        {
            var session = await SessionAsync(request.Provider, new PluginRequest(ResourceUrn.PackageOf(request.Tok), request.Version, request.PluginDownloadURL));
            var answer = await session.InvokeAsync(request.Tok, request.Args ?? new Struct());
            return new ResourceInvokeResponse { Return = answer.Return, Failures = { answer.Failures } };
        }
        catch (Exception error) when (error is StepException or ProgramException or PluginException or PluginProtocolException)
        {
            // The program gets the error and fails by it, or catches it; so the program reports it.
            throw new RpcException(new Status(StatusCode.Aborted, $"{request.Tok}: {error.Message}"));
        }
        catch (SkipException)
        {
            throw Refusal($"{request.Tok} has no provider");
        }
    }

    /// <summary>The provider that a program names as <c>urn::id</c>, or the default one of a package.</summary>
    private Task<ProviderSession> SessionAsync(string reference, PluginRequest wanted) =>
        reference.Length == 0 ? run.Providers.DefaultAsync(wanted)
        : reference.LastIndexOf("::", StringComparison.Ordinal) is > 0 and var end && registry.Urns.Contains(reference[..end]) ? run.Providers.RegisteredAsync(reference[..end])
        : throw new ProgramException($"The provider {reference} is none that this program registered.");

    /// <summary>The options in the form that all programs share; what the engine simulator does not know is refused.</summary>
    private static ResourceOptions OptionsOf(RegisterResourceRequest request)
    {
        var unknown = request.Remote ? "remote"
            : request.Aliases.Count + request.AliasURNs.Count > 0 ? "aliases"
            : request.DeleteBeforeReplaceDefined ? "deleteBeforeReplace"
            : request.ReplaceOnChanges.Count > 0 ? "replaceOnChanges"
            : request.DeletedWith.Length > 0 ? "deletedWith"
            : request.ReplaceWith.Count > 0 ? "replaceWith"
            : request.ReplacementTrigger is not null ? "replacementTrigger"
            : request.EnvVarMappings.Count > 0 ? "envVarMappings"
            : request.PackageRef.Length > 0 ? "a parameterised package"
            : request.Hooks is { } hooks && hooks.CalculateSize() > 0 ? "hooks"
            : null;
        return unknown is not null ? throw new ProgramException($"The option '{unknown}' is not supported by the engine simulator.") : new ResourceOptions
        {
            IgnoreChanges = ResourceOptions.Paths(request.IgnoreChanges),
            Protect = request.Protect,
            Import = request.ImportId,
            AdditionalSecretOutputs = request.AdditionalSecretOutputs,
            Timeouts = request.CustomTimeouts is { } limits ? new CustomTimeouts(Duration.Seconds(limits.Create), Duration.Seconds(limits.Update), Duration.Seconds(limits.Delete)) : new(),
            RetainOnDelete = request.RetainOnDelete,
            Version = request.Version,
            PluginDownloadUrl = request.PluginDownloadURL,
        };
    }

    /// <summary>Values as the program asked for them; one that is unknown anywhere inside goes unsaid where the SDK takes it as a whole only.</summary>
    private static Struct Sent(Struct outputs, bool acceptSecrets, bool partial) =>
        Wire.Map([.. outputs.Fields.Where(field => partial || !Wire.ContainsUnknown(field.Value)).Select(field => (field.Key, (object?)(acceptSecrets ? field.Value : Wire.Unwrap(field.Value))))]);

    private static RpcException Refusal(string what) => new(new Status(StatusCode.Aborted, $"{what}; the operation's messages say why."));
}

/// <summary>The engine's own service, as programs call it: messages, and where older SDKs leave the root resource.</summary>
internal sealed class ProgramEngineService(ProgramRegistry registry) : Engine.EngineBase
{
    public override Task<Empty> Log(LogRequest request, ServerCallContext context)
    {
        // A passing note belongs to a status column, which there is none of.
        if (!request.Ephemeral)
        {
            registry.Say((Severity)(int)request.Severity, request.Message, request.Urn);
        }

        return Task.FromResult(new Empty());
    }

    public override Task<GetRootResourceResponse> GetRootResource(GetRootResourceRequest request, ServerCallContext context) => Task.FromResult(new GetRootResourceResponse { Urn = registry.RootUrn });

    public override Task<SetRootResourceResponse> SetRootResource(SetRootResourceRequest request, ServerCallContext context)
    {
        registry.RootUrn = request.Urn;
        return Task.FromResult(new SetRootResourceResponse());
    }

    public override Task<RequirePulumiVersionResponse> RequirePulumiVersion(RequirePulumiVersionRequest request, ServerCallContext context) => Task.FromResult(new RequirePulumiVersionResponse());
}
