// The provider as a whole: handshake, schema, settings, cancel.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using InfoBip.Provider.Configuration;
using ProviderHost.PropertyValues;
using ProviderHost.Resources;
using Pulumirpc;

namespace ProviderHost.Protocol;

/// <summary>
/// Answers the engine: this part for the provider as a whole, the others for its resources and for what only asks. <see cref="ProviderMethods"/>
/// names the methods to the gRPC server.
/// </summary>
internal sealed partial class ProviderService(PluginSession session, RpcErrorBoundary guard, ResourceTable resources, FunctionTable functions)
{
    /// <summary>The package's name, which stands before every setting and type.</summary>
    public const string Package = "infobip";

    /// <summary>The first call of a modern engine: what this provider understands. Older engines learn the same from <see cref="Configure"/>.</summary>
    public ProviderHandshakeResponse Handshake(ProviderHandshakeRequest request)
    {
        session.Log.Connect(request.EngineAddress);
        return new ProviderHandshakeResponse
        {
            AcceptSecrets = true,
            AcceptResources = true,
            AcceptOutputs = true,
            SupportsAutonamingConfiguration = true,
            AcceptsByteString = true,
        };
    }

    /// <summary>The engine came to a plugin that somebody else started, for debugging.</summary>
    public Empty Attach(PluginAttach request)
    {
        session.Log.Connect(request.Address);
        return new Empty();
    }

    /// <summary>The package's schema.</summary>
    public static GetSchemaResponse GetSchema(GetSchemaRequest request)
    {
        if (request.Version != 0)
        {
            throw RpcErrorBoundary.Failure(ErrorCode.UnknownSchema, $"the infobip provider has its schema in version 0 only, not in version {request.Version}.");
        }

        return request.SubpackageName.Length > 0
            ? throw RpcErrorBoundary.Failure(ErrorCode.UnknownSchema, $"the infobip provider has no subpackage '{request.SubpackageName}'.")
            : new GetSchemaResponse { Schema = EmbeddedSchema.Read() };
    }

    /// <summary>Judges the provider's settings as far as they are given.</summary>
    public Task<CheckResponse> CheckConfig(CheckRequest request, ServerCallContext context) =>
        guard.RunAsync(request.Urn, context, _ => Task.FromResult(Messages.Check(ConfigurationCheck.Check(PropertyCodec.Decode(request.News)))));

    /// <summary>Compares settings.</summary>
    public Task<DiffResponse> DiffConfig(DiffRequest request, ServerCallContext context) =>
        guard.RunAsync(request.Urn, context, _ =>
        {
            var olds = PropertyCodec.Decode(request.OldInputs ?? request.Olds);
            return Task.FromResult(Messages.Diff(ConfigurationDiff.Diff(olds, PropertyCodec.Decode(request.News)), request.OldInputs is not null));
        });

    /// <summary>Takes the settings over; fails with everything that is missing or wrong.</summary>
    public Task<ConfigureResponse> Configure(ConfigureRequest request, ServerCallContext context) =>
        guard.RunAsync(request.Urn, context, _ =>
        {
            var reading = SettingsReader.Read(Settings(request), session.Environment);
            session.Configure(reading.Settings ?? throw ConfigureFailure(reading), request.Urn);
            return Task.FromResult(new ConfigureResponse
            {
                AcceptSecrets = true,
                SupportsPreview = true,
                AcceptResources = true,
                AcceptOutputs = true,
                SupportsAutonamingConfiguration = true,
            });
        });

    /// <summary>Ends what runs. Answered at once: without an answer the engine shows the plugin's output as a bug of the provider.</summary>
    public Empty Cancel()
    {
        session.Cancel();
        return new Empty();
    }

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
                new ConfigureErrorMissingKeys.Types.MissingKey { Name = missing.Name, Description = ErrorCode.MissingSetting.Mark(missing.Description) }));
            var names = string.Join(", ", reading.Missing.Select(missing => missing.Name));
            return RpcErrorBoundary.Failure(ErrorCode.MissingSetting, $"the infobip provider lacks the settings {names}.", detail);
        }

        var sentences = reading.Mistakes.Concat(reading.Missing.Select(missing => $"the setting '{missing.Name}' is missing. {missing.Description}"));
        return RpcErrorBoundary.Failure(ErrorCode.BadSettings, $"the infobip provider cannot be configured: {string.Join("; ", sentences)}");
    }
}
