// The provider as a whole: handshake, schema, settings, cancel.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using InfoBip.Provider.Configuration;
using InfoBip.Provider.Properties;
using Pulumirpc;

namespace InfoBip.Provider.Protocol;

/// <summary>
/// Answers the engine. This part knows the provider as a whole, the other one resources. What neither has is answered
/// <c>Unimplemented</c> by the base class: parameterised packages, components and methods do not exist here.
/// </summary>
internal sealed partial class ProviderService(PluginSession session, CallGuard guard, ResourceTable resources) : ResourceProvider.ResourceProviderBase
{
    /// <summary>The package's name, which stands before every setting and type.</summary>
    public const string Package = "infobip";

    /// <inheritdoc/>
    public override Task<ProviderHandshakeResponse> Handshake(ProviderHandshakeRequest request, ServerCallContext context)
    {
        session.Log.Connect(request.EngineAddress);
        return Task.FromResult(new ProviderHandshakeResponse
        {
            AcceptSecrets = true,
            AcceptResources = true,
            AcceptOutputs = true,
            SupportsAutonamingConfiguration = true,
            AcceptsByteString = true,
        });
    }

    /// <inheritdoc/>
    public override Task<Empty> Attach(PluginAttach request, ServerCallContext context)
    {
        session.Log.Connect(request.Address);
        return Task.FromResult(new Empty());
    }

    /// <inheritdoc/>
    public override Task<PluginInfo> GetPluginInfo(Empty request, ServerCallContext context) =>
        Task.FromResult(new PluginInfo { Version = PluginVersion.Text });

    /// <inheritdoc/>
    public override Task<GetSchemaResponse> GetSchema(GetSchemaRequest request, ServerCallContext context)
    {
        if (request.Version != 0)
        {
            throw CallGuard.Failure(StatusCode.InvalidArgument, $"the infobip provider has its schema in version 0 only, not in version {request.Version}");
        }

        return request.SubpackageName.Length > 0
            ? throw CallGuard.Failure(StatusCode.InvalidArgument, $"the infobip provider has no subpackage '{request.SubpackageName}'")
            : Task.FromResult(new GetSchemaResponse { Schema = EmbeddedSchema.Read() });
    }

    /// <inheritdoc/>
    public override Task<CheckResponse> CheckConfig(CheckRequest request, ServerCallContext context) =>
        guard.RunAsync(request.Urn, context, _ => Task.FromResult(Messages.Check(ConfigurationCheck.Check(PropertyCodec.Decode(request.News)))));

    /// <inheritdoc/>
    public override Task<DiffResponse> DiffConfig(DiffRequest request, ServerCallContext context) =>
        guard.RunAsync(request.Urn, context, _ =>
        {
            var olds = PropertyCodec.Decode(request.OldInputs ?? request.Olds);
            return Task.FromResult(Messages.Diff(ConfigurationDiff.Diff(olds, PropertyCodec.Decode(request.News)), request.OldInputs is not null));
        });

    /// <inheritdoc/>
    public override Task<ConfigureResponse> Configure(ConfigureRequest request, ServerCallContext context) =>
        guard.RunAsync(request.Urn, context, _ =>
        {
            var reading = SettingsReader.Read(Settings(request), session.Environment);
            session.Configure(reading.Settings ?? throw ConfigureFailure(reading));
            return Task.FromResult(new ConfigureResponse
            {
                AcceptSecrets = true,
                SupportsPreview = true,
                AcceptResources = true,
                AcceptOutputs = true,
                SupportsAutonamingConfiguration = true,
            });
        });

    /// <inheritdoc/>
    public override Task<Empty> Cancel(Empty request, ServerCallContext context)
    {
        session.Cancel();
        return Task.FromResult(new Empty());
    }

    /// <inheritdoc/>
    public override Task<GetMappingResponse> GetMapping(GetMappingRequest request, ServerCallContext context) =>
        Task.FromResult(new GetMappingResponse());

    /// <inheritdoc/>
    public override Task<GetMappingsResponse> GetMappings(GetMappingsRequest request, ServerCallContext context) =>
        Task.FromResult(new GetMappingsResponse());

    /// <summary>The engine's arguments; engines that send none have the settings under <c>infobip:config:</c>.</summary>
    private static PropertyMap Settings(ConfigureRequest request) =>
        PropertyCodec.DecodeOptional(request.Args)
        ?? new PropertyMap(request.Variables.Select(variable =>
            KeyValuePair.Create(variable.Key[(variable.Key.LastIndexOf(':') + 1)..], PropertyValue.Of(variable.Value))));

    /// <summary>The engine shows the missing keys and nothing else, so they come alone only where nothing else is wrong.</summary>
    private static RpcException ConfigureFailure(SettingsReading reading)
    {
        if (reading.Mistakes.Count == 0)
        {
            var detail = new ConfigureErrorMissingKeys();
            detail.MissingKeys.AddRange(reading.Missing.Select(missing =>
                new ConfigureErrorMissingKeys.Types.MissingKey { Name = missing.Name, Description = missing.Description }));
            var names = string.Join(", ", reading.Missing.Select(missing => missing.Name));
            return CallGuard.Failure(StatusCode.InvalidArgument, $"the infobip provider lacks the settings {names}", detail);
        }

        var sentences = reading.Mistakes.Concat(reading.Missing.Select(missing => $"the setting '{missing.Name}' is missing. {missing.Description}"));
        return CallGuard.Failure(StatusCode.InvalidArgument, $"the infobip provider cannot be configured: {string.Join("; ", sentences)}");
    }
}
